"""One grading from beginning to end: plan it, run pytest over the checks, and judge by the verdicts that came back.

What was not reported is not credited: a check whose verdict is missing becomes ``grader_error``.
"""

import contextlib
import hashlib
import io
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from ..checking import methods
from ..course.catalogue import Exercise, Planned, Wanted, exercises
from ..files import COURSE
from ..judge import sandbox as boxes
from ..judge.folder import Folder, private
from ..messages import Words
from .results import CheckResult, Environment, ExerciseResult, Outcome, Results, Status
from .submissions import Submission

if TYPE_CHECKING:
    from .plugin import Late

SandboxChoice = Literal["auto", "tree", "bubblewrap"]


class SandboxMissing(Exception):
    """The sandbox that was asked for does not work on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to grade: the start methods, the sandbox, and how many exercises side by side (None: as many as fit)."""

    method: Wanted = "default"
    sandbox: SandboxChoice = "auto"
    workers: int | None = None
    language: str = "en"


class Progress(Protocol):
    """Is told how far a grading is."""

    def begin(self, whole: int) -> None:
        """So many checks are to be run."""

    def over(self, exercise: str) -> None:
        """One check of this exercise is over."""


Found = tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]
"""The verdicts of one run of pytest by key; where there are none, the facts of a ``grader-fault``: of a check by key, of an
exercise by its name, and of all by an empty name."""


def grade(submissions: Sequence[Submission], options: Options, folder: str, progress: Progress | None = None) -> Results:
    """Grade these submissions and return the results, when every stage has ended.

    Raises ``SandboxMissing``. A ``KeyboardInterrupt`` ends every process of the grading before it goes on.
    """
    with _workspace() as workspace:
        sitting = _Sitting(options, folder, progress, workspace)
        sitting.begin(submissions)
        return sitting.results(submissions, sitting.run(submissions))


def grade_late(
    ask: Callable[[], Sequence[Submission]], options: Options, folder: str, progress: Progress | None = None
) -> Results:
    """Grade as ``grade`` does, but ask what to grade only when all else is there: pytest, the sandbox, a warm stage."""
    from .plugin import Late

    for one in exercises():
        one.checks()  # imports its module
    with _workspace() as workspace:
        sitting = _Sitting(options, folder, progress, workspace)
        late = Late(ask, sitting.begin)
        found = sitting.run((), late)
        return sitting.results(late.ask(), found)  # pytest may have failed before it came to ask


class _Sitting:
    """One grading: what all its steps need. Raises ``SandboxMissing``."""

    def __init__(self, options: Options, folder: str, progress: Progress | None, workspace: Folder) -> None:
        self._options = options
        self._folder = folder
        self._progress = progress
        self._workspace = workspace
        self._sandbox = choose(options.sandbox)
        self._load = load()
        self._began, self._clock = time.time(), time.monotonic()

    def begin(self, submissions: Sequence[Submission]) -> None:
        """Start the clock: now it is known what to grade."""
        self._began, self._clock = time.time(), time.monotonic()
        whole = sum(len(self._plan(one)) for one in submissions if one.gradable)
        if self._progress is not None and whole:
            self._progress.begin(whole)

    def _plan(self, submission: Submission) -> tuple[Planned, ...]:
        return submission.exercise.plan(self._options.method)

    def run(self, submissions: Sequence[Submission], late: "Late | None" = None) -> Found:
        """Run pytest over the checks of those that can be graded. late: see ``plugin.Late``."""
        gradable = [one for one in submissions if one.gradable]
        if not gradable and late is None:
            return {}, {}
        return _run_pytest(gradable, self._options, self._sandbox, self._workspace, late, self._progress)

    def results(self, submissions: Sequence[Submission], found: Found) -> Results:
        """Say what the verdicts mean. What was lost to the grader's own fault is run once more, and marked."""
        verdicts, faults = found
        plans = {one.exercise.name: self._plan(one) for one in submissions}
        if lost := [one for one in submissions if one.gradable and _lost(plans[one.exercise.name], verdicts)]:
            once = replace(self._options, workers=1)
            second, others = _run_pytest(lost, once, self._sandbox, self._workspace, None, None)
            faults = {**others, **faults}
            for one in lost:
                for key in _lost(plans[one.exercise.name], verdicts):
                    if second.get(key, {}).get("outcome", "not_run") != "not_run":
                        verdicts[key] = second[key] | {"retried": True}
        options = self._options
        environment = Environment(
            python=platform.python_version(),
            platform=sys.platform,
            cores=cores(),
            start_method=methods()[0] if options.method == "default" else options.method,
            sandbox=self._sandbox,
            load=self._load,
        )
        exercises = tuple(_judged(one, plans[one.exercise.name], verdicts, faults, options.language) for one in submissions)
        return Results(
            environment=environment, exercises=exercises, submissions=self._folder,
            seconds=round(time.monotonic() - self._clock, 2), language=options.language, began=self._began,
        )  # fmt: skip


