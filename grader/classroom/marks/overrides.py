"""``overrides.csv``: points that a teacher has set by hand. A grading never writes it, and it holds when marks are made.

Its columns are ``student`` (the pseudonym, or the platform's number), ``exercise``, ``points``, ``reason``, ``by`` and
``when``. A line that cannot be understood stops everything, with its number: a mark that somebody has changed must not be lost
without a word. Of several lines for the same student and exercise the last one holds; the others stay as a record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from ..problem import ClassProblem
from ..records import ClassState, ExerciseInfo, Identity
from .cells import Sheet, read
from .numbers import exact, parsed, written

NAME = "overrides.csv"
COLUMNS = ("student", "exercise", "points", "reason", "by", "when")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Points set by hand. line: of the file, from 1. when: a day, or a moment, as ISO 8601 has it."""

    line: int
    pseudonym: str
    exercise: str
    points: Decimal
    reason: str
    by: str
    when: str


def overrides(run: Path, state: ClassState, roster: Mapping[str, Identity]) -> dict[tuple[str, str], Override]:
    """Return what holds, by pseudonym and exercise; nothing when there is no such file. Raises ``ClassProblem``."""
    path = run / NAME
    if not path.exists():
        return {}
    sheet = read(path)
    columns = places(sheet)
    found: dict[tuple[str, str], Override] = {}
    for row in sheet.filled():
        fields = {name: sheet.value(row, place) for name, place in columns.items()}
        one = _override(sheet.lines[row], fields, state, roster)
        found[one.pseudonym, one.exercise] = one
    return found


def places(sheet: Sheet) -> dict[str, int]:
    """Return where each column is. Raises ``ClassProblem`` when one is missing."""
    header = [name.lower() for name in sheet.header()]
    missing = [name for name in COLUMNS if header.count(name) != 1]
    if missing:
        raise ClassProblem("override-columns", step="marks", file=NAME, columns=",".join(COLUMNS), name=missing[0])
    return {name: header.index(name) for name in COLUMNS}


def _override(line: int, fields: Mapping[str, str], state: ClassState, roster: Mapping[str, Identity]) -> Override:
    for name, value in fields.items():
        if not value:
            raise ClassProblem("override-empty", step="marks", file=NAME, line=line, name=name)
    pseudonym = _student(line, fields["student"], state, roster)
    exercise = _exercise(line, fields["exercise"], state)
    points, most = parsed(fields["points"]), exact(exercise.max_points)
    if points is None or not 0 <= points <= most:
        raise ClassProblem(
            "override-points",
            step="marks",
            file=NAME,
            line=line,
            value=fields["points"],
            most=written(most),
            name=exercise.name,
        )
    try:
        datetime.fromisoformat(fields["when"])
    except ValueError:
        raise ClassProblem("override-when", step="marks", file=NAME, line=line, value=fields["when"]) from None
    return Override(
        line=line, pseudonym=pseudonym, exercise=exercise.name, points=points, reason=fields["reason"], by=fields["by"],
        when=fields["when"],
    )  # fmt: skip


def _student(line: int, value: str, state: ClassState, roster: Mapping[str, Identity]) -> str:
    known = [one.pseudonym for one in state.students]
    if value in known:
        return value
    found = {
        name
        for name in known
        if (who := roster.get(name)) is not None and value in (who.number, *(one.number for one in who.members))
    }
    if len(found) != 1:
        key = "override-several" if found else "override-nobody"
        raise ClassProblem(key, step="marks", file=NAME, line=line)
    return found.pop()


def _exercise(line: int, value: str, state: ClassState) -> ExerciseInfo:
    found = [
        one for one in state.course.exercises if value.lower().removesuffix(".py") in (one.name, one.name.partition("_")[0])
    ]
    if len(found) != 1:
        known = ", ".join(one.name.partition("_")[0] for one in state.course.exercises)
        raise ClassProblem("override-exercise", step="marks", file=NAME, line=line, value=value, known=known)
    return found[0]
