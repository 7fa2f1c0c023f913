"""Brightspace's gradebook: Grades, Enter Grades, Export (with points), and Import to go back.

Source of the rules: community.d2l.com/brightspace/kb/articles/3538, and public scripts that write such files.
"""

import re

from ..problem import ClassProblem
from .cells import Sheet
from .numbers import parsed, written
from .template import Fate, Row, Template, Wanted, choose, distinct, has_comma, number_of

POINTS = re.compile(r"(?P<title>.+) Points Grade(?: <(?P<rest>[^>]*)>)?", re.DOTALL)
MAXIMUM = re.compile(r"MaxPoints:([0-9.,]+)")
END = "End-of-Line Indicator"
IDENTITIES = ("OrgDefinedId", "Username")


def recognise(sheet: Sheet, wanted: Wanted) -> Template | None:
    """Return the template, or None when the file is no gradebook. Raises ``ClassProblem`` when the column is unclear."""
    titles = sheet.header()
    given = [titles.index(one) for one in IDENTITIES if one in titles]
    if not given or END not in titles:
        return None
    if wanted.feedback is not None:
        raise ClassProblem("no-feedback-column", step="marks", platform="Brightspace")
    found = [column for column, title in enumerate(titles) if POINTS.fullmatch(title)]
    mark = choose(found, titles, wanted.column, _title)
    rows = sheet.filled()
    most = MAXIMUM.search(titles[mark])
    known = distinct(sheet, [one for one, title in enumerate(titles) if title in (*IDENTITIES, "Email")], rows)
    names = [titles.index(one) for one in ("First Name", "Last Name") if one in titles]
    return Template(
        platform="brightspace", sheet=sheet, mark=mark, maximum=None if most is None else number_of(most[1]),
        comma=has_comma(sheet, found, rows), rows=tuple(_row(sheet, row, given, known, names, mark) for row in rows),
    )  # fmt: skip


def _title(title: str) -> str | None:
    found = POINTS.fullmatch(title)
    return None if found is None else found["title"].casefold()


def _row(sheet: Sheet, row: int, given: list[int], known: list[int], names: list[int], mark: int) -> Row:
    return Row(
        index=row, line=sheet.lines[row], number=sheet.value(row, given[0]).removeprefix("#"),
        others=tuple(value for one in known if (value := sheet.value(row, one).removeprefix("#"))),
        name=" ".join(sheet.value(row, one) for one in names), old=sheet.value(row, mark),
    )  # fmt: skip


def imported(before: Template, after: Sheet) -> list[Fate]:
    """Return what Brightspace would do with each row of a file, when it has what the template has."""
    if after.header() != before.sheet.header():
        return [Fate(row=one.index, kind="ignored", key="whole-file") for one in before.rows]
    return [_fate(before, after, one) for one in before.rows]


def _fate(before: Template, after: Sheet, old: Row) -> Fate:
    new = after.value(old.index, before.mark)
    mark, end = parsed(new), after.header().index(END)
    if not old.number:
        return Fate(row=old.index, kind="ignored", key="nobody")
    if after.value(old.index, end) != "#":
        return Fate(row=old.index, kind="ignored", key="no-end-of-line")
    if new == old.old or (mark is not None and mark == parsed(old.old)):
        return Fate(row=old.index, kind="unchanged")
    if mark is None:
        return Fate(row=old.index, kind="ignored", key="deleted" if not new else "no-number", facts={"value": new or old.old})
    if before.maximum is not None and mark > before.maximum:
        return Fate(row=old.index, kind="doubt", key="capped", facts={"maximum": written(before.maximum)})
    return Fate(row=old.index, kind="set")
