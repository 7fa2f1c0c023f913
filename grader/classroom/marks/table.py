"""``marks.csv``: every mark in a table of the kit's own, for whoever has no platform that the kit knows.

UTF-8 with a byte order mark, which spreadsheets need; commas; one row for each person, so that each member of a group has one.
The same state of the journal gives the same bytes. What a student has typed cannot become a formula.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from ...report.text import clean
from ..records import Identity
from .final import Earned, Roster, Scale
from .numbers import written

NAME = "marks.csv"
STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
"""What a spreadsheet takes for the beginning of a formula; the last four are the wide forms of the first."""

FORMULA = re.compile(rf"\s*[{STARTS}]|[\t\r\n]")
INNER = re.compile(rf"(^|[,;|])(\s*)(?=[{STARTS}])")
"""Also where a spreadsheet that expects another separator begins a new cell."""


def guarded(text: str) -> str:
    """Return free text for a cell: an apostrophe stands before what could be a formula, and nothing in it steers."""
    return INNER.sub(r"\1\2'", " ".join(clean(text).split()))


def dangerous(identity: str) -> bool:
    """Say whether an identity looks like a formula. Guarded it would match nobody, so such a one is not written at all."""
    return FORMULA.match(identity) is not None or clean(identity) != identity or "\n" in identity or "\t" in identity


def people(pseudonym: str, roster: Roster) -> Iterator[Identity | None]:
    """Give each person of a submission; None when the roster knows nobody."""
    who = roster.get(pseudonym)
    yield who
    yield from who.members if who is not None else ()


def table(earned: Sequence[Earned], roster: Roster, scale: Scale) -> tuple[bytes, tuple[str, ...]]:
    """Return the file, and the pseudonyms of those whose number is not written since it looks like a formula."""
    text, refused = io.StringIO(newline=""), []
    names = list(earned[0].points) if earned else []
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(["pseudonym", "number", "name", "mark", "maximum", *names, "state", "undecided", "late", "override"])
    for one in earned:
        mark = scale.mark(one)
        points = ["" if value is None else written(value) for value in one.points.values()]
        rest = (one.state, " ".join(one.undecided), {None: "", True: "yes", False: "no"}[one.late], " ".join(one.overridden))
        for who in people(one.pseudonym, roster):
            number = "" if who is None else who.number
            if dangerous(number):
                refused.append(one.pseudonym)
                number = ""
            name = "" if who is None else guarded(who.name)
            total = "" if mark is None else written(mark)
            rows.writerow([one.pseudonym, number, name, total, written(scale.maximum), *points, *rest])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace"), tuple(refused)
