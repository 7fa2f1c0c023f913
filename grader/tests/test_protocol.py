"""What the stage may say: each message becomes its record, and whatever does not fit is refused by name."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.judge import protocol
from grader.judge.protocol import parse
from grader.judge.wire import MAX_HASHED, MAX_MESSAGE, BadMessage, Hashing, Raised, TooMuch
from grader.stage.wire import encode
from grader.tests import unhurried

__all__ = ["unhurried"]

PLAIN = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3)
TAGS = st.sampled_from(["list", "dict", "set", "error", "bytes", "what"])
JSON = PLAIN | st.lists(PLAIN, max_size=3) | st.dictionaries(TAGS, PLAIN | st.lists(PLAIN, max_size=2), max_size=2)
OPS = ("born", "hello", "enter", "leave", *sorted(protocol.CALLER_SAYS))
FIELDS = ("probe", "args", "main", "how", "method", "problem", "name", "value", "error", "frames", "fields")
NO = Raised("ValueError", "no")
ERROR = encode(ValueError("no"))


def said(op: str, **fields: Any) -> protocol.Message:
    return parse(json.dumps({"op": op, "pid": 7, **fields}).encode()).open(Hashing())


@pytest.mark.parametrize(
    ("op", "fields", "message"),
    [
        ("born", {}, protocol.Born()),
        ("hello", {}, protocol.Hello()),
        ("enter", {"probe": "worker", "args": encode([1]), "main": True}, protocol.Enter("worker", (1,), True)),
        ("leave", {"how": "raised", "error": ERROR}, protocol.Leave("raised")),
        ("loading", {}, protocol.Loading()),
        ("loaded", {"method": None}, protocol.Loaded(None, {})),
        (
            "unloadable",
            {"problem": "import", "error": ERROR, "frames": [[3, "f"]]},
            protocol.Unloadable("import", {"error": NO, "frames": ((3, "f"),)}),
        ),
        ("calling", {"name": "run"}, protocol.Calling("run")),
        ("over", {"helpers": [3]}, protocol.Over(frozenset({3}))),
        ("returned", {"value": encode((1,)), "method": "fork"}, protocol.Outcome("fork", value=(1,))),
        (
            "raised",
            {"error": ERROR, "frames": [[3, "f"]]},
            protocol.Outcome(None, error=NO, frames=((3, "f"),)),
        ),
        ("note", {"name": "idle", "fields": encode({"alive": True})}, protocol.Told("idle", {"alive": True})),
        ("report", {"value": encode([])}, protocol.Report([])),
    ],
    ids=(*OPS[:4], "loading", "loaded", "unloadable", "calling", "over", "returned", "raised", "note", "report"),
)
def test_each_message_becomes_its_record(op: str, fields: dict[str, Any], message: protocol.Message) -> None:
    assert said(op, **fields) == message


@pytest.mark.parametrize(
    ("op", "fields", "why"),
    [
        ("shout", {}, "op: unknown 'shout'"),
        ("enter", {"probe": 3, "args": encode([]), "main": True}, "enter.probe: str expected"),
        ("enter", {"probe": "p", "args": encode({}), "main": True}, "enter: one call a connection, args a list"),
        ("enter", {"probe": "p", "args": [], "main": True}, "enter.args: dict expected"),
        ("enter", {"probe": "p", "args": encode([]), "main": 1}, "enter.main: bool expected"),
        ("leave", {"how": "died"}, "leave: no call to leave"),
        ("loaded", {"method": 3}, "loaded.method: str expected"),
        ("unloadable", {}, "unloadable.problem: str expected"),
        ("calling", {}, "calling.name: str expected"),
        ("raised", {"error": ERROR, "frames": [[1, 2]]}, "raised.frames: pairs of line and function expected"),
        ("raised", {"error": ERROR, "frames": 3}, "raised.frames: list expected"),
        ("note", {"name": "n", "fields": encode([])}, "note.fields: dict expected"),
        ("returned", {"method": 3}, "returned.method: str expected"),
        ("raised", {"error": ERROR, "frames": [], "method": 3}, "raised.method: str expected"),
        ("raised", {"error": None, "frames": []}, "raised.error: dict expected"),
        ("raised", {"error": {"list": []}, "frames": []}, "raised.error: an exception expected"),
        ("over", {"helpers": 3}, "over.helpers: list expected"),
        ("loaded", {"helpers": [True]}, "loaded.helpers: numbers expected"),
        ("unloadable", {"problem": "missing"}, "unloadable: not so for 'missing'"),
        ("unloadable", {"problem": "missing", "name": "f", "names": [3]}, "unloadable: not so for 'missing'"),
        ("unloadable", {"problem": "import", "error": {"list": []}, "frames": []}, "unloadable: not so for 'import'"),
        (
            "unloadable",
            {"problem": "import", "error": ERROR, "frames": [3]},
            "unloadable.frames: pairs of line and function expected",
        ),
        ("unloadable", {"problem": "sets-start-method"}, "unloadable: not so for 'sets-start-method'"),
        ("unloadable", {"problem": "import", "error": {"error": []}}, "value.error: two texts expected"),
        ("note", {"fields": encode({})}, "note.name: str expected"),
        ("returned", {"value": {"what": []}}, "value: unknown tag 'what'"),
    ],
)
def test_what_does_not_fit_is_named(op: str, fields: dict[str, Any], why: str) -> None:
    with pytest.raises(BadMessage) as refused:
        said(op, **fields)
    assert str(refused.value) == why


def test_what_a_play_hashes_is_counted() -> None:
    with pytest.raises(TooMuch):
        said("report", value=encode(set(range(MAX_HASHED + 1))))
    with pytest.raises(TooMuch):
        said("returned", value=encode(set(range(MAX_HASHED + 1))), method=3)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"", "no JSON"),
        (b"[]", "no object"),
        (b"null", "no object"),
        (b"{}", "no object"),
        (b'{"op": 3}', "no object with an op"),
        (b'{"op": "x"', "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"op": "x", "pid": ' + b"9" * 10_000 + b"}", "no JSON"),
        (b'{"op": "x", "v": "' + b"a" * MAX_MESSAGE + b'"}', "bytes are more than"),
        (b'{"op": "x"}', "x.pid: int expected"),
        (b'{"op": "x", "pid": true}', "x.pid: int expected"),
    ],
    ids=["empty", "list", "null", "no-op", "number-op", "cut", "no-utf8", "deep", "digits", "long", "no-pid", "bool-pid"],
)
def test_bad_lines(line: bytes, why: str) -> None:
    with pytest.raises(BadMessage, match=why):
        parse(line)


@given(st.binary(max_size=300))
def test_hostile_bytes_are_refused_or_read(data: bytes) -> None:
    try:
        envelope = parse(data)
    except BadMessage:
        return
    assert type(envelope.op) is str


@given(st.sampled_from(OPS), st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4))
def test_hostile_fields_are_refused_or_read(op: str, fields: dict[str, Any]) -> None:
    try:
        message = said(op, **fields)
    except BadMessage:
        return
    assert isinstance(message, protocol.Message)
