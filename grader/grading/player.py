"""The ``play`` fixture, and what a report shows of what it has played."""

import json
import random
import secrets
import time
from collections.abc import Iterable, Mapping
from typing import Any

from ..checking import Hold, about, expect, loading
from ..course.catalogue import Exercise
from ..judge.plan import Plan
from ..judge.run import Run
from ..judge.runner import ScenarioRunner
from ..judge.sandbox import Sandbox
from ..judge.seen import Waiting
from . import cutting
from .budget import Budget
from .cutting import NAME, TEXT, Room
from .evidence import SHOWN_OF_LINE, Bar, Error, Evidence, OutputLine, Wait

MAX_BARS = 60
MAX_LINES = 200
MAX_OTHERS = 64
MAX_FRAMES = 10
"""Bars of the timeline, lines of output, processes that wait or that an error has ended, and lines of an error's stack, that a
report gets."""


class Player:
    """The ``play`` fixture: plays scenarios of one submission under one start method.

    runner: where it is played. runs: the plays so far, by what was played, shared by the checks of a submission: each
    different one is played once. budget: how long those may take that are still to be played. seed: what the judge deals
    follows from it, when that is to be the same again. shown: the play that decided, or else the last one; None when there was
    none.
    """

    def __init__(
        self,
        exercise: Exercise,
        source: bytes,
        method: str,
        sandbox: Sandbox,
        runner: ScenarioRunner,
        runs: dict[str, Run],
        budget: Budget | None = None,
        seed: int | None = None,
    ) -> None:
        self.method = method
        self.sandbox: Sandbox = sandbox
        self.shown: Run | None = None
        self._exercise = exercise
        self._source = source
        self._runner = runner
        self._runs = runs
        self._budget = budget or Budget()
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
                seed=self._seed_of(scenario),
            )
            run = self._runs[key] = self._played(plan)
        self.shown = run
        self._allowed.append((run, may_raise, may_leave, may_hang))
        lesson = self._exercise.lesson
        loading.usable(run, lesson.contract, chooses_method=lesson.chooses_method)
        return run

    def _played(self, plan: Plan) -> Run:
        self._budget.check()
        began, own = time.monotonic(), 0.0
        try:
            run = self._runner.play(plan)
            own = run.own_seconds
            return run
        finally:
            self._budget.take(own, time.monotonic() - began)

    def _seed_of(self, scenario: str) -> int:
        """Return the seed of the next play: another for each, so that no play shows what a later one is dealt."""
        if self._seed is None:
            return secrets.randbits(64)
        return random.Random(f"{self._seed} {self._exercise.name} {scenario} {self.method} {len(self._runs)}").getrandbits(64)

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
    timeline = _timeline(run)
    output = _output(run, called)
    room = Room(cutting.OTHERS)
    return Evidence(
        start_method=run.method,
        end=run.end,
        played_again=run.played_again,
        processes={bar.pid: called[bar.pid] for bar in timeline if bar.pid in called},
        timeline=timeline,
        waits=tuple(_wait(run, one, called, room) for one in run.waiting[:MAX_OTHERS]),
        errors=tuple(
            Error(
                pid=one.pid,
                name=_name(one.pid, called),
                kind=room.cut(one.kind, NAME),
                text=room.cut(one.text, TEXT),
                lines=one.lines[-MAX_FRAMES:],
            )
            for one in run.child_errors()[:MAX_OTHERS]
        ),
        output=output,
        output_cut=len(run.printed) - len(output),
    )


def _one_line(name: str) -> str:
    """Return a name without ends of lines. Whoever speaks the stage's language may call a probe what he likes."""
    return " ".join(name.split()) or "?"


def _timeline(run: Run) -> tuple[Bar, ...]:
    room = Room(cutting.LABELS)
    return tuple(
        Bar(
            pid=bar.pid,
            label=room.cut(_one_line(bar.label), NAME) if bar.label else "",
            start=round(bar.start, 4),
            end=round(bar.end, 4),
        )
        for bar in run.timeline()[:MAX_BARS]
    )


def _output(run: Run, called: dict[int, str]) -> tuple[OutputLine, ...]:
    """Return the first lines that were printed: as many as a report has room for."""
    room, lines = Room(cutting.OUTPUT), []
    for line in run.printed[:MAX_LINES]:
        if room.left <= 0:
            break
        text = room.cut(line.text, SHOWN_OF_LINE)
        name = called.get(line.pid or 0, "?")
        lines.append(OutputLine(at=round(line.at, 4), name=name, stream=line.stream, text=text))
    return tuple(lines)


def _wait(run: Run, waiting: Waiting, called: dict[int, str], room: Room) -> Wait:
    frame = run.stands(waiting)
    inside = next((call.probe for call in run.calls if call.pid == waiting.pid and call.left is None), "")
    return Wait(
        pid=waiting.pid,
        name=_name(waiting.pid, called),
        inside=room.cut(_one_line(inside), NAME) if inside else "",
        line=frame.line if frame else None,
        source=room.cut(run.source_line(frame.line if frame else None), TEXT),
        what=run.waits_for(waiting),
    )


def _name(pid: int, called: dict[int, str]) -> str:
    return called.get(pid, f"process {pid}")
