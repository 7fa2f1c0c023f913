"""The whole output of a play that failed, kept in a file where a report shows only its beginning."""

import contextlib
import hashlib
import re
import time
from dataclasses import dataclass
from pathlib import Path

from .. import files
from ..files import EXERCISES, OUTPUT, ROOT
from ..judge.run import Run
from .evidence import SHOWN, SHOWN_OF_LINE
from .player import names

OLD = 7 * 24 * 3600
"""Seconds after which a file below ``.many-hands`` is removed, whosever it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where the output of one folder of submissions is kept.

    folder: the one that the user has named for it; None for that below ``.many-hands``, which all gradings share. mark: what
    the names of its files have there, to tell them from those of others; empty for the student's own folder. shown: what
    reports put before the name of a file in the folder that the user has named.
    """

    folder: Path | None = None
    mark: str = ""
    shown: str = ""

    def file(self, exercise: str, check: str) -> Path:
        name = re.sub("[^a-z_]+", "-", check.removeprefix("test_")).strip("-")
        return (self.folder or OUTPUT) / f"{exercise}-{name}{self.mark}.txt"


def shelf(submissions: Path, chosen: str | None) -> Shelf:
    """Return where the output of this folder of submissions is kept. chosen: the folder that the user has named for it."""
    if chosen is not None:
        return Shelf(folder=Path(chosen), shown=Path(chosen).as_posix().rstrip("/") + "/")
    return Shelf(mark=mark(submissions))


def mark(folder: Path) -> str:
    """Return what tells the files of one folder of submissions from those of others; empty for the student's own."""
    return (
        "" if folder == EXERCISES else "." + hashlib.sha256(str(folder.resolve()).encode("utf-8", "replace")).hexdigest()[:8]
    )


def keep(run: Run, check: str, shelf: Shelf) -> str | None:
    """Keep what was printed, if a report cannot show it all; return how to find it."""
    if len(run.printed) <= SHOWN and all(len(line.text) <= SHOWN_OF_LINE for line in run.printed):
        return None
    called = names(run)
    path = shelf.file(run.exercise, check)
    lines = (f"{line.at:8.3f} s  {called.get(line.pid or 0, '?')} ({line.stream}): {line.text}\n" for line in run.printed)
    with contextlib.suppress(OSError):  # the report does without
        if shelf.folder is None:
            files.keep("".join(lines), path)
            return path.relative_to(ROOT).as_posix()
        shelf.folder.mkdir(parents=True, exist_ok=True)
        files.write("".join(lines), path)
        return shelf.shown + path.name
    return None


def tidy(exercise: str, shelf: Shelf) -> None:
    """Remove what earlier gradings of this exercise in this folder have kept, and what is old, where all share the folder."""
    with contextlib.suppress(OSError):
        if shelf.folder is None and any(folder.is_symlink() for folder in (OUTPUT.parent, OUTPUT)):  # it may lead anywhere
            return
        for path in (shelf.folder or OUTPUT).glob("ex*.txt"):
            same = re.fullmatch(rf"{exercise}-[a-z_-]+{re.escape(shelf.mark)}\.txt", path.name) is not None
            if same or (shelf.folder is None and time.time() - path.lstat().st_mtime > OLD):
                path.unlink(missing_ok=True)
