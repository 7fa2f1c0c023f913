"""A process that grades one submission after another, without pytest, and tells of each exercise as it ends.

Whoever grades many pays once for Python, the kit and the sandbox. Nothing of a submission enters this process: each is played
on a stage of its own, as everywhere. What is said on both sides is in ``service``.
"""

import contextlib
import functools
import hashlib
import importlib
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from .. import __version__
from ..checking import methods
from ..choices import Wanted
from ..course.catalogue import Exercise, PlannedCheck, exercises
from ..files import ROOT
from ..judge.folder import PARENT
from ..judge.launcher import StageFault
from ..judge.runner import ScenarioRunner
from ..judge.sandbox import Sandbox
from . import capacity, digests, kept, machine, marking
from .budget import Purse
from .deciding import Desk
from .kept import Shelf
from .marking import Reported
from .results import Environment
from .service import CheckVerdict, Decided, Ended, ExerciseVerdict, Job, JobFile, Ready
from .submissions import Submission, of_bytes
from .verdict import Verdict

Tell = Callable[[str], None]
"""Gives a line to who has asked."""


class Server:
    """Grades jobs as they come. tell: takes the answers. Raises ``SandboxMissing``.

    All jobs have one runner, and so one sandbox that stays warm.
    """

    def __init__(self, method: Wanted, sandbox: Sandbox, tell: Tell) -> None:
        self._method: Wanted = method
        self._sandbox: Sandbox = sandbox
        self._tell = tell
        self._runner = ScenarioRunner(sandbox)
        self._kit = digests.whole()
        for one in exercises():
            one.checks()  # imports its module

    def run(self, lines: Iterable[bytes]) -> None:
        """Serve until there are no more lines."""
        try:
            with contextlib.suppress(StageFault, OSError):  # the first play tries again, and says so
                self._runner.prepare()
            if (left := _Left.read()) is not None:
                self._serve(left)
            else:
                self._tell(self._ready().encode())
            for line in lines:
                self._understand(line)
        finally:
            self._runner.close()

    def _ready(self) -> Ready:
        where = Environment(
            python=platform.python_version(),
            platform=sys.platform,
            cores=capacity.cores(),
            start_method=methods()[0] if self._method == "default" else self._method,
            sandbox=self._sandbox,
            load=capacity.load(),
        )
        return Ready(version=__version__, kit=self._kit, method=self._method, environment=where)

    def _understand(self, line: bytes) -> None:
        try:
            job = Job.decode(line)
            known = {one.name for one in exercises()}
            if unknown := [one.exercise for one in job.files if one.exercise not in known]:
                raise ValueError(f"no exercise {unknown[0]!r}")
        except ValueError as error:
            self._tell(Ended(job="", how="fault", text=str(error)).encode())
            return
        self._serve(_Left(job))

    def _serve(self, left: "_Left") -> None:
        """Grade what is left of a job. What must be played when its time is over is not decided; what need not be, is."""
        job, refused = left.job, False
        left.keep()
        for file in job.files:
            if file.exercise in left.done:
                continue
            decided = self._decided(file, job, left.purse)
            if decided is None:
                refused = True
                continue
            self._tell(Decided(job=job.name, verdict=decided).encode())
            left.done.append(file.exercise)
            left.keep()
        left.forget()
        self._tell(Ended(job=job.name, how="budget" if refused else "ended").encode())

    def _decided(self, file: JobFile, job: Job, purse: Purse) -> ExerciseVerdict | None:
        """Return the verdict on one exercise; None when the budget of the submission did not suffice for it."""
        submission = _submission(file)
        plan = submission.exercise.planned_checks(self._method)
        reported = Reported(verdicts={}, faults={})
        if submission.gradable:
            shelf = Shelf(folder=Path(job.output)) if job.output is not None else None
            if shelf is not None:
                kept.tidy(file.exercise, shelf)
            if purse.empty:
                return None
            reported = self._graded(submission, plan, job, purse, shelf)
            lost = () if purse.refused else reported.lost(plan)
            if lost:
                self._runner.close()  # whatever was wrong with it
                reported = reported.mended(self._graded(submission, plan, job, purse, shelf), lost)
            if purse.refused:
                return None
        return self._marked(submission, plan, reported, file)

    def _graded(
        self, submission: Submission, plan: Iterable[PlannedCheck], job: Job, purse: Purse, shelf: Shelf | None
    ) -> Reported:
        """Decide each check, but none after one that the budget did not suffice for."""
        exercise = submission.exercise
        desk = Desk(
            sandbox=self._sandbox, runner=self._runner, shelf=shelf, purse=purse, seed=job.seed, name=f"{job.name} "
        )  # fmt: skip
        verdicts: dict[str, Verdict] = {}
        try:
            module = importlib.import_module(exercise.check_module)
        except Exception as error:
            place = exercise.check_file.relative_to(ROOT).as_posix()
            text = f"{place} could not be loaded: {type(error).__name__}: {error}"[:500]
            return Reported(verdicts={}, faults={exercise.name: machine.fault(text, self._sandbox)})
        for one in plan:
            player = desk.player(exercise, submission.source, one.method)
            check = getattr(module, one.check)
            verdict = desk.decide(exercise, one.check, one.needs, functools.partial(check, play=player), player)
            if purse.refused:
                break
            verdicts[one.key] = verdict
        return Reported(verdicts=verdicts, faults={})

    def _marked(
        self, submission: Submission, plan: Iterable[PlannedCheck], reported: Reported, file: JobFile
    ) -> ExerciseVerdict:
        found = [(one, marking.verdict_on(submission, one, reported)) for one in plan]
        checks = tuple(
            CheckVerdict(
                name=one.check, method=one.method, verdict=verdict, max_points=round(one.points, 4),
                points=round(one.points, 4) if verdict.outcome == "passed" else 0.0,
            )
            for one, verdict in found
        )  # fmt: skip
        source = file.source or b""
        return ExerciseVerdict(
            exercise=file.exercise,
            status=marking.status((one.verdict.outcome for one in checks), untouched=submission.untouched),
            points=round(sum(one.points for one, verdict in found if verdict.outcome == "passed"), 4),
            max_points=round(sum(one.points for one, _ in found), 4),
            seconds=round(sum(one.verdict.seconds for one in checks), 3),
            source=hashlib.sha256(source).hexdigest(),
            key=digests.verdict_key(
                file.exercise, source, method=self._method, sandbox=self._sandbox, python=platform.python_version(),
                problem=file.problem, facts=file.facts,
            ),
            checks=checks,
        )  # fmt: skip


