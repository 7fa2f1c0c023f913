"""Decides the checks of exercises one after another: for pytest (``plugin``), and without it (``serving``)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..course.catalogue import Exercise
from ..judge.run import Run
from ..judge.runner import THINK, ScenarioRunner
from ..judge.sandbox import Sandbox
from . import kept
from .budget import MINUTES, Budget, Purse
from .kept import Shelf
from .player import Player
from .results import Outcome
from .verdict import Verdict, judge


@dataclass(slots=True, kw_only=True)
class Desk:
    """Where one process decides the checks of one folder of submissions; what it knows of them grows while it works.

    shelf: where output is kept; None for nowhere. minutes: the budget of each exercise. purse: what they share. seed: what is
    dealt follows from it. name: what tells this folder's checks from another's for the watchdog; empty when there is none.
    outcomes: by the check's key. runs: the plays of the exercise that is on. budgets: by exercise.
    """

    sandbox: Sandbox
    runner: ScenarioRunner
    shelf: Shelf | None = None
    minutes: float = MINUTES
    purse: Purse | None = None
    seed: int | None = None
    name: str = ""
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    budgets: dict[str, Budget] = field(default_factory=dict)

    def player(self, exercise: Exercise, source: bytes, method: str) -> Player:
        """Return what the next check of this exercise plays with."""
        if any(run.exercise != exercise.name for run in self.runs.values()):
            self.runs.clear()  # an exercise's checks come one after another; what they share is then only memory
        budget = self.budgets.setdefault(exercise.name, Budget(self.minutes, purse=self.purse))
        return Player(exercise, source, method, self.sandbox, self.runner, self.runs, budget, self.seed)

    def decide(
        self, exercise: Exercise, check: str, needs: Iterable[str], run: Callable[[], object], player: Player
    ) -> Verdict:
        """Run a check, keep its outcome for those that need it, and return its verdict."""
        key = f"{exercise.name}::{check}[{player.method}]"
        heart, beat = self.runner.heart, f"{self.name}{key}"
        if (lacks := missing(self.outcomes, exercise.name, check, player.method, needs)) is not None:
            verdict = Verdict(outcome="not_run", code="needs-another", facts={"needs": lacks})
        elif heart.given_up(beat):
            verdict = Verdict(outcome="grader_error", code="held-up", facts={"call": player.called})
        else:
            heart.begin(beat, THINK)
            verdict = self._with_output(judge(run, player), f"{check}[{player.method}]", player.shown)
            heart.rest()
        self.outcomes[key] = verdict.outcome
        return verdict

    def _with_output(self, verdict: Verdict, check: str, shown: Run | None) -> Verdict:
        if verdict.outcome != "failed" or verdict.evidence is None or shown is None or self.shelf is None:
            return verdict
        file = kept.keep(shown, check, self.shelf)
        return replace(verdict, evidence=replace(verdict.evidence, output_file=file))


def missing(outcomes: Mapping[str, Outcome], exercise: str, check: str, method: str, needs: Iterable[str]) -> str | None:
    """Return the name of a check that must have passed before this one and has not: it would fail for the same reason.

    That is one that this check needs, or this very check under the start method before.
    """
    for name in (*needs, check):
        wanted = f"{exercise}::{name}["
        found = {key: outcome for key, outcome in outcomes.items() if key.startswith(wanted)}
        same = found.get(f"{wanted}{method}]")
        if (same or next(iter(found.values()), "passed")) != "passed":
            return name
    return None
