"""Sets of marks: ``sets/0001.json`` and so on, each what a teacher has accepted at one moment. The last one is the marks.

A set is durable before the line of the journal that makes it the marks, so that there are the old marks or the new ones, and
never some of each. It has pseudonyms only; of what was set by hand it has the points, and not the reason.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from . import journal, roster, state
from .disk import DISK, Disk, folder, put
from .journal import Line
from .lines import UNDECIDED
from .marks import final
from .marks.numbers import exact
from .marks.overrides import Override, overrides
from .problem import ClassProblem
from .records import ClassState, Decision
from .state import History

FORMAT = 1
NAME = "sets"

MADE = ("first", "accepted")
"""How a set comes to be. first: the first grading that came to its end. accepted: a proposal."""

Overrides = Mapping[tuple[str, str], Override]
"""Points set by hand, by pseudonym and exercise."""

Write = Callable[..., int]
"""Adds a line to the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a student has for one exercise. points: None while it is not decided. status: as of the verdict; None without one.

    code: of the first mistake. key: the verdict's, empty without one. override: points set by hand, which are then the points.
    """

    points: Decimal | None
    max_points: Decimal
    status: str | None
    code: str | None
    key: str
    override: Decimal | None

    def plain(self) -> dict[str, Any]:
        """Return the mark as JSON has it: points as texts, so that nothing is rounded."""
        known = {name: getattr(self, name) for name in self.__slots__}
        return {name: str(value) if isinstance(value, Decimal) else value for name, value in known.items()}

    @property
    def decided(self) -> bool:
        """Whether there is a verdict that says something."""
        return self.status not in (None, UNDECIDED)

    @classmethod
    def decode(cls, told: Mapping[str, Any]) -> "Mark":
        points, override = (None if told[name] is None else Decimal(told[name]) for name in ("points", "override"))
        return cls(
            points=points, max_points=Decimal(told["max_points"]), status=told["status"], code=told["code"], key=told["key"],
            override=override,
        )  # fmt: skip


Marks = Mapping[str, Mapping[str, Mark]]
"""Marks by pseudonym and exercise."""


def marks(now: ClassState, by_hand: Overrides) -> Marks:
    """Return the marks of a state, in the order of the pseudonyms and of the exercises."""
    most = {one.name: exact(one.max_points) for one in now.course.exercises}
    decided = {one.pseudonym: one.decisions for one in now.students}
    return {
        one.pseudonym: {
            name: _mark(points, most[name], decided[one.pseudonym].get(name), by_hand.get((one.pseudonym, name)))
            for name, points in one.points.items()
        }
        for one in final.earned(now, by_hand)
    }


def _mark(points: Decimal | None, most: Decimal, decision: Decision | None, by_hand: Override | None) -> Mark:
    return Mark(
        points=points,
        max_points=most if decision is None else exact(decision.max_points),
        status=None if decision is None else decision.status,
        code=None if decision is None else decision.code,
        key="" if decision is None else decision.key,
        override=None if by_hand is None else by_hand.points,
    )


def by_hand(run: Path, now: ClassState) -> Overrides:
    """Return the points set by hand that hold. Raises ``ClassProblem``."""
    return overrides(run, now, {name: one.student for name, one in roster.read(run).items()})


def last(history: History) -> Line | None:
    """Return the line that has made the marks; None before the first set."""
    return next((line for line in reversed(history.sets) if line["how"] in MADE), None)


def first(run: Path, history: History, write: Write, disk: Disk = DISK) -> bool:
    """Make the first set, when the first grading has come to its end; say whether one was made. For the journal's writer."""
    if history.course is None or last(history) is not None:
        return False
    now = state.snapshot(history, running=False)
    if now.ended:
        make(run, now, "first", by_hand(run, now), write, disk, number=1)
    return now.ended


def make(
    run: Path, now: ClassState, how: str, held: Overrides, write: Write, disk: Disk = DISK, *, number: int, **facts: Any
) -> None:
    """Keep a set, then say so in the journal, which makes it the marks. facts: more for the line."""
    told = {"format": FORMAT, "set": number, "journal": position(run), "students": _plain(marks(now, held))}
    folder(run / NAME, disk)
    put(_encoded(told), run / file(number), disk)
    write("set", how=how, number=number, **facts)


def file(number: int) -> str:
    """Return the name of a set's file, below the results folder."""
    return f"{NAME}/{number:04}.json"


def position(run: Path) -> dict[str, Any]:
    """Return how far the journal is now: lines, bytes, and the SHA-256 of these, in hexadecimal."""
    replay = journal.Replay(run / journal.NAME)
    for _ in replay:
        pass
    return {"n": replay.count, "bytes": replay.good, "sha256": _digest(run, replay.good)}


def load(run: Path, number: int) -> Marks:
    """Return the marks of a set. Raises ``ClassProblem`` when it is not there, or comes from another journal."""
    told = _read(run, number)
    try:
        begin = told["journal"]
        if _digest(run, int(begin["bytes"])) != begin["sha256"]:
            raise ClassProblem("set-foreign", step="regrade", file=str(run / file(number)))
        return {
            name: {exercise: Mark.decode(mark) for exercise, mark in given.items()} for name, given in told["students"].items()
        }
    except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError):
        raise ClassProblem("set-unreadable", step="regrade", file=str(run / file(number))) from None


def accepted(run: Path, history: History) -> tuple[int, Marks]:
    """Return the number of the last set, and its marks. Raises ``ClassProblem`` when there is none yet."""
    line = last(history)
    if line is None:
        raise ClassProblem("no-set", step="regrade", folder=str(run))
    return line["number"], load(run, line["number"])


def with_student(run: Path, student: str) -> Iterator[str]:
    """Give the names of the sets' files in which a student is."""
    for path in sorted((run / NAME).glob("[0-9][0-9][0-9][0-9].json")):
        if student in _read(run, int(path.stem)).get("students", {}):
            yield f"{NAME}/{path.name}"


def without(run: Path, name: str, student: str, disk: Disk = DISK) -> None:
    """Take a student out of a set's file."""
    told = _read(run, int((run / name).stem))
    told["students"].pop(student, None)
    put(_encoded(told), run / name, disk)


def _plain(of: Marks) -> dict[str, Any]:
    return {name: {exercise: mark.plain() for exercise, mark in given.items()} for name, given in of.items()}


def _encoded(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told).encode("ascii") + b"\n"


def _read(run: Path, number: int) -> dict[str, Any]:
    path = run / file(number)
    try:
        told = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise ClassProblem("set-gone", step="regrade", file=str(path)) from None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ClassProblem("set-unreadable", step="regrade", file=str(path))
    return told


def _digest(run: Path, size: int) -> str:
    made, left = hashlib.sha256(), size
    with open(run / journal.NAME, "rb") as read:
        while left and (block := read.read(min(left, 1 << 20))):
            made.update(block)
            left -= len(block)
    return made.hexdigest() if not left else ""
