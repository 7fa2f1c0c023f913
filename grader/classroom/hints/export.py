"""Lays out what was handed in for the programs that look for copies, JPlag and Dolos. It names nobody."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from ...course.catalogue import Exercise
from ...grading.submissions import untouched
from ..disk import folder, put
from ..problem import ClassProblem
from ..records import Reading
from .looking import Named

SUBMISSIONS, BASE = "submissions", "base"


def export(reading: Reading, named: Named, place: Path) -> tuple[str, ...]:
    """Write ``submissions/<pseudonym>/<exercise>.py``, and the stubs to ``base``; return the exercises.

    named: gives a name that a folder can have. Raises ``ClassProblem`` when there is something at this place already,
    ``OSError``.
    """
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise ClassProblem("not-empty", step="hints", folder=str(place))
    place.mkdir(parents=True, exist_ok=True)
    for one in (place / SUBMISSIONS, place / BASE):
        folder(one)
    written: set[str] = set()
    for handed in reading.handed:
        for file in handed.files:
            lesson = Exercise(file.exercise).lesson
            if file.problem is None and not untouched(file.source, lesson.names):
                below = place / SUBMISSIONS / named(handed)
                folder(below)
                put(file.source, below / f"{file.exercise}.py")
                written.add(file.exercise)
    for exercise in written:
        put(Exercise(exercise).stub.read_bytes(), place / BASE / f"{exercise}.py")
    return tuple(sorted(written))


def commands(place: Path, exercise: str) -> Iterator[str]:
    """Give the commands to type: JPlag's for all exercises together, and Dolos's for one of them."""
    here = shlex.quote(str(place))
    yield f"java -jar jplag.jar -l python3 -bc {here}/{BASE} -r {here}/jplag {here}/{SUBMISSIONS}"
    yield f"dolos run -l python -f web -i {here}/{BASE}/{exercise}.py {here}/{SUBMISSIONS}/*/{exercise}.py"
