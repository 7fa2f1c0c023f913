"""What a proposal would change, mark by mark, and why."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from . import lines, sets, state
from .marks.numbers import exact, written
from .problem import ClassProblem
from .records import ClassState, Course, Decision, Student
from .sets import Mark, Marks
from .state import History

WHERE = {"python": "why-python", "sandbox": "why-sandbox", "method": "why-method", "platform": "why-platform"}
"""Fields of a course that are part of each verdict's key, and the reason when one is another."""

NOTHING = hashlib.sha256(b"").hexdigest()
"""The digest of a file that could not be read, or is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a mark changes: a key of the table ``regrade``, with its facts."""

    key: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one exercise of one student. before, after: None where there is none, as of a new student."""

    student: str
    exercise: str
    before: Mark | None
    after: Mark | None
    reasons: tuple[Reason, ...]

    @property
    def step(self) -> Decimal:
        """The points that come to the student's; what is not decided counts as none."""
        return _points(self.after) - _points(self.before)

    @property
    def lowers(self) -> bool:
        """Whether it takes points away, or leaves undecided what was decided."""
        had, has = (None if one is None else one.points for one in (self.before, self.after))
        return had is not None and (has is None or has < had)

    @property
    def raises(self) -> bool:
        """Whether there are more points, or some where nothing was decided."""
        had, has = (None if one is None else one.points for one in (self.before, self.after))
        return has is not None and (had is None or has > had)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A proposal beside the marks. number: of the set that is the marks. proposal: its number; 0 when there is none.

    before, after: all marks. same: verdicts that were made anew and say what they said. waiting: students whose grading in the
    proposal has not come to its end.
    """

    number: int
    proposal: int
    before: Marks
    after: Marks
    changes: tuple[Change, ...]
    same: int
    waiting: tuple[str, ...]


def compare(run: Path, history: History) -> tuple[Comparison, sets.Overrides]:
    """Compare the proposal, or what was set by hand since, with the marks; also return what was set by hand.

    Raises ``ClassProblem``, such as when there are no marks yet.
    """
    number, before = sets.accepted(run, history)
    new = history.proposal or history
    now = state.snapshot(new, running=False)
    held = sets.by_hand(run, now)
    after = sets.marks(now, held)
    before = {name: given for name, given in before.items() if name not in history.forgotten}
    found = tuple(_changes(before, after, _Sides(history, new)))
    anew = {
        (name, exercise) for name, given in after.items() for exercise, mark in given.items()
        if (one := before.get(name, {}).get(exercise)) and one.key and mark.key
        and (one.key != mark.key or mark.key in new.afresh)
    }  # fmt: skip
    same = len(anew - {(one.student, one.exercise) for one in found})
    waiting = tuple(one.pseudonym for one in now.students if one.state == "waiting")
    compared = Comparison(
        number=number, proposal=new.number, before=before, after=after, changes=found, same=same, waiting=waiting
    )  # fmt: skip
    return compared, held


def earlier(run: Path, history: History) -> ClassState | None:
    """Return the class as the marks before the present ones had it; None when these are the first. Raises ``ClassProblem``."""
    line = sets.last(history)
    if line is None or line["number"] < 2:
        return None
    students = tuple(
        Student(
            pseudonym=name, state="decided",
            decisions={exercise: one for exercise, mark in given.items() if (one := _decision(history, mark)) is not None},
        )
        for name, given in sets.load(run, line["number"] - 1).items()
    )  # fmt: skip
    return replace(state.snapshot(history, running=False), students=students)


def open_proposal(run: Path, history: History) -> History:
    """Return the proposal. Raises ``ClassProblem`` when there is none."""
    if history.proposal is None:
        raise ClassProblem("no-proposal", step="regrade", folder=str(run))
    return history.proposal


@dataclass(frozen=True, slots=True)
class _Sides:
    """Where the verdicts are: of the marks, and of the proposal."""

    old: History
    new: History

    def decisions(self, before: Mark, after: Mark) -> tuple[Decision | None, Decision | None]:
        return _decision(self.old, before), _decision(self.new, after)

    def courses(self, before: Mark, after: Mark) -> tuple[Course | None, Course | None]:
        return self.old.under.get(before.key), self.old.under.get(after.key)


def _decision(history: History, mark: Mark) -> Decision | None:
    where = history.accepted if mark.decided else history.doubtful
    return where.get(mark.key)


def _changes(before: Marks, after: Marks, sides: _Sides) -> Iterator[Change]:
    for name in sorted({**before, **after}):
        had, has = before.get(name, {}), after.get(name, {})
        for exercise in {**has, **had}:
            old, new = had.get(exercise), has.get(exercise)
            if _differ(old, new, sides):
                reasons = tuple(_reasons(old, new, sides, known=name in before))
                yield Change(student=name, exercise=exercise, before=old, after=new, reasons=reasons)


def _differ(old: Mark | None, new: Mark | None, sides: _Sides) -> bool:
    if old is None or new is None:
        return True
    if (old.points, old.max_points, old.status, old.code, old.override) != (
        new.points, new.max_points, new.status, new.code, new.override
    ):  # fmt: skip
        return True
    one, other = sides.decisions(old, new)
    return one is not None and other is not None and lines.outcome(one) != lines.outcome(other)


def _reasons(old: Mark | None, new: Mark | None, sides: _Sides, *, known: bool) -> Iterator[Reason]:
    if old is None or new is None:
        yield Reason(key="why-exercise-left" if new is None else "why-exercise-new" if known else "why-student-new")
        return
    if old.override != new.override:
        key = "why-override-changed" if old.override is not None else "why-override"
        key = "why-override-gone" if new.override is None else key
        yield Reason(key=key, facts={"before": _shown(old.override), "after": _shown(new.override)})
    if old.key != new.key and "" in (old.key, new.key) and old.status is not None and new.status is not None:
        yield Reason(key="why-file-new" if not old.key else "why-file-gone")
    elif old.decided != new.decided:
        yield Reason(key="why-decided" if new.decided else "why-undecided")
    if old.key == new.key:
        if _verdicts_differ(old, new, sides):
            yield Reason(key="why-disagreement")
        elif old.max_points != new.max_points:
            yield Reason(key="why-maximum", facts={"before": written(old.max_points), "after": written(new.max_points)})
    elif old.key and new.key:
        yield from _causes(old, new, sides)


def _verdicts_differ(old: Mark, new: Mark, sides: _Sides) -> bool:
    one, other = sides.decisions(old, new)
    both = old.decided and new.decided and one is not None and other is not None
    return both and lines.outcome(one) != lines.outcome(other)  # type: ignore[arg-type]


def _causes(old: Mark, new: Mark, sides: _Sides) -> Iterator[Reason]:
    """Give what of all that makes a verdict's key is another."""
    (was, now), (one, other) = sides.courses(old, new), sides.decisions(old, new)
    if was is None or now is None or one is None or other is None:
        yield Reason(key="why-unknown")
        return
    found = []
    if one.source != other.source:
        found.append(Reason(key="why-file"))
    for name, key in WHERE.items():
        before, after = getattr(was, name), getattr(now, name)
        if before != after and (name != "python" or _minor(before) != _minor(after)):
            found.append(Reason(key=key, facts={"before": before, "after": after}))
    found += _of_the_kit(one, other, was, now)
    if not found:  # what could not be read may be so for another cause now
        found.append(Reason(key="why-file" if one.source == NOTHING else "why-unknown"))
    yield from found


