"""What becomes of a proposal: all of it, or nothing, whenever it is interrupted; and no mark falls without a word."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader import cli
from grader.classroom import journal, lock, sets, settling, state
from grader.classroom.disk import DISK
from grader.classroom.problem import ClassProblem
from grader.classroom.proposing import Wish
from grader.files import ROOT
from grader.messages import LANGUAGES
from grader.statuses import GOOD, NOT_UNDERSTOOD
from grader.tests.class_regraded import ONE, TWO, Class, Ends, Interrupted, Kit, why

RIGHT, WRONG = b"right", b"wrong"
MARKS = {"s1": ["10.0", "4.0"], "s2": ["10.0", "0.0"]}
LOWER = Kit(accepts=b"wrong")
LOWERED = {"s1": ["4.0", "10.0"], "s2": ["4.0", "0.0"]}


@pytest.fixture
def klass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Class:
    made = Class(tmp_path / "run", monkeypatch, {1: [RIGHT, WRONG], 2: [RIGHT]})
    assert made.grade()
    return made


def said(capsys: pytest.CaptureFixture[str], *words: str, status: int = GOOD) -> str:
    assert cli.main(["classroom", *words]) == status
    found = capsys.readouterr()
    return found.out if status == GOOD else found.err


def test_no_mark_falls_unless_that_is_said(klass: Class, capsys: pytest.CaptureFixture[str]) -> None:
    klass.regrade(LOWER)
    before = (klass.run / journal.NAME).read_bytes()
    text = said(capsys, "accept", str(klass.run), status=NOT_UNDERSTOOD)
    for number in (1, 2):
        assert f"{klass.name(number)}  {ONE}  10 -> 4" in text
    assert TWO not in text, "that one rises"
    assert (klass.run / journal.NAME).read_bytes() == before
    assert klass.marks() == MARKS
    said(capsys, "accept", str(klass.run), "--lower", "--by", "A. Teacher")
    assert klass.marks() == LOWERED
    text = said(capsys, "audit", str(klass.run))
    assert "set 2: proposal 1 was accepted, by A. Teacher" in text
    course = state.read(klass.run).course
    assert course is not None
    assert course.kit == LOWER.course().kit


def test_the_status_says_what_changed_since_the_marks_before(klass: Class, capsys: pytest.CaptureFixture[str]) -> None:
    assert "What changed" not in said(capsys, "status", str(klass.run)), "these are the first"
    klass.regrade(LOWER)
    settling.accept(klass.run, lower=True)
    assert "Points went up: 1. Points went down: 2. Students: 2." in said(capsys, "status", str(klass.run))
    said(capsys, "page", str(klass.run))
    assert "Points went up: 1." in (klass.run / "class.html").read_text("utf-8")


def test_nobodys_name_is_written_down_unasked(klass: Class) -> None:
    klass.regrade(Kit(accepts=b"r"))
    settling.accept(klass.run)
    assert [set(line) for line in state.read(klass.run).sets if line["how"] == "accepted"] == [
        {"n", "t", "run", "what", "how", "number", "proposal", "c"}
    ]


def test_a_proposal_that_is_dropped_leaves_nothing_but_its_verdicts(klass: Class, capsys: pytest.CaptureFixture[str]) -> None:
    klass.regrade(LOWER)
    assert "1" in said(capsys, "discard", str(klass.run))
    assert klass.marks() == MARKS
    assert said(capsys, "discard", str(klass.run), status=NOT_UNDERSTOOD)
    assert said(capsys, "accept", str(klass.run), status=NOT_UNDERSTOOD)
    klass.graded.clear()
    klass.regrade(LOWER)
    assert klass.graded == [], "they are known"
    settling.accept(klass.run, lower=True)
    assert klass.marks() == LOWERED


def test_one_that_is_not_graded_to_its_end_is_not_accepted(klass: Class, capsys: pytest.CaptureFixture[str]) -> None:
    klass.stop = len(klass.graded) + 1
    found = klass.regrade(LOWER)
    assert len(found.waiting) == 1
    assert said(capsys, "accept", str(klass.run), "--lower", status=NOT_UNDERSTOOD)
    assert "regrade" in said(capsys, "diff", str(klass.run))
    assert klass.marks() == MARKS
    klass.stop = None
    klass.grade(Wish())
    assert len(klass.graded) == 4, "it went on"
    settling.accept(klass.run, lower=True)
    assert klass.marks() == LOWERED


def test_plain_grading_goes_on_with_a_proposal_as_it_was_chosen(klass: Class) -> None:
    klass.stop = len(klass.graded)
    klass.regrade(LOWER, "ex01")
    klass.stop = None
    klass.grade()
    found = klass.compared()
    assert {exercise for _, exercise in why(found)} == {ONE}
    assert klass.marks() == MARKS


def test_a_kit_that_changes_under_a_proposal_is_the_one_that_counts(klass: Class) -> None:
    klass.stop = len(klass.graded)
    klass.regrade(Kit(versions={ONE: "2"}), "ex01")
    klass.stop = None
    found = klass.regrade(LOWER, "s002")
    assert found.waiting == ()
    assert why(found) == {(klass.name(number), ONE): ["why-kit"] for number in (1, 2)}
    course = (state.read(klass.run).proposal or state.read(klass.run)).course
    assert course is not None
    assert course.kit == LOWER.course().kit


def test_what_is_forced_is_graded_once_however_often_it_is_typed(klass: Class) -> None:
    klass.graded.clear()
    for stop in (0, 1, None):
        klass.stop = stop
        klass.regrade(force=True)
    assert len(klass.graded) == len(set(klass.graded)) == 2
    assert klass.compared().same == 3, "two have the same text"


@pytest.mark.parametrize(
    ("words", "graded"),
    [
        (["ex01"], {ONE}), (["ex02_start_and_join.py"], {TWO}), (["never-called"], {TWO}), (["s001"], {ONE, TWO}),
        (["s002"], {ONE}), (["ex02", "s002"], {ONE, TWO}),
    ],
)  # fmt: skip
def test_only_what_is_chosen_is_graded(klass: Class, words: list[str], graded: set[str]) -> None:
    klass.texts[3] = [RIGHT, RIGHT]
    found = klass.regrade(Kit(versions={ONE: "2", TWO: "2"}, most={ONE: (4.0, 7.0), TWO: (4.0, 7.0)}), *words)
    assert {exercise for _, exercise in why(found)} == graded
    assert {who for who, _ in why(found)} <= {klass.name(1), klass.name(2)}
    assert found.waiting == ()


@pytest.mark.parametrize("word", ["ex99", "ada", "Ada 1 Zyzzyva", "no-such-code", "", "ex", "S001"])
def test_what_means_nothing_here_is_said(klass: Class, word: str) -> None:
    before = (klass.run / journal.NAME).read_bytes()
    with pytest.raises(ClassProblem) as caught:
        klass.regrade(LOWER, word)
    assert caught.value.key == "only-unknown"
    for language in LANGUAGES:
        assert "never-called" in caught.value.said(language)
        assert "ex01, ex02" in caught.value.said(language)
    lines = (klass.run / journal.NAME).read_bytes().removeprefix(before).splitlines()
    assert [json.loads(line)["what"] for line in lines] == ["start"]


def test_without_anything_new_there_is_no_proposal(klass: Class) -> None:
    klass.regrade()
    klass.regrade(None, "never-called", "s001")
    assert state.read(klass.run).proposal is None
    assert len(klass.graded) == 2


@pytest.mark.parametrize("change", ["gone", "damaged", "foreign", "newer"])
def test_a_set_that_is_not_what_it_was_stops_it(klass: Class, change: str) -> None:
    path = klass.run / sets.file(1)
    told = json.loads(path.read_text("ascii"))
    if change == "gone":
        path.unlink()
    elif change == "damaged":
        path.write_bytes(path.read_bytes()[:-20])
    elif change == "newer":
        path.write_text(json.dumps({**told, "format": 2}), "ascii")
    else:
        path.write_text(json.dumps({**told, "journal": {**told["journal"], "sha256": "0" * 64}}), "ascii")
    key = {"gone": "set-gone", "foreign": "set-foreign"}.get(change, "set-unreadable")
    with pytest.raises(ClassProblem, match=key) as caught:
        klass.regrade(LOWER)
    assert str(path) in caught.value.said("en")


def test_whatever_ends_it_there_are_the_old_marks_or_the_new_ones(klass: Class) -> None:
    klass.regrade(LOWER)
    saved, found = klass.run.with_name("saved"), list[str]()
    shutil.copytree(klass.run, saved)
    for at in range(1, 100):
        shutil.rmtree(klass.run)
        shutil.copytree(saved, klass.run)
        try:
            settling.accept(klass.run, lower=True, disk=Interrupted(at))
        except Ends:
            pass
        else:
            break
        marks = klass.marks()
        assert marks in (MARKS, LOWERED)
        found.append("new" if marks == LOWERED else "old")
        if marks == MARKS:
            settling.accept(klass.run, lower=True)
        assert klass.marks() == LOWERED
    assert found == sorted(found, reverse=True), "first the old ones, then the new ones"
    assert 5 < len(found) < 99
    assert klass.marks() == LOWERED


@pytest.mark.long
def test_whatever_ends_a_proposal_the_marks_stay_and_it_goes_on(klass: Class) -> None:
    saved = klass.run.with_name("saved")
    shutil.copytree(klass.run, saved)
    for at in range(1, 200):
        shutil.rmtree(klass.run)
        shutil.copytree(saved, klass.run)
        klass.disk = Interrupted(at)
        try:
            klass.regrade(LOWER)
        except Ends:
            klass.disk = DISK
            assert klass.marks() == MARKS
            with contextlib.suppress(ClassProblem):  # what is not graded to its end is never accepted
                settling.accept(klass.run, lower=True)
                assert klass.marks() == LOWERED
                continue
            klass.regrade(LOWER)
        else:
            break
        settling.accept(klass.run, lower=True)
        assert klass.marks() == LOWERED
    assert 40 < at < 199


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="it kills as POSIX does")
def test_killed_at_each_step(klass: Class) -> None:
    klass.regrade(LOWER)
    saved = klass.run.with_name("saved")
    shutil.copytree(klass.run, saved)
    script = (
        "import sys; from pathlib import Path; from grader.classroom.settling import accept;"
        "from grader.tests.class_driver import Deadly;"
        "accept(Path(sys.argv[1]), lower=True, disk=Deadly(int(sys.argv[2]), None))"
    )
    for at in range(1, 100):
        shutil.rmtree(klass.run)
        shutil.copytree(saved, klass.run)
        ended = subprocess.run([sys.executable, "-c", script, str(klass.run), str(at)], cwd=ROOT, check=False)
        if ended.returncode == 0:
            break
        assert ended.returncode == -9
        if klass.marks() == MARKS:
            settling.accept(klass.run, lower=True)
        assert klass.marks() == LOWERED
        assert not lock.is_held(klass.run)
        klass.grade()
        assert list(klass.run.rglob("*.part")) == []
    assert 5 < at < 99


def test_two_at_once_are_refused(klass: Class, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    klass.regrade(LOWER)
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with lock.locked(klass.run):
        said(capsys, "accept", str(klass.run), "--lower", status=NOT_UNDERSTOOD)
        said(capsys, "discard", str(klass.run), status=NOT_UNDERSTOOD)
        said(capsys, "diff", str(klass.run))
    assert klass.marks() == MARKS


@pytest.mark.parametrize("step", ["diff", "accept", "discard", "audit", "regrade", "forget"])
def test_a_folder_without_results_is_said(step: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "journal.jsonl" in said(capsys, step, str(tmp_path), status=NOT_UNDERSTOOD)
    assert list(tmp_path.iterdir()) == []
