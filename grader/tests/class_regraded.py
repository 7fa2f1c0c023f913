"""A made-up class that is graded again and again, with a kit that changes, and a grader that knows every verdict."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import changes, lines, opening, roster, sets, state
from grader.classroom.changes import Change, Comparison
from grader.classroom.disk import DISK, Disk
from grader.classroom.opening import Opened, Setup
from grader.classroom.proposing import Wish
from grader.classroom.records import Course, ExerciseInfo, Handed
from grader.classroom.work import Key, Work
from grader.grading.service import JobFile
from grader.tests.class_made_up import COURSE, EXERCISES, reading, student

ONE, TWO = EXERCISES


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """A kit. versions: of each exercise's check. most: the points of its two checks, ``test_runs`` and ``test_it``.

    accepts: what must be in a text that is to pass both. moods: what is in texts of which the verdict is not always the same.
    cannot: in texts that the grader cannot decide.
    """

    versions: Mapping[str, str] = field(default_factory=dict)
    most: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    accepts: bytes = b"right"
    moods: bytes | None = None
    cannot: bytes | None = None

    def digest(self, exercise: str) -> str:
        told = (self.versions.get(exercise), self.most.get(exercise), self.accepts)
        return hashlib.sha256(repr((exercise, told)).encode()).hexdigest()

    def course(self, **other: Any) -> Course:
        kits = {name: self.digest(name) for name in EXERCISES}
        whole = hashlib.sha256(repr(kits).encode()).hexdigest()
        told = tuple(ExerciseInfo(name=name, max_points=sum(self.most.get(name, (4.0, 6.0)))) for name in EXERCISES)
        return replace(COURSE, **{"kit": whole, "kits": kits, "exercises": told, **other})

    def key(self, course: Course) -> Key:
        def key(file: JobFile) -> str:
            parts = (course.kits[file.exercise], course.python.split(".")[:2], course.sandbox, course.method, file.source)
            return hashlib.sha256(repr(parts).encode()).hexdigest()

        return key

    def verdict(self, exercise: str, source: bytes) -> dict[str, Any]:
        low, high = self.most.get(exercise, (4.0, 6.0))
        good = self.accepts in source and not (self.moods is not None and self.moods in source)
        outcome, code = ("passed", None) if good else ("failed", "never-called")
        if self.cannot is not None and self.cannot in source:
            outcome, code = "grader_error", "grader-fault"
        checks = [_check("test_runs", "passed", low, None), _check("test_it", outcome, high, code)]
        points = sum(one["points"] for one in checks)
        return {
            "status": outcome, "points": points, "max_points": low + high, "seconds": 0.1, "checks": checks,
            "source": hashlib.sha256(source).hexdigest(),
        }  # fmt: skip


def _check(name: str, outcome: str, most: float, code: str | None) -> dict[str, Any]:
    points = most if outcome == "passed" else 0.0
    return {
        "name": name, "method": "fork", "outcome": outcome, "points": points, "max_points": most, "code": code, "facts": {},
        "seconds": 0.1, "retried": False, "evidence": None,
    }  # fmt: skip


@dataclass(slots=True)
class Class:
    """A class. run: its results. texts: what each student has handed in. graded: the keys that were, in their order.

    stop: after how many verdicts the grading is stopped; None for never. disk: on which all is written.
    """

    run: Path
    patch: pytest.MonkeyPatch
    texts: dict[int, Sequence[bytes]]
    kit: Kit = field(default_factory=Kit)
    graded: list[str] = field(default_factory=list)
    stop: int | None = None
    disk: Disk = DISK

    def grade(self, wish: Wish | None = None, kit: Kit | None = None, **course: str) -> bool:
        """Grade as ``grade`` does, or with a wish as ``regrade``; whatever else is said is another in the course."""
        self.kit = kit or self.kit
        handed = [self.student(number) for number in self.texts]
        self.patch.setattr(opening, "graded", self._graded)
        setup = Setup(
            command=[], environment={}, size=1, canaries=(), key=self.kit.key, silence=1.0, patience=0.0, disk=self.disk
        )
        return opening.grade(reading(*handed), self.run, self.kit.course(**course), setup, wish=wish)

    def student(self, number: int) -> Handed:
        return student(number, *self.texts[number])

    def regrade(self, kit: Kit | None = None, *only: str, force: bool = False, **course: str) -> Comparison:
        self.grade(Wish(only=only, force=force), kit, **course)
        return self.compared()

    def compared(self) -> Comparison:
        return changes.compare(self.run, state.read(self.run))[0]

    def name(self, number: int) -> str:
        """Return a student's pseudonym."""
        return roster.pseudonym(roster.secret(self.run, fresh=False), self.student(number).student)

    def marks(self) -> dict[str, list[str | None]]:
        """Return the points of the last set, by number."""
        given = sets.accepted(self.run, state.read(self.run))[1]
        numbers = {self.name(number): f"s{number}" for number in self.texts}
        return {
            numbers[name]: [None if one.points is None else str(one.points) for one in marks.values()]
            for name, marks in given.items()
        }  # fmt: skip

    def write(self, **overrides: str) -> None:
        """Set points by hand: ``s1_ex01="3"``."""
        rows = [
            f"{self.name(int(who[1:3].rstrip('_')))},{who[-4:]},{points},x,y,2026-11-27" for who, points in overrides.items()
        ]
        (self.run / "overrides.csv").write_text("\n".join(["student,exercise,points,reason,by,when", *rows, ""]), "ascii")

    def _graded(self, held: Opened, works: Sequence[Work], *rest: object) -> bool:
        """Decide what waits, as the conductor does."""
        history, store, write = held.history, held.store, held.write
        for one in works:
            while history.state(history.students[one.pseudonym]) == "waiting":
                write("begin", student=one.pseudonym, alone=False, attempt=1)
                how = "ended"
                for exercise, key in history.pending(history.students[one.pseudonym]).items():
                    if self.stop is not None and len(self.graded) >= self.stop:
                        return False
                    source = one.files[exercise].source or b""
                    told = {**self.kit.verdict(exercise, source), "key": key}
                    failed = told["status"] == lines.UNDECIDED
                    file, digest = store.put(key, told, history.students[one.pseudonym].failed + 1 if failed else 0)
                    self.graded.append(key)
                    write("verdict", **lines.of_verdict(one.pseudonym, key, exercise, told, file, digest))
                    how = "fault" if failed else how
                write("end", student=one.pseudonym, how=how)
        return True


def why(found: Comparison) -> dict[tuple[str, str], list[str]]:
    """Return the reasons of each change, by pseudonym and exercise."""
    return {(one.student, one.exercise): [reason.key for reason in one.reasons] for one in found.changes}


def only(found: Comparison) -> Change:
    """Return the only change."""
    (one,) = found.changes
    return one


class Ends(BaseException):
    """What is done ends here, as if it was killed."""


class Interrupted(Disk):
    """Ends what is done at one of its steps."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __getattribute__(self, name: str) -> Any:
        step = super().__getattribute__(name)
        if name not in ("create", "extend", "write", "sync", "sync_folder", "replace", "make_folder", "truncate", "remove"):
            return step

        def counted(*arguments: Any) -> Any:
            self.at -= 1
            if self.at == 0:
                raise Ends
            return step(*arguments)

        return counted
