"""How a right answer looked when it was graded: the evidence of each check, for the picture beside a student's own.

``python -m grader pictures`` records it from the solutions, as ``model.json`` beside each exercise's checks.
"""

import functools
import json
from typing import Any

from ..files import COURSE


def of(exercise: str, check: str) -> dict[str, Any]:
    """Return the timeline and the processes' names of a right answer in this check; empty when there is none."""
    found: dict[str, Any] = _recorded(exercise).get(check, {})
    return found


@functools.cache
def _recorded(exercise: str) -> dict[str, Any]:
    path = COURSE / exercise / "model.json"
    recorded: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return recorded
