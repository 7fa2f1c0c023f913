"""What each student has earned: verdicts, points set by hand, and the kit's own table of marks."""

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.marks import final, overrides, table
from grader.classroom.marks.final import Scale
from grader.classroom.problem import ClassProblem
from grader.classroom.records import ClassState, Decision, Identity, Student
from grader.messages import LANGUAGES
from grader.tests.class_made_up import COURSE, EXERCISES

SCALE = Scale(whole=Decimal(20))
HEAD = "student,exercise,points,reason,by,when\r\n"


def decision(exercise: str, points: float, status: Any = "failed") -> Decision:
    return Decision(
        n=1, key="k", exercise=exercise, status=status, points=points, max_points=10.0, checks=(), seconds=1.0, source="s"
    )


def student(name: str, state: Any, *points: float | None, **other: Any) -> Student:
    found = {
        exercise: decision(exercise, value) for exercise, value in zip(EXERCISES, points, strict=False) if value is not None
    }
    return Student(pseudonym=name, state=state, decisions=found, **other)


CLASS = ClassState(
    course=COURSE,
    students=(
        student("whole", "decided", 10.0, 1 / 3, late=True),
        student("empty", "nothing", late=False),
        student("broken", "undecided", 10.0),
        student("slow", "spent", 10.0),
        student("unclear", "ambiguous", 10.0, 10.0),
        student("running", "waiting", 10.0),
        student("left", "gone", 3.0, 4.0),
        replace(
            student("faulty", "undecided", 10.0),
            decisions={EXERCISES[0]: decision(EXERCISES[0], 5.0), EXERCISES[1]: decision(EXERCISES[1], 0.0, "grader_error")},
        ),
    ),
)
ROSTER = {
    one.pseudonym: Identity(layout="folders", number=f"00{place}", name=f"Name {one.pseudonym}")
    for place, one in enumerate(CLASS.students)
}


def put(run: Path, *lines: str, head: str = HEAD) -> None:
    (run / overrides.NAME).write_bytes(b"\xef\xbb\xbf" + (head + "".join(line + "\r\n" for line in lines)).encode())


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_what_is_not_decided_is_never_zero_and_what_was_not_handed_in_is() -> None:
    earned = {one.pseudonym: one for one in final.earned(CLASS, {})}
    assert list(earned) == sorted(earned)
    totals = {name: one.total for name, one in earned.items()}
    assert totals == {
        "whole": Decimal("10.3333"), "empty": 0, "left": 7, "broken": None, "slow": None, "unclear": None, "running": None,
        "faulty": None,
    }  # fmt: skip
    assert earned["faulty"].undecided == (EXERCISES[1],)
    assert earned["unclear"].undecided == EXERCISES
    assert SCALE.mark(earned["whole"]) == Decimal("10.33")
    assert replace(SCALE, to=Decimal(100)).mark(earned["whole"]) == Decimal("51.67")


def test_the_table_has_a_row_for_everybody() -> None:
    earned = final.earned(CLASS, {})
    data, refused = table.table(earned, ROSTER, SCALE)
    assert data.startswith(b"\xef\xbb\xbfpseudonym,number,name,mark,maximum,ex01_worker,ex02_start_and_join,state,")
    found = {row["pseudonym"]: row for row in rows(data)}
    assert len(found) == len(CLASS.students)
    assert found["whole"] == {
        "pseudonym": "whole", "number": "000", "name": "Name whole", "mark": "10.33", "maximum": "20", "ex01_worker": "10",
        "ex02_start_and_join": "0.33", "state": "decided", "undecided": "", "late": "yes", "override": "",
    }  # fmt: skip
    assert [found[name]["late"] for name in ("empty", "left")] == ["no", ""]
    assert (found["broken"]["mark"], found["broken"]["undecided"]) == ("", EXERCISES[1])
    assert refused == ()
    backwards = replace(CLASS, students=CLASS.students[::-1])
    assert table.table(final.earned(backwards, {}), ROSTER, SCALE)[0] == data
    assert len(rows(table.table(earned, {}, SCALE)[0])) == len(CLASS.students)


def test_each_member_of_a_group_has_a_row() -> None:
    member = Identity(layout="gradescope", number="77", name="Bob")
    group = Identity(layout="gradescope", number="66", name="Ada", members=(member,))
    data, _ = table.table(final.earned(CLASS, {}), {"whole": group}, SCALE)
    assert [(row["number"], row["mark"]) for row in rows(data) if row["pseudonym"] == "whole"] == [
        ("66", "10.33"),
        ("77", "10.33"),
    ]


