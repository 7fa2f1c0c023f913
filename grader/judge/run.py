"""One play as the judge saw it: a frozen record, and questions about it that have an answer in numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import stacks, system
from .deal import Write
from .ledger import Ledger
from .seen import Call, End, Frame, Invocation, Leftover, Life, Note, Parameter, Printed, Trouble, Waiting, is_submission

if TYPE_CHECKING:
    from .plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of the timeline: what a process did, from when to when (seconds since the play began)."""

    pid: int
    label: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildError:
    """An exception that ended a child: what Python said of it, and the lines in the student's file, outermost first."""

    pid: int
    kind: str
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Everything that was seen of one play; see ``seen`` for the parts. Times are seconds since the play began.

    exercise, scenario: what was played.
    source: the submission's text.
    method: the start method.
    sandbox: how the stage was kept apart, ``tree`` or ``bubblewrap``.
    end: how the play ended: ``done``, or why it was given up.
    caller: the process in which the scenario called the student's function.
    calls: every call of a probe, in the order in which they began.
    printed: every line of output, with its process and its stream.
    notes: the facts that the scenario has told.
    lives: every process of the stage, in the order in which they were started.
    invocations: every call of the student's function, with its value or its error, and the census when it was over.
    waiting: where each process stood when the play was given up.
    trouble: why the submission could not be used; None when it could.
    report: what the scenario returned.
    seed: what the judge has dealt follows from it; see ``deal``.
    shared_first, shared: what each of the shared numbers held at first, and in the end.
    writes: every change of a shared number, in their order.
    strays: messages that do not come from the stage, since they do not fit what the scenario has declared, in words.
    loaded_at: when the submission had been loaded; None when it never was.
    signatures: the parameters of the student's functions and classes, where they can be seen.
    early: the processes that were there when the submission had been loaded, and before anything of it was called.
    copies: the processes that have called a probe, and that multiprocessing has made by fork of another one of the stage.
    ended_at: when the play ended.
    longest_wait: by process, the longest wait for a timer that was certainly one, in seconds.
    own_seconds: for how long, after its first seconds, the program slept or had a processor; see ``effort``.
    played_again: how many plays before this one a defect of CPython's has spoilt.
    """

    exercise: str
    source: str
    scenario: str
    method: str
    sandbox: str
    end: End
    caller: int
    calls: tuple[Call, ...]
    printed: tuple[Printed, ...]
    notes: tuple[Note, ...]
    lives: tuple[Life, ...]
    invocations: tuple[Invocation, ...]
    waiting: tuple[Waiting, ...]
    trouble: Trouble | None
    report: Any
    seed: int
    shared_first: Mapping[str, int]
    shared: Mapping[str, int]
    writes: tuple[Write, ...]
    strays: tuple[str, ...]
    loaded_at: float | None
    signatures: Mapping[str, tuple[Parameter, ...]]
    early: tuple[Leftover, ...]
    copies: frozenset[int]
    ended_at: float
    longest_wait: Mapping[int, float]
    own_seconds: float = 0.0
    played_again: int = 0

    @classmethod
    def of(
        cls,
        ledger: Ledger,
        plan: Plan,
        *,
        end: End,
        ended_at: float,
        waiting: tuple[Waiting, ...],
        longest_wait: Mapping[int, float],
        own_seconds: float = 0.0,
    ) -> Run:
        """Freeze what the ledger holds at the end of a play."""
        return cls(
            exercise=plan.exercise,
            source=plan.source.decode("utf-8", "replace"),
            scenario=plan.scenario,
            method=plan.method,
            sandbox=plan.sandbox,
            end=end,
            caller=ledger.caller,
            calls=tuple(call for call in ledger.calls if not call.late),
            printed=tuple(ledger.printed),
            notes=tuple(ledger.notes),
            lives=_as_started(ledger.lives, ledger.caller),
            invocations=tuple(ledger.invocations),
            waiting=waiting,
            trouble=ledger.trouble,
            report=ledger.report,
            seed=plan.seed,
            shared_first=ledger.shared.first,
            shared=ledger.shared.now,
            writes=tuple(ledger.shared.writes),
            strays=tuple(ledger.strays),
            loaded_at=ledger.loaded_at,
            signatures=dict(ledger.signatures),
            early=ledger.early,
            copies=frozenset(ledger.copies),
            ended_at=ended_at,
            longest_wait=dict(longest_wait),
            own_seconds=own_seconds,
        )

    @property
    def file(self) -> str:
        """The name of the student's file."""
        return f"{self.exercise}.py"

    @property
    def invocation(self) -> Invocation | None:
        """The last call of the student's function, or None when it was never called."""
        return self.invocations[-1] if self.invocations else None

    @property
    def value(self) -> Any:
        """What the student's function returned last; None when it did not return."""
        return self.invocation.value if self.invocation else None

    @property
    def hung(self) -> bool:
        """Whether the play was given up because nothing could happen any more, or nothing did for long."""
        return self.end in ("stalled", "patience")

    @property
    def called(self) -> str:
        """The last call of the student's function as messages show it, such as ``run_workers(…)``."""
        return f"{self.invocation.name}(…)" if self.invocation else "your function"

    def of_probe(self, *probes: str) -> tuple[Call, ...]:
        """Return the calls of these probes in the order in which they began."""
        return tuple(call for call in self.calls if call.probe in probes)

    def lines(self, *, since: float = 0.0) -> tuple[Printed, ...]:
        """Return the lines printed to standard output from this moment on."""
        return tuple(line for line in self.printed if line.stream == "out" and line.at >= since)

    def note(self, name: str) -> Note | None:
        """Return the scenario's first note of this name."""
        return next((note for note in self.notes if note.name == name), None)

    def children(self) -> tuple[Life, ...]:
        """Return the processes of the stage other than the caller's, in the order in which they were started."""
        return tuple(life for life in self.lives if life.pid != self.caller)

    def met(self, *probes: str) -> tuple[Call, ...]:
        """Return the calls that were let on because all the parties of their rendezvous were inside."""
        return tuple(call for call in self.of_probe(*probes) if call.met)

    def peak(self, *probes: str) -> int:
        """Return the largest number of processes, the caller's not counted, that were inside at one instant."""
        return peak((call for call in self.of_probe(*probes) if call.pid != self.caller), self.last_moment)

    @property
    def last_moment(self) -> float:
        """The time of the last thing that was seen; of the end, when the play was given up."""
        if self.end != "done":
            return self.ended_at
        times = [call.left or call.go or call.entered for call in self.calls]
        times += [life.ended or life.born for life in self.lives]
        times += [line.at for line in self.printed]
        times += [one.ended or one.started for one in self.invocations]
        return max(times, default=0.0)

    def timeline(self) -> tuple[Bar, ...]:
        """Return what each process did and when: a bar for each call of a probe, and one for each life.

        The caller's ends with the student's function: what others do after that, it has not waited for.
        """
        last = self.last_moment
        over = {self.caller: self.invocation.ended} if self.invocation else {}
        bars = [
            Bar(pid=life.pid, label="", start=life.born, end=over.get(life.pid) or life.ended or last) for life in self.lives
        ]
        bars += [Bar(pid=call.pid, label=call.label, start=call.entered, end=call.left or last) for call in self.calls]
        return tuple(bars)

    def child_errors(self) -> tuple[ChildError, ...]:
        """Return the exceptions that Python reported for processes other than the caller."""
        texts: dict[int, list[str]] = {}
        for line in self.printed:
            if line.stream == "err" and line.pid is not None and line.pid != self.caller:
                texts.setdefault(line.pid, []).append(line.text)
        found = (_child_error(pid, lines, self.file) for pid, lines in texts.items())
        return tuple(error for error in found if error is not None)

    def added(self, name: str, by: int | None = None) -> int:
        """Return by how much this shared number has grown; ``by``: only the part of this process."""
        if by is None:
            return self.shared[name] - self.shared_first[name]
        return sum(one.after - one.before for one in self.writes if (one.name, one.pid) == (name, by))

    def blind(self) -> tuple[Write, ...]:
        """Return the writes that overwrote what their process had not read."""
        return tuple(write for write in self.writes if write.blind)

    def process(self, call: Call) -> tuple[int, float]:
        """Return which process made a call: its number, and its birth, since a number may be used again later."""
        births = [life.born for life in self.lives if life.pid == call.pid and life.born <= call.entered]
        return call.pid, max(births, default=0.0)

    def standing(self) -> Frame | None:
        """Return the line of the student's file at which the caller, or else a child, stood when the play was given up."""
        return next((frame for one in self.waiting if (frame := self.stands(one)) is not None), None)

    def stands(self, waiting: Waiting) -> Frame | None:
        """Return the innermost line of the student's file at which this process stood; None when it was in none."""
        return stacks.own_line(waiting, self.file)

    def waits_for(self, waiting: Waiting) -> str:
        """Return what this process waited for, as a key of the messages' group ``waits``."""
        frame = self.stands(waiting)
        return stacks.waits_for(waiting, self.file, self.source_line(frame.line if frame else None))

    def source_line(self, number: int | None) -> str:
        """Return one line of the student's file, stripped; empty when there is no such line."""
        lines = self.source.splitlines()
        return lines[number - 1].strip() if number is not None and 0 < number <= len(lines) else ""


