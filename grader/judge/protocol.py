"""What the stage may say, as records. Nothing from there is believed before it has been checked field by field."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .seen import Parameter
from .shapes import fits
from .wire import MAX_ARGUMENTS, MAX_FRAMES, MAX_MESSAGE, NAME, BadMessage, Hashing, Raised, decode, short

CALLER_SAYS = frozenset({"loading", "loaded", "unloadable", "calling", "over", "returned", "raised", "note", "report"})
"""What only the stage's main process may say, once it has said hello."""

UNLOADABLE: Mapping[str, Mapping[str, Any]] = {
    "syntax": {"text": str | None, "line": int | None, "column": int | None, "code": str | None},
    "import": {"error": Exception, "frames": object},
    "missing": {"name": str, "names": list[str]},
    "wrong-signature": {"name": str, "text": str, "line": int | None},
}
"""Why a submission cannot be used, and the shapes of the facts that are told of it; see ``shapes``."""


@dataclass(frozen=True, slots=True)
class Born:
    """A process of the stage has begun."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The stage's main process wants to know what to play."""


@dataclass(frozen=True, slots=True)
class Printing:
    """A process has written this to its standard output, or error; only where the system does not say who writes."""

    data: bytes
    stream: Literal["out", "err"]


@dataclass(frozen=True, slots=True)
class Stacks:
    """On this line a process answers with its stack when it is asked; only where it cannot be asked with a signal."""


@dataclass(frozen=True, slots=True)
class Enter:
    """A process has called a probe, in its main thread or in another, and waits for the answer.

    reads, writes: the shared numbers that it looks at, and that it changes. child: whether multiprocessing has started this
    process, and its parent is who asked for that, as it says.
    """

    probe: str
    args: tuple[Any, ...]
    main_thread: bool
    reads: tuple[str, ...] = ()
    writes: tuple[tuple[str, int], ...] = ()
    child: bool = False


@dataclass(frozen=True, slots=True)
class Leave:
    """That call is over."""

    how: Literal["returned", "raised"]


@dataclass(frozen=True, slots=True)
class Loading:
    """The submission is about to be imported."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """It has been imported, this is the start method now, and so the functions can be called whose signatures are known.

    helpers: multiprocessing's own processes, as it says.
    """

    method: str | None
    signatures: Mapping[str, tuple[Parameter, ...]]
    helpers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Unloadable:
    """The submission cannot be used, or cannot be called as the scenario wants."""

    problem: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Calling:
    """The student's function is about to be called, under this name."""

    name: str


@dataclass(frozen=True, slots=True)
class Over:
    """It has returned, or raised something. These are multiprocessing's own processes, as the stage says."""

    helpers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """It has returned this value, or raised this error at these lines, outermost first. This is the start method now.

    To show a value may run the submission's code, so the end of the call is told before.
    """

    method: str | None
    value: Any = None
    error: Raised | None = None
    frames: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that the scenario tells."""

    name: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """What the scenario has returned: the play is over."""

    value: Any


CallerMessage = Loading | Loaded | Unloadable | Calling | Over | Outcome | Told | Report
Message = Born | Hello | Printing | Stacks | Enter | Leave | CallerMessage


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message, of which is known so far what it is, and who claims to have sent it."""

    op: str
    pid: int
    _content: Mapping[str, Any]

    def open(self, hashing: Hashing) -> Message:
        """Return the message itself. hashing: what the play may still hash.

        Raises ``BadMessage`` with the name of what is missing or wrong, and ``TooMuch`` when there is too much in it.
        """
        if self.op not in _OPENED:
            raise BadMessage(f"op: unknown {self.op[:40]!r}")
        return _OPENED[self.op](self._content, hashing)


def parse(line: bytes) -> Envelope:
    """Return the message in one line of JSON.

    Raises ``BadMessage`` for anything that is not an object with a text ``op`` and a number ``pid``, for too many bytes, for
    nesting or numbers that no message has.
    """
    if len(line) > MAX_MESSAGE:
        raise BadMessage(f"message: {len(line)} bytes are more than {MAX_MESSAGE}")
    try:
        content = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadMessage(f"message: no JSON ({type(error).__name__})") from None
    if type(content) is not dict or type(content.get("op")) is not str:
        raise BadMessage("message: no object with an op")
    return Envelope(content["op"], field(content, "pid", int), content)


def field(content: Mapping[str, Any], name: str, kind: type, default: Any = ...) -> Any:
    """Return one field of exactly this type. Raises ``BadMessage`` with its name when it is missing or of another type."""
    value = content.get(name, default)
    if value is default and default is not ...:
        return value
    if type(value) is not kind:
        raise BadMessage(f"{str(content.get('op'))[:NAME]}.{name}: {kind.__name__} expected")
    return value


