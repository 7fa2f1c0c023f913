"""Canaries: a right and a wrong answer of the kit's own, graded to see whether this machine can be trusted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..course.catalogue import Exercise
from ..grading.service import ExerciseVerdict, JobFile

EVERY = 2 * 3600.0
"""Seconds after which they are graded again."""

TRIES = 2
"""Times that one may be graded, by another server each, until it is as it should be."""

_WRONG = re.compile(rb"# wrong: [\w-]+\s*\n")
"""The first line of a wrong answer that needs no words more, such as under which start method it is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """An answer, and the status that must come of it. name: where it is in the kit.

    instead: graded when this one is not as it should be: not every wrong answer shows under every start method.
    """

    name: str
    file: JobFile
    status: str
    instead: "Canary | None" = None

    def good(self, found: ExerciseVerdict | None) -> bool:
        """Say whether a verdict is as it should be. None: there was none."""
        return found is not None and found.status == self.status


def canaries(exercises: Iterable[str]) -> tuple[Canary, ...]:
    """Return a right and a wrong answer to one of these exercises: the first that the kit has both of.

    A short wrong answer is one that does little, so it takes little time.
    """
    for name in exercises:
        one = Exercise(name)
        paths = sorted(one.gallery.glob("wrong_*.py"), key=lambda path: (path.stat().st_size, path.name))
        wrong: Canary | None = None
        for path in reversed([path for path in paths if _WRONG.match(path.read_bytes())][:TRIES]):
            file = JobFile(exercise=name, source=path.read_bytes())
            wrong = Canary(name=f"{name}/gallery/{path.name}", file=file, status="failed", instead=wrong)
        if wrong is not None and one.solution.is_file():
            right = JobFile(exercise=name, source=one.solution.read_bytes())
            return (Canary(name=f"solutions/{name}.py", file=right, status="passed"), wrong)
    return ()
