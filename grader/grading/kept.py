"""The whole output of a play that failed, kept in a file where a report shows only its beginning."""

import contextlib
import hashlib
import re
import time
from pathlib import Path

from .. import files
from ..files import EXERCISES, OUTPUT, ROOT
from ..judge.run import Run
from .evidence import SHOWN, SHOWN_OF_LINE
from .player import names

OLD = 7 * 24 * 3600
"""Seconds after which a file is removed, whosever it is."""


def mark(folder: Path) -> str:
    """Return what tells the files of one folder of submissions from those of others; empty for the student's own."""
    return (
        "" if folder == EXERCISES else "." + hashlib.sha256(str(folder.resolve()).encode("utf-8", "replace")).hexdigest()[:8]
    )


def keep(run: Run, check: str, mark: str) -> str | None:
    """Keep what was printed, if a report cannot show it all; return how to find it. mark: that of the submission's folder."""
    if len(run.printed) <= SHOWN and all(len(line.text) <= SHOWN_OF_LINE for line in run.printed):
        return None
    called = names(run)
    path = OUTPUT / f"{run.exercise}-{re.sub('[^a-z_]+', '-', check.removeprefix('test_')).strip('-')}{mark}.txt"
    lines = (f"{line.at:8.3f} s  {called.get(line.pid or 0, '?')} ({line.stream}): {line.text}\n" for line in run.printed)
    with contextlib.suppress(OSError):  # the report does without
        files.keep("".join(lines), path)
        return path.relative_to(ROOT).as_posix()
    return None


def tidy(exercise: str, mark: str) -> None:
    """Remove what earlier gradings of this exercise in this folder have kept, and what is old."""
    with contextlib.suppress(OSError):
        if any(folder.is_symlink() for folder in (OUTPUT.parent, OUTPUT)):  # it may lead anywhere
            return
        for path in OUTPUT.glob("ex*.txt"):
            same = re.fullmatch(rf"{exercise}-[a-z_-]+{re.escape(mark)}\.txt", path.name) is not None
            if same or time.time() - path.lstat().st_mtime > OLD:
                path.unlink(missing_ok=True)
