"""What the page and the terminal's summary call things: exercises, checks, mistakes, students, points."""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len, chop_cells

from ...course.catalogue import Exercise, exercises
from ...messages import Message, Words
from ...report.marks import number
from ...report.text import clean
from ..words import ClassWords, table

NAME = 20
"""Letters of a student's name that a picture shows."""


@dataclass(frozen=True, slots=True)
class Texts:
    """One language. names: what stands for a pseudonym where the teacher has asked for names."""

    language: str
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def say(self) -> ClassWords:
        return ClassWords(self.language, "page")

    @property
    def words(self) -> Words:
        return Words(self.language)

    def student(self, pseudonym: str) -> str:
        return clean(self.names.get(pseudonym, "")) or clean(pseudonym)

    def exercise(self, name: str) -> str:
        """Return the number and the title of an exercise; its name when this kit has none like it."""
        known = _known().get(name)
        return f"{short(name)} {known.title(self.language)}" if known is not None else clean(name)

    def check(self, exercise: str, name: str) -> str:
        """Return a check's title; its name when this kit has no such check."""
        known = _known().get(exercise)
        return known.check_title(name, self.language) if known is not None and name in known.checks() else clean(name)

    def message(self, code: str, exercise: str) -> Message | None:
        """Return the words of a code, a sign for each blank that only one submission could fill; None when it has none."""
        known = _known().get(exercise)
        try:
            words = known.message(code, self.language) if known is not None else None
            return None if words is None else words.filled(dict.fromkeys(words.blanks(), "…"))
        except (LookupError, ValueError):  # a code of another kit, or a blank for a number
            return None

    def page(self, code: str, exercise: str) -> str:
        """Return the page of the documentation that explains a code."""
        known = _known().get(exercise)
        own = known is not None and code in known.messages
        return f"docs/{self.language}/{f'exercises/{exercise}' if own else 'messages'}.md#{code}"

    def problem(self, key: str, facts: Mapping[str, object]) -> str:
        """Return the sentence of a problem of a student's folder; its key when there is none."""
        try:
            return clean(table(self.language)["reading"][key].format_map(_Known(facts)))
        except (LookupError, ValueError, AttributeError):
            return clean(key)

    def listed(self, parts: Sequence[str], whole: int) -> str:
        """Return a list in one line. whole: how many there are, of which these are named."""
        more = [self.say("and-more", count=count(whole - len(parts)))] if whole > len(parts) else []
        return self.say("comma").join([*parts, *more])

    def percent(self, part: float, whole: float) -> str:
        """Return a share in whole percents; what is there is never 0 %, and what lacks something is never 100 %."""
        if not whole:
            return "–"
        share = round(100 * part / whole)
        less, more = part and not share, part != whole and share == 100
        return self.say("percent", share="<1" if less else ">99" if more else share)

    def seconds(self, value: float) -> str:
        """Return a time as people say it."""
        minutes, left = divmod(round(value), 60)
        hours, minutes = divmod(minutes, 60)
        if hours:
            return self.say("hours", hours=hours, minutes=minutes)
        if minutes and not left:
            return self.say("minutes-whole", minutes=minutes)
        if minutes:
            return self.say("minutes", minutes=minutes, seconds=left)
        return self.words("seconds", seconds=number(round(value, 1)))


class _Known(dict[str, object]):
    """Facts of which some are not told: the journal names no file of a student's."""

    def __missing__(self, key: str) -> str:
        return "…"


@functools.cache
def _known() -> Mapping[str, Exercise]:
    return {one.name: one for one in exercises()}


def short(name: str) -> str:
    """Return an exercise's number, such as ``ex02``; the name itself when it has none."""
    found = re.match(r"ex\d\d(?=_)", name)
    return found[0] if found else clean(name)


def column(name: str, place: int) -> str:
    """Return what stands above an exercise's column: two digits."""
    found = re.match(r"ex(\d\d)_", name)
    return found[1] if found else f"{place + 1:02d}"


def count(value: int) -> str:
    """Return a number of things: 1,000 as both languages write it."""
    return f"{value:,}"


def fitted(text: str, cells: int = NAME) -> str:
    """Return a text as one line that is at most so many letters wide; a Chinese one counts as two."""
    text = re.sub(r"[\t\n]", " ", clean(text))
    return text if cell_len(text) <= cells else chop_cells(text, cells - 1)[0] + "…"
