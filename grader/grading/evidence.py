"""What a report shows of one play: frozen records, and the plain values that they are between processes and in files.

Reports read these, so nothing heavy is imported here; ``player.evidence`` makes them from a run.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")

SHOWN, SHOWN_OF_LINE = 12, 300
"""Lines of a program's output that a report explains a failure with, and characters of a line that a report gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of the timeline: from when to when (seconds since the play began) a process lived, or was inside a call.

    label: the call; empty for a life.
    """

    pid: int
    label: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A process that waited when nothing could happen any more.

    inside: the probe that it was inside of; empty for none. line, source: where it stands in the student's file; None and
    empty when it is in none of its lines. what: what it waits for, a key of the messages' ``waits``.
    """

    pid: int
    name: str
    inside: str
    line: int | None
    source: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """An exception that ended a process: what Python said of it, and the lines in the student's file, outermost first."""

    pid: int
    name: str
    kind: str
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputLine:
    """One line that a process printed, and when it was read; ``stream`` is ``out`` or ``err``."""

    at: float
    name: str
    stream: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was seen of one play. Processes are called ``main`` and ``process N``, in the order in which they were started.

    played_again: how many plays before this one a defect of CPython's has spoilt. processes: each one's name by its number.
    output_cut: how many lines more were printed. output_file: where the whole output is kept, if that was needed.
    """

    start_method: str = ""
    end: str = ""
    played_again: int = 0
    processes: Mapping[int, str] = field(default_factory=dict)
    timeline: tuple[Bar, ...] = ()
    waits: tuple[Wait, ...] = ()
    errors: tuple[Error, ...] = ()
    output: tuple[OutputLine, ...] = ()
    output_cut: int = 0
    output_file: str | None = None

    def encode_picture(self) -> dict[str, Any]:
        """Return in plain values what a picture needs: the processes and the timeline."""
        return {
            "processes": {str(pid): name for pid, name in self.processes.items()},
            "timeline": [asdict(bar) for bar in self.timeline],
        }

    @classmethod
    def decode(cls, value: object) -> "Evidence":
        """Return the evidence from the plain values of ``dataclasses.asdict``, or of a picture, that JSON has kept.

        Raises ``ValueError`` where they are something else.
        """
        known = fields(value)
        try:
            return cls(
                start_method=exactly(str, known.get("start_method", "")),
                end=exactly(str, known.get("end", "")),
                played_again=exactly(int, known.get("played_again", 0)),
                processes={int(pid): exactly(str, name) for pid, name in fields(known.get("processes", {})).items()},
                timeline=_each(_bar, known.get("timeline", [])),
                waits=_each(_wait, known.get("waits", [])),
                errors=_each(_error, known.get("errors", [])),
                output=_each(_output_line, known.get("output", [])),
                output_cut=exactly(int, known.get("output_cut", 0)),
                output_file=optional(str, known.get("output_file")),
            )
        except KeyError as error:
            raise ValueError(f"no {error}") from None


def cut(text: str, length: int) -> str:
    """Return a text at most this long, its end replaced by an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _bar(one: Mapping[str, Any]) -> Bar:
    return Bar(
        pid=exactly(int, one["pid"]), label=exactly(str, one["label"]), start=number(one["start"]), end=number(one["end"])
    )


def _wait(one: Mapping[str, Any]) -> Wait:
    return Wait(
        pid=exactly(int, one["pid"]),
        name=exactly(str, one["name"]),
        inside=exactly(str, one["inside"]),
        line=optional(int, one["line"]),
        source=exactly(str, one["source"]),
        what=exactly(str, one["what"]),
    )


def _error(one: Mapping[str, Any]) -> Error:
    return Error(
        pid=exactly(int, one["pid"]),
        name=exactly(str, one["name"]),
        kind=exactly(str, one["kind"]),
        text=exactly(str, one["text"]),
        lines=tuple(exactly(int, line) for line in exactly(list, one["lines"])),
    )


def _output_line(one: Mapping[str, Any]) -> OutputLine:
    return OutputLine(
        at=number(one["at"]),
        name=exactly(str, one["name"]),
        stream=exactly(str, one["stream"]),
        text=exactly(str, one["text"]),
    )


def _each(make: Callable[[Mapping[str, Any]], T], values: object) -> tuple[T, ...]:
    return tuple(make(fields(value)) for value in exactly(list, values))


# What plain values are held against, when they come back from JSON


def exactly(kind: type[T], value: object) -> T:
    """Return a value of just this type: a truth is no number. Raises ``ValueError`` for another."""
    if type(value) is not kind:
        raise ValueError(f"{type(value).__name__} where {kind.__name__} belongs")
    return value


def optional(kind: type[T], value: object) -> T | None:
    """Return None, or a value of just this type. Raises ``ValueError`` for another."""
    return None if value is None else exactly(kind, value)


def number(value: object) -> float:
    """Return a number, which JSON may have without a point. Raises ``ValueError`` for anything else."""
    try:
        return float(value) if type(value) is int else exactly(float, value)
    except OverflowError:
        raise ValueError("a number that is too large") from None


def fields(value: object) -> Mapping[str, Any]:
    """Return the fields of an object of JSON's. Raises ``ValueError`` for anything else."""
    return exactly(dict, value)