def _as_started(lives: Iterable[Life], caller: int) -> tuple[Life, ...]:
    """Return the processes in the order in which they were started: on a busy machine they are born in another.

    Linux's numbers grow with each start, and begin anew after the highest. Elsewhere the order of births is all that is known.
    """
    if not system.linux():
        return tuple(lives)
    return tuple(sorted(lives, key=lambda life: (life.pid < caller, life.pid)))


def peak(calls: Iterable[Call], last: float) -> int:
    """Return the largest number of distinct processes inside at one instant. A call that ends as another begins is out."""
    moments: list[tuple[float, int, int]] = []
    for call in calls:
        moments.append((call.entered, 1, call.pid))
        moments.append((call.left if call.left is not None else last, -1, call.pid))
    inside: dict[int, int] = {}
    best = 0
    for _, change, pid in sorted(moments, key=lambda moment: (moment[0], moment[1])):
        inside[pid] = inside.get(pid, 0) + change
        best = max(best, sum(count > 0 for count in inside.values()))
    return best


_FRAME = re.compile(r'^\s+File "([^"]*)", line (\d{1,7}), in ')
_LAST = re.compile(r"^(?P<kind>[\w.]+)(?:: (?P<text>.*))?$")


def _child_error(pid: int, lines: list[str], file: str) -> ChildError | None:
    starts = [number for number, line in enumerate(lines) if line.startswith("Traceback (most recent call last)")]
    if not starts:
        return None
    own: list[int] = []
    for line in lines[starts[-1] + 1 :]:
        frame = _FRAME.match(line)
        if frame is not None:
            if is_submission(frame[1], file):
                own.append(int(frame[2]))
        elif not line.startswith(" ") and (last := _LAST.match(line)) is not None:
            return ChildError(pid=pid, kind=last["kind"], text=last["text"] or "", lines=tuple(own))
    return None
