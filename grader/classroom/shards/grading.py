"""Grades a shard where it lies, as a class is graded, with the same promises: type the same command again, and it goes on."""

from collections.abc import Callable
from dataclasses import replace

from ...grading import digests
from .. import lines
from ..conduct import Conductor
from ..disk import keeping
from ..opening import Opened, Setup, graded, opened
from ..problem import ClassProblem
from ..records import Course
from ..work import Work
from .parts import Part, Shard

SAME = {"kit": "shard-kit", "exercises": "shard-kit", "method": "shard-method"}
"""What must be as in the class's results, and the sentence that says that it is not."""

WHERE = ("python", "sandbox", "platform")
"""What may differ when it is asked for: marks of one class are then not all made in the same surroundings."""


def grade(
    shard: Shard, wanted: Course, setup: Setup, tell: Callable[[Conductor], None] = lambda _: None, *, mixed: bool = False
) -> bool:
    """Grade what is waiting in a shard; return whether nothing is left that waits.

    wanted: how it would be graded here; of it only the surroundings count. mixed: they may be others than the class's.
    Raises ``ClassProblem``.
    """
    course = here(shard.course, wanted, mixed=mixed)
    with opened(shard.results, setup) as held:
        with keeping(shard.results):
            works = _seen(held, shard, course, setup)
        return graded(held, works, shard.results, setup, tell)


def here(planned: Course, wanted: Course, *, mixed: bool) -> Course:
    """Return the course of a shard as it is graded here. Raises ``ClassProblem`` when its marks could not be used."""
    for name, key in SAME.items():
        if getattr(planned, name) != getattr(wanted, name):
            raise ClassProblem(key, step="shards")
    if not mixed and surroundings(planned) != surroundings(wanted):
        then, now = (", ".join(surroundings(one)) for one in (planned, wanted))
        raise ClassProblem("shard-elsewhere", step="shards", then=then, now=now)
    return replace(wanted, seed=planned.seed, budget=planned.budget, layout=planned.layout)


def same_kit(planned: Course) -> None:
    """See that the kit here is that of the class: its exercises may be others. Raises ``ClassProblem``."""
    if digests.whole() != planned.kit:
        raise ClassProblem("shard-kit", step="shards")


def surroundings(course: Course) -> tuple[str, ...]:
    """Return where a grading is done, as far as it may decide."""
    return (".".join(course.python.split(".")[:2]), course.sandbox, course.platform)


def _seen(held: Opened, shard: Shard, course: Course, setup: Setup) -> list[Work]:
    history = held.history
    if history.course is None:
        held.write("course", **{**lines.of_course(course), "split": shard.split, "shard": shard.number})
    elif surroundings(history.course) != surroundings(course) or history.course.seed != course.seed:
        then, now = (", ".join(surroundings(one)) for one in (history.course, course))
        raise ClassProblem("shard-moved", step="shards", folder=str(shard.path), then=then, now=now)
    held.write("start", workers=setup.size)
    key = setup.key(course)
    works = [_work(name, part, key) for name, part in shard.parts.items()]
    for one in works:
        if one.pseudonym not in history.students:
            held.write("seen", **one.seen())
    return works


def _work(name: str, part: Part, key: Callable[..., str]) -> Work:
    return Work(
        pseudonym=name, state="waiting", files={one.exercise: one for one in part.job.files},
        keys={one.exercise: key(one) for one in part.job.files}, late=None, at=None, problems=(),
    )  # fmt: skip
