"""How a right answer looked when it was graded: the evidence of each check, for the picture beside a student's own.

``python -m grader pictures`` records it from the solutions, as ``model.json`` beside each exercise's checks.
"""

import functools
import json
from collections.abc import Mapping

from ..files import COURSE
from ..grading.evidence import Evidence


def of(exercise: str, check: str) -> Evidence:
    """Return the timeline and the processes' names of a right answer in this check; empty when there is none."""
    return _recorded(exercise).get(check, Evidence())


@functools.cache
def _recorded(exercise: str) -> Mapping[str, Evidence]:
    path = COURSE / exercise / "model.json"
    recorded = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return {check: Evidence.decode(picture) for check, picture in recorded.items()}