def _submission(file: JobFile) -> Submission:
    exercise, path = Exercise(file.exercise), Path(f"{file.exercise}.py")
    if file.problem is not None:
        return Submission(exercise=exercise, path=path, problem=file.problem, facts=dict(file.facts))
    if file.source is None:
        return Submission(exercise=exercise, path=path, untouched=True)
    return of_bytes(exercise, path, file.source, {"file": path.name, "folder": "", "name": exercise.name})


class _Left:
    """A job that is on, and what of it is done: kept where the supervisor's next process finds it, should this one be ended.

    That happens when a check has held this process up for good; see ``judge.watchdog``. The next one then leaves that check
    out, and goes on with the others.
    """

    def __init__(self, job: Job, done: Iterable[str] = (), purse: Purse | None = None) -> None:
        self.job = job
        self.done = list(done)
        self.purse = purse or Purse(job.seconds)

    @staticmethod
    def _path() -> Path | None:
        parent = os.environ.get(PARENT)
        return Path(parent) / "job" if parent else None

    @classmethod
    def read(cls) -> "_Left | None":
        """Return the job that a process before this one was at; None when there is none."""
        path = cls._path()
        if path is None or not path.is_file():
            return None
        told = json.loads(path.read_text("utf-8"))
        job = Job.decode(told["job"])
        return cls(job, told["done"], Purse(job.seconds, told["used"]))

    def keep(self) -> None:
        path = self._path()
        if path is not None:
            part = path.with_name("job.part")
            part.write_text(json.dumps({"job": self.job.encode(), "done": self.done, "used": self.purse.used}), "utf-8")
            os.replace(part, path)

    def forget(self) -> None:
        path = self._path()
        if path is not None:
            path.unlink(missing_ok=True)
