"""The pytest side of a grading, in each process that plays: start methods, the ``play`` fixture, and a verdict for each check.

Nothing here is about any one exercise. ``session.py`` starts pytest with ``--grading FILE``, a JSON file that says which
submissions to grade and how; ``journal.py`` collects the verdicts from the reports.
"""

import contextlib
import hashlib
import importlib
import json
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from ..checking import Check
from ..choices import Wanted
from ..course.catalogue import Exercise, methods_for
from ..judge.launcher import StageFault
from ..judge.runner import ScenarioRunner
from .deciding import Desk
from .kept import Shelf
from .player import Player
from .verdict import Verdict


@dataclass(slots=True, kw_only=True)
class WorkerState:
    """What one pytest process knows of the grading: the texts by exercise, the start methods, and where it decides."""

    sources: dict[str, bytes]
    method: Wanted
    desk: Desk


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
    folder, mark, shown = order["shelf"]
    desk = Desk(
        sandbox=order["sandbox"], runner=ScenarioRunner(order["sandbox"]), minutes=order["minutes"], seed=order["seed"],
        shelf=Shelf(folder=Path(folder) if folder is not None else None, mark=mark, shown=shown),
    )  # fmt: skip
    config.stash[KEY] = WorkerState(sources=sources, method=order["method"], desk=desk)
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        with contextlib.suppress(StageFault, OSError):  # the first play tries again, and says so
            config.stash[KEY].desk.runner.prepare()  # this process will play, and soon


def pytest_unconfigure(config: pytest.Config) -> None:
    if KEY in config.stash:
        config.stash[KEY].desk.runner.close()


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
    state, exercise = request.config.stash[KEY], _exercise(request.node)
    return state.desk.player(exercise, state.sources[exercise.name], request.param)


def _exercise(item: pytest.Item | CheckFile) -> Exercise:
    return Exercise(item.path.stem.removeprefix("test_"))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> object:
    """Run a check and keep its verdict."""
    marks = getattr(pyfuncitem.function, "check", None)
    if not isinstance(marks, Check):
        return None
    desk = pyfuncitem.config.stash[KEY].desk
    player: Player = pyfuncitem.funcargs["play"]  # type: ignore[assignment]
    check = pyfuncitem.name.partition("[")[0]
    verdict = desk.decide(_exercise(pyfuncitem), check, marks.needs, lambda: pyfuncitem.obj(play=player), player)
    pyfuncitem.stash[VERDICT] = verdict
    if verdict.outcome != "passed":
        raise NotPassed(verdict.code)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call" and VERDICT in item.stash:
        report.user_properties.append(("verdict", item.stash[VERDICT].encode()))
    return report
