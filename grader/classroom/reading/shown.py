"""How a folder is read, as a table for a terminal of 80 columns. Nothing that a student has written steers it."""

import unicodedata
from collections.abc import Iterator, Sequence

from ... import messages
from ...course.catalogue import Exercise
from ...report.text import clean
from ..records import File, Handed, Problem, Reading
from ..words import ClassWords

WIDTH = 80
NUMBER, COUNT, LATE, STATE = 16, 9, 6, 18
"""Columns; the name has the rest."""

LONGEST = 300
"""Letters of a sentence with names that somebody else has chosen."""

STATES = {"waiting": "state-waiting", "nothing": "state-nothing", "ambiguous": "state-ambiguous"}
LATES = {True: "late-yes", False: "late-no", None: "late-unknown"}


def lines(reading: Reading, exercises: Sequence[Exercise], language: str) -> Iterator[str]:
    """Yield the lines: how the folder is laid out, each student, what is left alone, what is to be decided."""
    say = ClassWords(language, "reading")
    students = reading.handed
    entries = sum(len(one.entries) for one in students)
    yield from _wrapped(say("heading", layout=reading.layout, students=len(students), entries=entries))
    yield from _wrapped(say("looked-for", count=len(exercises), names=" ".join(one.name[:4] for one in exercises)))
    yield ""
    yield _row(*map(say, ("column-number", "column-name", "column-count", "column-late", "column-state")))
    for one in students:
        count = f"{len(one.files)}/{len(exercises)}"
        yield _row(one.student.number, _names(one), count, say(LATES[one.late]), say(STATES[one.state]))
        for sentence in (*(_refused(file, language) for file in one.files if file.problem), *_sentences(one.problems, say)):
            yield from _wrapped(sentence, indent="    ")
    yield ""
    if reading.bycatch:
        yield from _wrapped(say("bycatch", count=len(reading.bycatch), names=", ".join(reading.bycatch)))
    if reading.problems:
        yield from _wrapped(say("nobodys"))
    for sentence in _sentences(reading.problems, say):
        yield from _wrapped(sentence, indent="    ")
    counts = {state: sum(one.state == state for one in students) for state in STATES}
    yield from _wrapped(say("sum", waiting=counts["waiting"], nothing=counts["nothing"], ambiguous=counts["ambiguous"]))
    if questions := open_questions(reading):
        yield from _wrapped(say("decide", count=questions))


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
    return "".join(_cell(text, width) for text, width in cells).rstrip()


def _cell(text: str, width: int) -> str:
    """Return a text in a column, with a blank behind it; what is too long for it is cut."""
    text = _line(text)
    if wide(text) >= width:
        while text and wide(text) > width - 2:
            text = text[:-1]
        text += "…"
    return text + " " * (width - wide(text))


def _line(text: str) -> str:
    """Return a text on one line in which nothing steers."""
    return clean(text.replace("\n", "\\n").replace("\t", "\\t"))


def wide(text: str) -> int:
    """Return how many columns a text takes. East Asian letters take two."""
    return sum(0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _wrapped(text: str, indent: str = "") -> Iterator[str]:
    """Yield the lines of a sentence. The later ones are indented by two more blanks if the first is."""
    text = _line(text if len(text) <= LONGEST else text[:LONGEST] + "…")
    line, hang = indent, indent + ("  " if indent else "")
    for piece in _pieces(text):
        if wide(line + piece.rstrip()) > WIDTH - 1 and line.strip():
            yield line.rstrip()
            line = hang
            piece = piece.lstrip(" ")
        line += piece
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts between which a line may end: words with the blanks behind them, and each letter of a wide script.

    A word that is too long is cut.
    """
    word = ""
    for sign in text:
        if unicodedata.east_asian_width(sign) in "WF" or len(word) >= WIDTH // 2:
            yield word
            word = ""
        word += sign
        if sign == " " or unicodedata.east_asian_width(sign) in "WF":
            yield word
            word = ""
    yield word
