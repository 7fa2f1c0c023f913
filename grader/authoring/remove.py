"""Takes an exercise out of the course: ``python -m grader remove exNN``. Its files are moved, and none is ever lost."""

import re
from collections.abc import Iterator
from pathlib import Path

from .. import files, messages
from ..course.catalogue import Exercise
from ..files import DOCS, EXERCISES, MEMORY, ROOT
from . import pages, pictures, translations

PLAYED_BY_TESTS = (1, 2)
"""The numbers of the exercises that the kit's own tests grade. They are the pattern in the documentation, too."""


def remove(exercise: Exercise) -> Path:
    """Move all files of an exercise away, and bring what is made up to date; return the folder in which its files are now.

    Links to its page become plain text, in every language. ``shown_elsewhere`` must have found nothing.
    """
    current = [page for page in translations.translations() if not translations.is_old(page)]
    for page in _other_pages(exercise):
        before = page.read_text("utf-8")
        if (after := _link(exercise).sub(r"\1", before)) != before:
            files.write(after, page)
    kept = _free(MEMORY / f"removed-{exercise.name}")
    for path in own(exercise):
        to = kept / path.relative_to(ROOT)
        to.parent.mkdir(parents=True, exist_ok=True)
        path.replace(to)
    for page in current:
        if page.exists() and translations.is_old(page):
            translations.mark_translated(page)
    pages.write()
    return kept


def own(exercise: Exercise) -> list[Path]:
    """Return each file and folder that is there for this exercise alone, also what was made, and what ``reset`` has kept."""
    single = [exercise.solution, exercise.scenario, exercise.drawer, *map(exercise.page, messages.LANGUAGES)]
    drawn = [path for language in messages.LANGUAGES for path in (pictures.FOLDER / language).glob(f"{exercise.name}.*")]
    return [path for path in (*EXERCISES.glob(f"{exercise.name}.*"), *single, *drawn) if path.exists()]


def shown_elsewhere(exercise: Exercise) -> list[tuple[Path, int]]:
    """Return the places, a file and the number of a line, where other pages show or name its files.

    What stands around has to be told anew, which only the author can do. A link to its page is no such place.
    """
    named = re.compile(rf"\b{exercise.name}[./]\w")
    return [
        (page, number)
        for page in _other_pages(exercise)
        for number, line in enumerate(page.read_text("utf-8").splitlines(), 1)
        if named.search(_link(exercise).sub(r"\1", line))
    ]


def _other_pages(exercise: Exercise) -> Iterator[Path]:
    """Return the pages that are written by hand, wholly or in part, but for its own."""
    its = {exercise.page(language) for language in messages.LANGUAGES}
    yield from sorted({*ROOT.glob("*.md"), *DOCS.rglob("*.md")} - its - pages.whole())


def _link(exercise: Exercise) -> re.Pattern[str]:
    return re.compile(rf"\[([^\]]*)\]\([^()\s]*\b{exercise.name}\.md(?:#[^()\s]*)?\)")


def _free(folder: Path) -> Path:
    """Make a new folder of this name, or with a number after it."""
    MEMORY.mkdir(exist_ok=True)
    number = 1
    while True:
        made = folder if number == 1 else folder.with_name(f"{folder.name}-{number}")
        try:
            made.mkdir()
        except FileExistsError:
            number += 1
        else:
            return made