def _lost(plan: Sequence[Planned], verdicts: Mapping[str, dict[str, Any]]) -> list[str]:
    """Return the checks that the grader could not decide, by key, and those that were not run because of that."""
    outcomes = {one.key: verdicts.get(one.key, {}).get("outcome", "grader_error") for one in plan}
    if "grader_error" not in outcomes.values():
        return []
    return [key for key, outcome in outcomes.items() if outcome in ("grader_error", "not_run")]


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def load() -> float | None:
    """Return how many processes wanted a processor in the last minute; None where the system does not tell."""
    try:
        return round(os.getloadavg()[0], 1)
    except (AttributeError, OSError):
        return None


def choose(wanted: SandboxChoice) -> boxes.Sandbox:
    """Return the strongest sandbox that works, or the one asked for. Raises ``SandboxMissing``."""
    if wanted == "tree":
        return "tree"
    if boxes.works("bubblewrap"):
        return "bubblewrap"
    if wanted == "bubblewrap":
        raise SandboxMissing
    return "tree"


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
    sandbox: boxes.Sandbox,
    workspace: Folder,
    late: "Late | None",
    progress: Progress | None,
) -> Found:
    for name in [name for name in os.environ if name.startswith("PYTEST_")]:
        del os.environ[name]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    import pytest

    from . import machine
    from .plugin import Journal, last_line

    made = workspace.make_some()
    told: dict[str, Any] = {"method": options.method, "sandbox": sandbox, "submissions": {}}
    for one in submissions:
        copy = made.write(f"{one.exercise.name}.py", one.source)
        told["submissions"][one.exercise.name] = [str(copy), hashlib.sha256(one.source).hexdigest()]
    grading = made.write("grading.json", json.dumps(told).encode())
    made.close()
    journal = Journal(progress)
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = pytest.main(_arguments(submissions, options, grading), plugins=[journal, *([late] if late else [])])
    if journal.interrupted:
        raise KeyboardInterrupt
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        journal.faults.setdefault("", f"pytest ended with {getattr(status, 'name', status)}: {last_line(said.getvalue())}")
    return journal.verdicts, {key: machine.fault(text, sandbox) for key, text in journal.faults.items()}


def _arguments(submissions: Sequence[Submission], options: Options, grading: Path) -> list[str]:
    words = ["-q", "--import-mode=importlib", "-c", os.devnull, "--rootdir", str(COURSE), "--noconftest", "--tb=short"]
    words += ["--confcutdir", str(COURSE)]  # else pytest looks into every folder above
    words += ["--continue-on-collection-errors"]  # one broken file costs the others nothing
    words += ["--capture=no"]  # it would take the live line for itself
    words += ["--assert=plain", "-p", "no:unraisableexception"]  # they cost a tenth of a second, for nothing here
    words += ["-p", "no:cacheprovider", "-p", "grader.grading.plugin", "--grading", str(grading)]
    workers = options.workers if options.workers is not None else min(len(submissions), max(2, cores()))
    if len(submissions) > 1 and workers > 1:
        words += ["-p", "xdist.plugin", "-n", str(workers), "--dist", "loadfile"]
    return words + [str(one.exercise.check_file) for one in submissions]


def _judged(
    submission: Submission,
    plan: Iterable[Planned],
    verdicts: Mapping[str, dict[str, Any]],
    faults: Mapping[str, dict[str, Any]],
    language: str,
) -> ExerciseResult:
    exercise = submission.exercise
    fault = faults.get(exercise.name) or faults.get("") or {"text": "no verdict was reported"}
    checks = tuple(
        _check(exercise, submission, one, verdicts.get(one.key), faults.get(one.key, fault), language) for one in plan
    )
    return ExerciseResult(
        name=exercise.name, title=exercise.title(language), part=exercise.lesson.part,
        status=_status(submission, checks), checks=checks,
    )  # fmt: skip


def _status(submission: Submission, checks: Iterable[CheckResult]) -> Status:
    outcomes = {check.outcome for check in checks}
    if submission.untouched:
        return "not_started"
    if "failed" in outcomes:
        return "failed"
    return "grader_error" if "grader_error" in outcomes or outcomes != {"passed"} else "passed"


def _check(
    exercise: Exercise,
    submission: Submission,
    planned: Planned,
    verdict: dict[str, Any] | None,
    fault: dict[str, Any],
    language: str,
) -> CheckResult:
    if submission.untouched:
        verdict = {"outcome": "not_run"}
    elif submission.problem is not None:
        verdict = {"outcome": "failed", "code": submission.problem, "facts": submission.facts}
    elif verdict is None:
        verdict = {"outcome": "grader_error", "code": "grader-fault", "facts": fault}
    outcome: Outcome = verdict["outcome"]
    code = verdict.get("code")
    facts: dict[str, Any] = dict(verdict.get("facts", {}))
    if code == "needs-another":
        facts["needs"] = exercise.check_title(facts["needs"], language)
    if "lack" in facts:
        from . import machine

        facts = machine.in_language(facts, Words(language))
    return CheckResult(
        exercise=exercise.name, name=planned.check, title=exercise.check_title(planned.check, language),
        start_method=planned.method, outcome=outcome,
        points=planned.points if outcome == "passed" else 0.0, max_points=planned.points, code=code,
        words=exercise.message(code, language).filled(facts, exercise.phrases(language)) if code else None,
        seconds=float(verdict.get("seconds", 0.0)), retried=bool(verdict.get("retried")), evidence=verdict.get("evidence"),
    )  # fmt: skip
