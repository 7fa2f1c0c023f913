"""Fills a template: only the mark cells of decided students change, and what the platform will make of it is found out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from ..problem import ClassProblem
from . import blackboard, brightspace, canvas, moodle
from .cells import Sheet, parse
from .final import Earned, Roster, Scale
from .match import Person, Trouble, matched
from .numbers import parsed, written
from .table import guarded, people
from .template import Fate, Platform, Template, Wanted

PLATFORMS: Mapping[str, Platform] = {
    "canvas": canvas, "brightspace": brightspace, "blackboard": blackboard, "moodle": moodle,
}  # fmt: skip
"""Each platform's rules. Moodle comes last: its files are recognised by their shape, which others' could have."""

Said = Callable[[Earned], str]
"""What the feedback column is to say of a submission."""

Also = Mapping[str, frozenset[str]]
"""What else persons are known by, by their numbers; see ``known``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A template that was filled in.

    fates: what becomes of each mark, by the platform's rules. kept: pseudonyms of whom the template has, but whose mark is not
    decided. absent: pseudonyms of whom there is a mark for, but no row. troubles: what kept a row from being filled.
    lines: at which line of the file each row is. named: how many persons were found by their names.
    """

    template: Template
    data: bytes
    fates: tuple[Fate, ...]
    kept: tuple[str, ...]
    absent: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    lines: Mapping[int, int]
    named: int = 0

    @property
    def whole(self) -> bool:
        """Whether everybody of the class has a mark there."""
        return not (self.kept or self.absent or self.troubles)

    def count(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.fates)


def recognised(sheet: Sheet, wanted: Wanted) -> Template:
    """Return the template that a file is. Raises ``ClassProblem`` when it is none that the kit knows."""
    for platform in PLATFORMS.values():
        if (found := platform.recognise(sheet, wanted)) is not None:
            return found
    raise ClassProblem("template-unknown", step="marks", columns="".join(f"\n  {one}" for one in sheet.header() if one))


def persons(earned: Sequence[Earned], roster: Roster, also: Also) -> list[Person]:
    """Return each person of a class. also: what else a person is known by, by number."""
    return [
        Person(pseudonym=one.pseudonym, who=who, also=also.get(who.number, frozenset()))
        for one in earned
        for who in people(one.pseudonym, roster)
        if who is not None
    ]


def fill(
    template: Template, earned: Sequence[Earned], roster: Roster, scale: Scale, said: Said,
    also: Also = MappingProxyType({}), *, by_name: bool = False,
) -> Filled:  # fmt: skip
    """Fill a template. said: what a feedback column, if one was named, is to say. also, by_name: see ``match``."""
    known = {one.pseudonym: one for one in earned}
    found = matched(template, persons(earned, roster, also), by_name=by_name)
    marks = {one.pseudonym: mark for one in earned if (mark := scale.mark(one)) is not None}
    changes, fates, troubles = dict[tuple[int, int], str](), list[Fate](), list(found.troubles)
    for row in template.rows:
        who = found.rows.get(row.index)
        if who is None or who.pseudonym not in marks:
            continue
        if (key := template.keeps.get(row.old.casefold())) is not None:
            fates.append(Fate(row=row.index, kind="ignored", key=key))
        elif len(template.sheet.rows[row.index]) <= max(template.mark, template.feedback or 0):
            troubles.append(Trouble(key="row-short", row=row.index, facts={"line": row.line}))
        else:
            changes.update(_cells(template, row.index, row.old, marks[who.pseudonym], said(known[who.pseudonym])))
    data = template.sheet.edited(changes)
    rows = {row for row, _ in changes}
    again = parse(data, template.title)
    fates += [one for one in PLATFORMS[template.platform].imported(template, again) if one.row in rows]
    waiting = {who.pseudonym for who in found.rows.values() if who.pseudonym not in marks}
    absent = {one.pseudonym for one in found.absent if one.pseudonym in marks} | {name for name in marks if name not in roster}
    return Filled(
        template=template,
        data=data,
        fates=tuple(sorted(fates, key=lambda one: one.row)),
        kept=tuple(sorted(waiting)),
        absent=tuple(sorted(absent)),
        troubles=tuple(troubles),
        lines={row.index: row.line for row in template.rows},
        named=found.named,
    )


def _cells(template: Template, row: int, old: str, mark: Decimal, said: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Give the cells that change in a row; a mark that is there already, however it is written, stays as it is written."""
    same = parsed(old) == mark
    yield (row, template.mark), template.sheet.rows[row][template.mark].value if same else written(mark, comma=template.comma)
    if template.feedback is not None:
        yield (row, template.feedback), guarded(said)
