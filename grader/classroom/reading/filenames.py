"""Which exercise a file is for, by its name. What is not certain is told, and never guessed."""

import re
import unicodedata
from collections.abc import Iterable

from ...course.catalogue import Exercise
from ...grading.names import KEPT, pattern

COPY = re.compile(r"(?:-\d{1,3}|-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[ _]?\(\d{1,3}\))$")
"""What platforms and browsers put behind a name that was there already."""

LEFT = re.compile(
    r"\._.*|\.ds_store|(?:eh)?thumbs\.db|desktop\.ini|__macosx|\.git(?:ignore|attributes|keep|modules|hub)?|__pycache__"
    r"|\.(?:venv|idea|vscode|ipynb_checkpoints|pytest_cache|mypy_cache|ruff_cache|many-hands|nox)|venv|node_modules"
)
"""What systems, editors and Python leave in a student's folder, in lower case."""

TOP = re.compile(r"\._.*|\.ds_store|(?:eh)?thumbs\.db|desktop\.ini|__macosx|index\.html|submission_metadata\.yml|\.git")
"""What systems and platforms leave beside the submissions, in lower case."""

LONGEST = 255
"""Letters of a name on any disk. Within an archive it may have 65,535, made so that to look at them takes hours."""

ARCHIVE = re.compile(r"\.zip$")
OTHER_ARCHIVE = re.compile(r"\.(?:rar|7z|tar|tgz|gz|bz2|xz|zipx|zst)$")
"""Archives that are not read."""


def freed(name: str) -> str:
    """Return a name without what platforms, browsers and editors add to it, in lower case."""
    name = unicodedata.normalize("NFC", name).casefold()
    name = name.removesuffix(".txt") if name.endswith(".py.txt") else name
    stem, dot, ending = name.rpartition(".")
    if (shorter := COPY.sub("", name)) != name and shorter.endswith(".py"):  # 'ex02.py (1)'
        stem, dot, ending = shorter.rpartition(".")
    while (shorter := COPY.sub("", stem)) != stem:
        stem = shorter
    return stem + dot + ending


class Names:
    """The names of some exercises' files."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self.exercises = tuple(sorted(exercises))
        self._known = {name: one for one in self.exercises for name in (f"{one.name}.py", f"{one.name[:4]}.py")}
        self._patterns = [(one, pattern(one)) for one in self.exercises]

    def exercise(self, name: str) -> Exercise | None:
        """Return the exercise that a file is for: of ``ex02_start_and_join.py``, or ``ex02.py``, which says as much."""
        return self._known.get(name) or (self._known.get(freed(name)) if len(name) <= LONGEST else None)

    def near(self, name: str) -> Exercise | None:
        """Return the exercise that it seems to be meant for; None also when that could be several."""
        if KEPT.search(name) or len(name) > LONGEST:
            return None
        found = [one for one, wanted in self._patterns if wanted.fullmatch(name.lower())]
        return found[0] if len(found) == 1 else None


def left(name: str) -> bool:
    """Say whether nobody has written this, and nobody needs it."""
    name = unicodedata.normalize("NFC", name).casefold()
    return bool(LEFT.fullmatch(name) or KEPT.search(name))
