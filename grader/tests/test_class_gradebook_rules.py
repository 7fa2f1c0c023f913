"""What a platform would ignore, or understand in another way, is found out before anything is uploaded."""

import codecs
from dataclasses import replace
from decimal import Decimal

import pytest

from grader.classroom.marks import canvas as canvas_rules
from grader.classroom.marks import cells, moodle, told
from grader.classroom.marks.final import Scale
from grader.classroom.marks.template import Wanted
from grader.classroom.words import ClassWords
from grader.messages import LANGUAGES
from grader.tests.class_gradebooks import (
    SCALE,
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

KIT = Wanted(column="Kit (4711)")
LANGUAGE = pytest.mark.parametrize("language", ["en", "de", "zh"])


@LANGUAGE
def test_moodle_passes_over_what_is_above_locked_or_the_same(language: str) -> None:
    rows = worksheet(language, old={1: "2.50"}, most="10.00", locked=[3])
    made = filled(rows, {0: 10.01, 1: 2.5, 2: 10.0, 3: 4.0}, roster("moodle"))
    assert fates(made) == {
        0: ("ignored", "above-maximum"), 1: ("unchanged", ""), 2: ("set", ""), 3: ("ignored", "locked"),
    }  # fmt: skip


@LANGUAGE
def test_moodle_may_drop_a_mark_of_zero(language: str) -> None:
    made = filled(worksheet(language), {0: 0.0, 1: 1.0}, roster("moodle"))
    assert fates(made) == {0: ("doubt", "zero"), 1: ("set", "")}
    assert table(made)[1][4] == "0"


@pytest.mark.parametrize(("language", "read"), [("en", True), ("de", False), ("zh", False)])
def test_moodle_does_not_read_a_date_in_another_language(language: str, read: bool) -> None:
    made = filled(worksheet(language, old={0: "1.00", 2: "1.00"}), {0: 3.0, 1: 3.0, 2: 0.0}, roster("moodle"))
    assert fates(made) == {
        0: ("set", "") if read else ("doubt", "date-translated"), 1: ("set", ""),
        2: ("doubt", "zero" if read else "date-translated"),
    }  # fmt: skip
    say = ClassWords("en", "marks")
    assert say("reason", why=say("zero"), lines="4") in list(told.told(made, SCALE, say))


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("Friday, 20 November 2026, 5:40 PM", True), ("2026-11-20 17:40:00", True), ("20 Nov 2026", True),
        ("Freitag, 20. November 2026, 17:40", False), ("2026年11月20日 星期五 17:40", False), ("Friday", False),
        ("vendredi 20 novembre 2026, 17:40", False),
    ],
)  # fmt: skip
def test_dates_as_strtotime_reads_them(date: str, read: bool) -> None:
    assert moodle.readable(date) is read


def test_moodle_does_not_know_who_stands_in_a_row_that_was_changed() -> None:
    template = filled(worksheet("en"), {}, roster("moodle")).template
    rows = worksheet("en")
    for place, value in enumerate(["Participant 999", "Teilnehmer/in701", "702"]):
        rows[place + 1][0] = value
    rows[1][4] = rows[2][4] = rows[3][4] = rows[4][4] = "3"
    after = cells.parse(data(rows, Style()), "x")
    assert [(one.kind, one.key) for one in moodle.imported(template, after)] == [
        *[("ignored", "nobody")] * 3, ("set", ""), ("unchanged", ""),
    ]  # fmt: skip
    rows[0][0] = "Kennung"
    after = cells.parse(data(rows, Style()), "x")
    assert {one.key for one in moodle.imported(template, after)} == {"whole-file"}


@pytest.mark.parametrize(("cell", "fate"), [("-1", "no-number"), ("A", "no-number"), ("16.01", "above-maximum")])
def test_moodle_takes_only_marks_from_0_to_the_maximum(cell: str, fate: str) -> None:
    template = filled(worksheet("en"), {}, roster("moodle")).template
    rows = worksheet("en")
    rows[1][4] = cell
    assert moodle.imported(template, cells.parse(data(rows, Style()), "x"))[0].key == fate


