"""Who in a template is whom in the class: by what the platform counts with, never by a name, and never guessed.

A class that was read from the platform's own archive has the platform's own numbers, and only these count. One that was read
from another layout has whatever its folders are called; then every column that tells people apart is looked at, and all must
say the same person.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..records import Identity
from .template import Template

POWER = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)
"""What a spreadsheet makes of a long number."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Person:
    """One person of the class. pseudonym: of the submission, which a group's members share."""

    pseudonym: str
    who: Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A row of the template, or a person (then row is None), that cannot be matched; the key of the sentence, its facts."""

    key: str
    row: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Who stands where. rows: persons by the row's index. absent: persons of the class who are in no row."""

    rows: Mapping[int, Person]
    absent: tuple[Person, ...]
    troubles: tuple[Trouble, ...]


def matched(template: Template, persons: Iterable[Person]) -> Matched:
    """Find each person's row."""
    persons = tuple(persons)
    known: dict[str, set[Person]] = defaultdict(set)
    own: dict[str, set[Person]] = defaultdict(set)
    for one in persons:
        if one.who.layout == template.platform:
            own[one.who.number].add(one)
        else:
            for value in (one.who.number, *one.who.others.values()):
                known[_same(value)].add(one)
    found: dict[int, Person] = {}
    troubles = list[Trouble]()
    for row in template.rows:
        hits = [own[row.number]] if row.number in own else []
        hits += [known[value] for value in map(_same, {row.number, *row.others} - {""}) if value in known]
        who = set[Person]().union(*hits)
        if len(who) == 1:
            found[row.index] = who.pop()
        elif who:
            names = ", ".join(sorted({one.pseudonym for one in who}))
            troubles.append(Trouble(key="contradicts", row=row.index, facts={"line": row.line, "names": names}))
    troubles += _others_names(template, found)
    troubles += _twice(template, found)
    absent = tuple(one for one in persons if one not in found.values())
    troubles += _damaged(template, found, absent)
    return Matched(rows=found, absent=absent, troubles=tuple(troubles))


def _same(value: str) -> str:
    """Return what is compared: letters of an email address may be large or small."""
    return value.casefold() if "@" in value else value


def _others_names(template: Template, found: dict[int, Person]) -> list[Trouble]:
    """Take out whose number is that of a person with quite another name: a group of Moodle's has a number of its own kind."""
    troubles = []
    names = Counter(one.who.name for one in found.values())
    for row in template.rows:
        one = found.get(row.index)
        if one is None or not one.who.layout == template.platform == "moodle" or names[one.who.name] > max(1, len(found) // 2):
            continue  # what most are called is the word that stands for a name where marking is blind
        if not _alike(one.who.name, row.name):
            del found[row.index]
            troubles.append(Trouble(key="name-differs", row=row.index, facts={"line": row.line, "name": one.pseudonym}))
    return troubles


def _alike(one: str, other: str) -> bool:
    """Say whether one name has all the letters of the other: their order, and what is between them, differs by platform."""
    first, second = (
        Counter(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum()) for name in (one, other)
    )
    return not first - second or not second - first


def _twice(template: Template, found: dict[int, Person]) -> list[Trouble]:
    """Take out who stands in several rows, and say so: nobody knows which of them the platform would take."""
    counts = Counter(found.values())
    lines = {row.index: row.line for row in template.rows}
    troubles = []
    for one in [one for one, count in counts.items() if count > 1]:
        rows = [row for row, who in found.items() if who == one]
        for row in rows:
            del found[row]
        listed = ", ".join(str(lines[row]) for row in rows)
        troubles.append(Trouble(key="twice", row=rows[0], facts={"name": one.pseudonym, "lines": listed}))
    return troubles


def _damaged(template: Template, found: Mapping[int, Person], absent: Iterable[Person]) -> list[Trouble]:
    """Say which rows have a number that a spreadsheet has spoilt: without its zeros, or as a power of ten."""
    bare = {number.lstrip("0") for one in absent if (number := one.who.number).startswith("0")}
    troubles = []
    for row in template.rows:
        if row.index in found:
            continue
        values = {row.number, *row.others}
        if any(POWER.fullmatch(value) for value in values):
            troubles.append(Trouble(key="power-of-ten", row=row.index, facts={"line": row.line}))
        elif values & bare:
            troubles.append(Trouble(key="zeros-lost", row=row.index, facts={"line": row.line}))
    return troubles
