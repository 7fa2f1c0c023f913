"""What the kit remembers of a student between commands: failed attempts and hints shown. It never decides a verdict.

It lives in one small file beside the exercises. Whoever deletes it, or may not write it, loses only that memory.
"""

import contextlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from .course import EXERCISES, MEMORY
from .records import Results

FILE = MEMORY / "state.json"

STUCK = 3
"""Failed attempts after which the report offers a hint."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one exercise: gradings that failed since it last passed, and hints shown."""

    failed: int = 0
    hints: int = 0


def recall(exercise: str) -> Memory:
    """Return what is remembered of an exercise; nothing when the file is missing or spoilt."""
    one = _load().get(exercise, {})
    values = {name: one.get(name, 0) for name in ("failed", "hints")} if isinstance(one, dict) else {}
    return Memory(**{name: value for name, value in values.items() if type(value) is int and value >= 0})


def remember(exercise: str, memory: Memory) -> None:
    """Keep this in mind, if the folder can be written."""
    known = {**_load(), exercise: asdict(memory)}
    from .report import files

    with contextlib.suppress(OSError):
        MEMORY.mkdir(exist_ok=True)
        files.write(json.dumps(known, indent=1, sort_keys=True) + "\n", FILE)


def note(results: Results, folder: Path) -> None:
    """Count the attempts of a grading, if it was of the student's own folder."""
    if folder != EXERCISES:
        return
    for one in results.exercises:
        memory = recall(one.name)
        after = replace(memory, failed={"failed": memory.failed + 1, "passed": 0}.get(one.status, memory.failed))
        if after != memory:
            remember(one.name, after)


def _load() -> dict[str, Any]:
    try:
        found = json.loads(FILE.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
