"""One grading from beginning to end: plan it, run pytest over the checks, and mark by the verdicts that came back.

What was not reported is not credited: a check whose verdict is missing becomes ``grader_error``.
"""

import contextlib
import hashlib
import io
import json
import os
import platform
import secrets
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..checking import methods
from ..choices import SandboxChoice, Wanted
from ..course.catalogue import PlannedCheck, exercises
from ..files import COURSE, EXERCISES
from ..judge.folder import Folder, private
from ..judge.sandbox import Sandbox
from . import capacity, kept, machine, marking
from .budget import MINUTES
from .marking import Reported
from .results import Environment, Results
from .submissions import Submission

if TYPE_CHECKING:
    from .journal import DeferredSubmissions, Progress


SEED_BITS = 53
"""As many as a number in JSON keeps everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to grade: the start methods, the sandbox, and how many exercises side by side (None: as many as fit).

    minutes: the budget of the plays of one exercise. seed: what the judge deals follows from it; see ``judge.deal``.
    output: the folder for output that a report cannot show; None for that below ``.many-hands``.
    """

    method: Wanted = "default"
    sandbox: SandboxChoice = "auto"
    workers: int | None = None
    language: str = "en"
    minutes: float = MINUTES
    seed: int = field(default_factory=lambda: secrets.randbits(SEED_BITS))
    output: str | None = None


def grade(submissions: Sequence[Submission], options: Options, folder: str, progress: "Progress | None" = None) -> Results:
    """Grade these submissions and return the results, when every stage has ended.

    Raises ``SandboxMissing``. A ``KeyboardInterrupt`` ends every process of the grading before it goes on.
    """
    with _workspace() as workspace:
        grading = _Grading(options, folder, progress, workspace)
        grading.begin(submissions)
        return grading.results(submissions, grading.run(submissions))


def grade_late(
    ask: Callable[[], Sequence[Submission]], options: Options, folder: str, progress: "Progress | None" = None
) -> Results:
    """Grade as ``grade`` does, but ask what to grade only when all else is there: pytest, the sandbox, a warm stage."""
    from .journal import DeferredSubmissions

    for one in exercises():
        one.checks()  # imports its module
    with _workspace() as workspace:
        grading = _Grading(options, folder, progress, workspace)
        deferred = DeferredSubmissions(ask, grading.begin)
        reported = grading.run((), deferred)
        return grading.results(deferred.ask(), reported)  # pytest may have failed before it came to ask


class _Grading:
    """One grading: what all its steps need. Raises ``SandboxMissing``."""

    def __init__(self, options: Options, folder: str, progress: "Progress | None", workspace: Folder) -> None:
        self._options = options
        self._folder = folder
        self._progress = progress
        self._workspace = workspace
        self._sandbox = capacity.choose(options.sandbox)
        self._load = capacity.load()
        self._began, self._clock = time.time(), time.monotonic()

    def begin(self, submissions: Sequence[Submission]) -> None:
        """Start the clock: now it is known what to grade."""
        self._began, self._clock = time.time(), time.monotonic()
        for one in submissions:
            kept.tidy(one.exercise.name, kept.shelf(one.path.parent, self._options.output))
        whole = sum(len(self._plan(one)) for one in submissions if one.gradable)
        if self._progress is not None and whole:
            self._progress.begin(whole)

    def _plan(self, submission: Submission) -> tuple[PlannedCheck, ...]:
        return submission.exercise.planned_checks(self._options.method)

    def run(self, submissions: Sequence[Submission], deferred: "DeferredSubmissions | None" = None) -> Reported:
        """Run pytest over the checks of those that can be graded. deferred: see ``journal.DeferredSubmissions``."""
        gradable = [one for one in submissions if one.gradable]
        if not gradable and deferred is None:
            return Reported(verdicts={}, faults={})
        return _run_pytest(gradable, self._options, self._sandbox, self._workspace, deferred, self._progress)

    def results(self, submissions: Sequence[Submission], reported: Reported) -> Results:
        """Say what the verdicts mean. What was lost to the grader's own fault is run once more, and marked."""
        plans = {one.exercise.name: self._plan(one) for one in submissions}
        if lost := [one for one in submissions if one.gradable and reported.lost(plans[one.exercise.name])]:
            once = replace(self._options, workers=1)
            second = _run_pytest(lost, once, self._sandbox, self._workspace, None, None)
            reported = reported.mended(second, [key for one in lost for key in reported.lost(plans[one.exercise.name])])
        options = self._options
        environment = Environment(
            python=platform.python_version(),
            platform=sys.platform,
            cores=capacity.cores(),
            seed=options.seed,
            start_method=methods()[0] if options.method == "default" else options.method,
            sandbox=self._sandbox,
            load=self._load,
        )
        exercises = tuple(marking.mark(one, plans[one.exercise.name], reported, options.language) for one in submissions)
        return Results(
            environment=environment, exercises=exercises, submissions=self._folder,
            seconds=round(time.monotonic() - self._clock, 2), language=options.language, began=self._began,
        )  # fmt: skip


