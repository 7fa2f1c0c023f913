"""How a folder is read, as a table for a terminal of 80 columns. Nothing that a student has written steers it."""

from collections.abc import Iterator, Sequence

from ... import messages
from ...course.catalogue import Exercise
from ..columns import WIDTH, cell, wrapped
from ..records import File, Handed, Problem, Reading
from ..words import ClassWords

NUMBER, COUNT, LATE, STATE = 16, 9, 6, 18
"""Columns; the name has the rest."""

STATES = {"waiting": "state-waiting", "nothing": "state-nothing", "ambiguous": "state-ambiguous"}
LATES = {True: "late-yes", False: "late-no", None: "late-unknown"}


def lines(reading: Reading, exercises: Sequence[Exercise], language: str) -> Iterator[str]:
    """Yield the lines: how the folder is laid out, each student, what is left alone, what is to be decided."""
    say = ClassWords(language, "reading")
    students = reading.handed
    entries = sum(len(one.entries) for one in students)
    yield from wrapped(say("heading", layout=reading.layout, students=len(students), entries=entries))
    yield from wrapped(say("looked-for", count=len(exercises), names=" ".join(one.name[:4] for one in exercises)))
    yield ""
    yield _row(*map(say, ("column-number", "column-name", "column-count", "column-late", "column-state")))
    for one in students:
        count = f"{len(one.files)}/{len(exercises)}"
        yield _row(one.student.number, _names(one), count, say(LATES[one.late]), say(STATES[one.state]))
        for sentence in (*(_refused(file, language) for file in one.files if file.problem), *_sentences(one.problems, say)):
            yield from wrapped(sentence, indent="    ")
    yield ""
    if reading.bycatch:
        yield from wrapped(say("bycatch", count=len(reading.bycatch), names=", ".join(reading.bycatch)))
    if reading.problems:
        yield from wrapped(say("nobodys"))
    for sentence in _sentences(reading.problems, say):
        yield from wrapped(sentence, indent="    ")
    counts = {state: sum(one.state == state for one in students) for state in STATES}
    yield from wrapped(say("sum", waiting=counts["waiting"], nothing=counts["nothing"], ambiguous=counts["ambiguous"]))
    if questions := open_questions(reading):
        yield from wrapped(say("decide", count=questions))


def open_questions(reading: Reading) -> int:
    """Return how much of it the teacher must decide."""
    return len(reading.problems) + sum(one.state == "ambiguous" for one in reading.handed)


def _names(one: Handed) -> str:
    return ", ".join(filter(None, (one.student.name, *(member.name or member.number for member in one.student.members))))


def _refused(file: File, language: str) -> str:
    """Return what the student will be told of a file that cannot be graded."""
    message = messages.message(file.problem or "", language).filled(dict(file.facts))
    return f"- {message.seen}"


def _sentences(problems: Sequence[Problem], say: ClassWords) -> Iterator[str]:
    """Yield what is to be decided first; it has a mark."""
    for problem in sorted(problems, key=lambda one: not one.decide):
        yield ("! " if problem.decide else "- ") + say(problem.key, **problem.facts)


def _row(number: str, name: str, count: str, late: str, state: str) -> str:
    rest = WIDTH - NUMBER - COUNT - LATE - STATE - 1
    cells = [(number, NUMBER), (name, rest), (count, COUNT), (late, LATE), (state, STATE)]
    return "".join(cell(text, width) for text, width in cells).rstrip()
