"""Sees whether the kit is changed while a class is graded: stages read their files anew for each play."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..files import ROOT
from ..grading import digests

ROOMS = ("checking", "choices.py", "course", "grading", "judge", "stage")
"""Where all is of which a digest may be made."""

EVERY = 1.0
"""Seconds between two looks."""

Marks = tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class KitWatch:
    """Says whether the kit is as it was when this was made. kit: its digest then.

    Times and sizes are looked at; only when those have changed is the digest made anew, which reads every file.
    """

    kit: str
    digest: Callable[[], str] = digests.whole
    root: Path = ROOT / "grader"
    every: float = EVERY
    _marks: Marks = field(init=False)
    _looked: float = field(init=False, default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._marks = tuple(self._look())

    def unchanged(self) -> bool:
        now = time.monotonic()
        if now - self._looked < self.every:
            return True
        marks = tuple(self._look())
        if marks != self._marks:
            if self.digest() != self.kit:
                return False  # and so it is at the next look, unless it is put back
            self._marks = marks
        self._looked = now
        return True

    def _look(self) -> Iterator[tuple[str, int, int]]:
        for room in ROOMS:
            yield from _marked(str(self.root / room))


def _marked(path: str) -> Iterator[tuple[str, int, int]]:
    """Yield each module's time and size. What goes just now is not there."""
    with contextlib.suppress(OSError):
        if path.endswith(".py"):
            seen = os.stat(path)
            yield path, seen.st_mtime_ns, seen.st_size
        elif os.path.isdir(path) and not path.endswith(("gallery", "__pycache__")):
            for name in sorted(os.listdir(path)):
                yield from _marked(os.path.join(path, name))
