"""The pytest side of a grading: the ``play`` fixture, start methods, and a journal of verdicts.

Nothing here is about any one exercise. ``session.py`` starts pytest with ``--grading FILE``, a JSON file that says which
submissions to grade and how, and reads the journal afterwards.
"""

import contextlib
import hashlib
import importlib
import json
import re
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .. import files
from ..checking import Check
from ..course.catalogue import Exercise, methods_for
from ..files import COURSE, OUTPUT, ROOT
from ..judge import seen as records
from ..judge.launcher import StageFault
from ..judge.play import House
from ..judge.run import Run
from .session import Progress
from .submissions import Submission
from .verdict import SHOWN, SHOWN_OF_LINE, Player, Verdict, judge, names


@dataclass(slots=True)
class Grading:
    """What one pytest process knows of the grading; ``outcomes`` and ``runs`` grow while it works."""

    sources: dict[str, bytes]
    method: Any
    sandbox: Any
    house: House
    outcomes: dict[str, str] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)


KEY = pytest.StashKey[Grading]()
VERDICT = pytest.StashKey[Verdict]()


class ChangedSubmission(Exception):
    """The copy of a submission is no longer what was read at the beginning."""


class NotPassed(Exception):
    """Ends a check in pytest's eyes; the journal has the reason."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--grading", metavar="FILE", help="what to grade, written by the command line")


def pytest_configure(config: pytest.Config) -> None:
    name = config.getoption("--grading")
    if name is None:
        return
    told = json.loads(Path(name).read_text("utf-8"))
    sources = {}
    for exercise, (path, digest) in told["submissions"].items():
        sources[exercise] = Path(path).read_bytes()
        if hashlib.sha256(sources[exercise]).hexdigest() != digest:
            raise ChangedSubmission(path)
    config.stash[KEY] = Grading(sources, told["method"], told["sandbox"], House(told["sandbox"]))
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        with contextlib.suppress(StageFault, OSError):  # the first play tries again, and says so
            config.stash[KEY].house.prepare()  # this process will play, and soon


def pytest_unconfigure(config: pytest.Config) -> None:
    if KEY in config.stash:
        config.stash[KEY].house.close()


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
    grading = request.config.stash[KEY]
    exercise = _exercise(request.node)
    if any(run.exercise != exercise.name for run in grading.runs.values()):
        grading.runs.clear()  # an exercise's checks come one after another; what they share is then only memory
    return Player(exercise, grading.sources[exercise.name], request.param, grading.sandbox, grading.house, grading.runs)


def _exercise(item: pytest.Item | CheckFile) -> Exercise:
    return Exercise(item.path.stem.removeprefix("test_"))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> object:
    """Run a check and keep its verdict."""
    marks = getattr(pyfuncitem.function, "check", None)
    if not isinstance(marks, Check):
        return None
    grading = pyfuncitem.config.stash[KEY]
    missing = _missing(grading, pyfuncitem, marks)
    if missing is not None:
        verdict = Verdict(outcome="not_run", code="needs-another", facts={"needs": missing})
    else:
        player: Player = pyfuncitem.funcargs["play"]  # type: ignore[assignment]
        verdict = judge(lambda: pyfuncitem.obj(play=player), player)
        if verdict.outcome == "failed" and verdict.evidence is not None and player.shown is not None:
            verdict.evidence["output_file"] = _kept(player.shown, pyfuncitem.name)
    pyfuncitem.stash[VERDICT] = verdict
    grading.outcomes[_key(pyfuncitem)] = verdict.outcome
    if verdict.outcome != "passed":
        raise NotPassed(verdict.code)
    return True


def _kept(run: Run, check: str) -> str | None:
    """Keep the whole output of a run in a file, where a report shows only its beginning; return how to find it."""
    if len(run.printed) <= SHOWN and all(len(line.text) <= SHOWN_OF_LINE for line in run.printed):
        return None
    called = names(run)
    path = OUTPUT / f"{run.exercise}-{re.sub('[^a-z_]+', '-', check.removeprefix('test_')).strip('-')}.txt"
    lines = (f"{line.at:8.3f} s  {called.get(line.pid or 0, '?')} ({line.stream}): {line.text}\n" for line in run.printed)
    with contextlib.suppress(OSError):  # the report does without
        files.keep("".join(lines), path)
        return path.relative_to(ROOT).as_posix()
    return None


def _key(item: pytest.Item) -> str:
    return f"{_exercise(item).name}::{item.name}"


def _missing(grading: Grading, item: pytest.Function, marks: Check) -> str | None:
    """Return the name of a check that must have passed before this one and has not: it would fail for the same reason.

    That is one that this check needs, or this very check under the start method before.
    """
    own, _, method = item.name.partition("[")
    for name in (*marks.needs, own):
        wanted = f"{_exercise(item).name}::{name}["
        outcomes = {key: outcome for key, outcome in grading.outcomes.items() if key.startswith(wanted)}
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
        report.user_properties.append(("key", _key(item)))
        report.user_properties.append(("verdict", json.dumps(asdict(item.stash[VERDICT]), default=str)))
    return report


class Late:
    """Asks what to grade only when pytest has all else ready, in a run that was told of no submission.

    ask: returns the submissions; told: is called with them. submissions: the answer; None until it was asked.
    """

    def __init__(self, ask: Callable[[], Sequence[Submission]], told: Callable[[Sequence[Submission]], None]) -> None:
        self.submissions: Sequence[Submission] | None = None
        self._ask, self._told = ask, told

    def ask(self) -> Sequence[Submission]:
        """Ask, unless there is an answer already, and return the answer."""
        if self.submissions is None:
            self.submissions = self._ask()
            self._told(self.submissions)
        return self.submissions

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        gradable = [one for one in self.ask() if one.gradable]
        session.config.stash[KEY].sources.update({one.exercise.name: one.source for one in gradable})
        session.config.args = [str(one.exercise.check_file) for one in gradable]


class Journal:
    """Collects the verdicts in the process that the command runs in, also those that workers send.

    faults: why there are none, in a sentence: of a check by its key, of an exercise by its name, of all by "".
    interrupted: the user wants to stop, which pytest itself does not tell from a stop of its own.

    xdist runs anew what a worker was at when it died, and reports that death in a phase of its own; such a verdict is
    marked as retried.
    """

    def __init__(self, progress: Progress | None = None) -> None:
        self.verdicts: dict[str, dict[str, Any]] = {}
        self.faults: dict[str, str] = {}
        self.interrupted = False
        self._progress = progress
        self._died: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        said = dict(report.user_properties)
        if report.when == "call" and "verdict" in said:
            key = str(said["key"])
            self.verdicts[key] = json.loads(str(said["verdict"]))
            if report.nodeid in self._died:
                self.verdicts[key]["retried"] = True
            if self._progress is not None:
                self._progress.over(key.partition("::")[0])
        elif report.when not in ("setup", "call", "teardown"):
            self._died.add(report.nodeid)
        elif report.failed:
            file, _, check = report.nodeid.partition("::")
            key = f"{_named(file)}::{check}"
            self.faults[key] = f"the check could not be run: {last_line(report.longreprtext)}"

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            file = report.nodeid.partition("::")[0]
            self.faults[_named(file)] = (
                f"{COURSE.relative_to(ROOT) / file} could not be loaded: {last_line(report.longreprtext)}"
            )

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        error = str(excinfo.value)  # that of a worker comes whole, with its traceback; others may follow from it
        what = last_line(error) if "\n" in error else f"{excinfo.typename}: {error}"
        self.faults.setdefault("", f"pytest broke: {what}")

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        if type(excinfo.value) is KeyboardInterrupt:  # pytest and xdist derive their own stops from it
            self.interrupted = True
        else:
            self.faults[""] = f"pytest was stopped: {last_line(str(excinfo.value))}"


def _named(file: str) -> str:
    """Return the name of the exercise that a check file belongs to; empty for a folder, which belongs to all."""
    return Path(file).stem.removeprefix("test_") if file.endswith(".py") else ""


def last_line(text: str) -> str:
    """Return the error itself from what pytest says of it: the last line that it marks as such, else the last of all."""
    marks = ("E ", "INTERNALERROR> ")
    marked = [line.partition(" ")[2] for line in map(str.strip, text.splitlines()) if line.startswith(marks)]
    return records.last_line("\n".join(marked) or text) or "it does not say why"
