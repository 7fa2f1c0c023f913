"""Runs one check on one submission and says how it ended. The pytest plugin and the kit's own tests both use it."""

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ..checking import Hold, Mistake, about, expect, loading
from ..course.catalogue import Exercise
from ..judge.launcher import StageFault
from ..judge.play import House, Plan
from ..judge.run import Run
from ..judge.sandbox import Sandbox
from . import machine

MAX_BARS = 60
MAX_LINES = 200
SHOWN, SHOWN_OF_LINE = 12, 300
"""Lines of a program's output that the terminal shows, and characters of a line that a report gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one check ended. ``evidence`` is what a report shows of the play that decided, in plain values."""

    outcome: str
    code: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    evidence: dict[str, Any] | None = None


class Player:
    """The ``play`` fixture: plays scenarios of one submission under one start method.

    house: where it is played. runs: the plays so far, by what was played, shared by the checks of a submission: each
    different one is played once. shown: the play that decided, or else the last one; None when there was none.
    """

    def __init__(
        self, exercise: Exercise, source: bytes, method: str, sandbox: Sandbox, house: House, runs: dict[str, Run]
    ) -> None:
        self.method = method
        self.sandbox: Sandbox = sandbox
        self.shown: Run | None = None
        self._exercise = exercise
        self._source = source
        self._house = house
        self._runs = runs
        self._allowed: list[tuple[Run, bool, bool, bool]] = []

    def __call__(
        self,
        scenario: str,
        *,
        holds: Iterable[Hold] = (),
        may_raise: bool = False,
        may_leave: bool = False,
        may_hang: bool = False,
        **args: Any,
    ) -> Run:
        holds = tuple(holds)
        key = json.dumps([self._exercise.name, scenario, self.method, repr(holds), args], sort_keys=True)
        run = self._runs.get(key)
        if run is None:
            plan = Plan(
                exercise=self._exercise.name,
                source=self._source,
                names=self._exercise.lesson.names,
                scenario=scenario,
                args=args,
                method=self.method,
                sandbox=self.sandbox,
                holds=holds,
            )
            run = self._runs[key] = self._house.play(plan)
        self.shown = run
        self._allowed.append((run, may_raise, may_leave, may_hang))
        loading.usable(run)
        return run

    @property
    def called(self) -> str:
        """The call that the exercise asks for as messages show it, such as ``run_workers(…)``."""
        return f"{self._exercise.lesson.names[0]}(…)"

    @property
    def played(self) -> list[Run]:
        """The plays of this check, in their order."""
        return [run for run, *_ in self._allowed]

    def settle(self) -> None:
        """Expect of every play what holds in every exercise; a check need not say it."""
        for run, may_raise, may_leave, may_hang in self._allowed:
            with about(run):
                if not may_hang:
                    expect.ended(run)
                if not may_raise:
                    expect.returned(run)
                if not may_leave:
                    expect.nothing_left(run)


def judge(check: Callable[[], object], player: Player) -> Verdict:
    """Run a check, then what holds everywhere, and return how it ended.

    A fault of the kit's own, or of a machine that has refused what a play may use, is never the student's.
    """
    began = time.monotonic()
    code, facts = None, {}
    try:
        check()
        player.settle()
        outcome = "passed"
    except Mistake as mistake:
        outcome, code, facts = "failed", mistake.code, {"call": player.called, **mistake.facts}
        player.shown = mistake.run or player.shown
        if lack := machine.blamed(player.played, player.sandbox):
            outcome, code, facts = "grader_error", "grader-fault", lack.for_message()
    except StageFault as fault:
        outcome, code, facts = "grader_error", "grader-fault", machine.fault(str(fault), player.sandbox)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"[:500]
        outcome, code, facts = "grader_error", "grader-fault", machine.fault(said, player.sandbox)
    return Verdict(
        outcome=outcome,
        code=code,
        facts=facts,
        seconds=round(time.monotonic() - began, 3),
        evidence=evidence(player.shown) if player.shown is not None else None,
    )


def names(run: Run) -> dict[int, str]:
    """Return what each process is called: ``main``, and ``process N`` in the order in which they were started."""
    return {run.caller: "main"} | {life.pid: f"process {n}" for n, life in enumerate(run.children(), 1)}


def evidence(run: Run) -> dict[str, Any]:
    """Return what a report shows of a run, in plain values: its timeline, who waits where, errors of children, output."""
    called = names(run)
    return {
        "start_method": run.method,
        "end": run.end,
        "played_again": run.played_again,
        "processes": {str(pid): name for pid, name in called.items()},
        "timeline": [
            {"pid": bar.pid, "label": bar.label, "start": round(bar.start, 4), "end": round(bar.end, 4)}
            for bar in run.timeline()[:MAX_BARS]
        ],
        "waits": [
            {
                "pid": one.pid,
                "name": called.get(one.pid, f"process {one.pid}"),
                "inside": next((call.probe for call in run.calls if call.pid == one.pid and call.left is None), ""),
                "line": frame.line if (frame := run.stands(one)) else None,
                "source": run.source_line(frame.line if frame else None),
                "for": run.waits_for(one),
            }
            for one in run.waiting
        ],
        "errors": [
            {
                "pid": e.pid,
                "name": called.get(e.pid, f"process {e.pid}"),
                "kind": e.kind,
                "text": e.text,
                "lines": list(e.lines),
            }
            for e in run.child_errors()
        ],
        "output": [
            {
                "at": round(line.at, 4),
                "name": called.get(line.pid or 0, "?"),
                "stream": line.stream,
                "text": line.text[:SHOWN_OF_LINE],
            }
            for line in run.printed[:MAX_LINES]
        ],
        "output_cut": max(0, len(run.printed) - MAX_LINES),
    }
