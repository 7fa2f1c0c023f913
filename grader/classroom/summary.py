"""The facts of the teacher's page as text, for the terminal: at most thirty lines, however large the class is."""

from collections.abc import Iterator, Sequence

from ..report.marks import number
from ..report.text import clean
from .page import statistics, told, trust
from .page.bars import SIGNS
from .page.changes import Earlier, changes
from .page.statistics import CELLS, ExerciseRow, Row
from .page.texts import Texts, count, fitted, short
from .records import ClassState

LISTED, FEW, SHORT = 4, 3, 6
"""Exercises, mistakes and students that are listed, each; fewer where there are more than so many lines on trust."""

NAMED = 5
"""Those whom a line names."""

WIDE = 100
"""Letters of a line of a list."""


def lines(state: ClassState, language: str, earlier: Earlier | None = None) -> tuple[str, ...]:
    """Return the summary. Nothing in it steers a terminal."""
    texts = Texts(language)
    rows = statistics.rows(state)
    parts = [*_trust(state, texts)]
    most = LISTED if len(parts) <= SHORT else FEW
    if rows:
        parts += [*_marks(state, rows, texts), *_exercises(state, rows, texts, most), *_mistakes(state, rows, texts, most)]
        parts += [*_help(state, rows, texts, most)]
        if earlier is not None:
            parts += [texts.say("what-changed"), f"  {told.changed(changes(state, earlier), texts)}"]
    return tuple(clean(one.replace("\n", " ")) for one in parts)


def _trust(state: ClassState, texts: Texts) -> Iterator[str]:
    """Say what is to be looked at; what is good is not listed."""
    found = trust.findings(state)
    yield texts.say(
        "summary-size", students=count(len(state.students)), exercises=len(state.course.exercises),
        time=texts.seconds(state.seconds),
    )  # fmt: skip
    yield f"{texts.say('may-i-trust')} {told.verdict(state, found, texts)}"
    for one in found:
        if one.level != "good":
            sign, _ = told.LEVELS[one.level]
            who = texts.listed([texts.student(own.pseudonym) for own in one.students[:NAMED]], len(one.students))
            yield f"  {sign} {told.finding(one, state, texts)}{f' ({who})' if who else ''}"


def _marks(state: ClassState, rows: Sequence[Row], texts: Texts) -> Iterator[str]:
    found = statistics.marks(rows, state.max_points)
    whole = number(state.max_points)
    yield texts.say("how-is-the-class")
    if found.low is None or found.middle is None or found.high is None:
        said = texts.say("summary-none")
    else:
        said = texts.say(
            "summary-marks", known=count(len(found.points)), middle=number(found.middle), whole=whole, low=number(found.low),
            high=number(found.high), lowest=number(found.points[0]), highest=number(found.points[-1]),
        )  # fmt: skip
        bins = " ".join(count(one) for one in found.bins)
        yield f"  {texts.say('summary-bins', whole=whole, bins=bins)}"
    yield f"  {said}"
    yield f"  {texts.say('summary-others', absent=count(found.not_started), without=count(found.without))}"


def _exercises(state: ClassState, rows: Sequence[Row], texts: Texts, most: int) -> Iterator[str]:
    """Say which exercises the fewest have passed of those who have started them."""
    found = [one for one in statistics.exercises(state, rows) if one.cells["failed"]]
    if found:
        yield texts.say("which-exercise")
        for one in sorted(found, key=_difficulty)[:most]:
            cells = " ".join(f"{SIGNS[cell]} {count(one.cells[cell])}" for cell in CELLS if one.cells[cell])
            yield fitted(f"  {cells}  {texts.exercise(one.name)}", WIDE)


def _difficulty(row: ExerciseRow) -> tuple[float, str]:
    return -row.cells["failed"] / (row.cells["failed"] + row.cells["passed"]), row.name


def _mistakes(state: ClassState, rows: Sequence[Row], texts: Texts, most: int) -> Iterator[str]:
    found = statistics.mistakes(state, rows)
    if found:
        yield texts.say("why")
        for one in found[:most]:
            where = texts.listed([short(name) for name, _ in one.exercises[:NAMED]], len(one.exercises))
            yield fitted(f"  {count(len(one.students)):>6}  {clean(one.code)}  {where}", WIDE)


def _help(state: ClassState, rows: Sequence[Row], texts: Texts, most: int) -> Iterator[str]:
    found = statistics.stuck(state, rows)
    if found:
        yield texts.say("who-needs-help")
        for one in found[:most]:
            where = texts.listed([short(name) for name in one.exercises[:NAMED]], len(one.exercises))
            yield fitted(f"  {texts.student(one.pseudonym)}  {clean(one.code)}  {where}", WIDE)
        if len(found) > most:
            yield f"  {texts.say('and-more', count=count(len(found) - most))}"
