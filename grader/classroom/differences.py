"""What ``diff`` says: how a proposal differs from the marks, totals first, in 80 columns, or as a table for a spreadsheet."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from . import state
from .changes import Change, Comparison, Reason, shown
from .columns import cell, wrapped
from .marks.numbers import written
from .marks.table import guarded
from .sets import Mark
from .words import ClassWords

LISTED = 30
"""Students who are listed unless all are asked for."""

NAME, COUNT = 30, 10
"""Columns."""

COLUMNS = (
    "student", "exercise", "direction", "points_before", "points_after", "maximum_before", "maximum_after", "status_before",
    "status_after", "mistake_before", "mistake_after", "reasons", "explanation",
)  # fmt: skip


def waiting(run: Path, language: str) -> Iterator[str]:
    """Yield the sentence that says that a proposal waits for a decision; nothing when there is none."""
    if (view := state.read(run).proposal) is not None:
        now = state.snapshot(view, running=False)
        left = sum(one.state == "waiting" for one in now.students)
        say = ClassWords(language, "regrade")
        key = "proposal-unfinished" if left or not view.planned else "proposal-waits"
        yield from wrapped(say(key, number=view.number, run=run, waiting=left))


def lines(compared: Comparison, language: str, *, every: bool = False) -> Iterator[str]:
    """Yield the lines. every: list all students, however many they are."""
    say = ClassWords(language, "regrade")
    key = "beside" if compared.proposal else "beside-none"
    yield from wrapped(say(key, proposal=compared.proposal, number=compared.number, students=len(compared.after)))
    if compared.waiting:
        yield from wrapped(say("still-waiting", count=len(compared.waiting)))
    yield from wrapped(_total("total-higher", [one for one in compared.changes if one.raises], say), "  ")
    yield from wrapped(_total("total-lower", [one for one in compared.changes if one.lowers], say), "  ")
    others = [one for one in compared.changes if not one.raises and not one.lowers]
    yield from wrapped(say("total-others", marks=len(others)), "  ")
    yield from wrapped(say("total-same", count=compared.same), "  ")
    if compared.changes:
        yield ""
        yield from _reasons(compared.changes, say)
        yield ""
        yield from _exercises(compared.changes, say)
        yield ""
        yield from _students(compared, say, every=every)


def _total(key: str, found: list[Change], say: ClassWords) -> str:
    points = sum((one.step for one in found), Decimal())
    return say(key, marks=len(found), students=len({one.student for one in found}), points=_signed(points))


def _signed(points: Decimal) -> str:
    return ("+" if points > 0 else "") + written(points)


def _reasons(changes: Iterable[Change], say: ClassWords) -> Iterator[str]:
    yield say("head-reasons")
    counts = Counter(_why(reason, say) for one in changes for reason in one.reasons)
    for text, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        yield from wrapped(f"{count:6}  {text}", "")


def _exercises(changes: Iterable[Change], say: ClassWords) -> Iterator[str]:
    found = defaultdict[str, list[Change]](list)
    for one in changes:
        found[one.exercise].append(one)
    heads = [cell(say(key), COUNT) for key in ("column-higher", "column-lower", "column-others", "column-points")]
    yield (cell(say("column-exercise"), NAME) + "".join(heads)).rstrip()
    for name, own in sorted(found.items()):
        higher, lower = sum(one.raises for one in own), sum(one.lowers for one in own)
        points = _signed(sum((one.step for one in own), Decimal()))
        counts = (str(higher), str(lower), str(len(own) - higher - lower), points)
        yield (cell(name, NAME) + "".join(cell(text, COUNT) for text in counts)).rstrip()


def _students(compared: Comparison, say: ClassWords, *, every: bool) -> Iterator[str]:
    found = defaultdict[str, list[Change]](list)
    for one in compared.changes:
        found[one.student].append(one)
    steps = {name: sum((one.step for one in own), Decimal()) for name, own in found.items()}
    order = sorted(found, key=lambda name: (not any(one.lowers for one in found[name]), steps[name], name))
    yield from wrapped(say("head-students"))
    for name in order if every else order[:LISTED]:
        marks = (_sum(given.get(name, {}).values()) for given in (compared.before, compared.after))
        yield f"{cell(name, 14)}{cell(_signed(steps[name]), 8)}{' -> '.join(marks)}"
        for one in found[name]:
            why = say("between").join(_why(reason, say) for reason in one.reasons)
            yield from wrapped(f"{one.exercise[:4]}  {_step(one)}  {why}", "    ")
    if not every and len(order) > LISTED:
        yield from wrapped(say("more-students", count=len(order) - LISTED))


def _sum(marks: Iterable[Mark]) -> str:
    """Return the sum of what is decided; with a question mark where something is not."""
    points = [one.points for one in marks]
    return written(sum((one for one in points if one is not None), Decimal())) + ("?" if None in points else "")


def _step(one: Change) -> str:
    """Return both points, and with them what is another beside."""
    text = f"{shown(one.before)} -> {shown(one.after)}"
    before, after = one.before, one.after
    if before is None or after is None or before.points != after.points:
        return text
    details = [
        f"{old or '–'} -> {new or '–'}"
        for old, new in ((before.status, after.status), (before.code, after.code)) if old != new
    ]  # fmt: skip
    return " ".join([text, *(f"({detail})" for detail in details)])


def _why(reason: Reason, say: ClassWords) -> str:
    return say(reason.key, **reason.facts)


def table(compared: Comparison, language: str) -> bytes:
    """Return all changes as CSV: UTF-8 with a byte order mark, which spreadsheets need. Its words for reasons are keys."""
    say = ClassWords(language, "regrade")
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for one in compared.changes:
        old, new = one.before, one.after
        pairs = [
            ("" if mark is None else value)
            for before, after in (
                (shown(old), shown(new)), (_most(old), _most(new)), (_text(old, "status"), _text(new, "status")),
                (_text(old, "code"), _text(new, "code")),
            )
            for mark, value in ((old, before), (new, after))
        ]  # fmt: skip
        direction = "higher" if one.raises else "lower" if one.lowers else "same"
        why = say("between").join(_why(reason, say) for reason in one.reasons)
        keys = " ".join(reason.key.removeprefix("why-") for reason in one.reasons)
        rows.writerow([one.student, one.exercise, direction, *pairs, keys, guarded(why)])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _most(mark: Mark | None) -> str:
    return "" if mark is None else written(mark.max_points)


def _text(mark: Mark | None, name: str) -> str:
    return "" if mark is None else getattr(mark, name) or ""
