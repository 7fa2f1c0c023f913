"""What each student has earned: the points of the grading, and in their place those that a teacher has set by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..records import ClassState, Identity, State, Student
from .numbers import exact, rounded
from .overrides import Override

Roster = Mapping[str, Identity]
"""Who is behind each pseudonym."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What one submission has earned.

    points: by exercise, in the order of the grading; None where there is no verdict. late: as the platform says; None where it
    does not. overridden: the exercises whose points a teacher has set.
    """

    pseudonym: str
    state: State
    points: Mapping[str, Decimal | None]
    late: bool | None
    overridden: tuple[str, ...] = ()

    @property
    def undecided(self) -> tuple[str, ...]:
        return tuple(name for name, points in self.points.items() if points is None)

    @property
    def total(self) -> Decimal | None:
        """The sum; None while an exercise is not decided."""
        known = [points for points in self.points.values() if points is not None]
        return sum(known, Decimal()) if len(known) == len(self.points) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How points become marks. whole: the points that there are. to: what these come to; None for the points themselves."""

    whole: Decimal
    to: Decimal | None = None

    @property
    def maximum(self) -> Decimal:
        return self.whole if self.to is None else self.to

    def mark(self, one: Earned) -> Decimal | None:
        """Return a mark with two decimals, halves rounded up; None while it is not decided."""
        if one.total is None:
            return None
        return rounded(one.total if self.to is None else one.total * self.to / self.whole)


def earned(state: ClassState, overrides: Mapping[tuple[str, str], Override]) -> tuple[Earned, ...]:
    """Return what each submission has earned, in the order of the pseudonyms. overrides: by pseudonym and exercise."""
    students = sorted(state.students, key=lambda one: one.pseudonym)
    names = [one.name for one in state.course.exercises]
    return tuple(_earned(one, names, overrides) for one in students)


def _earned(student: Student, names: list[str], overrides: Mapping[tuple[str, str], Override]) -> Earned:
    own = {name: overrides[student.pseudonym, name].points for name in names if (student.pseudonym, name) in overrides}
    return Earned(
        pseudonym=student.pseudonym, state=student.state, late=student.late, overridden=tuple(own),
        points={name: own.get(name, _points(student, name)) for name in names},
    )  # fmt: skip


def _points(student: Student, exercise: str) -> Decimal | None:
    """Return the points of an exercise; None for what the grader could not decide, which is never 0."""
    decision = student.decisions.get(exercise)
    if student.state == "ambiguous":  # nobody knows yet which file counts
        return None
    if decision is None:
        return Decimal() if student.state == "nothing" else None
    return None if decision.status == "grader_error" else exact(decision.points)
