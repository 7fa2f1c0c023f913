"""Stored verdicts become the same results that the grading itself would have shown."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import results
from grader.classroom.records import Check, Course, Decision, ExerciseInfo, Student
from grader.course.catalogue import Exercise, exercises
from grader.grading import marking
from grader.grading.results import ExerciseResult
from grader.grading.submissions import Submission
from grader.grading.verdict import Verdict
from grader.messages import LANGUAGES
from grader.report import rendered
from grader.tests.outputs import BARE, HOSTILE, Page, evidence

EXERCISE = exercises()[1]
PLAN = EXERCISE.planned_checks()
Facts = Mapping[tuple[str, str], Mapping[str, Any]]
COURSE = Course(
    kit="k", exercises=(ExerciseInfo(name=EXERCISE.name, max_points=sum(one.points for one in PLAN)),), python="3.11.9",
    platform="linux", sandbox="bubblewrap", method="fork", budget=60.0, began="2026-11-27T10:00:00+00:00",
)  # fmt: skip


def marked(language: str) -> ExerciseResult:
    """Return what the grading itself shows: a check that passed, one that failed, others that depend on it."""
    first, second, *rest = PLAN
    verdicts = {
        first.key: Verdict(outcome="passed", seconds=0.25, evidence=evidence("a")),
        second.key: Verdict(outcome="failed", code="stalled", facts={"call": HOSTILE}, evidence=evidence(), retried=True),
        **{one.key: Verdict(outcome="not_run", code="needs-another", facts={"needs": second.check}) for one in rest},
    }
    submission = Submission(exercise=EXERCISE, path=Path("x.py"), source=b"x")
    return marking.mark(submission, PLAN, marking.Reported(verdicts=verdicts, faults={}), language)


def stored(one: ExerciseResult, facts: Facts) -> dict[str, Any]:
    """Return the content of the verdict file of such a result, as JSON gives it back."""
    checks = [
        {
            "name": check.name, "method": check.start_method, "outcome": check.outcome, "points": check.points,
            "max_points": check.max_points, "code": check.code, "facts": facts.get((check.name, check.start_method), {}),
            "seconds": check.seconds, "retried": check.retried,
            "evidence": None if check.evidence is None else asdict(check.evidence),
        }
        for check in one.checks
    ]  # fmt: skip
    verdict = {
        "status": one.status,
        "source": one.source,
        "points": one.score,
        "max_points": one.max_score,
        "seconds": 1.5,
        "checks": checks,
    }
    return dict(json.loads(json.dumps(verdict)))


def facts() -> Facts:
    _, second, *rest = PLAN
    needing = {(one.check, one.method): {"needs": second.check} for one in rest}
    return {(second.check, second.method): {"call": HOSTILE}, **needing}


def decision(**changed: Any) -> Decision:
    known: dict[str, Any] = {
        "n": 3, "key": "ab" * 32, "exercise": EXERCISE.name, "status": "failed", "points": 1.0, "max_points": 4.0,
        "checks": (), "seconds": 1.5, "source": "0" * 64,
    }  # fmt: skip
    return Decision(**(known | changed))


def keep(run: Path, one: Decision, content: bytes) -> None:
    path = run / "verdicts" / one.key[:2] / f"{one.key}.json.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stored_verdict_says_what_the_grading_said(language: str) -> None:
    original = marked(language)
    assert results.exercise_result(EXERCISE.name, stored(original, facts()), language) == original
    assert original.checks[1].words is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_comes_from_the_files_alone(language: str, tmp_path: Path) -> None:
    one = decision()
    keep(tmp_path, one, gzip.compress(json.dumps(stored(marked("en"), facts()) | {"key": one.key}).encode()))
    student = Student(pseudonym="p1", state="decided", decisions={EXERCISE.name: one})
    found = results.of_student(tmp_path, student, COURSE, language, label="p1")
    assert found.exercises == (marked(language),)
    assert (found.seconds, found.began) == (1.5, 1795773600.0)
    text = rendered(found, "html")
    page = Page(text)
    assert not BARE & set(text)
    assert EXERCISE.title(language) in page.text
    assert " 0 cores" not in page.text


def test_an_exercise_without_a_verdict_is_not_the_students_mistake() -> None:
    for state, status, outcome in (("spent", "grader_error", "grader_error"), ("nothing", "not_started", "not_run")):
        student = Student(pseudonym="p1", state=state, decisions={})  # type: ignore[arg-type]
        (found,) = results.results(student, COURSE, {}, "en", label="p1").exercises
        assert (found.status, found.score, found.max_score) == (status, 0.0, COURSE.exercises[0].max_points)
        assert {one.outcome for one in found.checks} == {outcome}


def test_what_the_kit_no_longer_knows_keeps_its_points() -> None:
    verdict = stored(marked("en"), facts())
    verdict["checks"][0] |= {"name": "test_that_was_removed"}
    verdict["checks"][1] |= {"code": "a-code-that-was-removed"}
    found = results.exercise_result(EXERCISE.name, verdict, "zh")
    assert found.score == marked("en").score
    assert found.checks[0].title == "test_that_was_removed"
    assert (found.checks[1].code, found.checks[1].words) == ("a-code-that-was-removed", None)
    elsewhere = results.exercise_result("ex99_of_another_course", verdict, "en")
    assert (elsewhere.title, elsewhere.score) == ("ex99_of_another_course", found.score)
    assert not Exercise("ex99_of_another_course").check_file.exists()


def test_a_decision_whose_file_is_not_at_hand_shows_its_outcomes() -> None:
    known = marked("en").checks[0]
    check = Check(
        name=known.name, method=known.start_method, outcome="passed", points=1.0, max_points=1.0, code=None, seconds=0.1
    )
    student = Student(pseudonym="p1", state="decided", decisions={EXERCISE.name: decision(checks=(check,))})
    (found,) = results.results(student, COURSE, {}, "en", label="p1").exercises
    assert [(one.title, one.points) for one in found.checks] == [(known.title, 1.0)]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"no gzip", gzip.compress(b"{")[:-3], gzip.compress(b"["), gzip.compress(b"[" * 100_000), gzip.compress(b"[]"),
        gzip.compress(b'{"key": "that of another"}'), b"\x1f\x8b\x08\x00" + b"\xff" * 40,
    ],
)  # fmt: skip
def test_a_broken_file_is_named(content: bytes, tmp_path: Path) -> None:
    one = decision()
    keep(tmp_path, one, content)
    with pytest.raises(results.VerdictLost, match=one.key):
        results.load(tmp_path, one)
    with pytest.raises(results.VerdictLost, match="verdicts/none"):
        results.load(tmp_path, replace(one, file="verdicts/none"))


@pytest.mark.parametrize(
    "change",
    [{"status": "good"}, {"status": 1}, {"checks": {}}, {"checks": [7]}, {"checks": [{"name": "test_x"}]}],
    ids=str,
)
def test_a_verdict_that_is_none_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(results.VerdictLost, match=EXERCISE.name):
        results.exercise_result(EXERCISE.name, stored(marked("en"), facts()) | change, "en")
