"""May this grading be trusted? What must be looked at first, and what is only worth knowing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..records import ClassState, Student

Level = Literal["good", "note", "bad"]

BUSY = 2.0
"""Processes that want a processor, for each processor: above that, what waits for a moment may have waited too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One answer. key: of the phrases. count: how many; whole: of how many. students: who, by pseudonym."""

    key: str
    level: Level
    count: int = 0
    whole: int = 0
    students: tuple[Student, ...] = ()


def findings(state: ClassState) -> tuple[Finding, ...]:
    """Return what speaks for and against this grading."""
    return (
        _canaries(state),
        *(_students(key, who) for key, who in _wanting(state)),
        Finding(key="disagreements", level="bad" if state.disagreements else "good", count=len(state.disagreements)),
        *([_students("gone", [one for one in state.students if one.state == "gone"], "note")]),
        Finding(key="sandbox-tree" if state.course.sandbox == "tree" else "sandbox-closed",
                level="note" if state.course.sandbox == "tree" else "good"),
        *_load(state),
    )  # fmt: skip


def undecided(student: Student) -> bool:
    """Say whether the grader could not decide something of this student's, and will not try again by itself."""
    failed = any(one.status == "grader_error" for one in student.decisions.values())
    return student.state == "undecided" or (failed and student.state != "waiting")


def waiting(state: ClassState) -> int:
    """Return how many students are still to be graded, or being so."""
    return sum(one.state == "waiting" for one in state.students)


def worst(found: Iterable[Finding]) -> Level:
    """Return the level of the whole."""
    levels = {one.level for one in found}
    return "bad" if "bad" in levels else "note" if "note" in levels else "good"


def _canaries(state: ClassState) -> Finding:
    wrong = sum(not one.good for one in state.canaries)
    if not state.canaries:
        return Finding(key="canaries-none", level="note")
    return Finding(
        key="canaries-wrong" if wrong else "canaries", level="bad" if wrong else "good",
        count=wrong or len(state.canaries), whole=len(state.canaries),
    )  # fmt: skip


def _wanting(state: ClassState) -> Iterable[tuple[str, list[Student]]]:
    yield "undecided", [one for one in state.students if undecided(one)]
    yield "ambiguous", [one for one in state.students if one.state == "ambiguous"]
    yield "spent", [one for one in state.students if one.state == "spent"]


def _students(key: str, who: list[Student], level: Level = "bad") -> Finding:
    return Finding(key=key, level=level if who else "good", count=len(who), students=tuple(who))


def _load(state: ClassState) -> Iterable[Finding]:
    if state.load is not None:
        yield Finding(key="load-high" if state.load > BUSY else "load", level="note" if state.load > BUSY else "good")