def _minor(version: str) -> str:
    return ".".join(version.split(".")[:2])


def _of_the_kit(one: Decision, other: Decision, was: Course, now: Course) -> Iterator[Reason]:
    """Give what is another in the kit: the points of checks, or also what they ask for."""
    known = one.exercise in was.kits and one.exercise in now.kits
    if was.kits[one.exercise] == now.kits[one.exercise] if known else was.kit == now.kit:
        return
    had = {(check.name, check.method): check for check in one.checks}
    has = {(check.name, check.method): check for check in other.checks}
    steps = dict[tuple[str, Any, Any], None]()
    for place in had.keys() & has.keys():
        before, after = exact(had[place].max_points), exact(has[place].max_points)
        if before != after:
            steps[place[0], before, after] = None
    for name, before, after in sorted(steps):
        yield Reason(key="why-check-points", facts={"check": name, "before": _shown(before), "after": _shown(after)})
    outcomes = [{place: check.outcome for place, check in found.items()} for found in (had, has)]
    if not steps or outcomes[0] != outcomes[1]:
        yield Reason(key="why-kit")


def _points(mark: Mark | None) -> Decimal:
    return Decimal() if mark is None or mark.points is None else mark.points


def _shown(points: Decimal | None) -> str:
    return "–" if points is None else written(points)


def shown(mark: Mark | None) -> str:
    """Return the points of a mark; a dash where there are none."""
    return _shown(None if mark is None else mark.points)
