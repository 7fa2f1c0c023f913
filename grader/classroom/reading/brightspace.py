"""Brightspace, "Download" of an assignment: ``<id>-<id> - <name> - <date> - <file>``, or a folder without the last part.

A name or a file may have the separator in it too: the date is what stands fast. It is written as the site writes dates; only
English ones are put in order. Each attempt is an entry of its own. Which of the two numbers is the person is written nowhere,
so both are the identity; two pairs with a number in common and one name are told.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from .claims import Claim, Claims, Rules
from .problems import undecided
from .tree import Node, Tree

NUMBER = re.compile(r"\d+-\d+")
DATE = re.compile(r"(?=.{8,50}$).*(?<!\d)(?:19|20)\d\d(?!\d).*(?<!\d)\d{3,4}(?!\d)\D{0,12}")
ENGLISH = re.compile(r"([A-Z][a-z]{2})[a-z]* (\d{1,2}), (\d{4}) (\d{1,2})(\d\d) ?([AP])\.?M\.?")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def claim(node: Node, tree: Tree) -> Claim | None:
    parts = node.name.split(" - ")
    if not NUMBER.fullmatch(parts[0]):
        return None
    where = next((n for n, part in enumerate(parts) if n >= 2 and DATE.fullmatch(part)), None)
    if where is None:
        return None
    file = " - ".join(parts[where + 1 :])
    if (node.kind == "folder" and file) or (node.kind == "file" and not file):
        return None
    return Claim(
        node=node,
        number=parts[0],
        name=" - ".join(parts[1:where]),
        file=file,
        at=parts[where],
        order=_moment(parts[where]),
    )


def finish(claims: Sequence[Claim], tree: Tree, beside: Sequence[Node]) -> Claims:
    """Mark pairs of numbers that may be one person's. A number that all have is the assignment's, and the other one tells."""
    halves = [tuple(one.number.split("-")) for one in claims]
    if any(len(set(column)) == 1 for column in zip(*halves, strict=True)):
        return Claims(claims=claims)
    alike: defaultdict[tuple[str, int, str], set[str]] = defaultdict(set)
    for one, both in zip(claims, halves, strict=True):
        for place, half in enumerate(both):
            alike[one.name, place, half].add(one.number)
    twice = set().union(*(numbers for numbers in alike.values() if len(numbers) > 1))
    return Claims(
        claims=[replace(one, problems=(undecided("person-twice"),)) if one.number in twice else one for one in claims]
    )


def _moment(date: str) -> tuple[int, ...] | None:
    found = ENGLISH.fullmatch(date)
    if found is None or found[1] not in MONTHS:
        return None
    month, day, year, hour, minute, half = found.groups()
    return (int(year), MONTHS.index(month) + 1, int(day), int(hour) % 12 + 12 * (half == "P"), int(minute))


RULES = Rules(layout="brightspace", claim=claim, finish=finish)
