"""What a class's grading is told, and what it is at: plain records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..grading.service import ExerciseVerdict
from .canary import Canary
from .pool import Grader


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a class is graded. budget: seconds of one submission. until: when to stop, in seconds since the epoch.

    silence: seconds after which a server that does not end a job is ended: far above what its budget can need. every: seconds
    from canary to canary. output: the folder for what programs print. last_moments: that what runs has to
    end when no more is to be begun. unchanged: says whether the kit is what it was.
    """

    budget: float
    seed: int
    output: Path
    kit: str
    silence: float
    every: float
    until: float | None = None
    last_moments: float = 10.0
    unchanged: Callable[[], bool] = lambda: True


@dataclass(slots=True, kw_only=True)
class Running:
    """A job that a server is at. student: empty for a canary. faults: exercises that the grader could not say of."""

    server: Grader
    student: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    canary: Canary | None = None
    alone: bool = False
    began: float = 0.0
    faults: int = 0
    found: ExerciseVerdict | None = None