def test_points_set_by_hand_hold_and_the_last_line_wins(tmp_path: Path) -> None:
    assert overrides.overrides(tmp_path, CLASS, ROSTER) == {}
    put(
        tmp_path, "whole,ex02,3,first,me,2026-11-27", "002,ex02_start_and_join.py,7.5,by hand,me,2026-11-27T10:00:00",
        "whole,EX02,\"4,25\",\"because, well\",me,2026-11-28", "",
    )  # fmt: skip
    found = overrides.overrides(tmp_path, CLASS, ROSTER)
    assert {key: (one.points, one.line) for key, one in found.items()} == {
        ("whole", EXERCISES[1]): (Decimal("4.25"), 4), ("broken", EXERCISES[1]): (Decimal("7.5"), 3),
    }  # fmt: skip
    earned = {one.pseudonym: one for one in final.earned(CLASS, found)}
    assert (earned["whole"].total, earned["broken"].total) == (Decimal("14.25"), Decimal("17.5"))
    assert (earned["broken"].overridden, earned["slow"].overridden) == ((EXERCISES[1],), ())
    data, _ = table.table(list(earned.values()), ROSTER, SCALE)
    assert {row["pseudonym"]: row["override"] for row in rows(data)}["whole"] == EXERCISES[1]


def test_a_spreadsheet_may_save_the_overrides(tmp_path: Path) -> None:
    put(tmp_path, "whole;ex02;4,25;because;me;2026-11-28", head=HEAD.replace(",", ";"))
    assert overrides.overrides(tmp_path, CLASS, ROSTER)["whole", EXERCISES[1]].points == Decimal("4.25")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("nobody,ex02,3,why,me,2026-11-27", "override-nobody"),
        ("whole,ex03,3,why,me,2026-11-27", "override-exercise"),
        ("whole,ex0,3,why,me,2026-11-27", "override-exercise"),
        ("whole,ex02,10.01,why,me,2026-11-27", "override-points"),
        ("whole,ex02,-1,why,me,2026-11-27", "override-points"),
        ("whole,ex02,nan,why,me,2026-11-27", "override-points"),
        ("whole,ex02,,why,me,2026-11-27", "override-empty"),
        ("whole,ex02,3,,me,2026-11-27", "override-empty"),
        ("whole,ex02,3,why,me,yesterday", "override-when"),
        ("whole,ex02,3,why,me", "override-empty"),
        ("same,ex02,3,why,me,2026-11-27", "override-several"),
    ],
)
def test_a_bad_line_stops_with_its_number(line: str, key: str, language: str, tmp_path: Path) -> None:
    put(tmp_path, "whole,ex01,3,why,me,2026-11-27", line)
    who = ROSTER | {name: replace(ROSTER[name], number="same") for name in ("slow", "left")}
    with pytest.raises(ClassProblem) as caught:
        overrides.overrides(tmp_path, CLASS, who)
    assert caught.value.key == key
    assert "3" in caught.value.said(language)


@pytest.mark.parametrize("head", ["student,points\r\n", HEAD.replace("by", "when"), "", HEAD.replace("reason", "why")])
def test_other_columns_are_refused(head: str, tmp_path: Path) -> None:
    put(tmp_path, "whole,ex01,3,why,me,2026-11-27", head=head)
    with pytest.raises(ClassProblem) as caught:
        overrides.overrides(tmp_path, CLASS, ROSTER)
    assert caught.value.key == "override-columns"


# What students have typed


@given(st.text(max_size=30), st.sampled_from(["", " ", "; ", ",", "\t", "\r\n"]))
def test_no_name_becomes_a_formula(text: str, before: str) -> None:
    for name in (before + text, before + "=" + text, text + ";=1", text + "\n@x"):
        cell = table.guarded(name)
        assert not table.dangerous(cell)
        for separator in ",;|\t":
            assert not any(piece.strip().startswith(("=", "+", "-", "@")) for piece in cell.split(separator))
        assert table.guarded(cell) == cell


@pytest.mark.parametrize("number", ["=1+1", "+49", "-7", "@ada", " =1", "a\tb", "a\nb", "\u202eada", "＝1", "\ud800"])
def test_an_identity_that_looks_like_a_formula_is_not_written(number: str) -> None:
    who = ROSTER | {"whole": replace(ROSTER["whole"], number=number)}
    data, refused = table.table(final.earned(CLASS, {}), who, SCALE)
    assert refused == ("whole",)
    found = {row["pseudonym"]: row for row in rows(data)}
    assert (found["whole"]["number"], found["whole"]["mark"]) == ("", "10.33")


@pytest.mark.parametrize("number", ["007", "1.23E+08", "ada@example.org", "O'Brien", "a,b", 'a"b', "王"])
def test_an_identity_is_never_altered(number: str) -> None:
    who = ROSTER | {"whole": replace(ROSTER["whole"], number=number)}
    data, refused = table.table(final.earned(CLASS, {}), who, SCALE)
    assert refused == ()
    assert number in {row["number"] for row in rows(data)}
