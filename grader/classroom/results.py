"""From stored verdicts to the records that reports read: the words of each verdict in any language, long after its grading.

A verdict file has codes and facts only. Its words are those of the kit that renders it.
"""

import functools
import gzip
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from ..course.catalogue import Exercise, exercises
from ..grading import marking
from ..grading.evidence import Evidence, exactly, fields, number, optional
from ..grading.results import CheckResult, Environment, ExerciseResult, Outcome, Results, Status
from ..grading.verdict import Verdict
from .records import Course, Decision, ExerciseInfo, Student

LARGEST = 64 * 1024 * 1024
"""Bytes that a verdict may have when it is unpacked. The longest that the kit writes has about one million."""


class VerdictLost(ValueError):
    """A verdict file is not there, or is none; the text says which, and why."""


def load(run: Path, decision: Decision) -> Mapping[str, Any]:
    """Return the whole verdict on one exercise, as its file has it. run: the results folder. Raises ``VerdictLost``."""
    name = decision.file or f"verdicts/{decision.key[:2]}/{decision.key}.json.gz"
    try:
        with gzip.open(run / name) as file:
            text = file.read(LARGEST + 1)
        if len(text) > LARGEST:
            raise ValueError("it is too large")
        verdict = fields(json.loads(text))
        if verdict.get("key", decision.key) != decision.key:
            raise ValueError("it is that of another submission")
    except (OSError, EOFError, ValueError, zlib.error, RecursionError) as error:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise VerdictLost(f"{name}: {why}") from None
    return verdict


def exercise_result(name: str, verdict: Mapping[str, Any], language: str) -> ExerciseResult:
    """Return the result of one exercise from its verdict file's content. Raises ``VerdictLost`` when that is none."""
    try:
        status = exactly(str, verdict["status"])
        if status not in get_args(Status):
            raise ValueError(f"the status {status!r}")
        source = optional(str, verdict.get("source"))
        checks = [_check(name, fields(one), language) for one in exactly(list, verdict["checks"])]
    except KeyError as error:
        raise VerdictLost(f"{name}: no {error}") from None
    except ValueError as error:
        raise VerdictLost(f"{name}: {error}") from None
    return replace(_exercise(name, status, checks, language), source=source)  # type: ignore[arg-type]


def without_verdict(info: ExerciseInfo, method: str, language: str, *, started: bool) -> ExerciseResult:
    """Return what stands for an exercise that has no verdict.

    started: something was handed in for it, and the grader could not decide; otherwise it is not started.
    """
    known = _known(info.name)
    plan = known.planned_checks(method) if known is not None else ()  # type: ignore[arg-type]
    outcome: Outcome = "grader_error" if started else "not_run"
    checks = [
        CheckResult(
            exercise=info.name, name=one.check, title=_title(info.name, one.check, language), start_method=one.method,
            outcome=outcome, points=0.0, max_points=one.points,
        )
        for one in plan
    ]  # fmt: skip
    return _exercise(info.name, "grader_error" if started else "not_started", checks, language)


def results(
    student: Student,
    course: Course,
    verdicts: Mapping[str, Mapping[str, Any]],
    language: str,
    *,
    label: str,
    seconds: float = 0.0,
) -> Results:
    """Return the results of one student in one language, as reports read them.

    verdicts: the content of the verdict files, by exercise; one that is missing, but decided, shows its outcomes without
    words. label: what the report says that the files came from. Raises ``VerdictLost`` when a verdict is none.
    """
    found = []
    for info in course.exercises:
        decision = student.decisions.get(info.name)
        if info.name in verdicts:
            found.append(exercise_result(info.name, verdicts[info.name], language))
        elif decision is not None and decision.checks:
            found.append(_bare(decision, language))
        else:
            started = decision is None and student.state != "nothing"
            found.append(without_verdict(info, course.method, language, started=started))
    return Results(
        environment=Environment(
            python=course.python, platform=course.platform, cores=0, start_method=course.method, sandbox=course.sandbox
        ),
        exercises=tuple(found), submissions=label, language=language, began=_moment(course.began),
        seconds=seconds or sum(one.seconds for one in student.decisions.values()),
    )  # fmt: skip


def of_student(run: Path, student: Student, course: Course, language: str, *, label: str) -> Results:
    """Return the results of one student from the files of the results folder. Raises ``VerdictLost``."""
    verdicts = {name: load(run, one) for name, one in student.decisions.items() if one.key}  # what was not handed in has none
    return results(student, course, verdicts, language, label=label)


def _check(exercise: str, stored: Mapping[str, Any], language: str) -> CheckResult:
    outcome = exactly(str, stored["outcome"])
    if outcome not in get_args(Outcome):
        raise ValueError(f"the outcome {outcome!r}")
    evidence = stored.get("evidence")
    verdict = Verdict(
        outcome=outcome,  # type: ignore[arg-type]
        code=optional(str, stored.get("code")),
        facts=fields(stored.get("facts") or {}),
        seconds=number(stored.get("seconds", 0.0)),
        evidence=None if evidence is None else Evidence.decode(evidence),
        retried=bool(stored.get("retried", False)),
    )
    name = exactly(str, stored["name"])
    try:
        words = marking.words(Exercise(exercise), verdict, language)
    except (LookupError, AttributeError, TypeError, ValueError):  # another kit's code: its outcome and points still hold
        words = None
    return CheckResult(
        exercise=exercise, name=name, title=_title(exercise, name, language), start_method=exactly(str, stored["method"]),
        outcome=verdict.outcome, points=number(stored["points"]), max_points=number(stored["max_points"]), code=verdict.code,
        facts=verdict.facts, words=words, seconds=verdict.seconds, retried=verdict.retried, evidence=verdict.evidence,
    )  # fmt: skip


def _bare(decision: Decision, language: str) -> ExerciseResult:
    checks = [
        CheckResult(
            exercise=decision.exercise, name=one.name, title=_title(decision.exercise, one.name, language),
            start_method=one.method, outcome=one.outcome, points=one.points, max_points=one.max_points, code=one.code,
            seconds=one.seconds,
        )
        for one in decision.checks
    ]  # fmt: skip
    return _exercise(decision.exercise, decision.status, checks, language)


def _exercise(name: str, status: Status, checks: Iterable[CheckResult], language: str) -> ExerciseResult:
    known = _known(name)
    title, part = (known.title(language), known.lesson.part) if known is not None else (name, "?")
    return ExerciseResult(name=name, title=title, part=part, status=status, checks=tuple(checks))


def _title(exercise: str, check: str, language: str) -> str:
    """Return a check's title; its name when this kit has no such check any more."""
    known = _known(exercise)
    return known.check_title(check, language) if known is not None and check in known.checks() else check


@functools.cache
def _known(name: str) -> Exercise | None:
    one = Exercise(name)
    return one if one in exercises() else None


def _moment(text: str) -> float:
    """Return seconds since the epoch of a time as the journal has it; 0 when it is none."""
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return 0.0
