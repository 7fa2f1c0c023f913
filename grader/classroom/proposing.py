"""A proposal: what is to be graded in another way than the marks were. Its lines in the journal change no mark.

There is one proposal at a time. Whatever is chosen later is added to it, until it is accepted or discarded.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from . import lines, roster
from .disk import DISK, Disk
from .journal import Journal
from .problem import ClassProblem
from .records import Course
from .state import History, Seen
from .store import Store
from .work import Work

UNDECIDED = "undecided"
"""What the user says for all that the grader could not decide."""

Plan = Sequence[tuple[str, dict[str, Any]]]
"""Lines for the journal: what they tell, and the facts."""

APART = 1000
"""From proposal to proposal in the numbers of files of which there are several for one key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the user wants graded again. only: exercises, codes of mistakes, students, or ``undecided``; nothing for all.

    force: also what has the same key as before. retry: also what the grader could not decide before.
    """

    only: tuple[str, ...] = ()
    force: bool = False
    retry: bool = True


class Apart(Store):
    """Keeps the verdicts of a proposal where they are in the way of no other: what is graded again has a file of its own."""

    def __init__(self, run: Path, view: History, disk: Disk = DISK) -> None:
        super().__init__(run, disk)
        self._view = view

    def put(self, key: str, verdict: Mapping[str, Any], attempt: int = 0) -> tuple[str, str]:
        apart = attempt or key in self._view.afresh
        return super().put(key, verdict, attempt + APART * self._view.number if apart else 0)


class Chosen:
    """Which exercises of whom are chosen. Raises ``ClassProblem`` for a word that means nothing here, or several things."""

    def __init__(
        self, only: Sequence[str], history: History, works: Collection[Work], known: Mapping[str, roster.Entry]
    ) -> None:
        self.all = not only
        self._history = history
        self._exercises, self._codes, self._students = set[str](), set[str](), set[str]()
        self._undecided = UNDECIDED in only
        self._known = {*history.students, *(one.pseudonym for one in works)}
        for word in only:
            if word != UNDECIDED:
                self._sort(word, known)

    def whole(self, student: str) -> bool:
        """Say whether all of a student's is chosen, also what was not there before."""
        return self.all or student in self._students

    def __call__(self, student: str, exercise: str) -> bool:
        return self.whole(student) or exercise in self._exercises or self._by_verdict(student, exercise)

    def _by_verdict(self, student: str, exercise: str) -> bool:
        one = self._history.students.get(student)
        key = None if one is None else one.files.get(exercise)
        if key is None:
            return False
        found = self._history.accepted.get(key)
        if found is None:
            return self._undecided
        return any(check.code in self._codes for check in found.checks if check.code is not None)

    def _sort(self, word: str, known: Mapping[str, roster.Entry]) -> None:
        names = {
            name for name in _exercises(self._history) if word.lower().removesuffix(".py") in (name, name.partition("_")[0])
        }
        people = students(word, self._known, known)
        codes = {word} & _codes(self._history)
        meant = [(self._exercises, names), (self._students, people), (self._codes, codes)]
        meant = [(kind, found) for kind, found in meant if found]
        if len(meant) > 1 or len(people) > 1:
            raise ClassProblem("only-several", step="regrade", word=word)
        if not meant:
            listed = ", ".join(name.partition("_")[0] for name in _exercises(self._history))
            mistakes = ", ".join(sorted(_codes(self._history))) or "–"
            raise ClassProblem("only-unknown", step="regrade", word=word, exercises=listed, codes=mistakes)
        for kind, found in meant:
            kind |= found


def students(word: str, pseudonyms: Collection[str], known: Mapping[str, roster.Entry]) -> set[str]:
    """Return who a word names: by the pseudonym, or by the number of the platform. Never by a name."""
    by_number = {
        name for name, one in known.items()
        if name in pseudonyms and word in (one.student.number, *(member.number for member in one.student.members))
    }  # fmt: skip
    return by_number | ({word} & set(pseudonyms))


def _exercises(history: History) -> list[str]:
    return [one.name for one in history.course.exercises] if history.course is not None else []


def _codes(history: History) -> set[str]:
    return {check.code for one in history.accepted.values() for check in one.checks if check.code is not None}


def propose(
    journal: Journal,
    history: History,
    works: Sequence[Work],
    course: Course,
    wish: Wish | None,
    known: Mapping[str, roster.Entry],
) -> list[Work]:
    """Write down what is to be graded again, as the proposal of this history; return what of the work it has to do.

    Without anything to grade no proposal is begun. course: as it is graded today. wish:
    None goes on with the proposal that there is; without one, all that has changed is chosen.
    """
    assert history.course is not None
    begun = history.proposal is not None and history.proposal.planned
    if wish is not None or not begun:
        wish = wish or Wish(retry=False)
        base, chosen = history.proposal or history, Chosen(wish.only, history, works, known)
        course = replace(course, seed=history.course.seed)
        plan = list(_plan(base, works, course, chosen, wish))
        if not chosen.all:
            course = _partly(base, course, plan)
        if plan or (history.proposal is not None and (not begun or _other(history.proposal.course, course))):
            _write(journal, history, course, plan)
    view = history.proposal or history
    return [one for one in works if _fits(view, one)]


