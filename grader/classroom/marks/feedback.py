"""A page for each student, under the name by which a platform knows whose it is.

Moodle takes a folder for each person, whose name has the participant's number behind its first underscore (its
feedback/file/importziplib.php). Canvas takes files whose names have the person's number and that of a file that was handed in
between underscores (its app/models/assignment.rb). A folder's pages are named by pseudonym, or by number.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ...report import html
from .. import results
from ..problem import ClassProblem
from ..records import Course, Student
from ..roster import Entry
from ..words import ClassWords
from .final import Earned
from .numbers import written

PAGE = "many-hands.html"
LONGEST = 120
"""Bytes of a name within a file's name. Most systems take 255 for the whole."""

UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|]')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
CANVAS = re.compile(r"(?P<before>[^_]*(?:_LATE)?|LATE_anon|anon)_(?P<user>[0-9]+)_(?P<file>[0-9]+)_.*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What each page is called. pages: names by pseudonym. lacking: pseudonyms of those that the platform could not place."""

    pages: Mapping[str, tuple[str, ...]]
    lacking: tuple[str, ...]


def safe(name: str) -> str:
    """Return a name that every system takes as that of a file, without underscores; ``student`` when nothing is left of it."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    text = "".join(sign for sign in UNSAFE.sub(" ", text.replace("_", " ")) if unicodedata.category(sign)[0] != "C")
    text = " ".join(text.split()).encode()[:LONGEST].decode(errors="ignore").strip(" .~")
    return f"{text}-" if RESERVED.fullmatch(text) else text or "student"


def moodle(entries: Sequence[Entry]) -> Names:
    """Return the names for Moodle's "Upload multiple feedback files in a zip". Raises ``ClassProblem`` for another layout."""
    _of_layout(entries, "moodle", "Moodle")
    pages = {
        one.pseudonym: (f"{safe(one.student.name)}_{one.student.number}_assignsubmission_file/{PAGE}",)
        for one in entries
        if one.student.number.isascii() and one.student.number.isdecimal()
    }
    return Names(pages=pages, lacking=tuple(one.pseudonym for one in entries if one.pseudonym not in pages))


def canvas(entries: Sequence[Entry]) -> Names:
    """Return the names for Canvas's "Upload Submissions". Raises ``ClassProblem`` for another layout."""
    _of_layout(entries, "canvas", "Canvas")
    pages = {}
    for one in entries:
        found = [CANVAS.fullmatch(entry.rpartition("/")[2]) for entry in one.entries]
        own = [match for match in found if match is not None and match["user"] == one.student.number]
        if own:
            newest = max(own, key=lambda match: int(match["file"]))
            pages[one.pseudonym] = (f"{newest['before']}_{newest['user']}_{newest['file']}_{PAGE}",)
    return Names(pages=pages, lacking=tuple(one.pseudonym for one in entries if one.pseudonym not in pages))


def folder(entries: Sequence[Entry], by: str) -> Names:
    """Return names for a folder: by the pseudonym, or by the number; then each member of a group has a page."""
    if by == "pseudonym":
        return Names(pages={one.pseudonym: (f"{one.pseudonym}.html",) for one in entries}, lacking=())
    wanted = [(one.pseudonym, who.number) for one in entries for who in (one.student, *one.student.members)]
    shown = [(name, safe(number)) for name, number in wanted]
    alike = [text.casefold() for _, text in shown]
    pages: dict[str, tuple[str, ...]] = {}
    for name, text in shown:  # where two become the same, neither may take the other's place
        text = f"{text} {name}" if alike.count(text.casefold()) > 1 else text
        pages[name] = (*pages.get(name, ()), f"{text}.html")
    return Names(pages=pages, lacking=())


def _of_layout(entries: Sequence[Entry], layout: str, platform: str) -> None:
    other = next((one.student.layout for one in entries if one.student.layout != layout), None)
    if other is not None:
        raise ClassProblem("feedback-layout", step="marks", platform=platform, layout=other)


def has_page(student: Student) -> bool:
    """Say whether there is anything to tell a student yet."""
    return student.state not in ("waiting", "ambiguous")


def page(run: Path, student: Student, course: Course, earned: Earned, language: str) -> str:
    """Return the page of one student: every verdict with its words and pictures, and where points were lost.

    Raises ``VerdictLost``.
    """
    found = results.of_student(run, student, course, language, label=student.pseudonym)
    return html.render(found, notes=tuple(_notes(earned, found.max_score, ClassWords(language, "marks"))), lost=True)


def _notes(earned: Earned, whole: float, say: ClassWords) -> Iterator[str]:
    """Give what the page says beside the verdicts: points that the teacher has set, and what they make the mark."""
    for exercise in earned.overridden:
        points = earned.points[exercise] or Decimal()
        yield say("page-override", exercise=exercise.partition("_")[0], points=written(points))
    if earned.undecided:
        names = ", ".join(name.partition("_")[0] for name in earned.undecided)
        yield say("page-undecided", exercises=names)
    elif earned.overridden:
        yield say("page-mark", total=written(earned.total or Decimal()), whole=written(Decimal(str(whole))))
