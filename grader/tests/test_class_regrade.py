"""A class that is graded again: no mark changes until it is accepted, and every change is there with its reason."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from grader.classroom import columns, differences, settling, state, store
from grader.classroom.problem import ClassProblem
from grader.messages import LANGUAGES
from grader.tests.class_regraded import ONE, TWO, Class, Kit, only, why

RIGHT, WRONG, NEARLY = b"right", b"wrong", b"nearly"


@pytest.fixture
def klass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Class:
    made = Class(tmp_path / "run", monkeypatch, {1: [RIGHT, WRONG], 2: [NEARLY, RIGHT], 3: [RIGHT], 4: []})
    assert made.grade()
    return made


MARKS = {"s1": ["10.0", "4.0"], "s2": ["4.0", "10.0"], "s3": ["10.0", "0.0"], "s4": ["0.0", "0.0"]}


def test_the_first_grading_that_comes_to_its_end_is_the_marks(klass: Class) -> None:
    assert klass.marks() == MARKS
    assert [(line["how"], line["number"]) for line in state.read(klass.run).sets] == [("first", 1)]
    klass.grade()
    assert len(state.read(klass.run).sets) == 1, "typed again it changes nothing"
    assert klass.compared().changes == ()


def test_one_that_was_stopped_makes_no_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    klass = Class(tmp_path / "run", monkeypatch, {1: [RIGHT, WRONG], 2: [RIGHT]}, stop=1)
    assert not klass.grade()
    with pytest.raises(ClassProblem, match="no-set"):
        klass.marks()
    with pytest.raises(ClassProblem, match="no-set"):
        klass.regrade()
    klass.stop = None
    klass.grade()
    assert klass.marks() == {"s1": ["10.0", "4.0"], "s2": ["10.0", "0.0"]}


def test_other_points_of_a_check(klass: Class) -> None:
    found = klass.regrade(Kit(most={ONE: (4.0, 8.0)}))
    points = {(klass.name(number), ONE): ["why-check-points"] for number in (1, 2, 3)}
    assert why(found) == {**points, (klass.name(4), ONE): ["why-maximum"]}
    facts = [one.reasons[0].facts for one in found.changes if one.student != klass.name(4)]
    assert facts == [{"check": "test_it", "before": "6", "after": "8"}] * 3
    assert sorted(one.step for one in found.changes) == [0, 0, 2, 2]
    assert klass.marks() == MARKS, "no mark has changed"
    assert state.load(klass.run).max_points == 20


def test_another_check(klass: Class) -> None:
    found = klass.regrade(Kit(versions={ONE: "2"}, accepts=RIGHT))
    assert (why(found), found.same) == ({}, 3), "it says what it said"
    settling.discard(klass.run)
    found = klass.regrade(Kit(accepts=b"r"))
    assert why(found) == {(klass.name(2), ONE): ["why-kit"], (klass.name(1), TWO): ["why-kit"]}
    assert all(one.raises for one in found.changes)
    assert found.same == 3


def test_another_file(klass: Class) -> None:
    klass.texts[1] = [WRONG, WRONG]
    klass.texts[3] = [RIGHT, RIGHT]
    klass.texts[2] = [NEARLY]
    klass.graded.clear()
    klass.grade()
    found = klass.compared()
    name = klass.name
    assert why(found) == {
        (name(1), ONE): ["why-file"], (name(3), TWO): ["why-file-new"], (name(2), TWO): ["why-file-gone"],
    }  # fmt: skip
    assert [one.lowers for one in found.changes if one.student != name(3)] == [True, True]
    assert len(klass.graded) == 1, "the other text was graded before, of another student"
    assert klass.marks() == MARKS


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("sandbox", "bubblewrap", "why-sandbox"), ("python", "3.13.1", "why-python"), ("method", "spawn", "why-method"),
        ("python", "3.11.9", None),
    ],
)  # fmt: skip
def test_another_sandbox_or_python(klass: Class, name: str, value: str, reason: str | None) -> None:
    found = klass.regrade(None, force=True, **{name: value})
    assert (found.changes, found.same) == ((), 5)
    settling.discard(klass.run)
    found = klass.regrade(Kit(moods=RIGHT), force=True, **{name: value})
    assert why(found) == {
        (klass.name(number), exercise): [reason or "why-disagreement"] for number, exercise in ((1, ONE), (3, ONE), (2, TWO))
    }  # fmt: skip
    assert {one.lowers for one in found.changes} == {True}
    if reason is not None:
        assert found.changes[0].reasons[0].facts["after"] == value


def test_the_same_key_with_another_outcome_is_named_so(klass: Class) -> None:
    found = klass.regrade(Kit(moods=RIGHT), "s003", force=True)
    assert why(found) == {(klass.name(number), ONE): ["why-disagreement"] for number in (1, 3)}, "1 has the same text"
    assert klass.marks() == MARKS
    history = state.read(klass.run)
    assert len(history.disagreements) == 1
    files = {one.file for one in (*history.accepted.values(), *(history.proposal or history).accepted.values())}
    assert all(store.get(klass.run, file) for file in files if file is not None)
    (key,) = history.disagreements
    assert store.get(klass.run, history.accepted[key].file or "")["status"] == "passed", "it was not written over"


def test_points_set_by_hand(klass: Class) -> None:
    klass.write(s1_ex02="7.5", s4_ex01="0")
    found = klass.compared()
    assert why(found) == {(klass.name(1), TWO): ["why-override"], (klass.name(4), ONE): ["why-override"]}
    klass.regrade(Kit(versions={ONE: "2", TWO: "2"}))
    settling.accept(klass.run)
    assert klass.marks() == {**MARKS, "s1": ["10.0", "7.5"], "s4": ["0", "0.0"]}
    klass.write(s1_ex02="5")
    klass.regrade(Kit(accepts=b"wrong"))
    found = klass.compared()
    assert why(found)[klass.name(1), TWO] == ["why-override-changed", "why-kit"]
    settling.accept(klass.run, lower=True)
    assert klass.marks()["s1"] == ["4.0", "5"], "it survives"
    (klass.run / "overrides.csv").unlink()
    found = klass.compared()
    assert why(found) == {(klass.name(1), TWO): ["why-override-gone"]}
    assert only(found).step == Decimal(5)


def test_a_new_student_and_a_new_verdict_need_nobodys_word(klass: Class) -> None:
    klass.texts[5] = [RIGHT, RIGHT]
    klass.grade()
    assert klass.marks() == {**MARKS, "s5": ["10.0", "10.0"]}
    assert [line["how"] for line in state.read(klass.run).sets] == ["first", "proposed", "accepted"]
    klass.texts[6], klass.texts[1] = [RIGHT], [WRONG, WRONG]
    klass.grade()
    assert "s6" not in klass.marks(), "a mark that changes waits for a word, and all with it"
    assert {tuple(keys) for keys in why(klass.compared()).values()} == {("why-student-new",), ("why-file",)}


def test_what_was_undecided_is_tried_again_when_it_is_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    klass = Class(tmp_path / "run", monkeypatch, {1: [RIGHT, b"right odd"], 2: [WRONG]}, Kit(cannot=b"odd"))
    klass.grade()
    assert klass.marks() == {"s1": ["10.0", None], "s2": ["4.0", "0.0"]}
    (only_doubtful,) = state.read(klass.run).doubtful.values()
    klass.graded.clear()
    klass.grade()
    assert klass.graded == [], "it is not tried for ever"
    found = klass.regrade(Kit(), "undecided")
    assert len(klass.graded) == 1
    assert why(found) == {(klass.name(1), TWO): ["why-decided"]}
    assert only_doubtful.file is not None
    assert store.get(klass.run, only_doubtful.file)["status"] == "grader_error"
    assert [one.state for one in state.load(klass.run).students if one.pseudonym == klass.name(1)] == ["undecided"]
    settling.accept(klass.run)
    assert klass.marks() == {"s1": ["10.0", "10.0"], "s2": ["4.0", "0.0"]}


def test_a_verdict_that_is_lost_is_a_mark_that_falls(klass: Class) -> None:
    found = klass.regrade(Kit(cannot=WRONG), "ex02", force=True)
    assert why(found) == {(klass.name(1), TWO): ["why-undecided"]}
    assert only(found).lowers
    with pytest.raises(ClassProblem, match="lowers"):
        settling.accept(klass.run)


def test_the_report_names_every_change_in_80_columns(klass: Class) -> None:
    klass.texts[1] = [WRONG, RIGHT]
    found = klass.regrade(Kit(most={ONE: (4.0, 8.0)}, accepts=b"r", versions={TWO: "2"}), sandbox="bubblewrap")
    assert len(found.changes) == 5
    for language in LANGUAGES:
        lines = list(differences.lines(found, language))
        assert all(columns.wide(line) <= 80 for line in lines)
        assert all(any(one.student in line for line in lines) for one in found.changes)
        rows = list(csv.DictReader(io.StringIO(differences.table(found, language).decode("utf-8-sig"))))
        assert [(row["student"], row["exercise"]) for row in rows] == [(one.student, one.exercise) for one in found.changes]
        assert {row["reasons"] for row in rows} >= {"sandbox check-points kit", "sandbox check-points", "maximum"}
