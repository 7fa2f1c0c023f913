"""What changed since marks were accepted: ups, downs, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..records import ClassState, Decision

Reason = Literal["new-work", "new-kit", "other-outcome", "first-verdict", "no-reason"]
"""new-work: another file was handed in. new-kit: the file is the same, and what decides it is not: another check, sandbox or
Python. other-outcome: all is the same but the outcome. first-verdict: there was none. no-reason: only the points are known.
"""

Points = Mapping[str, Mapping[str, float]]
"""The points of a set that was accepted: by pseudonym, then by exercise."""

Earlier = ClassState | Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One exercise of one student whose points are others now. before: None when there was no verdict."""

    pseudonym: str
    exercise: str
    before: float | None
    after: float
    reason: Reason

    @property
    def rise(self) -> float:
        return round(self.after - (self.before or 0.0), 4)


def changes(state: ClassState, earlier: Earlier) -> tuple[Change, ...]:
    """Return what changed, the deepest fall first. An exercise that has no verdict now has not changed."""
    before = _decisions(earlier) if isinstance(earlier, ClassState) else {}
    points = _points(earlier) if isinstance(earlier, ClassState) else earlier
    found = []
    for student in state.students:
        for name, now in student.decisions.items():
            was = points.get(student.pseudonym, {}).get(name)
            if now.status == "grader_error" or (was is not None and abs(was - now.points) < 1e-4):
                continue
            if was is None and not now.points:  # no verdict, and now none that gives anything
                continue
            old = before.get((student.pseudonym, name))
            found.append(
                Change(pseudonym=student.pseudonym, exercise=name, before=was, after=now.points, reason=_reason(was, old, now))
            )
    return tuple(sorted(found, key=lambda one: (one.rise, one.pseudonym, one.exercise)))


def _reason(was: float | None, old: Decision | None, now: Decision) -> Reason:
    if was is None:
        return "first-verdict"
    if old is None:
        return "no-reason"
    if old.source != now.source:
        return "new-work"
    return "new-kit" if old.key != now.key else "other-outcome"


def _decisions(earlier: ClassState) -> Mapping[tuple[str, str], Decision]:
    return {(one.pseudonym, name): own for one in earlier.students for name, own in one.decisions.items()}


def _points(earlier: ClassState) -> Points:
    return {
        one.pseudonym: {name: own.points for name, own in one.decisions.items() if own.status != "grader_error"}
        for one in earlier.students
    }
