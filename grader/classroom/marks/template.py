"""A file that a learning platform has exported for marks, as far as it matters here: who stands where, and where marks go.

Each platform has a module with ``recognise``, which returns a ``Template`` or None, and ``imported``, which does with a file
what the platform would do, by the rules that are known of it (their source stands in the module).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, Protocol

from ..problem import ClassProblem
from .cells import Sheet
from .numbers import parsed

Kind = Literal["set", "unchanged", "ignored", "doubt"]
"""What becomes of a cell: it is set; it is what the platform has already; it is ignored, or becomes something else than was
meant; it depends on the platform's version, or on its settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the user has said of the template. column, feedback: titles of columns, or the number in one; None for any."""

    column: str | None = None
    feedback: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person of a template. index: of the row. number: what the platform counts with; empty when it cannot be read.

    others: what else says who it is, such as an email address. old: what the mark's cell has.
    """

    index: int
    line: int
    number: str
    others: tuple[str, ...]
    name: str
    old: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template that was recognised. platform: the name of its module. mark, feedback: columns.

    maximum: that the platform has for this mark; None when the file does not say. comma: decimals have a comma there.
    keeps: cells that say something else than a mark, in small letters, and are left alone, each with the key of the sentence
    that says so.
    """

    platform: str
    sheet: Sheet
    rows: tuple[Row, ...]
    mark: int
    maximum: Decimal | None
    comma: bool
    feedback: int | None = None
    keeps: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.sheet.header()[self.mark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of the mark of one row. key: of the sentence that says why; empty when there is nothing to say.

    also: the key of a second sentence; empty for none.
    """

    row: int
    kind: Kind
    key: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    also: str = ""


class Platform(Protocol):
    """What each platform's module offers."""

    def recognise(self, sheet: Sheet, wanted: Wanted) -> Template | None:
        """Return the template, or None when the file is none of this platform's. Raises ``ClassProblem`` when unsure."""

    def imported(self, before: Template, after: Sheet) -> list[Fate]:
        """Return what the platform would do with each row of a file, when it has what the template has."""


def choose(candidates: list[int], titles: list[str], wanted: str | None, number: Callable[[str], str | None]) -> int:
    """Return the column for the marks: the one that was named by its title, or by the number in it, else the only one.

    Raises ``ClassProblem`` that lists them when it cannot be told.
    """
    listed = "".join(f"\n  {titles[one]}" for one in candidates)
    if wanted is None:
        if len(candidates) == 1:
            return candidates[0]
        raise ClassProblem("column-unclear", step="marks", columns=listed)
    plain = wanted.strip().casefold()
    for same in (
        [one for one in candidates if titles[one].casefold() == plain],
        [one for one in candidates if number(titles[one]) == plain],
        [one for one in candidates if titles[one].casefold().startswith(plain)],
    ):
        if len(same) == 1:
            return same[0]
    raise ClassProblem("column-unknown", step="marks", column=wanted, columns=listed)


def named(sheet: Sheet, title: str) -> int:
    """Return the only column with this title. Raises ``ClassProblem``."""
    titles = [one.casefold() for one in sheet.header()]
    if titles.count(title.strip().casefold()) != 1:
        listed = "".join(f"\n  {one}" for one in sheet.header() if one)
        raise ClassProblem("column-unknown", step="marks", column=title, columns=listed)
    return titles.index(title.strip().casefold())


def distinct(sheet: Sheet, columns: range | list[int], rows: list[int]) -> list[int]:
    """Return the columns in which no two cells say the same: only these can tell people apart."""
    found = []
    for column in columns:
        said = [value for row in rows if (value := sheet.value(row, column))]
        if said and len(set(said)) == len(said):
            found.append(column)
    return found


def has_comma(sheet: Sheet, columns: list[int], rows: list[int]) -> bool:
    """Say whether the numbers of these columns have a decimal comma."""
    return any("," in value for row in rows for one in columns if parsed(value := sheet.value(row, one)) is not None)


def number_of(text: str) -> Decimal | None:
    """Return a maximum as it stands in a file; None when it is none."""
    value = parsed(text)
    return value if value is not None and value > 0 else None
