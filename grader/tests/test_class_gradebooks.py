"""Files that platforms export are filled in, and nothing but the marks of decided students changes in them."""

import codecs
import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.marks import cells
from grader.classroom.marks.template import Wanted
from grader.classroom.problem import ClassProblem
from grader.classroom.records import Layout
from grader.tests.class_gradebooks import (
    WORKSHEETS,
    Style,
    blackboard,
    brightspace,
    canvas,
    data,
    fates,
    filled,
    roster,
    table,
    worksheet,
)  # fmt: skip

Rows = list[list[str]]
KIT = Wanted(column="Kit (4711)")
EXPORTS: Mapping[str, tuple[Callable[..., Rows], Wanted, Layout]] = {
    **{f"moodle-{one}": (lambda one=one, **other: worksheet(one, **other), Wanted(), "moodle") for one in WORKSHEETS},
    "canvas": (canvas, KIT, "canvas"),
    "canvas-two": (lambda **other: canvas(two=True, **other), KIT, "canvas"),
    "canvas-plain": (lambda **other: canvas(posting=False, **other), KIT, "canvas"),
    "brightspace": (brightspace, Wanted(), "brightspace"),
    **{
        f"blackboard-{one}": (lambda one=one, **other: blackboard(one, **other), Wanted(), "blackboard")
        for one in ("en", "de", "zh")
    },
}  # fmt: skip
STYLES = {
    "plain": Style(),
    "crlf": Style(end="\r\n", quoted=True),
    "bom": Style(mark=codecs.BOM_UTF8),
    "semicolon": Style(separator=";", end="\r\n"),
    "tabs": Style(separator="\t", encoding="utf-16-le", mark=codecs.BOM_UTF16_LE, quoted=True, end="\r\n"),
}
EACH = pytest.mark.parametrize("export", EXPORTS)


@EACH
@pytest.mark.parametrize("style", STYLES)
def test_marks_go_to_their_students_and_nothing_else_changes(export: str, style: str) -> None:
    make, wanted, layout = EXPORTS[export]
    before = data(make(), STYLES[style])
    made = filled(before, {0: 12.0, 1: 2.5, 2: None, 3: 16.0}, roster(layout), wanted=wanted)
    assert made.template.platform == layout
    expected = [list(row) for row in make()]
    first = len(expected) - 5
    for place, mark in {
        0: "12",
        1: "2,5" if "other" in export or export == "moodle-de" else "2.5",
        3: "16",
    }.items():
        expected[first + place][made.template.mark] = mark
    assert table(made) == expected
    assert (made.kept, made.absent, made.troubles) == (("p2",), (), ())
    untouched = filled(before, {}, roster(layout), wanted=wanted)
    assert untouched.data == before


@EACH
def test_what_is_filled_in_twice_is_the_same(export: str) -> None:
    make, wanted, layout = EXPORTS[export]
    points: dict[int, float | None] = {0: 12.0, 1: 2.5, 3: 0.0}
    once = filled(make(), points, roster(layout, 4), wanted=wanted)
    twice = filled(once.data, points, roster(layout, 4), wanted=wanted)
    assert twice.data == once.data
    assert {kind for kind, _ in fates(twice).values()} == {"unchanged"}


@st.composite
def classes(draw: st.DrawFn) -> tuple[bytes, str, dict[int, float | None]]:
    """Return a file as some platform and some program have written it, with marks from before, and what students earned."""
    export = draw(st.sampled_from(list(EXPORTS)))
    old = draw(st.dictionaries(st.integers(0, 4), st.sampled_from(["0.00", "2.50", "16.00", "7"])))
    style = draw(st.sampled_from(list(STYLES.values())))
    marks = st.one_of(st.none(), st.sampled_from([0.0, 0.333, 2.5, 7.0, 16.0, 99.999]))
    return data(EXPORTS[export][0](old=old), style), export, draw(st.dictionaries(st.integers(0, 3), marks))


