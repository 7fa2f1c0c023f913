"""The results of one grading, as frozen records. Reports read these and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..messages import Message
from .evidence import Evidence

Outcome = Literal["passed", "failed", "not_run", "grader_error"]
Status = Literal["passed", "failed", "not_started", "grader_error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check under one start method.

    facts: what fills the blanks of the code's message, in no language. words: that message, its blanks filled, in the language
    of the results. evidence: what was seen; None when nothing was played. retried: its first verdict was lost to the grader's
    own fault, and this one is from the second attempt.
    """

    exercise: str
    name: str
    title: str
    start_method: str
    outcome: Outcome
    points: float
    max_points: float
    code: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    words: Message | None = None
    seconds: float = 0.0
    retried: bool = False
    evidence: Evidence | None = None

    @property
    def message(self) -> str:
        """The whole message: what was seen, what it means, what to try, a line each; empty when there is none."""
        if self.words is None:
            return ""
        return "\n".join(part for part in (self.words.seen, self.words.means, self.words.advice) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseResult:
    """One exercise: its checks and their sum. source: SHA-256 of what was handed in; None when nothing was that is a text."""

    name: str
    title: str
    part: str
    status: Status
    checks: tuple[CheckResult, ...]
    source: str | None = None

    @property
    def score(self) -> float:
        return round(sum(check.points for check in self.checks), 2)

    @property
    def max_score(self) -> float:
        return round(sum(check.max_points for check in self.checks), 2)

    @property
    def first_failure(self) -> CheckResult | None:
        """The check to explain: the first that failed, else the first that the grader could not decide."""
        for outcome in ("failed", "grader_error"):
            for check in self.checks:
                if check.outcome == outcome:
                    return check
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Where the grading was done, and how strong the sandbox was.

    seed: what the judge dealt follows from it. load: how many processes wanted a processor, on average in the minute before;
    None where the system does not tell.
    """

    python: str
    platform: str
    cores: int
    start_method: str
    sandbox: str
    seed: int = 0
    load: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One grading. ``submissions`` is the folder from which the files came, as the user named it.

    language: of titles and messages, a key of ``messages.LANGUAGES``. began: when, in seconds since the epoch. label: what
    reports call the submissions in place of the folder's name. kit: its digest, see ``digests``; empty where nobody asked.
    """

    environment: Environment
    exercises: tuple[ExerciseResult, ...]
    submissions: str
    seconds: float
    language: str
    began: float
    label: str | None = None
    kit: str = ""

    @property
    def named(self) -> str:
        """What reports call the submissions."""
        return self.label or self.submissions

    @property
    def retried(self) -> int:
        """How many checks were played again because of a fault of the grader's own."""
        return sum(check.retried for one in self.exercises for check in one.checks)

    @property
    def score(self) -> float:
        return round(sum(one.score for one in self.exercises), 2)

    @property
    def max_score(self) -> float:
        return round(sum(one.max_score for one in self.exercises), 2)
