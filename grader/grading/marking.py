"""From verdicts to results: what each verdict means for its check, its exercise and its points, in the user's language."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..course.catalogue import Exercise, PlannedCheck
from ..messages import Message, Words
from . import machine
from .results import CheckResult, ExerciseResult, Outcome, Status
from .submissions import Submission
from .verdict import Verdict

NOTHING = {"text": "no verdict was reported"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What one run of pytest has reported.

    verdicts: by the check's key. faults: where there are none, the facts of a ``grader-fault``: of a check by its key, of an
    exercise by its name, of all by an empty name.
    """

    verdicts: Mapping[str, Verdict]
    faults: Mapping[str, Mapping[str, Any]]

    def lost(self, plan: Sequence[PlannedCheck]) -> list[str]:
        """Return the checks that the grader could not decide, by key, and those that were not run because of that."""
        outcomes = {one.key: verdict.outcome if (verdict := self.verdicts.get(one.key)) else "grader_error" for one in plan}
        if "grader_error" not in outcomes.values():
            return []
        return [key for key, outcome in outcomes.items() if outcome in ("grader_error", "not_run")]

    def mended(self, second: "Reported", lost: Collection[str]) -> "Reported":
        """Return this with the verdicts of a second run for checks that were lost in the first, marked as retried."""
        again = {
            key: replace(verdict, retried=True)
            for key, verdict in second.verdicts.items()
            if key in lost and verdict.outcome != "not_run"
        }
        return Reported(verdicts={**self.verdicts, **again}, faults={**second.faults, **self.faults})

    def verdict(self, planned: PlannedCheck) -> Verdict:
        """Return the verdict on a check. What was not reported is not credited: it is a fault of the grader's own."""
        faults = (self.faults.get(name) for name in (planned.key, planned.exercise, ""))
        return self.verdicts.get(planned.key) or Verdict(
            outcome="grader_error", code="grader-fault", facts=next(filter(None, faults), NOTHING)
        )


def mark(submission: Submission, plan: Iterable[PlannedCheck], reported: Reported, language: str) -> ExerciseResult:
    """Return the result of an exercise: that of every check of its plan, and what they come to."""
    exercise = submission.exercise
    checks = tuple(result(one, verdict_on(submission, one, reported), language) for one in plan)
    return ExerciseResult(
        name=exercise.name, title=exercise.title(language), part=exercise.lesson.part,
        status=status((check.outcome for check in checks), untouched=submission.untouched), checks=checks,
        source=digest(submission),
    )  # fmt: skip


def status(outcomes: Iterable[Outcome], *, untouched: bool) -> Status:
    """Return what the outcomes of an exercise's checks come to."""
    found = set(outcomes)
    if untouched:
        return "not_started"
    if "failed" in found:
        return "failed"
    return "grader_error" if "grader_error" in found or found != {"passed"} else "passed"


def digest(submission: Submission) -> str | None:
    """Return the SHA-256 of what was handed in, in hexadecimal; None where there is no such text."""
    return hashlib.sha256(submission.source).hexdigest() if submission.source else None


def verdict_on(submission: Submission, planned: PlannedCheck, reported: Reported) -> Verdict:
    """Return the verdict on a check of this submission, whether or not it could be graded.

    A verdict that cannot be said, such as one with a code that has no words, is a fault of the grader's own.
    """
    found = _found(submission, planned, reported)
    try:
        words(submission.exercise, found, "en")
    except (LookupError, AttributeError, TypeError, ValueError) as error:
        text = f"the verdict '{found.code}' cannot be said: {type(error).__name__}: {error}"
        return Verdict(outcome="grader_error", code="grader-fault", facts={"text": text})
    return found


def _found(submission: Submission, planned: PlannedCheck, reported: Reported) -> Verdict:
    if submission.untouched:
        return Verdict(outcome="not_run")
    if submission.problem is not None:
        return Verdict(outcome="failed", code=submission.problem, facts=submission.facts)
    return reported.verdict(planned)


def result(planned: PlannedCheck, verdict: Verdict, language: str) -> CheckResult:
    """Return the result of a check in this language."""
    exercise = Exercise(planned.exercise)
    return CheckResult(
        exercise=exercise.name, name=planned.check, title=exercise.check_title(planned.check, language),
        start_method=planned.method, outcome=verdict.outcome,
        points=planned.points if verdict.outcome == "passed" else 0.0, max_points=planned.points, code=verdict.code,
        facts=verdict.facts, words=words(exercise, verdict, language), seconds=verdict.seconds, retried=verdict.retried,
        evidence=verdict.evidence,
    )  # fmt: skip


def words(exercise: Exercise, verdict: Verdict, language: str) -> Message | None:
    """Return the words of a verdict, their blanks filled, in this language; None when there is nothing to say.

    Raises ``LookupError``, ``AttributeError``, ``TypeError`` or ``ValueError`` for a code without words, or facts that do not
    fill its blanks.
    """
    if not verdict.code:
        return None
    facts = dict(verdict.facts)
    if verdict.code == "needs-another":
        facts["needs"] = exercise.check_title(facts["needs"], language)
    if "lack" in facts:
        facts = machine.in_language(facts, Words(language))
    return exercise.message(verdict.code, language).filled(facts, exercise.phrases(language))
