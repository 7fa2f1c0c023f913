"""A table of the teacher's that says who is who: by what the class was read from, and by what the platform counts with.

Whoever has clones of repositories has logins, and the platform has numbers; GitHub's classroom had a list of both. Any table
will do that has, in one line for each person, the number that the class knows and another that the template has.
"""

from collections.abc import Iterable, Mapping

from ..problem import ClassProblem
from ..records import Identity
from .cells import Sheet


def known(sheet: Sheet, people: Iterable[Identity]) -> Mapping[str, frozenset[str]]:
    """Return by each person's number whatever else stands in the person's line.

    Raises ``ClassProblem`` when two persons are in one line, or one is in two.
    """
    numbers = {one.number for one in people}
    found: dict[str, frozenset[str]] = {}
    for row in sheet.filled(0):
        values = frozenset(cell.value.strip() for cell in sheet.rows[row]) - {""}
        here = sorted(values & numbers)
        if len(here) > 1 or (here and here[0] in found):
            key = "people-together" if len(here) > 1 else "people-twice"
            raise ClassProblem(key, step="marks", line=sheet.lines[row])
        if here:
            found[here[0]] = values
    return found
