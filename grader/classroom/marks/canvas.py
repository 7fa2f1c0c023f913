"""Canvas's gradebook: Grades, Export, and Import to go back.

Its headers are English everywhere; only numbers are written as in the user's language. Source of the rules: Canvas's
lib/gradebook_importer.rb and lib/gradebook_exporter.rb.
"""

import re
from decimal import Decimal

from ..problem import ClassProblem
from .cells import Sheet
from .numbers import rounded, written
from .template import Fate, Row, Template, Wanted, choose, distinct, has_comma, number_of

ASSIGNMENT = re.compile(r"(?P<title>.*)\((?P<number>[0-9]+)\)", re.DOTALL)
TOTALS = re.compile(
    "Current Score|Current Points|Current Grade|Final Score|Final Points|Final Grade|Override (?:Score|Grade|Status)"
)
"""Columns with such words anywhere in their header are none of an assignment's to Canvas, whatever else stands there."""

POSTING = re.compile(r"\s*(?:Muted|Manual Posting.*)?\s*", re.IGNORECASE)
NUMBER = re.compile(r"-?[0-9.,]+%?")


def recognise(sheet: Sheet, wanted: Wanted) -> Template | None:
    """Return the template, or None when the file is no gradebook. Raises ``ClassProblem`` when the column is unclear."""
    titles = sheet.header()
    if "ID" not in titles or "Section" not in titles or not {"Student", "LastName"} & set(titles):
        return None
    two = titles[:2] == ["LastName", "FirstName"]
    who, last = 2 if two else 1, titles.index("Section")
    if titles.index("ID") != who or (not two and titles[0] != "Student"):
        raise ClassProblem("canvas-order", step="marks")
    if wanted.feedback is not None:
        raise ClassProblem("no-feedback-column", step="marks", platform="Canvas")
    found = [column for column in range(last + 1, len(titles)) if ASSIGNMENT.fullmatch(titles[column])]
    mark = choose([one for one in found if not TOTALS.search(titles[one])], titles, wanted.column, _number)
    rows = [row for row in sheet.filled() if not _special(sheet, row)]
    most = [sheet.value(row, mark) for row in sheet.filled() if _is_maximum(sheet, row)]
    comma = has_comma(sheet, [column for column in range(last + 1, len(titles))], sheet.filled())
    others = distinct(sheet, range(who + 1, last), rows)
    return Template(
        platform="canvas", sheet=sheet, mark=mark, maximum=number_of(most[0]) if most else None, comma=comma,
        keeps={"ex": "excused", "n/a": "not-assigned"},
        rows=tuple(_row(sheet, row, who, others, mark) for row in rows),
    )  # fmt: skip


def _number(title: str) -> str | None:
    found = ASSIGNMENT.fullmatch(title)
    return None if found is None else found["number"]


def _is_maximum(sheet: Sheet, row: int) -> bool:
    return "Points Possible" in sheet.value(row, 0)


def _special(sheet: Sheet, row: int) -> bool:
    """Say whether a row is none of a person's: that of the maxima, or the one that says which marks are posted by hand."""
    return _is_maximum(sheet, row) or all(POSTING.fullmatch(cell.value) for cell in sheet.rows[row])


def _row(sheet: Sheet, row: int, who: int, others: list[int], mark: int) -> Row:
    names = [sheet.value(row, column) for column in range(who)]
    number = sheet.value(row, who)
    return Row(
        index=row, line=sheet.lines[row], number=number, name=", ".join(names), old=sheet.value(row, mark),
        others=tuple(value for one in others if (value := sheet.value(row, one))),
    )  # fmt: skip


def understood(text: str) -> str:
    """Return what Canvas makes of a cell: of commas and points the last one is the decimal point, the others vanish."""
    text = text.strip()
    if not NUMBER.fullmatch(text):
        return text
    *before, last = re.split("[,.]", text)
    return "".join(before) + "." + last if before else last


def semicolons(text: str) -> bool:
    """Say whether Canvas takes a file's separator for a semicolon: the first three lines decide, each on its own."""
    lines = [re.sub(r'"(?:[^"]|"")*"', "", line) for line in re.split(r"\r\n|\n|\r", text)[:3] if line]
    counts = {}
    for separator in ";,":
        pieces = {0 if '"' in line else line.count(separator) + 1 for line in lines}
        counts[separator] = pieces.pop() if len(pieces) == 1 else 0
    return counts[";"] > counts[","]


def imported(before: Template, after: Sheet) -> list[Fate]:
    """Return what Canvas would do with each row of a file, when it has what the template has."""
    titles = after.header()
    title = before.title
    broken = (after.mark and titles[0] == "LastName") or after.separator != (";" if semicolons(after.text) else ",")
    if broken or titles != before.sheet.header() or after.encoding != "utf-8":
        key = "canvas-mark" if after.mark and titles[0] == "LastName" else "whole-file"
        return [Fate(row=one.index, kind="ignored", key=key) for one in before.rows]
    if titles.index(title) != before.mark:  # it takes the first of two columns that are called the same
        return [Fate(row=one.index, kind="ignored", key="column-twice") for one in before.rows]
    known = {one.number for one in before.rows if one.number.isdecimal()}
    return [_fate(before, after, one, known) for one in before.rows]


def _fate(before: Template, after: Sheet, old: Row, known: set[str]) -> Fate:
    new, had = understood(after.value(old.index, before.mark)), understood(old.old)
    if old.number not in known:
        return Fate(row=old.index, kind="ignored", key="canvas-by-name")
    if new == had or (new in ("", "-") and had in ("", "-")):
        return Fate(row=old.index, kind="unchanged")
    if not new:
        return Fate(row=old.index, kind="ignored", key="deleted", facts={"value": old.old})
    if old.old == "N/A":
        return Fate(row=old.index, kind="ignored", key="not-assigned")
    value = _decimal(new)
    if value is None:
        return Fate(row=old.index, kind="ignored", key="no-number", facts={"value": new})
    had_value = _decimal(had)
    if had_value is not None and rounded(had_value) == rounded(value):
        return Fate(row=old.index, kind="unchanged")
    if before.maximum is not None and value > before.maximum:
        return Fate(row=old.index, kind="doubt", key="extra-points", facts={"maximum": written(before.maximum)})
    return Fate(row=old.index, kind="set")


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else None
