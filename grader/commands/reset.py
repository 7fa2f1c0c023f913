"""``reset NAME``: the untouched stub again. The old text is kept beside it; nothing is ever lost."""

import argparse
import errno
import os
from pathlib import Path

from .. import files
from ..course.catalogue import Exercise, find
from ..faults import NotUnderstood, complain
from ..files import EXERCISES
from ..messages import Words
from ..statuses import GOOD, GRADER_FAILED


def run(options: argparse.Namespace, say: Words) -> int:
    """Put the stub of the exercise that was named back, and say what was done; return the exit status."""
    if options.name is None:
        raise NotUnderstood("which-exercise", command="reset")
    exercise = find(options.name)
    file = f"{EXERCISES.name}/{exercise.file.name}"
    was_there = exercise.file.exists()
    try:
        kept = reset(exercise)
    except OSError as error:
        complain(say("reset-failed", file=file, why=error.strerror or type(error).__name__))
        return GRADER_FAILED
    if kept is not None:
        print(say("reset-done", file=file, kept=f"{EXERCISES.name}/{kept.name}"))
    else:
        print(say("reset-nothing" if was_there else "reset-new", file=file))
    return GOOD


def reset(exercise: Exercise) -> Path | None:
    """Put the untouched stub back; return where the old text is kept, None when there was nothing to keep.

    Raises ``OSError`` when a file cannot be written; then the student's text is where it was.
    """
    if exercise.file.is_dir() and not exercise.file.is_symlink():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    stub = exercise.stub.read_bytes()
    text = stub.decode("utf-8")
    if not os.path.lexists(exercise.file):
        files.write(text, exercise.file)
        return None
    if exercise.file.is_file() and exercise.file.read_bytes() == stub:  # to read a pipe could last for ever
        return None
    kept = _free(exercise.file)
    try:
        exercise.file.replace(kept)
    except BaseException:
        kept.unlink()
        raise
    try:
        files.write(text, exercise.file)
    except BaseException:
        kept.replace(exercise.file)
        raise
    return kept


def _free(path: Path) -> Path:
    """Make an empty file for the old text, under a name that nothing has, not even a link that leads nowhere."""
    number = 1
    while True:
        kept = path.with_name(f"{path.stem}.kept-{number}.txt")
        try:
            kept.touch(exist_ok=False)
        except FileExistsError:
            number += 1
        else:
            return kept
