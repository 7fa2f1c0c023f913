"""Moodle's grading worksheet: an assignment's page, "Download grading worksheet", and "Upload grading worksheet" to go back.

Its headers are in the language of the site, so its shape is what it is recognised by: a first column of one word and a number,
and a column for marks before one that says the same maximum in every row. Source of the rules: Moodle's public/mod/assign,
feedback/offline/importgradeslib.php and locallib.php, and gradingtable.php, as of 2025 and 2026.
"""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from ..problem import ClassProblem
from .cells import Sheet
from .numbers import parsed, written
from .template import Fate, Row, Template, Wanted, distinct, has_comma, named, number_of

PARTICIPANT = re.compile(r"(?P<word>.*\D)(?P<number>[0-9]{1,18})", re.DOTALL)

GRADE = {
    "grade", "bewertung", "成绩", "成績", "分数", "note", "calificación", "nota", "valutazione", "cijfer", "beoordeling",
    "ocena", "評点", "評定", "оценка", "avaliação",
}  # fmt: skip
"""What the column for marks is called in some languages. In others the column before the maximum is it."""

MAXIMUM = {
    "maximum grade", "bestwertung", "最高成绩", "最高分", "最高成績", "note maximale", "calificación máxima", "nota máxima",
    "valutazione massima", "maximumcijfer", "максимальная оценка",
}  # fmt: skip
"""What the column of the maximum is called. In other languages it is the one after the marks."""

NO = {"no", "nein", "否", "non", "não", "nee", "nie", "нет", "いいえ", "nej"}
YES = {"yes", "ja", "是", "oui", "sí", "sì", "sim", "tak", "да", "はい"}

ENGLISH = {
    *(
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "am", "pm", "utc", "gmt", "t", "z"),
}
"""Words that PHP's ``strtotime`` knows, and their first three letters. A date with others is one of 1970 to it."""


def recognise(sheet: Sheet, wanted: Wanted) -> Template | None:
    """Return the template, or None when the file is no worksheet. Raises ``ClassProblem`` when a column is unclear."""
    rows = sheet.filled()
    word, first = _participants(sheet, rows)
    if first is None:
        return None
    mark = named(sheet, wanted.column) if wanted.column is not None else _grade(sheet, rows, first)
    if mark is None:  # words with numbers, such as user names, are in others' files too
        return None
    most = set(sheet.column(_maximum(sheet, mark)))
    if wanted.column is None and len(most) == 1 and number_of(*most) is None and "" not in most:
        raise ClassProblem("moodle-scale", step="marks", scale=most.pop())
    feedback = None if wanted.feedback is None else named(sheet, wanted.feedback)
    return _template(sheet, word, first, mark, feedback)


def _template(sheet: Sheet, word: str, first: int, mark: int, feedback: int | None = None) -> Template:
    rows = sheet.filled()
    most = set(sheet.column(_maximum(sheet, mark)))
    names = [sheet.value(row, first + 1) for row in rows]
    if len(set(names)) <= len(names) // 2 or names[0].startswith(word):  # a blind marking's file has no names
        names = [""] * len(rows)
    others = distinct(sheet, [one for one in range(len(sheet.header())) if one not in (first, mark)], rows)
    return Template(
        platform="moodle", sheet=sheet, mark=mark, maximum=number_of(*most) if len(most) == 1 else None,
        comma=has_comma(sheet, [mark, _maximum(sheet, mark)], rows), feedback=feedback,
        rows=tuple(_row(sheet, row, word, first, others, name, mark) for row, name in zip(rows, names, strict=True)),
    )  # fmt: skip


def _participants(sheet: Sheet, rows: list[int]) -> tuple[str, int | None]:
    """Return the word before most participants' numbers, and the column of these; None when no column is like that."""
    for column in range(len(sheet.header())):
        found = [PARTICIPANT.fullmatch(sheet.value(row, column)) for row in rows]
        words = Counter(one["word"] for one in found if one is not None)
        word, count = next(iter(words.most_common(1)), ("", 0))
        if count > len(rows) // 2 and not re.search(r"\d|[@\[(]", word):
            return word, column
    return "", None


def _grade(sheet: Sheet, rows: list[int], first: int) -> int | None:
    titles = [title.casefold() for title in sheet.header()]
    called = [column for column, title in enumerate(titles) if title in GRADE and column != first]
    shaped = [column for column in range(first + 1, len(titles) - 1) if _before_maximum(sheet, rows, column)]
    for found in (called, shaped):
        if len(found) == 1:
            return found[0]
    return None


