"""The pytest side of a grading: the ``play`` fixture, start methods, and a journal of verdicts.

Nothing here is about any one exercise. The command line (``session.py``) starts pytest with ``--grading FILE``, a JSON
file that says which submissions to grade and how, and reads the journal afterwards.
"""

import hashlib
import json
import time
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from . import expect
from .checking import Check, Hold
from .course import Exercise, methods_for
from .judge.play import Plan, StageFault, play
from .judge.run import Run
from .judge.stacks import own_line, waits_for
from .messages import Mistake

MAX_BARS = 60
MAX_LINES = 200


@dataclass(slots=True)
class Grading:
    """What one pytest process knows of the grading; ``passed`` and ``runs`` grow while it works."""

    sources: dict[str, bytes]
    method: Any
    sandbox: Any
    journal: Path
    outcomes: dict[str, str] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)


KEY = pytest.StashKey[Grading]()
PLAYED = pytest.StashKey[list[Run]]()
VERDICT = pytest.StashKey[dict[str, Any]]()


class ChangedSubmission(Exception):
    """The copy of a submission is no longer what was read at the beginning."""


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
    config.stash[KEY] = Grading(sources, told["method"], told["sandbox"], Path(told["journal"]))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marks = getattr(metafunc.function, "check", None)
    if isinstance(marks, Check) and "play" in metafunc.fixturenames:
        methods = methods_for(marks, metafunc.config.stash[KEY].method)
        metafunc.parametrize("play", methods, indirect=True, ids=methods)


class Player:
    """The ``play`` fixture: plays scenarios of one exercise under one start method, each different one once."""

    def __init__(self, grading: Grading, exercise: Exercise, method: str, played: list[Run]) -> None:
        self.method = method
        self._grading = grading
        self._exercise = exercise
        self._played = played
        self.allowed: list[tuple[Run, bool, bool]] = []

    def __call__(
        self, scenario: str, *, holds: Iterable[Hold] = (), may_raise: bool = False, may_leave: bool = False, **args: Any
    ) -> Run:
        holds = tuple(holds)
        key = json.dumps([self._exercise.name, scenario, self.method, repr(holds), args], sort_keys=True)
        run = self._grading.runs.get(key)
        if run is None:
            run = self._grading.runs[key] = play(
                Plan(
                    exercise=self._exercise.name,
                    source=self._grading.sources[self._exercise.name],
                    names=self._exercise.lesson.names,
                    scenario=scenario,
                    args=args,
                    method=self.method,
                    sandbox=self._grading.sandbox,
                    holds=holds,
                )
            )
        self._played.append(run)
        self.allowed.append((run, may_raise, may_leave))
        expect.usable(run)
        return run

    def settle(self) -> None:
        """Expect of every play what holds in every exercise; a check need not say it."""
        for run, may_raise, may_leave in self.allowed:
            expect.ended(run)
            if not may_raise:
                expect.returned(run)
            if not may_leave:
                expect.nothing_left(run)


@pytest.fixture(name="play")
def _play(request: pytest.FixtureRequest) -> Player:
    grading = request.config.stash[KEY]
    exercise = _exercise(request.node)
    played = request.node.stash.setdefault(PLAYED, [])
    return Player(grading, exercise, request.param, played)