def test_a_class_marked_blindly_has_no_names_and_still_its_numbers() -> None:
    rows = [[row[0], *row[3:]] for row in worksheet("en")]
    people = {name: replace(one, name="Participant") for name, one in roster("moodle").items()}
    assert fates(filled(rows, {0: 3.0, 3: 4.0}, people)) == {0: ("set", ""), 3: ("set", "")}
    assert fates(filled(worksheet("en"), {0: 3.0, 3: 4.0}, people)) == {0: ("set", ""), 3: ("set", "")}


def test_a_number_of_somebody_with_another_name_gets_no_mark() -> None:
    people = roster("moodle")
    people["p1"] = replace(people["p1"], name="Team Blue")
    made = filled(worksheet("en"), {0: 3.0, 1: 4.0, 2: 5.0}, people)
    assert [(one.key, one.facts["name"]) for one in made.troubles] == [("name-differs", "p1")]
    assert [row[4] for row in table(made)][1:] == ["3", "", "5", "", ""]
    people["p1"] = replace(people["p1"], name="Jürgen_Ziegler")  # the other order, and what the file system made of it
    assert not filled(worksheet("en"), {1: 4.0}, people).troubles


def test_canvas_counts_what_is_above_as_extra_and_keeps_who_is_excused() -> None:
    rows = canvas(old={0: "16.00", 1: "EX", 2: "N/A"})
    made = filled(rows, {0: 16.0, 1: 3.0, 2: 3.0, 3: 17.0}, roster("canvas"), wanted=KIT)
    assert fates(made) == {
        0: ("unchanged", ""), 1: ("ignored", "excused"), 2: ("ignored", "not-assigned"), 3: ("doubt", "extra-points"),
    }  # fmt: skip
    assert [row[6] for row in table(made)][3:] == ["16.00", "EX", "N/A", "17", ""]


def test_canvas_deletes_a_mark_where_a_cell_is_empty_and_looks_for_names_where_an_id_is_none() -> None:
    template = filled(canvas(old={0: "3.00"}), {}, roster("canvas"), wanted=KIT).template
    rows = canvas()
    rows[4][6] = "word"
    found = canvas_rules.imported(template, cells.parse(data(rows, Style()), "x"))
    assert [one.key for one in found] == ["deleted", "no-number", "", "", ""]
    broken = canvas()
    broken[3][1] = "9.0001E+04"
    template = filled(broken, {}, roster("canvas"), wanted=KIT).template
    assert canvas_rules.imported(template, cells.parse(data(broken, Style()), "x"))[0].key == "canvas-by-name"


def test_canvas_drops_columns_that_are_called_like_a_total() -> None:
    rows = canvas()
    rows[0][6] = "Final Score of the Kit (4711)"
    made = filled(rows, {0: 3.0}, roster("canvas"), wanted=Wanted(column="Essay (11)"))
    assert made.template.title == "Essay (11)"
    with pytest.raises(Exception, match="column-unknown"):
        filled(rows, {0: 3.0}, roster("canvas"), wanted=Wanted(column="Final Score of the Kit (4711)"))


def test_canvas_takes_the_first_of_two_columns_with_the_same_title() -> None:
    rows = canvas()
    rows[0][5] = rows[0][6]
    with pytest.raises(Exception, match="column-unknown"):
        filled(rows, {0: 3.0}, roster("canvas"), wanted=KIT)


def test_canvas_refuses_a_mark_at_the_beginning_only_with_two_columns_of_names() -> None:
    style = Style(mark=codecs.BOM_UTF8)
    one = filled(canvas(), {0: 3.0}, roster("canvas"), style, KIT)
    two = filled(canvas(two=True), {0: 3.0}, roster("canvas"), style, KIT)
    assert (fates(one), fates(two)) == ({0: ("set", "")}, {0: ("ignored", "canvas-mark")})


def test_canvas_finds_semicolons_by_three_lines_and_no_other_separator() -> None:
    for style, fate in ((Style(separator=";"), ("set", "")), (Style(separator="\t"), ("ignored", "whole-file"))):
        assert fates(filled(canvas(), {0: 3.0}, roster("canvas"), style, KIT)) == {0: fate}
    assert canvas_rules.semicolons('a;"b,c;d";e\n1;2;3\n4;5,6;7\n')
    assert not canvas_rules.semicolons('a,"b;c"\n1,2\n3,4\n')
    assert not canvas_rules.semicolons('a;b\n"1,2\n3;4\n')


