"""Plays scenarios one after another, each on a stage of its own, and keeps a launcher ready in between."""

import sys
from dataclasses import replace

from grader.stage.box import limits

from . import stacks, system
from .launcher import Launcher, SpawnLauncher, StageFault, StartedStage
from .line import Line
from .plan import Plan
from .play import DEADLINE, Play
from .run import Run
from .sandbox import Sandbox
from .watchdog import Heart

AGAIN = 3
"""Times that a scenario is played again when a defect of CPython's has ended it; see ``stacks.in_pool_defect``.

It happens once in some hundred times, so a program that meets it four times in a row has another reason to hang.
"""

START, PLAY, TIDY, THINK = 150.0, DEADLINE + 10, 60.0, 60.0
"""Seconds that a judge has to start a stage, to follow a play, to tidy up after it, to think about it, before the watchdog
steps in. The limits within are shorter, so they count only where something holds the judge up."""


class HeldUp(StageFault):
    """The judge was held up for longer than a play may last, and the watchdog has ended what it followed."""


def play(plan: Plan) -> Run:
    """Play a scenario and return what was seen. Nothing of it is left when this returns.

    Raises ``StageFault`` when the machine does not let a stage start.
    """
    runner = ScenarioRunner(plan.sandbox)
    try:
        return runner.play(plan)
    finally:
        runner.close()


def new_launcher(sandbox: Sandbox) -> Launcher:
    """Return a launcher for this sandbox: on Linux one that forks."""
    if sys.platform == "linux" and system.linux():
        from .forking import ForkLauncher

        return ForkLauncher(sandbox)
    return SpawnLauncher()


class ScenarioRunner:
    """Plays scenarios one after another in one kind of sandbox.

    Each play has a stage of its own, which knows nothing of any submission until its play begins. heart: tells the watchdog.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.heart = Heart()
        self._sandbox: Sandbox = sandbox
        self._launcher: Launcher | None = None
        self._limits = limits()

    @property
    def launcher(self) -> Launcher | None:
        """The launcher that is kept ready now."""
        return self._launcher

    def prepare(self) -> Launcher:
        """Have a launcher ready, and return it. Done ahead, the first play need not wait for it. Raises ``StageFault``."""
        if self._launcher is not None and not (self._launcher.usable and (self._launcher.folder.path / "lib").is_dir()):
            self.close()  # a tidying program may have removed its folder
        if self._launcher is None:
            if limits() != self._limits:  # what starts now inherits them
                raise StageFault("a program has changed the limits of the grader's own process (prlimit)")
            system.adopt_orphans()
            self._launcher = new_launcher(self._sandbox)
        return self._launcher

    def play(self, plan: Plan) -> Run:
        """Play a scenario; see ``play``. What ended in a defect of CPython's says nothing of the plan: it is played again.

        Raises ``HeldUp`` too.
        """
        run, again = self._once(plan), 0
        while again < AGAIN and any(stacks.in_pool_defect(waiting) for waiting in run.waiting):
            run, again = self._once(plan), again + 1
        return replace(run, played_again=again)

    def _once(self, plan: Plan) -> Run:
        self.heart.step(START)
        try:
            return self._followed(plan)
        finally:
            self.heart.step(THINK)
            if self.heart.held_up:
                raise HeldUp("the judge was held up while it followed a play")

    def _followed(self, plan: Plan) -> Run:
        line = Line(plan.exercise, plan.scenario, plan.args, plan.names)
        stage = self._start(f"{plan.exercise}.py", plan.source)
        self.heart.step(PLAY)
        play = Play(plan, line, stage, lambda: self.heart.step(TIDY))
        try:
            return play.run()
        finally:
            stage.close()
            if not play.swept:  # with the launcher ends its sandbox; what lives on all the same is in nobody's way
                self.close()

    def _start(self, name: str, source: bytes) -> StartedStage:
        """Start a stage for this file. Where a launcher fails that has served, a play has spoilt it, and a new one does it."""
        served = self._launcher is not None and self._launcher.usable
        try:
            return StartedStage(self.prepare(), name, source)
        except StageFault:
            if not served:
                raise
        self.close()
        return StartedStage(self.prepare(), name, source)

    def close(self) -> None:
        """End the launcher that was kept ready."""
        if self._launcher is not None:
            self._launcher.close()
            self._launcher = None
