"""What the kit remembers of a student between commands: failed attempts and hints shown. It never decides a verdict.

It lives in one small file beside the exercises. Whoever deletes it, or may not write it, loses only that memory.
"""

import contextlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from .. import files
from ..course.catalogue import Exercise, exercises
from ..files import EXERCISES, MEMORY
from ..grading.results import Results
from ..grading.submissions import read

FILE = MEMORY / "state.json"

STUCK = 3
"""Failed attempts after which the report offers a hint."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one exercise: gradings that failed since it last passed, hints shown, and how it ended last."""

    failed: int = 0
    hints: int = 0
    passed: bool = False


def recall(exercise: str) -> Memory:
    """Return what is remembered of an exercise; nothing when the file is missing or spoilt."""
    one = _load().get(exercise, {})
    known = one if isinstance(one, dict) else {}
    failed, hints = (value if type(value := known.get(name)) is int and value >= 0 else 0 for name in ("failed", "hints"))
    return Memory(failed=failed, hints=hints, passed=known.get("passed") is True)


def remember(exercise: str, memory: Memory) -> None:
    """Keep this in mind, if the folder can be written."""
    known = {**_load(), exercise: asdict(memory)}
    with contextlib.suppress(OSError):
        files.keep(json.dumps(known, indent=1, sort_keys=True) + "\n", FILE)


def note(results: Results, folder: Path) -> None:
    """Count the attempts of a grading, if it was of the student's own folder."""
    if folder != EXERCISES:
        return
    for one in results.exercises:
        memory = recall(one.name)
        failed = {"failed": memory.failed + 1, "passed": 0}.get(one.status, memory.failed)
        after = replace(memory, failed=failed, passed=one.status == "passed")
        if after != memory:
            remember(one.name, after)


def at_hand() -> Exercise:
    """Return the exercise to begin with: the first that is not untouched and not passed, else the first untouched one."""
    course = exercises()
    untouched = [one for one in course if read(one, EXERCISES, named=False).untouched]
    failing = [one for one in course if one not in untouched and recall(one.name).failed]
    return next(iter(failing or untouched or list(course)))


def _load() -> dict[str, Any]:
    try:
        found = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}  # to read a pipe could last for ever
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
