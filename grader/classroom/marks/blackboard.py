"""Blackboard's gradebook: Download Grades (or Work Offline), and Upload to go back. As ``.xls`` it is text: UTF-16, with tabs.

A column is known to Blackboard by the number at the end of its header, a student by the user name alone. Source of the rules:
library.blackboard.com (upload and download of the Grade Center), and public scripts that read such files.
"""

import re

from ..problem import ClassProblem
from .cells import Sheet
from .numbers import parsed, written
from .template import Fate, Row, Template, Wanted, choose, distinct, has_comma, number_of

COLUMN = re.compile(r"(?P<title>.*)\|\s*_?(?P<number>[0-9]+)(?:_[0-9]+)?", re.DOTALL)
MAXIMUM = re.compile(r":\s*([0-9.,]+)[^\]:]*\]\s*\|")
USERNAME = {"username", "benutzername", "用户名", "nom d'utilisateur", "nombre de usuario", "gebruikersnaam", "nome utente"}
MAGIC = {"complete", "incomplete", "needs grading", "in progress"}
"""What a cell may say instead of a mark, and does so in any language of the user's."""


def recognise(sheet: Sheet, wanted: Wanted) -> Template | None:
    """Return the template, or None when the file is no gradebook. Raises ``ClassProblem`` when the column is unclear."""
    titles = sheet.header()
    users = [column for column, title in enumerate(titles) if title.casefold() in USERNAME]
    found = [column for column, title in enumerate(titles) if COLUMN.fullmatch(title)]
    if not found or (not users and len(titles) < 4):
        return None
    who = users[0] if users else 2  # last name, first name, user name: the order in every language
    if who >= found[0]:
        return None
    mark = choose(found, titles, wanted.column, _number)
    rows = sheet.filled()
    most = MAXIMUM.search(titles[mark])
    others = distinct(sheet, [one for one in range(found[0]) if one not in (0, 1)], rows)
    return Template(
        platform="blackboard", sheet=sheet, mark=mark, maximum=None if most is None else number_of(most[1]),
        comma=has_comma(sheet, found, rows), feedback=None if wanted.feedback is None else _feedback(titles, wanted.feedback),
        rows=tuple(_row(sheet, row, who, others, mark) for row in rows),
    )  # fmt: skip


def _feedback(titles: list[str], wanted: str) -> int:
    if wanted not in titles:
        raise ClassProblem("column-unknown", step="marks", column=wanted, columns="".join(f"\n  {one}" for one in titles))
    return titles.index(wanted)


def _number(title: str) -> str | None:
    found = COLUMN.fullmatch(title)
    return None if found is None else found["number"]


def _row(sheet: Sheet, row: int, who: int, others: list[int], mark: int) -> Row:
    return Row(
        index=row, line=sheet.lines[row], number=sheet.value(row, who), old=sheet.value(row, mark),
        others=tuple(value for one in others if (value := sheet.value(row, one))),
        name=f"{sheet.value(row, 0)}, {sheet.value(row, 1)}",
    )  # fmt: skip


def imported(before: Template, after: Sheet) -> list[Fate]:
    """Return what Blackboard would do with each row of a file, when it has what the template has."""
    if COLUMN.fullmatch((after.header() or [""])[min(before.mark, len(after.header()) - 1)]) is None:
        return [Fate(row=one.index, kind="ignored", key="new-column") for one in before.rows]
    return [_fate(before, after, one) for one in before.rows]


def _fate(before: Template, after: Sheet, old: Row) -> Fate:
    new = after.value(old.index, before.mark)
    mark = parsed(new)
    if not old.number:
        return Fate(row=old.index, kind="ignored", key="nobody")
    if new == old.old or (mark is not None and mark == parsed(old.old)):
        return Fate(row=old.index, kind="unchanged")
    if mark is None:
        return Fate(row=old.index, kind="ignored", key="deleted" if not new else "no-number", facts={"value": new or old.old})
    if re.sub(r"\(.*", "", old.old).strip().casefold() in MAGIC:
        return Fate(row=old.index, kind="doubt", key="replaces-word", facts={"value": old.old})
    if before.maximum is not None and mark > before.maximum:
        return Fate(row=old.index, kind="doubt", key="extra-points", facts={"maximum": written(before.maximum)})
    return Fate(row=old.index, kind="set")
