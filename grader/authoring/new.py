"""Lays out the files of a new exercise: ``python -m grader new exNN_slug``.

``skeleton/`` has them as they will be, each in its place below the kit's folder: a small exercise that is whole and right.
So all tests of the kit pass at once, but for the one that looks for ``MARK``: it stands wherever the author has to write.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from .. import files, messages
from ..course.catalogue import Exercise, exercises
from ..faults import NotUnderstood
from ..files import ROOT
from ..judge.sandbox import Sandbox
from . import pages, pictures, translations

SKELETON = Path(__file__).with_name("skeleton")
MARK = "TODO(author)"

_NAME = re.compile(r"ex\d\d_[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)


def lay_out(name: str) -> list[Path]:
    """Write all files of an exercise of this name that are written by hand; return them.

    Raises ``NotUnderstood``, and writes nothing, for a name of another form, a number that is taken, and a file that is there.
    """
    if not _NAME.fullmatch(name):
        raise NotUnderstood("new-name", name=name)
    number = Exercise(name).number
    if taken := next((one for one in exercises() if one.number == number), None):
        raise NotUnderstood("new-taken", number=name[2:4], taken=taken.name)
    texts = {place(name, path): _filled(path.read_text("utf-8"), name) for path in _skeleton()}
    if there := next((path for path in texts if path.exists() or path.is_symlink()), None):
        raise NotUnderstood("new-there", file=there.relative_to(ROOT).as_posix())
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(text, path)
    return list(texts)


def make(exercise: Exercise, sandbox: Sandbox) -> Iterator[Path]:
    """Make what is made from an exercise's files, and mark its pages as translated; return each file that was written."""
    yield from pages.write()
    for language in messages.LANGUAGES[1:]:
        translations.mark_translated(exercise.page(language))
    yield from pictures.write(sandbox, exercise.name)


def place(name: str, path: Path) -> Path:
    """Return where a file of the skeleton belongs when the exercise has this name."""
    return ROOT / path.relative_to(SKELETON).as_posix().replace("exNN_slug", name)


def _skeleton() -> list[Path]:
    return sorted(path for path in SKELETON.rglob("*.*") if path.is_file() and path.suffix in (".py", ".toml", ".md"))


def _filled(text: str, name: str) -> str:
    for blank, value in _blanks(name).items():
        text = text.replace(blank, value)
    return text


def _blanks(name: str) -> Mapping[str, str]:
    """Return what stands for what. The part of the course is that of the exercise before, or else of the first."""
    course = exercises()
    before = [one for one in course if one.name < name] or list(course[:1])
    return {
        "exNN_slug": name,
        "exNN": name[:4],
        "The title": name[5:].replace("_", " ").capitalize(),
        "PART": before[-1].lesson.part if before else "A",
    }