def _exercise(item: pytest.Item) -> Exercise:
    return Exercise(item.path.stem.removeprefix("test_"))


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Run a check, then what holds everywhere, and turn how it ended into a verdict."""
    marks = getattr(pyfuncitem.function, "check", None)
    if not isinstance(marks, Check):
        return (yield)
    grading = pyfuncitem.config.stash[KEY]
    missing = _missing(grading, pyfuncitem, marks)
    began = time.monotonic()
    verdict: dict[str, Any]
    try:
        if missing is not None:
            pytest.skip(missing)
        result = yield
        player: Player = pyfuncitem.funcargs["play"]  # type: ignore[assignment]
        player.settle()
    except pytest.skip.Exception:
        verdict = {"outcome": "not_run", "code": "needs-another", "facts": {"needs": missing}}
        raise
    except Mistake as mistake:
        verdict = {"outcome": "failed", "code": mistake.code, "facts": mistake.facts}
        raise
    except StageFault as fault:
        verdict = {"outcome": "grader_error", "code": "grader-fault", "facts": {"text": str(fault)}}
        raise
    except Exception as error:
        text = f"{type(error).__name__}: {error}"
        verdict = {"outcome": "grader_error", "code": "grader-fault", "facts": {"text": text[:500]}}
        raise
    else:
        verdict = {"outcome": "passed", "code": None, "facts": {}}
        return result
    finally:
        verdict["seconds"] = round(time.monotonic() - began, 3)
        played = pyfuncitem.stash.get(PLAYED, [])
        verdict["evidence"] = evidence(played[-1]) if played else None
        pyfuncitem.stash[VERDICT] = verdict
        grading.outcomes[_key(pyfuncitem)] = verdict["outcome"]


def _key(item: pytest.Item) -> str:
    return f"{_exercise(item).name}::{item.name}"


def _missing(grading: Grading, item: pytest.Function, marks: Check) -> str | None:
    """Return the title of a check that must have passed before this one and has not: it would fail for the same reason.

    That is one that this check needs, or this very check under the start method before.
    """
    own, _, method = item.name.partition("[")
    for name in (*marks.needs, own):
        wanted = f"{_exercise(item).name}::{name}["
        outcomes = {key: outcome for key, outcome in grading.outcomes.items() if key.startswith(wanted)}
        same = outcomes.get(wanted + method)
        if (same or next(iter(outcomes.values()), "passed")) != "passed":
            return _exercise(item).checks()[name][1]
    return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call" and VERDICT in item.stash:
        report.user_properties.append(("key", _key(item)))
        report.user_properties.append(("verdict", json.dumps(item.stash[VERDICT], default=str)))
    return report


class Journal:
    """Writes one line for each verdict, in the process that the command line started."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        said = dict(report.user_properties)
        if report.when == "call" and "verdict" in said:
            self._write({"key": said["key"], **json.loads(str(said["verdict"]))})

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        self._write({"finished": int(exitstatus)})

    def _write(self, line: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as journal:
            journal.write(json.dumps(line) + "\n")


def pytest_sessionstart(session: pytest.Session) -> None:
    grading = session.config.stash.get(KEY, None)
    if grading is not None and not hasattr(session.config, "workerinput"):
        session.config.pluginmanager.register(Journal(grading.journal))


def evidence(run: Run) -> dict[str, Any]:
    """Return what a report shows of a run, in plain values: its timeline, who waits where, errors of children, output."""
    names = {run.caller: "main"} | {life.pid: f"process {n}" for n, life in enumerate(run.children(), 1)}
    return {
        "start_method": run.method,
        "end": run.end,
        "processes": {str(pid): name for pid, name in names.items()},
        "timeline": [
            {"pid": bar.pid, "label": bar.label, "start": round(bar.start, 4), "end": round(bar.end, 4)}
            for bar in run.timeline()[:MAX_BARS]
        ],
        "waits": [
            {
                "pid": one.pid,
                "name": names.get(one.pid, f"process {one.pid}"),
                "line": frame.line if (frame := own_line(one, run.file)) else None,
                "source": expect.stands(run, one),
                "for": waits_for(one, run.file, expect.stands(run, one)),
            }
            for one in run.waiting
        ],
        "errors": [
            {
                "pid": e.pid,
                "name": names.get(e.pid, f"process {e.pid}"),
                "kind": e.kind,
                "text": e.text,
                "lines": list(e.lines),
            }
            for e in run.child_errors()
        ],
        "output": [
            {"at": round(line.at, 4), "name": names.get(line.pid or 0, "?"), "stream": line.stream, "text": line.text[:300]}
            for line in run.printed[:MAX_LINES]
        ],
        "output_cut": max(0, len(run.printed) - MAX_LINES),
    }
