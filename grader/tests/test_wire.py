"""What crosses between stage and judge: everything plain comes back equal, nothing hostile comes through."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judge.wire import MAX_MESSAGE, BadMessage, Other, Raised, decode, field, parse
from grader.stage.wire import encode

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
KEYS = st.none() | st.booleans() | st.integers() | st.text() | st.tuples(st.integers(), st.text())
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(KEYS, inner)
        | st.sets(st.integers())
        | st.frozensets(st.text())
    ),
    max_leaves=20,
)


def through(value: object) -> Any:
    return decode(json.loads(json.dumps(encode(value))))


@given(VALUES)
def test_plain_values_come_back_equal(value: object) -> None:
    back = through(value)
    assert back == value
    assert type(back) is type(value)


def test_nan_comes_back() -> None:
    assert math.isnan(through(float("nan")))


class Liar(int):
    def __repr__(self) -> str:
        raise SystemExit

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


def test_what_is_not_plain_comes_as_a_description() -> None:
    assert through(Liar(3)) == Other("Liar", "<SystemExit while it was shown>")
    assert through(KeyError("a")) == Raised("KeyError", "'a'")
    assert through(object) == Other("type", "<class 'object'>")
    assert through([Other]) == [Other("type", "<class 'grader.judge.wire.Other'>")]


def test_a_value_that_contains_itself_ends() -> None:
    loop: list[object] = []
    loop.append(loop)
    assert "[[...]]" in repr(through(loop))


def test_a_huge_number_is_only_described() -> None:
    assert type(through(10**5000)) is Other


@given(st.binary(max_size=300))
def test_hostile_bytes_are_refused_or_read(data: bytes) -> None:
    try:
        message = parse(data)
    except BadMessage:
        return
    assert type(message["op"]) is str


@given(
    st.recursive(
        PLAIN.filter(lambda v: type(v) is not bytes), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_hostile_values_are_refused_or_read(value: object) -> None:
    said = "read"
    try:
        decode(value)
    except BadMessage as error:
        said = str(error)
    assert said


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"op": 3}',
        b'{"op": "x"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"op": "x", "n": ' + b"9" * 10_000 + b"}",
        b'{"op": "x", "v": "' + b"a" * MAX_MESSAGE + b'"}',
    ],
    ids=["empty", "list", "null", "no-op", "number-op", "cut", "no-utf8", "deep", "digits", "long"],
)
def test_bad_lines(line: bytes) -> None:
    with pytest.raises(BadMessage):
        parse(line)


@pytest.mark.parametrize(
    "value",
    [
        {"list": 3},
        {"what": []},
        {"list": [], "tuple": []},
        {},
        [1],
        {"bytes": "%%"},
        {"bytes": 7},
        {"dict": [[1]]},
        {"dict": [[{"list": []}, 1]]},
        {"error": ["a"]},
        {"other": [1, 2]},
        {"set": [{"list": []}]},
    ],
)
def test_bad_values(value: object) -> None:
    with pytest.raises(BadMessage, match=r"^value"):
        decode(value)


def test_depth_is_limited() -> None:
    value: Any = 0
    for _ in range(70):
        value = {"list": [value]}
    with pytest.raises(BadMessage, match="too deep"):
        decode(value)


def test_a_field_of_the_wrong_type_is_named() -> None:
    with pytest.raises(BadMessage, match=r"^enter\.pid: int expected$"):
        field({"op": "enter", "pid": True}, "pid", int)
    assert field({"op": "enter"}, "pid", int, None) is None
