"""From what workers report to results, without a play: what is lost is run again, what is malformed is no mistake."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader.course.catalogue import Exercise
from grader.grading import marking
from grader.grading.evidence import Bar, Error, Evidence, OutputLine, Wait
from grader.grading.journal import VerdictCollector
from grader.grading.marking import Reported
from grader.grading.submissions import Submission
from grader.grading.verdict import Verdict

EX02 = Exercise("ex02_start_and_join")
PLAN = EX02.planned_checks()
FIRST, SECOND, *_ = (one.key for one in PLAN)
NOTHING = Reported(verdicts={}, faults={})
PASSED = Verdict(outcome="passed", seconds=0.5)
BROKEN = Verdict(outcome="grader_error", code="grader-fault", facts={"text": "it broke"})
NOT_RUN = Verdict(outcome="not_run", code="needs-another", facts={"needs": PLAN[0].check})
SEEN = Evidence(
    start_method="fork",
    end="stalled",
    processes={10: "main", 9: "process 1"},
    timeline=(Bar(pid=10, label="", start=0.0, end=1.5),),
    waits=(Wait(pid=10, name="main", inside="", line=None, source="", what="process"),),
    errors=(Error(pid=9, name="process 1", kind="ValueError", text="工", lines=(3, 4)),),
    output=(OutputLine(at=0.25, name="main", stream="out", text="\ud800"),),
    output_cut=1,
    output_file="x.txt",
)
WHOLE = json.loads(Verdict(outcome="failed", code="stalled", facts={"call": "f()"}, evidence=SEEN).encode())


def marked(reported: Reported, submission: Submission | None = None) -> list[tuple[str, str | None]]:
    submission = submission or Submission(exercise=EX02, path=Path("x.py"), source=b"x")
    return [(check.outcome, check.code) for check in marking.mark(submission, PLAN, reported, "en").checks]


def collected(
    *properties: tuple[str, object], when: Any = "call", collector: VerdictCollector | None = None
) -> VerdictCollector:
    collector = collector or VerdictCollector()
    node = f"{EX02.name}/{EX02.check_file.name}::{FIRST.partition('::')[2]}"
    collector.pytest_runtest_logreport(
        pytest.TestReport(node, ("", 0, ""), {}, "passed", None, when, user_properties=list(properties))
    )
    return collector


@pytest.mark.parametrize("verdict", [PASSED, BROKEN, replace(PASSED, evidence=SEEN), replace(PASSED, evidence=Evidence())])
def test_a_verdict_comes_back_as_it_was(verdict: Verdict) -> None:
    assert Verdict.decode(verdict.encode()) == verdict
    assert collected(("verdict", verdict.encode())).verdicts == {FIRST: verdict}


def test_a_picture_keeps_what_is_drawn() -> None:
    kept = json.loads(json.dumps(SEEN.encode_picture()))
    assert Evidence.decode(kept) == Evidence(processes=SEEN.processes, timeline=SEEN.timeline)


@pytest.mark.parametrize("text", [None, "", "[]", "{}", "[" * 100_000])
def test_what_is_no_verdict(text: object) -> None:
    with pytest.raises((ValueError, RecursionError)):
        Verdict.decode(text)


@pytest.mark.parametrize("left", sorted(WHOLE))
def test_a_verdict_has_all_its_fields(left: str) -> None:
    with pytest.raises(ValueError, match=f"no '{left}'"):
        Verdict.decode(json.dumps({name: value for name, value in WHOLE.items() if name != left}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "lost"}, {"outcome": []}, {"code": 3}, {"facts": []}, {"seconds": True}, {"seconds": "1"},
        {"retried": 0}, {"evidence": []}, {"evidence": {"timeline": [{}]}}, {"evidence": {"processes": {"x": "main"}}},
        {"evidence": {"processes": {"1": None}}}, {"evidence": {"waits": [[]]}}, {"evidence": {"output_cut": 1.5}},
    ],
)  # fmt: skip
def test_a_malformed_verdict_is_the_grader_s_fault(wrong: dict[str, Any]) -> None:
    collector = collected(("verdict", json.dumps(WHOLE | wrong)))
    assert collector.verdicts == {}
    assert collector.faults[FIRST].startswith("the check's verdict could not be read: ")
    facts = {key: {"text": fault} for key, fault in collector.faults.items()}
    assert marked(Reported(verdicts={}, faults=facts))[0] == ("grader_error", "grader-fault")


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(outcome="failed", code="no-such-code"),
        Verdict(outcome="not_run", code="needs-another"),
        Verdict(outcome="not_run", code="needs-another", facts={"needs": "test_frob"}),
        Verdict(outcome="grader_error", code="grader-fault", facts={"lack": "disk"}),
    ],
)
def test_a_verdict_that_cannot_be_said_is_the_grader_s_fault(verdict: Verdict) -> None:
    assert marked(Reported(verdicts={FIRST: verdict}, faults={}))[0] == ("grader_error", "grader-fault")


def test_a_worker_that_died_is_remembered() -> None:
    collector = collected(when="???")
    assert collected(("verdict", PASSED.encode()), collector=collector).verdicts[FIRST].retried


def test_what_is_not_reported_is_not_credited() -> None:
    assert set(marked(NOTHING)) == {("grader_error", "grader-fault")}
    assert NOTHING.lost(PLAN) == [one.key for one in PLAN]


def test_only_what_a_fault_of_the_grader_s_has_cost_is_lost() -> None:
    verdicts = {one.key: PASSED for one in PLAN}
    assert Reported(verdicts=verdicts, faults={}).lost(PLAN) == []
    assert Reported(verdicts=verdicts | {SECOND: NOT_RUN}, faults={}).lost(PLAN) == []
    assert Reported(verdicts=verdicts | {FIRST: BROKEN, SECOND: NOT_RUN}, faults={}).lost(PLAN) == [FIRST, SECOND]


def test_a_second_run_mends_what_was_lost_and_nothing_else() -> None:
    first = Reported(verdicts={FIRST: BROKEN, SECOND: PASSED}, faults={"": {"text": "one"}})
    second = Reported(verdicts={FIRST: PASSED, SECOND: BROKEN}, faults={"": {"text": "two"}, FIRST: {"text": "three"}})
    mended = first.mended(second, [FIRST])
    assert mended.verdicts == {FIRST: replace(PASSED, retried=True), SECOND: PASSED}
    assert mended.faults == {"": {"text": "one"}, FIRST: {"text": "three"}}
    assert first.mended(Reported(verdicts={FIRST: NOT_RUN}, faults={}), [FIRST]).verdicts == first.verdicts


def test_what_was_never_played() -> None:
    untouched = Submission(exercise=EX02, path=Path("x.py"), untouched=True)
    assert set(marked(NOTHING, untouched)) == {("not_run", None)}
    unusable = Submission(exercise=EX02, path=Path("x.py"), problem="submission-empty", facts={"file": "x.py"})
    assert set(marked(NOTHING, unusable)) == {("failed", "submission-empty")}