def _enter(content: Mapping[str, Any], hashing: Hashing) -> Enter:
    args = decode(field(content, "args", dict), hashing)
    if type(args) is not list:
        raise BadMessage("enter: one call a connection, args a list")
    reads, writes = field(content, "reads", list, []), field(content, "writes", dict, {})
    if not all(type(name) is str for name in reads) or not all(map(_is_short, writes.values())):
        raise BadMessage("enter: reads are names, writes are names with whole numbers")
    probe, main = field(content, "probe", str)[:NAME], field(content, "main", bool)
    child = field(content, "child", bool, False)
    return Enter(probe, tuple(args[:MAX_ARGUMENTS]), main, tuple(reads), tuple(writes.items()), child)


def _is_short(number: Any) -> bool:
    return type(number) is int and abs(number) <= 2**31


def _printing(content: Mapping[str, Any], hashing: Hashing) -> Printing:
    try:
        data = field(content, "text", str).encode("latin-1")
    except UnicodeEncodeError:
        raise BadMessage("print.text: a byte for each letter expected") from None
    return Printing(data, "err" if field(content, "stream", int) == 2 else "out")


def _leave(content: Mapping[str, Any], hashing: Hashing) -> Leave:
    how = field(content, "how", str)
    if how not in ("returned", "raised"):
        raise BadMessage("leave: no call to leave")
    return Leave("raised" if how == "raised" else "returned")


def _loaded(content: Mapping[str, Any], hashing: Hashing) -> Loaded:
    told = decode(content.get("signatures", {"dict": []}), hashing)
    if type(told) is not dict or not all(type(name) is str for name in told):
        raise BadMessage("loaded.signatures: dict of names expected")
    known = {name: tuple(map(_parameter, one)) for name, one in told.items() if type(one) is list}
    return Loaded(_method(content), known, _helpers(content))


def _parameter(told: Any) -> Parameter:
    if type(told) is not list or len(told) not in (2, 3) or type(told[0]) is not str or type(told[1]) is not str:
        raise BadMessage("loaded.signatures: name, kind and default expected")
    return Parameter(name=told[0], kind=told[1], optional=len(told) == 3, default=told[2] if len(told) == 3 else None)


def _unloadable(content: Mapping[str, Any], hashing: Hashing) -> Unloadable:
    facts = {name[:NAME]: short(value) for name, value in content.items() if name not in ("op", "pid", "problem")}
    problem = field(content, "problem", str)
    if "error" in facts:
        facts["error"] = decode(content["error"], hashing)
    if "frames" in facts:
        facts["frames"] = _frames(content)
    if problem not in UNLOADABLE or not fits(facts, UNLOADABLE[problem]):
        raise BadMessage(f"unloadable: not so for {problem[:40]!r}")
    return Unloadable(problem, facts)


def _returned(content: Mapping[str, Any], hashing: Hashing) -> Outcome:
    value = decode(content.get("value"), hashing)  # first: too much ends the play, whatever else is wrong
    return Outcome(method=_method(content), value=value)


def _raised(content: Mapping[str, Any], hashing: Hashing) -> Outcome:
    error = decode(field(content, "error", dict), hashing)
    if type(error) is not Raised:
        raise BadMessage("raised.error: an exception expected")
    return Outcome(method=_method(content), error=error, frames=_frames(content))


def _frames(content: Mapping[str, Any]) -> tuple[tuple[int, str], ...]:
    frames = field(content, "frames", list)
    if not all(fits(frame, [int, str]) for frame in frames):
        raise BadMessage(f"{content['op']}.frames: pairs of line and function expected")
    return tuple((line, function) for line, function in short(frames[-MAX_FRAMES:]))


def _helpers(content: Mapping[str, Any]) -> frozenset[int]:
    helpers = field(content, "helpers", list, [])
    if not fits(helpers, list[int]):
        raise BadMessage(f"{content['op']}.helpers: numbers expected")
    return frozenset(helpers)


def _method(content: Mapping[str, Any]) -> str | None:
    method: str | None = short(field(content, "method", str, None))
    return method


def _told(content: Mapping[str, Any], hashing: Hashing) -> Told:
    fields = decode(field(content, "fields", dict), hashing)
    if type(fields) is not dict:
        raise BadMessage("note.fields: dict expected")
    return Told(field(content, "name", str)[:NAME], fields)


_OPENED: Mapping[str, Callable[[Mapping[str, Any], Hashing], Message]] = {
    "born": lambda content, hashing: Born(),
    "hello": lambda content, hashing: Hello(),
    "print": _printing,
    "stacks": lambda content, hashing: Stacks(),
    "enter": _enter,
    "leave": _leave,
    "loading": lambda content, hashing: Loading(),
    "loaded": _loaded,
    "unloadable": _unloadable,
    "calling": lambda content, hashing: Calling(field(content, "name", str)[:NAME]),
    "over": lambda content, hashing: Over(_helpers(content)),
    "returned": _returned,
    "raised": _raised,
    "note": _told,
    "report": lambda content, hashing: Report(decode(content.get("value"), hashing)),
}
