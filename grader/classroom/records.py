"""What the steps of a class's grading hand to each other, as frozen records. Each step reads these and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Layout = Literal["folders", "git", "moodle", "canvas", "gradescope", "blackboard", "brightspace"]
"""How a folder of submissions is laid out; see ``reading``."""

State = Literal["waiting", "nothing", "ambiguous", "decided", "undecided", "spent", "gone"]
"""Of a submission. waiting: to be graded, or being so. nothing: no file of the course, or all untouched: 0 points.
ambiguous: the teacher must decide first. decided: every exercise has a verdict. undecided: the grader itself could not say.
spent: its budget is over, and the exercises decided before keep their verdicts. gone: graded before, and no longer there.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who has handed in, by what the platform counts with; the name is decoration, and may be another's too.

    number: Moodle's participant number, Canvas's user id, Gradescope's student id or email, Blackboard's user name,
    Brightspace's id; of plain folders and clones the folder's name. members: the further persons of a group, the same way.
    others: what else the platform tells, such as ``email``, by name.
    """

    layout: Layout
    number: str
    name: str = ""
    members: tuple["Identity", ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with an entry, as a key of ``en.toml``'s table ``reading``, with its facts.

    decide: whether the teacher must decide before the submission can be graded; otherwise it is only good to know.
    """

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    decide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What was handed in for one exercise. entry: where it was found, below the folder; ``a.zip/b.py`` within an archive.

    problem: the code of the message (``messages/en.toml``) that says why it cannot be graded, with its facts; then the
    exercise fails with it. source: the bytes, empty when there is a problem.
    """

    exercise: str
    entry: str
    source: bytes = b""
    problem: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What one student, or group, has handed in.

    entries: all that belongs to it, below the folder. files: one for each exercise that there is something of. late: whether
    the platform says so; None where it does not tell. at: when, as the platform writes it. problems: what the teacher must
    decide (state ``ambiguous``), or should know.
    """

    student: Identity
    state: Literal["waiting", "nothing", "ambiguous"]
    entries: tuple[str, ...]
    files: tuple[File, ...] = ()
    late: bool | None = None
    at: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a folder, or an archive, is read. bycatch: what platforms and systems leave there, and nobody needs.

    problems: what belongs to nobody; while there are some, the reading as a whole needs a decision.
    """

    folder: str
    layout: Layout
    handed: tuple[Handed, ...]
    bycatch: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseInfo:
    """An exercise of this grading: its name, such as ``ex02_start_and_join``, and what it counts."""

    name: str
    max_points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How one check ended; see ``grading.results.CheckResult``."""

    name: str
    method: str
    outcome: Literal["passed", "failed", "not_run", "grader_error"]
    points: float
    max_points: float
    code: str | None
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The verdict on one exercise of one submission, as it stands in the journal.

    key: the digest of all that decides it; the same key is never graded twice. n: the number of its line. file: where the
    whole verdict is, below the results folder. source: SHA-256 of the submission's bytes, in hexadecimal.
    """

    n: int
    key: str
    exercise: str
    status: Literal["passed", "failed", "not_started", "grader_error"]
    points: float
    max_points: float
    checks: tuple[Check, ...]
    seconds: float
    source: str
    file: str | None = None

    @property
    def code(self) -> str | None:
        """The first mistake: that of the first check that failed, else of the first that could not be decided."""
        for outcome in ("failed", "grader_error"):
            for check in self.checks:
                if check.outcome == outcome:
                    return check.code
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """A submission as the journal knows it. pseudonym: the only name that it has there.

    decisions: by exercise; an exercise without one was not decided. problems: as in ``Handed``.
    """

    pseudonym: str
    state: State
    decisions: Mapping[str, Decision]
    late: bool | None = None
    at: str | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def points(self) -> float:
        return round(sum(one.points for one in self.decisions.values()), 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """A right or a wrong answer of the kit's own, graded to see whether this machine can be trusted. at: as in the journal."""

    name: str
    good: bool
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What was graded, how, and where; fixed at the first start. kit: the digest of the kit.

    budget: seconds of one submission. seed: what the judge deals follows from it.
    """

    kit: str
    exercises: tuple[ExerciseInfo, ...]
    python: str
    platform: str
    sandbox: str
    method: str
    budget: float
    began: str
    seed: int = 0
    layout: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassState:
    """A class's grading as its journal tells it. disagreements: keys that had two different outcomes.

    running: pseudonyms of what is being graded now. seconds: that the grading has taken so far. ended: whether all is decided.
    """

    course: Course
    students: tuple[Student, ...]
    canaries: tuple[Canary, ...] = ()
    running: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()
    seconds: float = 0.0
    ended: bool = False

    @property
    def max_points(self) -> float:
        return round(sum(one.max_points for one in self.course.exercises), 4)
