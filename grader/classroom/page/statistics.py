"""Every number of the teacher's page, as frozen records made from a class's state. Page and terminal show the same."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from ..records import ClassState, Decision, Student

Cell = Literal["passed", "failed", "not_started", "grader_error", "open"]
"""How a student's exercise stands. open: nothing is known of it, or not yet. grader_error: the grader could not decide."""

CELLS: tuple[Cell, ...] = ("passed", "failed", "not_started", "grader_error", "open")

BINS = 10
"""Bars of the histogram, each as wide as a tenth of the whole mark."""

STUCK = 3
"""In so many exercises the same mistake says that somebody lacks one idea, and not three."""


def cell(student: Student, exercise: str) -> Cell:
    """Return how one exercise of one student stands."""
    if (decision := student.decisions.get(exercise)) is not None:
        return decision.status
    return "not_started" if student.state == "nothing" else "open"


def codes(decision: Decision) -> tuple[str, ...]:
    """Return every mistake of one exercise, the first one first. What was not run for lack of another check counts as none."""
    return tuple(dict.fromkeys(one.code for one in decision.checks if one.outcome == "failed" and one.code))


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share lies, between two of them in proportion. values: ascending, at least one."""
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return round(values[low] + (values[high] - values[low]) * (place - low), 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One student: the states of the exercises in the course's order, and the mistakes of each that failed.

    whole: every exercise has a verdict, so that the points are a mark. started: something was handed in that is no stub.
    """

    student: Student
    cells: tuple[Cell, ...]
    codes: tuple[tuple[str, ...], ...]
    points: float
    whole: bool
    started: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks of those who have started and whose mark is whole, and how many others there are.

    points: ascending. bins: how many marks lie in each tenth of the whole mark; the last one has the whole mark too.
    low, middle, high: the quartiles; None without marks.
    """

    points: tuple[float, ...]
    bins: tuple[int, ...]
    low: float | None
    middle: float | None
    high: float | None
    not_started: int
    without: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseRow:
    """One exercise. cells: how many students stand where. middle: the median of the points of those who have started it.

    first: the check that fails first most often, and in how many submissions it does. seconds: the median of a grading.
    """

    name: str
    max_points: float
    cells: Mapping[Cell, int]
    middle: float | None
    first: tuple[str, int] | None
    seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One code. exercises: how many students have it in each, the most frequent first. students: who, by pseudonym.

    where: an exercise of each student, in the order of ``students``, from which an example can be taken.
    """

    code: str
    exercises: tuple[tuple[str, int], ...]
    students: tuple[str, ...]
    where: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """A student who makes the same mistake again and again, and in which exercises."""

    pseudonym: str
    code: str
    exercises: tuple[str, ...]


def rows(state: ClassState) -> tuple[Row, ...]:
    """Return the students, the lowest mark first. Those of whom nothing is known come after them, who has not started last."""
    names = [one.name for one in state.course.exercises]
    return tuple(sorted((_row(one, names) for one in state.students), key=_place))


def _place(row: Row) -> tuple[int, float, str]:
    known = any(one in ("passed", "failed") for one in row.cells)
    return (0 if known else 1 if row.started else 2), row.points, row.student.pseudonym


def _row(student: Student, names: Sequence[str]) -> Row:
    cells = tuple(cell(student, name) for name in names)
    failed = tuple(
        codes(student.decisions[name]) if state == "failed" else () for name, state in zip(names, cells, strict=True)
    )
    return Row(
        student=student, cells=cells, codes=failed, points=student.points,
        whole=not {"open", "grader_error"} & set(cells),
        started=student.state != "nothing" and any(one != "not_started" for one in cells),
    )  # fmt: skip


def marks(every: Iterable[Row], max_points: float) -> Marks:
    """Return how the marks lie. Who has not started is counted apart: a heap of zeros would hide where the others are."""
    every = tuple(every)
    points = sorted(one.points for one in every if one.started and one.whole)
    bins = Counter(min(BINS - 1, int(one * BINS / max_points + 1e-9)) for one in points) if max_points else Counter[int]()
    low, middle, high = (quantile(points, share) if points else None for share in (0.25, 0.5, 0.75))
    return Marks(
        points=tuple(points), bins=tuple(bins[n] for n in range(BINS)), low=low, middle=middle, high=high,
        not_started=sum(not one.started for one in every),
        without=sum(one.started and not one.whole for one in every),
    )  # fmt: skip


def exercises(state: ClassState, every: Iterable[Row]) -> tuple[ExerciseRow, ...]:
    """Return a row for each exercise, in the order of the course."""
    every = tuple(every)
    return tuple(_exercise(one.name, one.max_points, number, every) for number, one in enumerate(state.course.exercises))


def _exercise(name: str, max_points: float, number: int, every: Sequence[Row]) -> ExerciseRow:
    counted = Counter(row.cells[number] for row in every)
    decisions = [row.student.decisions[name] for row in every if row.cells[number] in ("passed", "failed")]
    first = Counter(
        next((check.name for check in one.checks if check.outcome == "failed"), "")
        for one in decisions
        if one.status == "failed"
    )
    first.pop("", None)
    return ExerciseRow(
        name=name, max_points=max_points, cells={one: counted[one] for one in CELLS},
        middle=round(median(one.points for one in decisions), 4) if decisions else None,
        first=min(first.items(), key=lambda one: (-one[1], one[0])) if first else None,
        seconds=round(median(one.seconds for one in decisions), 3) if decisions else None,
    )  # fmt: skip


def mistakes(state: ClassState, every: Iterable[Row]) -> tuple[Mistake, ...]:
    """Return the mistakes, those that most students make first. A student counts once for each, however often it is made."""
    names = [one.name for one in state.course.exercises]
    found: dict[str, dict[str, list[str]]] = {}
    known = {}
    for row in every:
        known[row.student.pseudonym] = row.student
        for name, own in zip(names, row.codes, strict=True):
            for code in own:
                found.setdefault(code, {}).setdefault(row.student.pseudonym, []).append(name)
    return tuple(
        Mistake(
            code=code,
            exercises=tuple(
                sorted(Counter(name for own in by.values() for name in own).items(), key=lambda one: (-one[1], one[0]))
            ),
            students=tuple(sorted(by)),
            where=tuple(known[who].decisions[by[who][0]] for who in sorted(by)),
        )
        for code, by in sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    )


def stuck(state: ClassState, every: Iterable[Row]) -> tuple[Stuck, ...]:
    """Return who makes the same mistake in three exercises or more: the most exercises first."""
    names = [one.name for one in state.course.exercises]
    found = []
    for row in every:
        by: dict[str, list[str]] = {}
        for name, own in zip(names, row.codes, strict=True):
            for code in own:
                by.setdefault(code, []).append(name)
        found += [
            Stuck(pseudonym=row.student.pseudonym, code=code, exercises=tuple(where))
            for code, where in by.items()
            if len(where) >= STUCK
        ]
    return tuple(sorted(found, key=lambda one: (-len(one.exercises), one.pseudonym, one.code)))
