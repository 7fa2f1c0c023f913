"""What is said to a serving process, and what it answers: a line of JSON each. See ``serving``, which is that process's side.

The first line that comes is ``Ready``. After that it is asked one thing at a time: a ``Job`` goes in, a ``Decided`` comes for
each exercise as it ends, then ``Ended``. Who has asked may get a ``Decided`` twice, where the process had to begin anew in
between; the first one counts.
"""

import base64
import binascii
import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from .evidence import exactly, fields, number, optional
from .results import Environment, Status
from .verdict import Verdict

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""What a job may be called."""

How = Literal["ended", "budget", "fault"]
"""How a job ended. ended: each exercise has its verdict. budget: the time of the submission was over, and those that came
first have theirs. fault: the job could not be understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFile:
    """What was handed in for one exercise. source: None where nothing was: then the exercise is not started.

    problem: the code of the message that says why it cannot be graded, with its facts; then it fails with that.
    """

    exercise: str
    source: bytes | None = None
    problem: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One submission to grade. name: see ``NAME``; each job of a process has another.

    seconds: the budget of all its plays together; None for none. seed: what is dealt follows from it. output: the folder for
    what its programs have printed, where a report cannot show it.
    """

    name: str
    files: tuple[JobFile, ...]
    seconds: float | None = None
    seed: int = 0
    output: str | None = None

    def encode(self) -> str:
        """Return the job as a line."""
        files = [_file(one) for one in self.files]
        rest = {"seconds": self.seconds, "seed": self.seed, "output": self.output}
        return json.dumps({"job": self.name, "files": files, **rest}) + "\n"

    @classmethod
    def decode(cls, line: str | bytes) -> "Job":
        """Return the job that a line tells of. Raises ``ValueError``."""
        try:
            told = _told(line)
            seconds = told.get("seconds")
            files = tuple(_read_file(fields(one)) for one in exactly(list, told["files"]))
            if len({one.exercise for one in files}) < len(files):
                raise ValueError("two files for one exercise")
            return cls(
                name=_named(told["job"]),
                files=files,
                seconds=None if seconds is None else _amount(seconds),
                seed=exactly(int, told.get("seed", 0)),
                output=optional(str, told.get("output")),
            )
        except KeyError as error:
            raise ValueError(f"no {error}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The process waits for jobs. kit: the digest of the kit; see ``digests.whole``. method: as asked for."""

    version: str
    kit: str
    method: str
    environment: Environment

    def encode(self) -> str:
        return json.dumps({"ready": asdict(self)}) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckVerdict:
    """One check under one start method: how it ended, and its points."""

    name: str
    method: str
    points: float
    max_points: float
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseVerdict:
    """The verdict on one exercise, in no language: codes and facts.

    seconds: that its checks have taken. source: SHA-256 of the text's bytes, in hexadecimal. key: see ``digests.verdict_key``.
    """

    exercise: str
    status: Status
    points: float
    max_points: float
    seconds: float
    source: str
    key: str
    checks: tuple[CheckVerdict, ...]

    def plain(self) -> dict[str, Any]:
        """Return the verdict as plain values, as it stands in a line and in a file."""
        checks = [_check(one) for one in self.checks]
        known = {name: getattr(self, name) for name in self.__slots__}
        return {**known, "checks": checks}

    @classmethod
    def decode(cls, value: object) -> "ExerciseVerdict":
        """Return the verdict from its plain values. Raises ``ValueError`` where they are something else."""
        try:
            told = fields(value)
            if told["status"] not in get_args(Status):
                raise ValueError(f"the status {told['status']!r}")
            return cls(
                exercise=exactly(str, told["exercise"]),
                status=told["status"],
                points=_amount(told["points"]),
                max_points=_amount(told["max_points"]),
                seconds=_amount(told["seconds"]),
                source=exactly(str, told["source"]),
                key=exactly(str, told["key"]),
                checks=tuple(_read_check(fields(one)) for one in exactly(list, told["checks"])),
            )
        except KeyError as error:
            raise ValueError(f"no {error}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """An exercise of a job has ended."""

    job: str
    verdict: ExerciseVerdict

    def encode(self) -> str:
        told = {"job": self.job, "exercise": self.verdict.exercise, "verdict": self.verdict.plain()}
        return json.dumps(told, default=str) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A job has ended. job: empty where its name could not be understood. text: of a fault, what is wrong."""

    job: str
    how: How
    text: str = ""

    def encode(self) -> str:
        return json.dumps({"job": self.job, "end": self.how, **({"text": self.text} if self.text else {})}) + "\n"


Answer = Ready | Decided | Ended


def answer(line: str | bytes) -> Answer:
    """Return what a line of a serving process says. Raises ``ValueError`` for anything that is none."""
    told = _told(line)
    try:
        if "ready" in told:
            return _ready(fields(told["ready"]))
        job = exactly(str, told["job"])
        if "end" in told:
            if told["end"] not in get_args(How):
                raise ValueError(f"the end {told['end']!r}")
            return Ended(job=job, how=told["end"], text=exactly(str, told.get("text", "")))
        return Decided(job=_named(job), verdict=ExerciseVerdict.decode(told["verdict"]))
    except KeyError as error:
        raise ValueError(f"no {error}") from None


def _told(line: str | bytes) -> Mapping[str, Any]:
    try:
        return fields(json.loads(line))
    except RecursionError:
        raise ValueError("values within values, too deep") from None


def _named(value: object) -> str:
    name = exactly(str, value)
    if NAME.fullmatch(name) is None:
        raise ValueError(f"the name {name[:80]!r}")
    return name


def _amount(value: object) -> float:
    """Return a number that is not less than nothing. JSON as Python reads it has also some that are none."""
    amount = number(value)
    if not (math.isfinite(amount) and amount >= 0):
        raise ValueError(f"the amount {amount}")
    return amount


def _file(one: JobFile) -> dict[str, Any]:
    if one.problem is not None:
        return {"exercise": one.exercise, "problem": one.problem, "facts": dict(one.facts)}
    return {"exercise": one.exercise, "source": None if one.source is None else base64.b64encode(one.source).decode("ascii")}


def _read_file(told: Mapping[str, Any]) -> JobFile:
    exercise = exactly(str, told["exercise"])
    if "problem" in told:
        return JobFile(exercise=exercise, problem=exactly(str, told["problem"]), facts=fields(told.get("facts", {})))
    if told["source"] is None:
        return JobFile(exercise=exercise)
    try:
        return JobFile(exercise=exercise, source=base64.b64decode(exactly(str, told["source"]), validate=True))
    except binascii.Error as error:
        raise ValueError(f"the source of {exercise}: {error}") from None


def _check(one: CheckVerdict) -> dict[str, Any]:
    known = {"name": one.name, "method": one.method, "points": one.points, "max_points": one.max_points}
    return known | asdict(one.verdict)


def _read_check(told: Mapping[str, Any]) -> CheckVerdict:
    return CheckVerdict(
        name=exactly(str, told["name"]),
        method=exactly(str, told["method"]),
        points=_amount(told["points"]),
        max_points=_amount(told["max_points"]),
        verdict=Verdict.of(told),
    )


def _ready(told: Mapping[str, Any]) -> Ready:
    where = fields(told["environment"])
    load = where.get("load")
    return Ready(
        version=exactly(str, told["version"]),
        kit=exactly(str, told["kit"]),
        method=exactly(str, told["method"]),
        environment=Environment(
            **{name: exactly(str, where[name]) for name in ("python", "platform", "start_method", "sandbox")},
            cores=exactly(int, where["cores"]),
            seed=exactly(int, where.get("seed", 0)),
            load=None if load is None else number(load),
        ),
    )