@given(classes())
def test_only_mark_cells_of_decided_students_differ(made: tuple[bytes, str, dict[int, float | None]]) -> None:
    before, export, points = made
    _, wanted, layout = EXPORTS[export]
    result = filled(before, points, roster(layout), wanted=wanted)
    old, new = cells.parse(before, "x"), cells.parse(result.data, "x")
    rows = {row.index: place for place, row in enumerate(result.template.rows)}
    assert [len(row) for row in old.rows] == [len(row) for row in new.rows]
    for index, (one, other) in enumerate(zip(old.rows, new.rows, strict=True)):
        for column, (cell, changed) in enumerate(zip(one, other, strict=True)):
            mine = column == result.template.mark and points.get(rows.get(index, 9)) is not None
            if not mine:
                assert old.text[cell.start : cell.end] == new.text[changed.start : changed.end]
    assert (old.mark, old.encoding, old.separator) == (new.mark, new.encoding, new.separator)
    assert set(fates(result)) == {place for place, value in points.items() if value is not None}


@EACH
def test_a_class_of_another_layout_is_matched_by_what_tells_people_apart(export: str) -> None:
    make, wanted, _ = EXPORTS[export]
    people = roster("gradescope")
    if export.startswith("moodle"):
        people = {name: replace(one, number=f"S{place}@example.org") for place, (name, one) in enumerate(people.items())}
    else:
        people = {name: replace(one, number=f"00{place}7") for place, (name, one) in enumerate(people.items())}
    made = filled(make(), {0: 12.0, 3: 4.0}, people, wanted=wanted)
    assert (made.absent, made.troubles) == ((), ())
    assert [row[made.template.mark] for row in table(made)][-5:] == ["12", "", "", "4", ""]


def test_the_standard_library_reads_the_marks_where_the_platform_does() -> None:
    made = filled(worksheet("en"), {0: 12.0, 1: 2.5}, roster("moodle"))
    read = list(csv.DictReader(io.StringIO(made.data.decode(), newline="")))
    assert {row["Identifier"]: row["Grade"] for row in read} == {
        "Participant 700": "12", "Participant 701": "2.5", "Participant 702": "", "Participant 703": "", "Participant 704": "",
    }  # fmt: skip


def test_feedback_goes_where_it_was_asked_for_and_is_guarded() -> None:
    made = filled(worksheet("de"), {0: 12.0, 2: None}, roster("moodle"), wanted=Wanted(feedback="Feedback als Kommentar"))
    assert [row[-1] for row in table(made)][1:] == ["12.0 points; see the page", "", "", "", ""]
    with pytest.raises(ClassProblem) as caught:
        filled(canvas(), {0: 12.0}, roster("canvas"), wanted=Wanted(column="Kit (4711)", feedback="Comments"))
    assert caught.value.key == "no-feedback-column"


@pytest.mark.parametrize(("column", "found"), [("Kit (4711)", "Kit (4711)"), ("4711", "Kit (4711)"), ("kit", "Kit (4711)")])
def test_the_column_of_an_assignment_is_named(column: str, found: str) -> None:
    assert filled(canvas(), {0: 1.0}, roster("canvas"), wanted=Wanted(column=column)).template.title == found


@pytest.mark.parametrize(
    ("rows", "wanted", "key"),
    [
        (canvas(), Wanted(), "column-unclear"),
        (canvas(), Wanted(column="Final Score"), "column-unknown"),
        (canvas(), Wanted(column="4"), "column-unknown"),
        (worksheet("en"), Wanted(column="Mark"), "column-unknown"),
        (worksheet("en"), Wanted(feedback="Words"), "column-unknown"),
        ([["name", "points"], ["Ada", "3"]], Wanted(), "template-unknown"),
        ([["who", "points"], ["Person 1", "3"]], Wanted(), "template-unknown"),
        (worksheet("en", most="not yet, good"), Wanted(), "moodle-scale"),
    ],
)
def test_what_is_not_clear_is_asked(rows: Rows, wanted: Wanted, key: str) -> None:
    with pytest.raises(ClassProblem) as caught:
        filled(rows, {0: 1.0}, roster("moodle"), wanted=wanted)
    assert caught.value.key == key
    assert all(caught.value.said(language) for language in ("en", "zh"))
