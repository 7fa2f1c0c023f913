"""A made-up class for the tests of its grading: students, their files, and what a journal says of them."""

import hashlib
from pathlib import Path
from typing import Any

from grader.classroom import journal
from grader.classroom.disk import DISK, Disk
from grader.classroom.journal import Journal, Replay
from grader.classroom.records import Course, ExerciseInfo, File, Handed, Identity, Reading

EXERCISES = ("ex01_worker", "ex02_start_and_join")

COURSE = Course(
    kit="k" * 64,
    exercises=tuple(ExerciseInfo(name=name, max_points=10.0) for name in EXERCISES),
    python="3.11",
    platform="linux",
    sandbox="tree",
    method="default",
    budget=60.0,
    began="2026-11-26T17:40:02Z",
    seed=7,
    layout="folders",
)


def key(exercise: str, source: bytes) -> str:
    return hashlib.sha256(exercise.encode() + b"\0" + source).hexdigest()


def verdict(exercise: str, source: bytes, **other: Any) -> dict[str, Any]:
    """Return a verdict as the grader tells it: right where the text says so, wrong otherwise."""
    good = b"right" in source
    status, points, code = ("passed", 10.0, None) if good else ("failed", 4.0, "never-called")
    check = {
        "name": "test_it", "method": "fork", "outcome": status, "points": points, "max_points": 10.0, "code": code,
        "facts": {}, "seconds": 0.1, "retried": False, "evidence": None,
    }  # fmt: skip
    return {
        "status": status, "points": points, "max_points": 10.0, "seconds": 0.1, "key": key(exercise, source),
        "source": hashlib.sha256(source).hexdigest(), "checks": [check], **other,
    }  # fmt: skip


def student(number: int, *sources: bytes, **other: Any) -> Handed:
    """Return what a student has handed in: one text for each exercise, in their order."""
    who = Identity(layout="folders", number=f"s{number:03}", name=f"Ada {number} Zyzzyva")
    files = tuple(
        File(exercise=name, entry=f"{who.number}/{name}.py", source=source)
        for name, source in zip(EXERCISES, sources, strict=False)
    )
    state = other.pop("state", "waiting" if files else "nothing")
    return Handed(student=who, state=state, entries=(who.number,), files=files, **other)


def reading(*handed: Handed) -> Reading:
    return Reading(folder="class", layout="folders", handed=handed)


def opened(run: Path, name: str = "r1", disk: Disk = DISK) -> Journal:
    """Return the journal of a results folder for its writer, mended."""
    read = Replay(run / journal.NAME)
    for _ in read:
        pass
    journal.mend(run, read, disk)
    return Journal(run, name, read.count, disk)


def said(run: Path) -> list[dict[str, Any]]:
    """Return the lines of a journal, without times and checksums."""
    return [{name: value for name, value in line.items() if name not in ("t", "c")} for line in Replay(run / journal.NAME)]
