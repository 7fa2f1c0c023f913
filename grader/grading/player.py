"""The ``play`` fixture, and what a report shows of what it has played."""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from ..checking import Hold, about, expect, loading
from ..course.catalogue import Exercise
from ..judge.plan import Plan
from ..judge.run import Run
from ..judge.runner import ScenarioRunner
from ..judge.sandbox import Sandbox
from ..judge.seen import Waiting
from .evidence import SHOWN_OF_LINE, Bar, Error, Evidence, OutputLine, Wait

MAX_BARS = 60
MAX_LINES = 200
"""Bars of the timeline, and lines of output, that a report gets."""


class Player:
    """The ``play`` fixture: plays scenarios of one submission under one start method.

    runner: where it is played. runs: the plays so far, by what was played, shared by the checks of a submission: each
    different one is played once. seed: what the judge deals follows from it, when that is to be the same again. shown: the
    play that decided, or else the last one; None when there was none.
    """

    def __init__(
        self,
        exercise: Exercise,
        source: bytes,
        method: str,
        sandbox: Sandbox,
        runner: ScenarioRunner,
        runs: dict[str, Run],
        seed: int | None = None,
    ) -> None:
        self.method = method
        self.sandbox: Sandbox = sandbox
        self.shown: Run | None = None
        self._exercise = exercise
        self._source = source
        self._runner = runner
        self._runs = runs
        self._seed = seed
        self._allowed: list[tuple[Run, bool, bool, bool]] = []

    def __call__(
        self,
        scenario: str,
        *,
        holds: Iterable[Hold] = (),
        shared: Mapping[str, int | None] = {},
        may_raise: bool = False,
        may_leave: bool = False,
        may_hang: bool = False,
        **args: Any,
    ) -> Run:
        holds = tuple(holds)
        key = json.dumps([self._exercise.name, scenario, self.method, repr(holds), dict(shared), args], sort_keys=True)
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
                shared=shared,
                seed=secrets.randbits(64) if self._seed is None else self._seed,
            )
            run = self._runs[key] = self._runner.play(plan)
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


def names(run: Run) -> dict[int, str]:
    """Return what each process is called: ``main``, and ``process N`` in the order in which they were started."""
    return {run.caller: "main"} | {life.pid: f"process {n}" for n, life in enumerate(run.children(), 1)}


def evidence(run: Run) -> Evidence:
    """Return what a report shows of a run: its timeline, who waits where, errors of children, output."""
    called = names(run)
    return Evidence(
        start_method=run.method,
        end=run.end,
        played_again=run.played_again,
        processes=called,
        timeline=tuple(
            Bar(pid=bar.pid, label=bar.label, start=round(bar.start, 4), end=round(bar.end, 4))
            for bar in run.timeline()[:MAX_BARS]
        ),
        waits=tuple(_wait(run, one, called) for one in run.waiting),
        errors=tuple(
            Error(pid=one.pid, name=_name(one.pid, called), kind=one.kind, text=one.text, lines=one.lines)
            for one in run.child_errors()
        ),
        output=tuple(
            OutputLine(
                at=round(line.at, 4),
                name=called.get(line.pid or 0, "?"),
                stream=line.stream,
                text=line.text[:SHOWN_OF_LINE],
            )
            for line in run.printed[:MAX_LINES]
        ),
        output_cut=max(0, len(run.printed) - MAX_LINES),
    )


def _wait(run: Run, waiting: Waiting, called: dict[int, str]) -> Wait:
    frame = run.stands(waiting)
    return Wait(
        pid=waiting.pid,
        name=_name(waiting.pid, called),
        inside=next((call.probe for call in run.calls if call.pid == waiting.pid and call.left is None), ""),
        line=frame.line if frame else None,
        source=run.source_line(frame.line if frame else None),
        what=run.waits_for(waiting),
    )


def _name(pid: int, called: dict[int, str]) -> str:
    return called.get(pid, f"process {pid}")
