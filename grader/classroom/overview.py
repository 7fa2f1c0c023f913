"""How far a class's grading is, and who needs a look: what is said when it ends, and, of one that goes on, by ``status``."""

from collections import Counter
from collections.abc import Iterator

from ..report.text import clean
from .records import ClassState, State, Student
from .words import ClassWords

NAMED = 8
"""Pseudonyms that a line names."""

LISTED: dict[State, str] = {
    "undecided": "list-undecided", "spent": "list-spent", "ambiguous": "list-ambiguous", "gone": "list-gone",
}  # fmt: skip
COUNTED: dict[State, str] = {
    "waiting": "count-waiting", "decided": "count-decided", "nothing": "count-nothing", "ambiguous": "count-ambiguous",
    "undecided": "count-undecided", "spent": "count-spent", "gone": "count-gone",
}  # fmt: skip


def lines(state: ClassState, language: str, *, grading: bool = False) -> Iterator[str]:
    """Yield the lines. Nothing in them steers a terminal. grading: whether somebody is at it now."""
    say = ClassWords(language, "grading")
    count = Counter(one.state for one in state.students)
    parts = [say(key, count=count[name]) for name, key in COUNTED.items() if count[name]]
    yield say("overview", students=len(state.students), exercises=len(state.course.exercises))
    yield f"  {say('and').join(parts) or '–'}"
    yield from progress(state, language, grading=grading)
    for name, key in LISTED.items():
        if found := [one for one in state.students if one.state == name]:
            yield say(key, count=len(found), names=_names([_shown(one, state) for one in found]))
    if state.canaries:
        bad = [one for one in state.canaries if not one.good]
        key = "canaries-bad" if bad else "canaries-good"
        yield clean(say(key, count=len(state.canaries), bad=len(bad), at=state.canaries[-1].at))
    if state.disagreements:
        yield say("list-disagreements", count=len(state.disagreements), names=_names([one[:8] for one in state.disagreements]))
    yield say("made-with", sandbox=state.course.sandbox, python=state.course.python, method=state.course.method)


def progress(state: ClassState, language: str, *, grading: bool) -> Iterator[str]:
    """Yield what is to be said of a grading that has not come to its end."""
    say = ClassWords(language, "grading")
    if state.running:
        yield say("list-running", count=len(state.running), names=_names(state.running))
    elif not state.ended and not grading:
        yield say("interrupted")


def _shown(one: Student, state: ClassState) -> str:
    """Return a pseudonym, with the exercises that have no mark where some have one."""
    if one.state not in ("undecided", "spent"):
        return one.pseudonym
    known = {name for name, found in one.decisions.items() if found.status != "grader_error"}
    return f"{one.pseudonym} ({' '.join(info.name[:4] for info in state.course.exercises if info.name not in known)})"


def _names(names: "tuple[str, ...] | list[str]") -> str:
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
