"""The list of what happened in one play, as it grows. The witness writes it; holds and the judge read it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from .deal import SharedNumbers
from .seen import Call, Invocation, Leftover, Life, Note, Parameter, Printed, Trouble

MAX_OUTPUT = 1024 * 1024
"""Bytes that a stage may print in one play."""

MAX_LINES = 20_000
"""Lines that it may print. An empty line is one byte for who prints it, and a whole record for who keeps it."""


@dataclass(slots=True)
class Ledger:
    """Everything seen, in the order in which it was seen: if A caused B, A stands before B."""

    caller: int = 0
    calls: list[Call] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    lives: list[Life] = field(default_factory=list)
    invocations: list[Invocation] = field(default_factory=list)
    trouble: Trouble | None = None
    loaded_at: float | None = None
    signatures: Mapping[str, tuple[Parameter, ...]] = field(default_factory=dict)
    early: tuple[Leftover, ...] = ()
    copies: set[int] = field(default_factory=set)
    report: Any = None
    reported: bool = False
    shared: SharedNumbers = field(default_factory=lambda: SharedNumbers({}))
    strays: list[str] = field(default_factory=list)
    output_bytes: int = 0
    lines: int = 0
    _within: dict[int, list[str]] = field(default_factory=dict)
    _partial: dict[tuple[int | None, str], bytes] = field(default_factory=dict)

    def enter(self, *, at: float, **seen: Any) -> int:
        """Note that a process has entered a probe; return the call's number. seen: see ``Call``."""
        number = len(self.calls)
        self.calls.append(Call(number=number, entered=at, **seen))
        return number

    def go(self, number: int, at: float, *, met: bool) -> None:
        call = self.calls[number] = replace(self.calls[number], go=at, met=met)
        self._within.setdefault(call.pid, []).append(call.probe)

    def leave(self, number: int, at: float, how: Literal["returned", "raised", "died"]) -> None:
        call = self.calls[number] = replace(self.calls[number], left=at, how=how)
        if how == "returned":  # who ended otherwise may have said, on a line that is not read yet, what it says within
            self._within[call.pid].remove(call.probe)

    def within(self, pid: int) -> Collection[str]:
        """Return the probes that this process is in calls of which have been let go, and have not returned."""
        return self._within.get(pid, ())

    def inside(self) -> tuple[int, ...]:
        """Return the numbers of the calls that have begun and are not over."""
        return tuple(call.number for call in self.calls if call.left is None)

    def end_life(self, pid: int, at: float) -> None:
        for index in range(len(self.lives) - 1, -1, -1):
            if self.lives[index].pid == pid and self.lives[index].ended is None:
                self.lives[index] = replace(self.lives[index], ended=at)
                return

    @property
    def calling(self) -> bool:
        """Whether the student's function has been called and is not over."""
        return bool(self.invocations) and self.invocations[-1].ended is None

    def end_invocation(self, at: float, **seen: Any) -> None:
        """Note that the student's function is over. Its caller is the only one who may say so."""
        if self.calling:
            self.invocations[-1] = replace(self.invocations[-1], ended=at, **seen)

    def tell_outcome(self, **told: Any) -> None:
        """Note how the call that is over has ended."""
        self.invocations[-1] = replace(self.invocations[-1], told=True, **told)

    def output(self, data: bytes, pid: int | None, stream: Literal["out", "err"], at: float, after: float) -> None:
        """Take in a piece of output, written between two moments. What is beyond the limit is only counted."""
        self.output_bytes += len(data)
        self.lines += data.count(b"\n")
        if self.output_bytes > MAX_OUTPUT + len(data) or self.lines > MAX_LINES + len(data):
            return
        *lines, rest = (self._partial.pop((pid, stream), b"") + data).split(b"\n")
        for line in lines:
            self._line(line, pid, stream, at, after)
        if rest:
            self._partial[pid, stream] = rest

    def finish_output(self, at: float) -> None:
        """Take in what was printed without a last newline."""
        for (pid, stream), rest in self._partial.items():
            self._line(rest, pid, stream, at, 0.0)
        self._partial.clear()

    def _line(self, line: bytes, pid: int | None, stream: str, at: float, after: float) -> None:
        text = line.decode("utf-8", "replace").rstrip("\r")
        self.printed.append(Printed(at=at, after=after, pid=pid, text=text, stream="err" if stream == "err" else "out"))