@contextlib.contextmanager
def _workspace() -> Iterator[Folder]:
    made = private()
    try:
        yield made
    finally:
        made.remove()


def _run_pytest(
    submissions: Sequence[Submission],
    options: Options,
    sandbox: Sandbox,
    workspace: Folder,
    deferred: "DeferredSubmissions | None",
    progress: "Progress | None",
) -> Reported:
    for name in [name for name in os.environ if name.startswith("PYTEST_")]:
        del os.environ[name]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    import pytest

    from .journal import VerdictCollector, last_line

    order = _order(submissions, options, sandbox, workspace)
    collector = VerdictCollector(progress)
    plugins = [collector, *([deferred] if deferred else [])]
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        status = pytest.main(_arguments(submissions, options, order), plugins=plugins)
    if collector.interrupted:
        raise KeyboardInterrupt
    faults = collector.faults
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        faults.setdefault("", f"pytest ended with {getattr(status, 'name', status)}: {last_line(output.getvalue())}")
    return Reported(verdicts=collector.verdicts, faults={name: machine.fault(text, sandbox) for name, text in faults.items()})


def _order(submissions: Sequence[Submission], options: Options, sandbox: Sandbox, workspace: Folder) -> Path:
    """Write a copy of each submission, and the file that tells pytest what to grade and how; return where that is."""
    made = workspace.make_some()
    copies = {}
    for one in submissions:
        copy = made.write(f"{one.exercise.name}.py", one.source)
        copies[one.exercise.name] = [str(copy), hashlib.sha256(one.source).hexdigest()]
    folder = submissions[0].path.parent if submissions else EXERCISES  # who is asked later has the student's own folder
    shelf = kept.shelf(folder, options.output)
    order = {
        "method": options.method,
        "sandbox": sandbox,
        "submissions": copies,
        "shelf": [str(shelf.folder.absolute()) if shelf.folder else None, shelf.mark, shelf.shown],
        "minutes": options.minutes,
        "seed": options.seed,
    }
    path = made.write("grading.json", json.dumps(order).encode())
    made.close()
    return path


def _arguments(submissions: Sequence[Submission], options: Options, order: Path) -> list[str]:
    arguments = ["-q", "--import-mode=importlib", "-c", os.devnull, "--rootdir", str(COURSE), "--noconftest", "--tb=short"]
    arguments += ["--confcutdir", str(COURSE)]  # else pytest looks into every folder above
    arguments += ["--continue-on-collection-errors"]  # one broken file costs the others nothing
    arguments += ["--capture=no"]  # it would take the live line for itself
    arguments += ["--assert=plain", "-p", "no:unraisableexception"]  # they cost a tenth of a second, for nothing here
    arguments += ["-p", "no:cacheprovider", "-p", "grader.grading.plugin", "--grading", str(order)]
    workers = options.workers if options.workers is not None else min(len(submissions), max(2, capacity.cores()))
    if len(submissions) > 1 and workers > 1:
        arguments += ["-p", "xdist.plugin", "-n", str(workers), "--dist", "loadfile"]
    return arguments + [str(one.exercise.check_file) for one in submissions]
