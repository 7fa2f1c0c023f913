"""Deals what is waiting in a class to shards."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from ...grading.service import Job
from ..disk import DISK, Disk, folder, keeping
from ..opening import Opened
from ..problem import ClassProblem
from ..state import History
from ..work import Work
from . import parts
from .parts import Part, Shard

NAME = "shards"
"""The folder for them, below the results."""

LINE = "split"
"""The line of the journal that says that there was a split: ``id``, ``of``, and ``students``, how many are in the shards."""


def split(held: Opened, works: Sequence[Work], number: int, place: Path, disk: Disk = DISK) -> list[Shard]:
    """Write shards into a folder that is not there yet; return them, fewer than asked for when less is waiting.

    works: what was read now, and is written down. Raises ``ClassProblem``.
    """
    if place.exists():
        raise ClassProblem("shards-there", step="shards", folder=str(place))
    dealt = deal(held.history, works, number)
    course = held.history.course
    assert course is not None
    if not dealt:
        return []
    name = secrets.token_hex(8)
    with keeping(place.parent):
        # A shard that comes back must be known, so this comes first. A split that was not finished harms nobody.
        held.write(LINE, id=name, of=len(dealt), students=sum(map(len, dealt)))
        folder(place, disk)
        width = len(str(len(dealt)))
        shards = []
        for count, those in enumerate(dealt, 1):
            path = place / f"{count:0{width}}"
            found = {one.job.name: one for one in those}
            shards.append(Shard(path=path, split=name, number=count, of=len(dealt), course=course, parts=found))
            parts.write(shards[-1], disk)
    return shards


def deal(history: History, works: Sequence[Work], number: int) -> list[list[Part]]:
    """Return what each shard gets. The same text of two students is graded once, so one of them gets it."""
    assert history.course is not None
    waiting = [one for one in works if history.state(history.students[one.pseudonym]) == "waiting"]
    taken: set[str] = set()
    found = []
    for one in sorted(waiting, key=lambda one: one.pseudonym):
        pending = history.pending(history.students[one.pseudonym])
        keys = {exercise: key for exercise, key in pending.items() if key not in taken}
        taken.update(keys.values())
        if keys:
            files = tuple(one.files[exercise] for exercise in keys)
            job = Job(name=one.pseudonym, files=files, seconds=history.course.budget, seed=history.course.seed)
            found.append(Part(job=job, keys=keys))
    largest_first = sorted(found, key=lambda one: (-len(one.keys), one.job.name))
    dealt = [largest_first[start::number] for start in range(number)]
    return [those for those in dealt if those]
