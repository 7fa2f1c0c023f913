"""The results of one grading, as frozen records. Reports read these and nothing else."""

from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["passed", "failed", "not_run", "grader_error"]
Status = Literal["passed", "failed", "not_started", "grader_error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """One check under one start method.

    facts: what fills the blanks of the message. evidence: what was seen, in plain values (see ``plugin.evidence``).
    """

    exercise: str
    name: str
    title: str
    start_method: str
    outcome: Outcome
    points: float
    max_points: float
    code: str | None = None
    message: str = ""
    seconds: float = 0.0
    evidence: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseResult:
    """One exercise: its checks and their sum."""

    name: str
    title: str
    part: str
    status: Status
    checks: tuple[CheckResult, ...]

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
    """Where the grading was done, and how strong the sandbox was."""

    python: str
    platform: str
    cores: int
    start_method: str
    sandbox: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One grading. ``submissions`` is the folder from which the files came, as the user named it."""

    environment: Environment
    exercises: tuple[ExerciseResult, ...]
    submissions: str
    seconds: float

    @property
    def score(self) -> float:
        return round(sum(one.score for one in self.exercises), 2)

    @property
    def max_score(self) -> float:
        return round(sum(one.max_score for one in self.exercises), 2)