def _partly(base: History, course: Course, plan: Plan) -> Course:
    """Return a course in which exercises that nobody is graded in again are as they were."""
    assert base.course is not None
    touched = set[str]()
    for _, facts in plan:
        before = base.students.get(facts["student"])
        had = {} if before is None else before.files
        touched |= {name for name, key in facts["files"].items() if had.get(name) != key or name in facts["again"]}
    old = {one.name: one for one in base.course.exercises}
    kept = {one.name: one if one.name in touched else old.get(one.name, one) for one in course.exercises}
    kits = {**course.kits, **{name: kit for name, kit in base.course.kits.items() if name not in touched}}
    return replace(course, exercises=tuple(kept.values()), kits=kits)


def _write(journal: Journal, history: History, course: Course, plan: Plan) -> None:
    def write(what: str, **facts: Any) -> None:
        journal.add(what, **facts)
        history.take(journal.last)

    if history.proposal is None:
        number = 1 + sum(line["how"] == "proposed" for line in history.sets)
        write("set", how="proposed", proposal=number)
    assert history.proposal is not None
    journal.always = {"proposal": history.proposal.number}
    write("plan", done=False)
    if _other(history.proposal.course, course):
        write("course", **lines.of_course(course))
    for what, facts in plan:
        write(what, **facts)
    write("plan", done=True)


def _other(before: Course | None, now: Course) -> bool:
    return before is None or replace(before, began=now.began) != now


def _plan(
    view: History, works: Sequence[Work], course: Course, chosen: Chosen, wish: Wish
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the lines that say what is another now."""
    for one in works:
        before = view.students.get(one.pseudonym)
        if before is None or before.state != "waiting":
            wanted = one.seen() if chosen.whole(one.pseudonym) or _any(one, course, chosen, before) else None
            again = list[str]()
        else:
            wanted, again = _part(view, one, before, course, chosen, wish)
        if wanted is not None and (again or before is None or before.gone or _differs(before, wanted)):
            yield "seen", {**wanted, "again": again}
    if chosen.all:
        for name in sorted(set(view.students) - {one.pseudonym for one in works}):
            if not view.students[name].gone:
                yield "gone", {"student": name}


def _any(one: Work, course: Course, chosen: Chosen, before: Seen | None) -> bool:
    return before is not None and any(chosen(one.pseudonym, exercise.name) for exercise in course.exercises)


def _part(
    view: History, one: Work, before: Seen, course: Course, chosen: Chosen, wish: Wish
) -> tuple[dict[str, Any] | None, list[str]]:
    """Return what a student's line says now, with the old verdicts for what is not chosen, and what is graded once more."""
    names = [exercise.name for exercise in course.exercises]
    picked = {name for name in names if chosen(one.pseudonym, name)}
    open_ = {name for name, key in before.files.items() if key not in view.accepted}
    if view.number and view.state(before) == "waiting":  # the kit may have changed since this was chosen
        picked |= open_
    if not picked or (one.state == "ambiguous" and not chosen.whole(one.pseudonym)):
        return None, []
    if one.state == "ambiguous":
        return one.seen(), []
    files = dict[str, str]()
    for name in names:
        key = (one.keys if name in picked | open_ else before.files).get(name)
        if key is not None:
            files[name] = key
    again = [
        name for name in names
        if name in picked and name in files and files[name] not in view.afresh
        and (wish.force or (wish.retry and name in open_ and files[name] == before.files[name]))
    ]  # fmt: skip
    seen = {**one.seen(), "files": files, "state": "waiting" if files else one.state}
    if not chosen.whole(one.pseudonym):
        seen |= {"late": before.late, "at": before.at}
    return seen, again


def _differs(before: Seen, wanted: Mapping[str, Any]) -> bool:
    problems = [[one.key, one.decide] for one in before.problems]
    now = (before.state, dict(before.files), before.late, before.at, problems)
    return now != tuple(wanted[name] for name in ("state", "files", "late", "at", "problems"))


def _fits(view: History, one: Work) -> bool:
    """Say whether this is the work that a student's line speaks of, as far as it is still to be graded."""
    seen = view.students.get(one.pseudonym)
    if seen is None:
        return False
    left = {name: key for name, key in seen.files.items() if key not in view.accepted}
    return all(one.keys.get(name) == key for name, key in left.items())
