"""The pytest side of a grading, in each process that plays: start methods, the ``play`` fixture, and a verdict for each check.

Nothing here is about any one exercise. ``session.py`` starts pytest with ``--grading FILE``, a JSON file that says which
submissions to grade and how; ``journal.py`` collects the verdicts from the reports.
"""

import contextlib
import hashlib
import importlib
import json
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

import pytest

from ..checking import Check
from ..choices import Wanted
from ..course.catalogue import Exercise, methods_for
from ..judge.launcher import StageFault
from ..judge.run import Run
from ..judge.runner import THINK, ScenarioRunner
from ..judge.sandbox import Sandbox
from . import kept
from .budget import MINUTES, Budget
from .player import Player
from .results import Outcome
from .verdict import Verdict, judge


@dataclass(slots=True)
class WorkerState:
    """What one pytest process knows of the grading; ``outcomes``, ``runs`` and ``budgets`` grow while it works.

    mark: what the names of kept files have that belong to this folder of submissions. minutes: the budget of each exercise.
    seed: what is dealt follows from it.
    """

    sources: dict[str, bytes]
    method: Wanted
    sandbox: Sandbox
    runner: ScenarioRunner
    mark: str = ""
    minutes: float = MINUTES
    seed: int | None = None
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    budgets: dict[str, Budget] = field(default_factory=dict)


KEY = pytest.StashKey[WorkerState]()
VERDICT = pytest.StashKey[Verdict]()


class ChangedSubmission(Exception):
    """The copy of a submission is no longer what was read at the beginning."""


class NotPassed(Exception):
    """Ends a check in pytest's eyes; its report has the verdict."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--grading", metavar="FILE", help="what to grade, written by the command line")


def pytest_configure(config: pytest.Config) -> None:
    name = config.getoption("--grading")
    if name is None:
        return
    order = json.loads(Path(name).read_text("utf-8"))
    sources = {}
    for exercise, (path, digest) in order["submissions"].items():
        sources[exercise] = Path(path).read_bytes()
        if hashlib.sha256(sources[exercise]).hexdigest() != digest:
            raise ChangedSubmission(path)
    config.stash[KEY] = WorkerState(
        sources=sources, method=order["method"], sandbox=order["sandbox"], runner=ScenarioRunner(order["sandbox"]),
        mark=order["mark"], minutes=order["minutes"], seed=order["seed"],
    )  # fmt: skip
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        with contextlib.suppress(StageFault, OSError):  # the first play tries again, and says so
            config.stash[KEY].runner.prepare()  # this process will play, and soon


def pytest_unconfigure(config: pytest.Config) -> None:
    if KEY in config.stash:
        config.stash[KEY].runner.close()


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Dir:
    """Take the folder of the checks for a mere folder: for a package, pytest runs each ``__init__.py`` above it too."""
    return pytest.Dir.from_parent(parent, path=path)


class CheckFile(pytest.Module):
    """A check module, imported by its own name, as the rest of the kit does it."""

    def _getobj(self) -> ModuleType:
        return importlib.import_module(_exercise(self).check_module)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> CheckFile:
    return CheckFile.from_parent(parent, path=module_path)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marks = getattr(metafunc.function, "check", None)
    if isinstance(marks, Check) and "play" in metafunc.fixturenames:
        methods = methods_for(marks, metafunc.config.stash[KEY].method)
        metafunc.parametrize("play", methods, indirect=True, ids=methods)


@pytest.fixture(name="play")
def _play(request: pytest.FixtureRequest) -> Player:
    state = request.config.stash[KEY]
    exercise = _exercise(request.node)
    if any(run.exercise != exercise.name for run in state.runs.values()):
        state.runs.clear()  # an exercise's checks come one after another; what they share is then only memory
    budget = state.budgets.setdefault(exercise.name, Budget(state.minutes))
    source, runs = state.sources[exercise.name], state.runs
    return Player(exercise, source, request.param, state.sandbox, state.runner, runs, budget, state.seed)


def _exercise(item: pytest.Item | CheckFile) -> Exercise:
    return Exercise(item.path.stem.removeprefix("test_"))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> object:
    """Run a check and keep its verdict."""
    marks = getattr(pyfuncitem.function, "check", None)
    if not isinstance(marks, Check):
        return None
    state = pyfuncitem.config.stash[KEY]
    player: Player = pyfuncitem.funcargs["play"]  # type: ignore[assignment]
    missing = _missing(state, pyfuncitem, marks)
    if missing is not None:
        verdict = Verdict(outcome="not_run", code="needs-another", facts={"needs": missing})
    elif state.runner.heart.given_up(_key(pyfuncitem)):
        verdict = Verdict(outcome="grader_error", code="held-up", facts={"call": player.called})
    else:
        state.runner.heart.begin(_key(pyfuncitem), THINK)
        verdict = judge(lambda: pyfuncitem.obj(play=player), player)
        if verdict.outcome == "failed" and verdict.evidence is not None and player.shown is not None:
            file = kept.keep(player.shown, pyfuncitem.name, state.mark)
            verdict = replace(verdict, evidence=replace(verdict.evidence, output_file=file))
        state.runner.heart.rest()
    pyfuncitem.stash[VERDICT] = verdict
    state.outcomes[_key(pyfuncitem)] = verdict.outcome
    if verdict.outcome != "passed":
        raise NotPassed(verdict.code)
    return True


def _key(item: pytest.Item) -> str:
    return f"{_exercise(item).name}::{item.name}"


def _missing(state: WorkerState, item: pytest.Function, marks: Check) -> str | None:
    """Return the name of a check that must have passed before this one and has not: it would fail for the same reason.

    That is one that this check needs, or this very check under the start method before.
    """
    own, _, method = item.name.partition("[")
    for name in (*marks.needs, own):
        wanted = f"{_exercise(item).name}::{name}["
        outcomes = {key: outcome for key, outcome in state.outcomes.items() if key.startswith(wanted)}
        same = outcomes.get(wanted + method)
        if (same or next(iter(outcomes.values()), "passed")) != "passed":
            return name
    return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call" and VERDICT in item.stash:
        report.user_properties.append(("verdict", item.stash[VERDICT].encode()))
    return report
