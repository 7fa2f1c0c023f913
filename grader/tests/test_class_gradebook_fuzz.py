"""Files that somebody, or some program, has spoilt: they are refused in a sentence, or filled in and otherwise untouched."""

import contextlib
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.marks import cells, known, told
from grader.classroom.marks.template import Wanted
from grader.classroom.problem import ClassProblem
from grader.classroom.words import ClassWords
from grader.messages import LANGUAGES
from grader.tests.class_gradebooks import SCALE, Style, blackboard, brightspace, canvas, data, filled, roster, worksheet

Rows = list[list[str]]
STYLES = [
    Style(),
    Style(separator=";", end="\r\n", quoted=True),
    Style(separator="\t", encoding="utf-16-le", mark=b"\xff\xfe"),
]
EXPORTS: list[Callable[[], Rows]] = [
    worksheet,
    lambda: worksheet("de", old={0: "1.00"}),
    lambda: worksheet("other"),
    canvas,
    lambda: canvas(two=True),
    brightspace,
    blackboard,
]
VALUES = [
    "", "0", "-1", "1e9", "EX", "N/A", "1.23E+08", "Participant 700", "90001", "0007", "Kit (4711)", "ID", "\n", '"',
]  # fmt: skip
CELLS = st.one_of(st.sampled_from(VALUES), st.text(max_size=5))


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[bytes, str | None]:
    """Return a file in which some cells, rows and columns are others, are gone, or are there twice, and a column to name."""
    rows = [list(row) for row in draw(st.sampled_from(EXPORTS))()]
    column = "4711" if "ID" in rows[0][1:3] else None
    for _ in range(draw(st.integers(0, 6))):
        row = draw(st.integers(0, len(rows) - 1))
        what = draw(st.sampled_from(["cell", "drop", "twice", "swap", "column", "short"]))
        if what == "cell" and rows[row]:
            rows[row][draw(st.integers(0, len(rows[row]) - 1))] = draw(CELLS)
        elif what == "drop" and len(rows) > 1:
            del rows[row]
        elif what == "twice":
            rows.insert(row, list(rows[row]))
        elif what == "swap":
            other = draw(st.integers(0, len(rows) - 1))
            rows[row], rows[other] = rows[other], rows[row]
        elif what == "column":
            place = draw(st.integers(0, 9))
            rows = [one[:place] + one[place + 1 :] for one in rows]
        elif what == "short":
            rows[row] = rows[row][: draw(st.integers(0, 9))]
    made = data(rows, draw(st.sampled_from(STYLES)))
    if draw(st.integers(0, 3)) == 0:
        place = draw(st.integers(0, len(made)))
        made = made[:place] + draw(st.binary(max_size=3)) + made[place + draw(st.integers(0, 3)) :]
    return made, draw(st.sampled_from([column] * 5 + [None, "Kit (4711)", "Grade", "1"]))


@given(spoilt(), st.sampled_from(["moodle", "canvas", "gradescope"]))
def test_a_spoilt_file_is_refused_or_filled_in_and_nothing_else(spoilt: tuple[bytes, str | None], layout: str) -> None:
    made, column = spoilt
    people = roster(layout)  # type: ignore[arg-type]
    try:
        result = filled(made, {0: 3.0, 1: 0.0, 2: None, 3: 99.0}, people, wanted=Wanted(column=column), by_name=True)
    except ClassProblem as problem:
        for language in LANGUAGES:
            problem.said(language)
        return
    for language in LANGUAGES:
        say = ClassWords(language, "marks")
        assert [*told.told(result, SCALE, say), *told.lacking(result, say)]
    old, new = result.template.sheet, cells.parse(result.data, "x")
    mine = {row.index for row in result.template.rows}
    assert [len(row) for row in old.rows] == [len(row) for row in new.rows]
    for index, (one, other) in enumerate(zip(old.rows, new.rows, strict=True)):
        for at, (cell, changed) in enumerate(zip(one, other, strict=True)):
            if at != result.template.mark or index not in mine:
                assert old.text[cell.start : cell.end] == new.text[changed.start : changed.end]


@given(spoilt())
def test_any_table_says_who_is_who_or_is_refused(made: tuple[bytes, str | None]) -> None:
    with contextlib.suppress(ClassProblem):
        found = known.known(cells.parse(made[0], "x"), roster("canvas").values())
        assert set(found) <= {one.number for one in roster("canvas").values()}
