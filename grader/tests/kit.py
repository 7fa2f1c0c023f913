"""What the kit's tests share: grading one source text without pytest in between, so that each test pays for its plays only."""

import atexit
import contextlib
import functools
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.checking import methods
from grader.choices import Wanted
from grader.course.catalogue import Exercise
from grader.files import ROOT
from grader.grading import trial
from grader.grading.trial import first_failure as first_failure
from grader.grading.verdict import Verdict
from grader.judge import processes
from grader.judge.holds import Hold
from grader.judge.plan import Plan
from grader.judge.run import Run
from grader.judge.runner import ScenarioRunner, play
from grader.judge.sandbox import Sandbox, works

EXPECTED = re.compile(rb"# (?P<kind>right|wrong)(?:: (?P<code>[\w-]+))?[^\n]*\n")


@functools.cache
def sandbox() -> Sandbox:
    """Return the sandbox to test with: the one named in MANY_HANDS_SANDBOX, else the strongest that works."""
    if (named := os.environ.get("MANY_HANDS_SANDBOX")) in ("tree", "bubblewrap"):
        return "tree" if named == "tree" else "bubblewrap"
    return "bubblewrap" if works("bubblewrap") else "tree"


@functools.cache
def runner() -> ScenarioRunner:
    """Return where this process's tests play: starting one for each test would cost more than most plays."""
    made = ScenarioRunner(sandbox())
    atexit.register(made.close)
    return made


def verdicts(exercise: Exercise, source: bytes, wanted: Wanted = "default", *, stop: bool = True) -> dict[str, Verdict]:
    """Grade a text; return the verdicts by check, up to the first that is not passed unless ``stop`` is False."""
    return trial.verdicts(exercise, source, exercise.planned_checks(wanted), runner(), sandbox(), stop=stop)


def play_text(text: str, *, method: str = "", holds: tuple[Hold, ...] = (), **plan: Any) -> Run:
    """Play ex02's scenario with this text as the submission."""
    return play(planned(text, method=method, holds=holds, **plan))


def planned(text: str, *, method: str = "", holds: tuple[Hold, ...] = (), **plan: Any) -> Plan:
    """Return the plan to play ex02's scenario with this text as the submission."""
    return Plan(
        exercise="ex02_start_and_join",
        source=textwrap.dedent(text).encode(),
        names=("run_workers",),
        scenario="workers",
        args={"nums": [1, 2]},
        method=method or methods()[0],
        holds=holds,
        **{"sandbox": sandbox(), **plan},
    )


@contextlib.contextmanager
def busy(processes: int) -> Iterator[None]:
    """Keep the machine busy with this many processes as long as the block lasts."""
    started = [subprocess.Popen([sys.executable, "-S", "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in started:
            process.kill()
        for process in started:
            process.wait()


def copied(to: Path) -> Path:
    """Copy the kit, without what is not needed to grade; return the folder that it stands in."""
    skip = shutil.ignore_patterns("__pycache__", "tests", "docs", "gallery", ".*")
    for name in ("grader", "exercises", "solutions"):
        shutil.copytree(ROOT / name, to / name, ignore=skip)
    return to


def descendants() -> set[int]:
    """Return what runs below this process now, but for what ``runner`` keeps ready."""
    kept: set[int] = set()
    if runner.cache_info().currsize and (launcher := runner().launcher) is not None:
        kept = {launcher.pid, *launcher.own()}
    return {pid for pid, process in processes.snapshot(os.getpid()).items() if not process.zombie} - kept
