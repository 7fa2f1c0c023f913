"""What crosses between stage and judge: everything plain comes back equal, nothing hostile comes through."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judge.wire import BadMessage, Other, Raised, decode
from grader.stage.wire import encode
from grader.tests import unhurried

__all__ = ["unhurried"]

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
