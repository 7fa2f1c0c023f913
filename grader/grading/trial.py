"""Grades one text without pytest in between, so that it pays for its plays only: what the kit's own examinations use."""

import functools
import importlib
from collections.abc import Iterable

from ..course.catalogue import Exercise, PlannedCheck
from ..judge.run import Run
from ..judge.runner import ScenarioRunner
from ..judge.sandbox import Sandbox
from .player import Player
from .verdict import Verdict, judge


def verdicts(
    exercise: Exercise,
    source: bytes,
    planned: Iterable[PlannedCheck],
    runner: ScenarioRunner,
    sandbox: Sandbox,
    *,
    stop: bool = True,
) -> dict[str, Verdict]:
    """Grade a text by these checks; return the verdicts by check, with ``stop`` up to the first that is not passed."""
    module = importlib.import_module(exercise.check_module)
    runs: dict[str, Run] = {}
    found: dict[str, Verdict] = {}
    for one in planned:
        player = Player(exercise, source, one.method, sandbox, runner, runs)
        function = getattr(module, one.check)
        verdict = found[one.key] = judge(functools.partial(function, play=player), player)
        if stop and verdict.outcome != "passed":
            break
    return found


def first_failure(found: dict[str, Verdict]) -> tuple[str, Verdict] | None:
    """Return the first check that was not passed, with its verdict."""
    return next(((key, verdict) for key, verdict in found.items() if verdict.outcome != "passed"), None)
