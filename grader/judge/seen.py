"""What the judge has seen of one play. Times are seconds since the play began, by the judge's clock."""

from dataclasses import dataclass, field
from typing import Any, Literal

WORK = "work"
"""The name of the folder in which the submission stands alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a probe. ``go`` is when the witness let it on, ``left`` when it was over; None while it was not.

    ``met``: it was let on because all the parties that it waited for were inside at that instant. ``late``: by a process that
    was not there yet when the student's function, or the scenario, was over; such a call is answered, and does not count.
    ``dealt``: the number that the judge drew for it; see ``deal``. ``ends``: how the scenario wants it to end, if not by
    returning; see ``grader/stage/declared.py``.
    """

    number: int
    probe: str
    args: tuple[Any, ...]
    pid: int
    main_thread: bool
    entered: float
    dealt: int = 0
    ends: str | None = None
    go: float | None = None
    left: float | None = None
    met: bool = False
    late: bool = False
    how: Literal["inside", "returned", "raised", "died"] = "inside"

    @property
    def label(self) -> str:
        return f"{self.probe}({', '.join(shorten(arg) for arg in self.args)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One line that a process printed: not later than ``at``, when the judge read it, and not before ``after``.

    Its end was not there yet when the judge looked at ``after``. So a busy judge can be late, but never wrong.
    """

    at: float
    after: float
    pid: int | None
    text: str
    stream: Literal["out", "err"]


def longest_gap(first: Printed, last: Printed) -> float:
    """Return the longest time, in seconds, that can have passed between two lines. The true time is never longer."""
    return last.at - first.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A fact that the scenario told."""

    at: float
    name: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One process of the stage, from the moment its interpreter was armed to its end; None while it lived."""

    pid: int
    born: float
    ended: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A process that was there when the student's function had returned."""

    pid: int
    zombie: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """One call of the student's function by the scenario, in the caller's process.

    ``awake`` is for how many seconds the caller ran meanwhile, and for how many it waited for a processor; None where the
    kernel does not tell. ``told``: whether it is known how it ended; what stands after that is known only then.
    """

    name: str
    started: float
    ended: float | None = None
    leftovers: tuple[Leftover, ...] = ()
    held: tuple[int, ...] = ()
    awake: tuple[float, float] | None = None
    told: bool = False
    value: Any = None
    error: Any = None
    frames: tuple[tuple[int, str], ...] = ()
    method: str | None = None

    @property
    def returned(self) -> bool:
        return self.told and self.error is None

    @property
    def line(self) -> int | None:
        """The line of the student's file at which the exception was raised; None when there is none."""
        return self.frames[-1][0] if self.frames else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One line of a stack."""

    file: str
    line: int
    function: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Where one process stood when nothing could happen any more: its main thread's stack, innermost first."""

    pid: int
    caller: bool
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of the student's function, as it is defined.

    kind: ``plain`` when it can be given by its place, ``keyword`` when by its name only, ``rest`` when it takes all others.
    optional: whether it has a default.
    """

    name: str
    kind: str
    optional: bool
    default: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a submission could not be used: ``problem`` names it, the rest is what is known."""

    problem: str
    facts: dict[str, Any] = field(default_factory=dict)


End = Literal[
    "done", "died", "stalled", "patience", "deadline", "starved",
    "output", "processes", "early", "threads", "memory", "stored", "messages", "answers", "misfit",
]  # fmt: skip


def is_submission(path: str, file: str) -> bool:
    """Say whether a path of the stage is the student's file, and not the scenario, which has the same name."""
    return path.replace("\\", "/").endswith(f"/{WORK}/{file}")


def shorten(value: object, limit: int = 40) -> str:
    """Return a value as a short text for people."""
    text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def last_line(text: str, limit: int = 300) -> str:
    """Return the last line that is not empty, cut to this length: of a traceback, what Python says of the error."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:limit] if lines else ""