def _maximum(sheet: Sheet, mark: int) -> int:
    return next((column for column, title in enumerate(sheet.header()) if title.casefold() in MAXIMUM), mark + 1)


def _before_maximum(sheet: Sheet, rows: list[int], column: int) -> bool:
    most = {sheet.value(row, column + 1) for row in rows}
    cells = (sheet.value(row, column) for row in rows)
    return len(most) == 1 and number_of(most.pop()) is not None and all(not one or parsed(one) is not None for one in cells)


def _row(sheet: Sheet, row: int, word: str, first: int, others: list[int], name: str, mark: int) -> Row:
    found = PARTICIPANT.fullmatch(sheet.value(row, first))
    return Row(
        index=row, line=sheet.lines[row], number=found["number"] if found is not None and found["word"] == word else "",
        others=tuple(value for one in others if (value := sheet.value(row, one))), name=name,
        old=sheet.value(row, mark),
    )  # fmt: skip


def readable(date: str) -> bool:
    """Say whether PHP's ``strtotime`` reads such a date as what is meant."""
    names = re.findall(r"[^\W\d_]+", date.casefold())
    known = ENGLISH | {name[:3] for name in ENGLISH}
    return all(name in known for name in names) and re.search(r"\d{4}", date) is not None


def imported(before: Template, after: Sheet) -> list[Fate]:
    """Return what Moodle would do with each row of a file, when it has what the template has."""
    word, first = _participants(before.sheet, before.sheet.filled())  # the site's own word, which it cuts off
    if first is None or after.header() != before.sheet.header():
        return [Fate(row=one.index, kind="ignored", key="whole-file") for one in before.rows]
    again = _template(after, word, first, before.mark)
    site = _Site(
        numbers=frozenset(one.number for one in before.rows), maximum=before.maximum, after=after,
        changeable=_changeable(after, before.mark), graded=_graded(after, before.mark),
    )  # fmt: skip
    return [_fate(site, old, new) for old, new in zip(before.rows, again.rows, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    """What Moodle looks at. changeable, graded: the columns that say whether a mark may change, and when it has."""

    numbers: frozenset[str]
    maximum: Decimal | None
    after: Sheet
    changeable: int | None
    graded: int | None

    def locked(self, row: Row) -> bool:
        return self.changeable is not None and self.after.value(row.index, self.changeable).casefold() in NO

    def date(self, row: Row) -> str:
        """Return when the mark was last changed, as the file says; empty for never, or when there is no such column."""
        return "" if self.graded is None else self.after.value(row.index, self.graded).strip("-")


def _fate(site: _Site, old: Row, new: Row) -> Fate:
    def ignored(key: str, **facts: object) -> Fate:
        return Fate(row=new.index, kind="ignored", key=key, facts=facts)

    mark = parsed(new.old)
    if not new.number or new.number not in site.numbers:
        return ignored("nobody")
    if not new.old or (mark is not None and parsed(old.old) == mark):  # Moodle passes over both without a word
        return Fate(row=new.index, kind="unchanged")
    if mark is None or mark < 0:
        return ignored("no-number", value=new.old)
    if site.maximum is not None and mark > site.maximum:
        return ignored("above-maximum", maximum=written(site.maximum))
    if site.locked(new):
        return ignored("locked")
    if old.old and (date := site.date(new)) and not readable(date):
        return Fate(row=new.index, kind="doubt", key="date-translated", also="" if mark else "zero")
    if mark == 0:
        return Fate(row=new.index, kind="doubt", key="zero")
    return Fate(row=new.index, kind="set")


def _changeable(sheet: Sheet, mark: int) -> int | None:
    """Return the column after the marks of which every cell says yes or no."""
    for column in range(mark + 1, len(sheet.header())):
        said = {value.casefold() for value in sheet.column(column)}
        if said and said <= YES | NO:
            return column
    return None


def _graded(sheet: Sheet, mark: int) -> int | None:
    """Return the last column of dates: when each mark was changed."""
    for column in range(len(sheet.header()) - 1, mark, -1):
        said = set(sheet.column(column))
        if any(map(_is_date, said)) and all(_is_date(value) or value in ("", "-") for value in said):
            return column
    return None


def _is_date(text: str) -> bool:
    return len(text) < 60 and re.search(r"(?<!\d)\d{4}(?!\d)", text) is not None and len(re.findall(r"\d+", text)) >= 3
