"""What the lines of the journal hold, beside their number and time: how records become lines, and lines records."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .journal import FORMAT
from .records import Canary, Check, Course, Decision, ExerciseInfo, Problem

Line = Mapping[str, Any]

ENDS = ("ended", "budget", "fault", "lost", "stopped")
"""How the grading of a submission ended. ended: all that was to be graded has a verdict. budget: it was spent. fault: the
grader could not say of some. lost: the grader died, or did not answer. stopped: the user has ended it, or a
fault elsewhere."""

COUNTED = ("fault", "lost")
"""Ends that count as an attempt of the submission's."""

UNDECIDED = "grader_error"
"""The status of a verdict that decides nothing."""


def of_course(course: Course) -> dict[str, Any]:
    exercises = [[one.name, one.max_points] for one in course.exercises]
    return {"format": FORMAT, **asdict(course), "exercises": exercises}


def course(line: Line) -> Course:
    return Course(
        kit=line["kit"],
        exercises=tuple(ExerciseInfo(name=name, max_points=float(points)) for name, points in line["exercises"]),
        python=line["python"],
        platform=line["platform"],
        sandbox=line["sandbox"],
        method=line["method"],
        budget=float(line["budget"]),
        began=line["began"],
        seed=int(line["seed"]),
        layout=line["layout"],
    )


def of_verdict(student: str, key: str, exercise: str, told: Line, file: str, digest: str) -> dict[str, Any]:
    """Return the facts of a ``verdict`` line. told: the verdict as the grader tells it; file, digest: see ``Store.put``."""
    checks = [
        [one["name"], one["method"], one["outcome"], one["points"], one["max_points"], one["code"], one["seconds"]]
        for one in told["checks"]
    ]
    plain = {name: told[name] for name in ("status", "points", "max_points", "seconds", "source")}
    retried = any(one.get("retried") for one in told["checks"])
    return {
        "student": student, "key": key, "exercise": exercise, **plain, "retried": retried, "checks": checks,
        "file": file, "sha256": digest,
    }  # fmt: skip


def decision(line: Line) -> Decision:
    return Decision(
        n=line["n"],
        key=line["key"],
        exercise=line["exercise"],
        status=line["status"],
        points=float(line["points"]),
        max_points=float(line["max_points"]),
        checks=tuple(map(_check, line["checks"])),
        seconds=float(line["seconds"]),
        source=line["source"],
        file=line["file"],
    )


def _check(told: list[Any]) -> Check:
    name, method, outcome, points, most, code, seconds = told
    return Check(
        name=name, method=method, outcome=outcome, points=float(points), max_points=float(most), code=code,
        seconds=float(seconds),
    )  # fmt: skip


def outcome(one: Decision) -> tuple[object, ...]:
    """Return what must be the same whenever a key is graded: not how long it took."""
    return (one.status, one.points, one.max_points, *((check.name, check.method, check.outcome) for check in one.checks))


def canary(line: Line) -> Canary:
    return Canary(name=line["name"], good=bool(line["good"]), at=line["t"])


def problems(line: Line) -> tuple[Problem, ...]:
    """Return what is wrong with a student's entry. Its facts may name somebody, so only the roster has them."""
    return tuple(Problem(key=key, decide=bool(decide)) for key, decide in line["problems"])