def test_canvas_wants_its_columns_in_order() -> None:
    rows = [[row[1], row[0], *row[2:]] for row in canvas()]
    with pytest.raises(Exception, match="canvas-order"):
        filled(rows, {0: 3.0}, roster("canvas"), wanted=KIT)


@pytest.mark.parametrize(
    ("cell", "number"), [("1,000", "1.000"), ("1.000,5", "1000.5"), ("2,5", "2.5"), ("7", "7"), ("80%", "80%"), ("EX", "EX")]
)
def test_numbers_as_canvas_reads_them(cell: str, number: str) -> None:
    assert canvas_rules.understood(cell) == number


def test_canvas_keeps_the_decimal_comma_of_a_german_export() -> None:
    rows = canvas(old={0: "3,00"}, most="16,00")
    made = filled(rows, {0: 2.5, 1: 2.0}, roster("canvas"), wanted=KIT)
    assert [row[6] for row in table(made)][3:5] == ["2,5", "2"]
    assert fates(made) == {0: ("set", ""), 1: ("set", "")}
    assert made.template.maximum == 16


def test_brightspace_caps_what_is_above_and_reads_to_the_end_of_the_line() -> None:
    rows = brightspace(old={1: "2"})
    rows[3][5] = ""
    made = filled(rows, {0: 17.0, 1: 2.0, 2: 3.0, 3: 0.0}, roster("brightspace"))
    assert fates(made) == {
        0: ("doubt", "capped"), 1: ("unchanged", ""), 2: ("ignored", "no-end-of-line"), 3: ("set", ""),
    }  # fmt: skip


def test_blackboard_knows_columns_by_their_number_only() -> None:
    made = filled(blackboard(old={0: "In Progress(3.00)"}), {0: 3.0, 1: 17.0, 2: 2.0}, roster("blackboard"))
    assert fates(made) == {0: ("doubt", "replaces-word"), 1: ("doubt", "extra-points"), 2: ("set", "")}
    rows = blackboard()
    rows[0][6] = "Kit"
    with pytest.raises(Exception, match="template-unknown"):
        filled(rows, {0: 3.0}, roster("blackboard"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("worksheets", WORKSHEETS)
def test_everything_can_be_said(language: str, worksheets: str) -> None:
    say = ClassWords(language, "marks")
    rows = worksheet(worksheets, old={0: "3.00", 1: "2.50"}, most="10.00", locked=[3])
    made = filled(rows, {0: 4.0, 1: 99.0, 2: 0.0, 3: None}, roster("moodle"), Style(separator=";"))
    lines = "\n".join([*told.told(made, SCALE, say), *told.lacking(made, say)])
    for fact in ("16", "10", "p3", WORKSHEETS[worksheets]["head"][4]):
        assert fact in lines
    assert not any(name in lines for row in rows[1:] for name in row[:3])  # nobody is named
    assert say("reason", why=say("above-maximum", maximum="10"), lines="3") in lines


def test_a_scale_is_stated_and_rounded() -> None:
    scale = Scale(whole=Decimal(16), to=Decimal(100))
    made = filled(worksheet("en", most="100"), {0: 1.0, 1: 16.0, 2: 5.33}, roster("moodle"), scale=scale)
    assert [row[4] for row in table(made)][1:4] == ["6.25", "100", "33.31"]
    assert "100" in told.scaled(scale, ClassWords("en", "marks"))
    assert not [line for line in told.told(made, scale, ClassWords("en", "marks")) if "--scale" in line]


def test_of_many_lines_with_one_reason_some_are_named() -> None:
    say = ClassWords("en", "marks")
    rows = worksheet("en")
    rows += [[f"Participant {800 + n}", f"Name {n}", *rows[1][2:]] for n in range(30)]
    people = {f"p{n}": replace(roster("moodle")["p0"], number=str(800 + n), name=f"Name {n}") for n in range(30)}
    lines = list(told.told(filled(rows, dict.fromkeys(range(30), 0.0), people), SCALE, say))
    assert [line for line in lines if "and 20 more" in line]
