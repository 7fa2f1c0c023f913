"""``reset NAME``: the pristine stub again. The old text is kept beside it; nothing is ever lost."""

from pathlib import Path

from .course import Exercise


def reset(exercise: Exercise) -> Path | None:
    """Put the pristine stub back; return where the old text is kept, None when there was nothing to keep.

    Raises ``OSError`` when a file cannot be written; then the student's text is where it was.
    """
    stub = exercise.pristine.read_bytes()
    if not exercise.stub.exists():
        exercise.stub.write_bytes(stub)
        return None
    if exercise.stub.read_bytes() == stub:
        return None
    kept = _free(exercise.stub)
    part = exercise.stub.with_suffix(".part")
    part.write_bytes(stub)
    try:
        exercise.stub.rename(kept)
        part.replace(exercise.stub)
    finally:
        part.unlink(missing_ok=True)
    return kept


def _free(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.stem}.kept-{number}.txt")).exists():
        number += 1
    return kept
