"""Every number of the teacher's page, for a class by hand whose answers are known."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from grader.classroom.page import statistics, trust
from grader.classroom.page.changes import Change, changes
from grader.classroom.page.texts import Texts, count, fitted
from grader.classroom.records import Canary, Check, ClassState, Course, Decision, ExerciseInfo, State, Student

FIRST, SECOND, THIRD = NAMES = ("ex02_start_and_join", "ex10_pipeline", "ex17_pool")
COURSE = Course(
    kit="0123456789abcdef", exercises=tuple(ExerciseInfo(name=name, max_points=10.0) for name in NAMES), python="3.11.9",
    platform="linux", sandbox="bubblewrap", method="fork", budget=1200.0, began="2026-11-27T10:00:00Z",
)  # fmt: skip


def decision(exercise: str, points: float, *codes: str, status: str = "", seconds: float = 1.0) -> Decision:
    """Return a verdict: a check that failed for each code, and one that passed."""
    failed = [
        Check(name=f"test_{n}", method="fork", outcome="failed", points=0, max_points=1, code=code, seconds=0.1)
        for n, code in enumerate(codes)
    ]
    good = Check(name="test_good", method="fork", outcome="passed", points=points, max_points=9, code=None, seconds=0.1)
    later = Check(name="test_z", method="fork", outcome="not_run", points=0, max_points=1, code="needs-another", seconds=0.0)
    return Decision(
        n=1, key=f"{exercise}{points}", exercise=exercise, points=points,
        status=status or ("failed" if codes else "passed"),  # type: ignore[arg-type]
        max_points=10.0, checks=(good, *failed, later), seconds=seconds, source="s",
    )  # fmt: skip


def student(pseudonym: str, state: State, *decisions: Decision) -> Student:
    return Student(pseudonym=pseudonym, state=state, decisions={one.exercise: one for one in decisions})


STUDENTS = (
    student("a", "decided", decision(FIRST, 10), decision(SECOND, 10, seconds=2.0), decision(THIRD, 10)),
    student(
        "b", "decided",
        decision(FIRST, 4, "stalled", seconds=3.0), decision(SECOND, 10, seconds=4.0),
        decision(THIRD, 0, "stalled", "exception"),
    ),
    student(
        "c", "decided",
        decision(FIRST, 2, "stalled", "stalled"), decision(SECOND, 5, "exception", "stalled", seconds=9.0),
        decision(THIRD, 1, "stalled"),
    ),
    student("d", "nothing"),
    student(
        "e", "undecided",
        decision(FIRST, 10), decision(SECOND, 0, status="grader_error"), decision(THIRD, 0, status="not_started"),
    ),
    student("f", "ambiguous"),
    student("g", "spent", decision(FIRST, 3, "missing-name")),
    student("h", "waiting", decision(FIRST, 0, status="grader_error")),
    student("i", "gone", decision(FIRST, 10), decision(SECOND, 10), decision(THIRD, 3.5, "exception")),
)  # fmt: skip
STATE = ClassState(course=COURSE, students=STUDENTS, disagreements=("k",), seconds=75.0, load=0.5)
ROWS = statistics.rows(STATE)


def test_the_rows_begin_with_the_lowest_mark_and_end_with_who_has_not_started() -> None:
    assert [row.student.pseudonym for row in ROWS] == ["g", "c", "e", "b", "i", "a", "f", "h", "d"]
    assert [row.points for row in ROWS] == [3, 8, 10, 14, 23.5, 30, 0, 0, 0]
    by = {row.student.pseudonym: row for row in ROWS}
    assert by["e"].cells == ("passed", "grader_error", "not_started")
    assert by["g"].cells == ("failed", "open", "open")
    assert by["d"].cells == ("not_started",) * 3
    assert by["f"].cells == ("open",) * 3
    assert by["c"].codes == (("stalled",), ("exception", "stalled"), ("stalled",))
    assert [name for name, row in by.items() if row.whole] == ["c", "b", "i", "a", "d"]
    assert [name for name, row in by.items() if not row.started] == ["d"]


def test_the_marks() -> None:
    marks = statistics.marks(ROWS, STATE.max_points)
    assert marks.points == (8, 14, 23.5, 30)
    assert marks.bins == (0, 0, 1, 0, 1, 0, 0, 1, 0, 1)
    assert (marks.low, marks.middle, marks.high) == (12.5, 18.75, 25.125)
    assert (marks.not_started, marks.without) == (1, 4)


@pytest.mark.parametrize(
    ("points", "at"),
    [(0, 0), (0.9999, 0), (1, 1), (8.9999, 8), (9, 9), (10, 9), (0.3 * 10, 3), (0.7 * 10, 7), (2.9999999999999996, 3)],
)
def test_a_mark_lies_in_the_step_that_it_reaches(points: float, at: int) -> None:
    one = replace(ROWS[5], points=points)
    assert statistics.marks([one], 10.0).bins.index(1) == at


@pytest.mark.parametrize(
    ("values", "quartiles"),
    [
        ([7], (7, 7, 7)), ([1, 2], (1.25, 1.5, 1.75)), ([0, 1, 2, 3, 4], (1, 2, 3)), ([5] * 9, (5, 5, 5)),
        ([0, 0, 0, 9], (0, 0, 2.25)),
    ],
)  # fmt: skip
def test_quartiles(values: Sequence[float], quartiles: tuple[float, float, float]) -> None:
    assert tuple(statistics.quantile(values, share) for share in (0.25, 0.5, 0.75)) == quartiles


def test_nobody_has_a_mark_while_nothing_is_decided() -> None:
    marks = statistics.marks([row for row in ROWS if row.student.pseudonym in "fh"], 30.0)
    assert (marks.points, marks.bins, marks.low, marks.without) == ((), (0,) * 10, None, 2)
    assert statistics.marks(ROWS, 0.0).bins == (0,) * 10


def test_the_exercises() -> None:
    first, second, third = statistics.exercises(STATE, ROWS)
    assert first.cells == {"passed": 3, "failed": 3, "not_started": 1, "grader_error": 1, "open": 1}
    assert second.cells == {"passed": 3, "failed": 1, "not_started": 1, "grader_error": 1, "open": 3}
    assert third.cells == {"passed": 1, "failed": 3, "not_started": 2, "grader_error": 0, "open": 3}
    assert (first.middle, second.middle, third.middle) == (7, 10, 2.25)  # of 10 4 2 10 3 10; 10 10 5 10; 10 0 1 3.5
    assert (first.first, third.first) == (("test_0", 3), ("test_0", 3))
    assert (first.seconds, second.seconds) == (1, 3)  # 2, 4, 9 and 1
    nobody = statistics.exercises(replace(STATE, students=STUDENTS[3:4]), ROWS[-1:])[0]
    assert (nobody.middle, nobody.first, nobody.seconds) == (None, None, None)


def test_the_mistakes_count_each_student_once() -> None:
    stalled, exception, missing = sorted(statistics.mistakes(STATE, ROWS), key=lambda one: "sem".index(one.code[0]))
    assert [one.code for one in statistics.mistakes(STATE, ROWS)] == ["exception", "stalled", "missing-name"]
    assert stalled.students == ("b", "c")
    assert stalled.exercises == ((FIRST, 2), (THIRD, 2), (SECOND, 1))
    assert exception.students == ("b", "c", "i")
    assert exception.exercises == ((THIRD, 2), (SECOND, 1))
    assert missing.students == ("g",)
    assert [one.exercise for one in exception.where] == [THIRD, SECOND, THIRD]
    assert statistics.mistakes(STATE, ()) == ()


def test_who_is_stuck_makes_the_same_mistake_in_three_exercises() -> None:
    assert statistics.stuck(STATE, ROWS) == (statistics.Stuck(pseudonym="c", code="stalled", exercises=NAMES),)


def test_what_speaks_against_a_grading() -> None:
    found = {one.key: one for one in trust.findings(STATE)}
    assert {key: (one.level, one.count) for key, one in found.items()} == {
        "canaries-none": ("note", 0), "undecided": ("bad", 1), "ambiguous": ("bad", 1), "spent": ("bad", 1),
        "disagreements": ("bad", 1), "gone": ("note", 1), "sandbox-closed": ("good", 0), "load": ("good", 0),
    }  # fmt: skip
    assert [one.pseudonym for one in found["undecided"].students] == ["e"]  # h will be tried again
    assert trust.worst(found.values()) == "bad"
    assert trust.waiting(STATE) == 1


def test_what_speaks_for_a_grading() -> None:
    canaries = tuple(Canary(name=str(n), good=True, at="") for n in range(3))
    good = replace(STATE, students=STUDENTS[:4], disagreements=(), canaries=canaries, load=None)
    found = trust.findings(good)
    assert trust.worst(found) == "good"
    assert found[0] == trust.Finding(key="canaries", level="good", count=3, whole=3)
    wrong = trust.findings(replace(good, canaries=(*canaries, Canary(name="x", good=False, at=""))))
    assert wrong[0] == trust.Finding(key="canaries-wrong", level="bad", count=1, whole=4)
    open_sandbox = replace(good, course=replace(COURSE, sandbox="tree"), load=2.5)
    assert [one.key for one in trust.findings(open_sandbox) if one.level == "note"] == ["sandbox-tree", "load-high"]


def test_what_changed_and_why() -> None:
    def with_key(one: Decision, key: str = "k", source: str = "s") -> Decision:
        return replace(one, key=key, source=source)

    before = replace(STATE, students=(
        student(
            "a", "decided",
            with_key(decision(FIRST, 9), source="other"), decision(SECOND, 10), with_key(decision(THIRD, 12)),
        ),
        student("b", "undecided", decision(FIRST, 4), decision(SECOND, 0, status="grader_error")),
        student("c", "decided", replace(decision(FIRST, 2), points=7.0), decision(SECOND, 5), decision(THIRD, 1)),
        student("e", "decided", decision(FIRST, 10), decision(SECOND, 8)),
    ))  # fmt: skip
    found = {(one.pseudonym, one.exercise): one for one in changes(STATE, before)}
    assert found.pop(("a", FIRST)) == Change(pseudonym="a", exercise=FIRST, before=9, after=10, reason="new-work")
    assert found.pop(("a", THIRD)) == Change(pseudonym="a", exercise=THIRD, before=12, after=10, reason="new-kit")
    assert found.pop(("b", SECOND)) == Change(pseudonym="b", exercise=SECOND, before=None, after=10, reason="first-verdict")
    assert found.pop(("c", FIRST)) == Change(pseudonym="c", exercise=FIRST, before=7, after=2, reason="other-outcome")
    assert {one.reason for one in found.values()} == {"first-verdict"}
    assert {name for name, _ in found} == {"g", "i"}  # e has no new verdict, and what gives nothing is no change
    assert [one.rise for one in changes(STATE, before)][:2] == [-5, -2]
    assert changes(STATE, STATE) == ()


def test_what_changed_since_points_that_were_kept() -> None:
    points = {one.pseudonym: {name: own.points for name, own in one.decisions.items()} for one in STUDENTS}
    points["b"] = {FIRST: 5.0, SECOND: 10.0, THIRD: 0.0}
    assert changes(STATE, points) == (Change(pseudonym="b", exercise=FIRST, before=5, after=4, reason="no-reason"),)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 7, "0 %"), (1, 1000, "<1 %"), (1, 3, "33 %"), (999, 1000, ">99 %"), (7, 7, "100 %"), (0, 0, "–")],
)  # fmt: skip
def test_shares(part: int, whole: int, said: str) -> None:
    assert Texts("en").percent(part, whole) == said
    assert Texts("zh").percent(part, whole) == said.replace(" ", "")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.0, "0 s"), (1.25, "1.2 s"), (59.4, "59.4 s"), (59.6, "1 min"), (75, "1 min 15 s"), (3600, "1 h 0 min"),
        (7384, "2 h 3 min"),
    ],
)  # fmt: skip
def test_times(seconds: float, said: str) -> None:
    assert Texts("en").seconds(seconds) == said


def test_small_texts() -> None:
    assert (count(0), count(1234567)) == ("0", "1,234,567")
    assert (fitted("a\nb\tc"), fitted("x" * 21), fitted("名" * 11)) == ("a b c", "x" * 19 + "…", "名" * 9 + "…")
    texts = Texts("en")
    assert (texts.listed(["a", "b"], 2), texts.listed(["a"], 3)) == ("a, b", "a, and 2 more")
    assert texts.exercise("no-exercise") == "no-exercise"
    assert texts.check(FIRST, "test_gone") == "test_gone"
    assert texts.message("no-such-code", FIRST) is None
