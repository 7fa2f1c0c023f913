"""How a right answer looked when it was graded: the evidence of each check, for the picture beside a student's own.

``python -m grader pages`` records it from the solutions, into ``right/EXERCISE.json``.
"""

import functools
import json
from importlib import resources
from typing import Any


def of(exercise: str, check: str) -> dict[str, Any]:
    """Return the timeline and the processes' names of a right answer in this check; empty when there is none."""
    found: dict[str, Any] = _recorded(exercise).get(check, {})
    return found


@functools.cache
def _recorded(exercise: str) -> dict[str, Any]:
    path = resources.files(__package__).joinpath("right", f"{exercise}.json")
    recorded: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return recorded
