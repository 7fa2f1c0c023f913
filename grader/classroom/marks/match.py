"""Who in a template is whom in the class: by what the platform counts with, never by a name, and never guessed.

A class that was read from the platform's own archive has the platform's own numbers, and only these count. One that was read
from another layout has whatever its folders are called; then every column that tells people apart is looked at, and all must
say the same person.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..records import Identity
from .template import Template

POWER = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)
"""What a spreadsheet makes of a long number."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Person:
    """One person of the class. pseudonym: of the submission, which a group's members share.

    also: what else the person is known by; see ``people``.
    """

    pseudonym: str
    who: Identity
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A row of the template, or a person (then row is None), that cannot be matched; the key of the sentence, its facts."""

    key: str
    row: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Who stands where. rows: persons by the row's index. absent: persons of the class who are in no row.

    named: how many of the rows were found by the name.
    """

    rows: Mapping[int, Person]
    absent: tuple[Person, ...]
    troubles: tuple[Trouble, ...]
    named: int = 0


def matched(template: Template, persons: Iterable[Person], *, by_name: bool = False) -> Matched:
    """Find each person's row. by_name: the user wants those who are in no row by their number to be looked for by name."""
    persons = tuple(persons)
    own, known = _index(template, persons)
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
    named = _by_name(template, persons, found, {trouble.row for trouble in troubles}) if by_name else {}
    found |= named
    there = set(found.values())
    absent = tuple(one for one in persons if one not in there)
    troubles += _damaged(template, found, absent)
    return Matched(rows=found, absent=absent, troubles=tuple(troubles), named=len(named))


def _index(template: Template, persons: Iterable[Person]) -> tuple[dict[str, set[Person]], dict[str, set[Person]]]:
    """Return the persons by the platform's own number, and by whatever else they are known by."""
    own, known = defaultdict[str, set[Person]](set), defaultdict[str, set[Person]](set)
    for one in persons:
        if one.who.layout == template.platform:
            own[one.who.number].add(one)
        values = one.also if one.who.layout == template.platform else {one.who.number, *one.who.others.values(), *one.also}
        for value in values:
            known[_same(value)].add(one)
    return own, known


def _by_name(
    template: Template, persons: Iterable[Person], found: Mapping[int, Person], spoilt: Collection[int | None]
) -> dict[int, Person]:
    """Return the rows of persons who are in none yet, and whose name is there once, and in the class once."""
    rows = Counter(_letters(row.name) for row in template.rows)
    names = Counter(_letters(one.who.name) for one in persons)
    there = set(found.values())
    left = {_letters(one.who.name): one for one in persons if one not in there}
    return {
        row.index: left[name]
        for row in template.rows
        for name in [_letters(row.name)]
        if name and name in left and rows[name] == names[name] == 1 and row.index not in found and row.index not in spoilt
    }


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


def _letters(name: str) -> str:
    """Return the letters and digits of a name in their order in the alphabet: platforms write its parts in any order."""
    return "".join(sorted(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum()))


def _alike(one: str, other: str) -> bool:
    """Say whether one name has all the letters of the other: a platform may leave some out, or put a user name before it."""
    first, second = Counter(_letters(one)), Counter(_letters(other))
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
