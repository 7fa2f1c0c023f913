"""The hardest templates: saved again by a spreadsheet, with somebody twice, with hostile names, for another class."""

from dataclasses import replace

import pytest

from grader.classroom.marks import cells, known, told
from grader.classroom.marks.template import Wanted
from grader.classroom.problem import ClassProblem
from grader.classroom.records import Identity
from grader.classroom.words import ClassWords
from grader.tests.class_gradebooks import (
    SCALE,
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
HOSTILE = '=HYPERLINK("http://evil";"x")</script>\x1b[31m\u202e;\n"quoted"'


def keys(made: object) -> list[tuple[str, int]]:
    return [(one.key, one.facts["line"]) for one in made.troubles]  # type: ignore[attr-defined]


def test_numbers_without_their_zeros_are_seen_and_get_no_mark() -> None:
    rows = brightspace()
    rows[1][0] = "7"
    rows[1][1] = ""
    made = filled(rows, {0: 3.0, 1: 4.0}, roster("brightspace"))
    assert keys(made) == [("zeros-lost", 2)]
    assert made.absent == ("p0",)
    assert [row[4] for row in table(made)][1:3] == ["", "4"]


def test_numbers_that_became_powers_of_ten_are_seen_and_get_no_mark() -> None:
    rows = canvas()
    rows[3][1], rows[4][1] = "1.23E+08", "1,23E+08"
    made = filled(data(rows, Style(separator=";")), {0: 3.0, 1: 4.0, 2: 5.0}, roster("canvas"), wanted=KIT)
    assert keys(made) == [("power-of-ten", 4), ("power-of-ten", 5)]
    assert made.absent == ("p0", "p1")
    assert [row[6] for row in table(made)][3:6] == ["", "", "5"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_who_stands_there_twice_gets_no_mark(language: str) -> None:
    rows = worksheet("en")
    rows.append(list(rows[1]))
    made = filled(rows, {0: 3.0, 1: 4.0}, roster("moodle"))
    assert [(one.key, one.facts) for one in made.troubles] == [("twice", {"name": "p0", "lines": "2, 7"})]
    assert [row[4] for row in table(made)][1:] == ["", "4", "", "", "", ""]
    assert made.absent == ("p0",)
    assert "2, 7" in "".join(told.lacking(made, ClassWords(language, "marks")))


def test_columns_that_contradict_each_other_give_no_mark() -> None:
    people = {
        "p0": Identity(layout="gradescope", number="0007"),
        "p1": Identity(layout="gradescope", number="1", others={"email": "LOGIN0"}),
        "p2": Identity(layout="gradescope", number="login0"),
    }
    made = filled(blackboard(), {0: 3.0, 1: 4.0, 2: 5.0}, people)
    assert [(one.key, one.facts["names"]) for one in made.troubles] == [("contradicts", "p0, p2")]
    assert table(made) == blackboard()


def test_columns_in_another_order_are_found_where_the_platform_does_not_mind() -> None:
    order = [5, 3, 4, 0, 1, 2]  # in the other order the maximum no longer stands behind the mark, but its title is known
    rows = [[row[place] for place in order] + row[6:] for row in worksheet("de")]
    made = filled(rows, {0: 3.0}, roster("moodle"))
    assert made.template.title == "Bewertung"
    assert [row[2] for row in table(made)][1:3] == ["3", ""]
    assert made.template.maximum == 16


def test_a_german_worksheet_saved_by_a_spreadsheet_keeps_its_ways() -> None:
    rows = worksheet("de", old={1: "2.50"})
    rows[3][0:2] = ["Teilnehmer/in702", "Müller, Zoë"]
    before = data(rows, Style(separator=";", end="\r\n", encoding="cp1252"))
    made = filled(before, {0: 3.25, 1: 2.5, 3: 0.0}, roster("moodle"))
    text, old = made.data.decode("cp1252"), before.decode("cp1252")
    assert text.splitlines()[0] == old.splitlines()[0]
    assert ";3,25;16,00;" in text
    assert ";2,50;16,00;" in text
    lines = list(told.told(made, SCALE, ClassWords("en", "marks")))
    said = ClassWords("en", "marks")
    assert {said("notice-encoding"), said("notice-separator"), said("notice-comma")} <= set(lines)


def test_one_identifier_that_was_typed_over_spoils_only_its_own_row() -> None:
    rows = worksheet("de")
    rows[1][0] = "x" + rows[1][0]
    made = filled(rows, {0: 3.0, 1: 4.0}, roster("moodle"))
    assert [row[4] for row in table(made)][1:3] == ["", "4"]
    assert (made.absent, fates(made)) == (("p0",), {1: ("set", "")})


def test_a_maximum_below_ours_is_said_with_the_way_out() -> None:
    made = filled(worksheet("en", most="10.00"), {0: 12.0, 1: 8.0}, roster("moodle"))
    assert fates(made) == {0: ("ignored", "above-maximum"), 1: ("set", "")}
    lines = "\n".join(told.told(made, SCALE, ClassWords("en", "marks")))
    assert "--scale 10" in lines


def test_a_row_that_was_cut_short_gets_no_mark_and_keeps_its_bytes() -> None:
    text = data(worksheet("en"), Style()).decode().splitlines()
    text[2] = ",".join(text[2].split(",")[:3])
    before = ("\n".join(text) + "\n").encode()
    made = filled(before, {0: 3.0, 1: 4.0}, roster("moodle"), wanted=Wanted(column="Grade"))
    assert keys(made) == [("row-short", 3)]
    assert made.data.splitlines()[2] == before.splitlines()[2]


def test_names_with_everything_in_them_stay_as_they_are() -> None:
    rows = worksheet("en")
    rows[1][1] = HOSTILE
    people = roster("moodle")
    people["p0"] = replace(people["p0"], name=HOSTILE.replace("\n", "_"))
    made = filled(rows, {0: 3.0, 1: 4.0}, people)
    assert table(made)[1] == [*rows[1][:4], "3", *rows[1][5:]]
    assert (made.troubles, made.absent) == ((), ())
    lines = "\n".join([*told.told(made, SCALE, ClassWords("en", "marks")), *told.lacking(made, ClassWords("en", "marks"))])
    assert "HYPERLINK" not in lines


def test_a_title_with_everything_in_it_steers_nothing() -> None:
    rows = canvas()
    rows[0][6] = f"{HOSTILE} (4711)"
    made = filled(rows, {0: 3.0}, roster("canvas"), wanted=Wanted(column="4711"))
    assert table(made)[3][6] == "3"


def test_a_file_of_another_class_gets_nothing() -> None:
    people = {name: replace(one, number="9" + one.number) for name, one in roster("moodle").items()}
    before = data(worksheet("en"), Style())
    made = filled(before, {0: 3.0, 1: 4.0}, people)
    assert (made.data, made.absent) == (before, ("p0", "p1"))


def test_a_group_gives_its_mark_to_each_member() -> None:
    other = Identity(layout="gradescope", number="0017")
    people = {"p0": Identity(layout="gradescope", number="0007", members=(other,))}
    made = filled(brightspace(), {0: 3.0}, people)
    assert [row[4] for row in table(made)] == [brightspace()[0][4], "3", "3", "", "", ""]


def test_who_is_in_two_groups_gets_no_mark() -> None:
    other = Identity(layout="gradescope", number="0017")
    people = {
        name: Identity(layout="gradescope", number=f"00{place}7", members=(other,)) for name, place in (("p0", 0), ("p2", 2))
    }
    made = filled(brightspace(), {0: 3.0, 2: 4.0}, people)
    assert [one.key for one in made.troubles] == ["contradicts"]
    assert [row[4] for row in table(made)][1:] == ["3", "", "4", "", ""]


def test_an_empty_class_and_an_empty_file() -> None:
    before = data(worksheet("en")[:2], Style())
    assert filled(before, {}, {}).data == before


# Where the platform has other numbers than the class


def other(place: int, name: str) -> Identity:
    return Identity(layout="brightspace", number=f"{place}-555", name=name)


def test_names_are_looked_at_only_when_that_is_wanted_and_must_be_there_once() -> None:
    names = ("Ada Lovelace", "Jürgen Ziegler", "小明 王", "Jürgen Ziegler")
    people = {f"p{place}": other(place, name) for place, name in enumerate(names)}
    points: dict[int, float | None] = {0: 3.0, 1: 4.0, 2: 5.0, 3: None}
    assert filled(brightspace(), points, people).absent == ("p0", "p1", "p2")
    made = filled(brightspace(), points, people, by_name=True)
    assert (made.absent, made.named) == (("p1",), 2)
    assert [row[4] for row in table(made)][1:] == ["3", "", "5", "", ""]
    assert [line for line in told.told(made, SCALE, ClassWords("en", "marks")) if "names" in line and ": 2." in line]
    twice = [*brightspace(), ["#9", "#x", "Lovelace", "Ada", "", "#"]]
    assert "p0" in filled(twice, points, people, by_name=True).absent


def test_a_name_never_outweighs_a_number() -> None:
    people = roster("brightspace")
    people["p0"] = replace(people["p0"], number="0017", name="Lovelace, Ada")
    people["p1"] = replace(people["p1"], number="0007", name="Ziegler, Jürgen")
    made = filled(brightspace(), {0: 3.0, 1: 4.0}, people, by_name=True)
    assert [row[4] for row in table(made)][1:3] == ["4", "3"]


def test_a_table_says_who_is_who() -> None:
    people = {"p0": Identity(layout="git", number="ada-l"), "p1": Identity(layout="git", number="jz")}
    listed = cells.parse(b"identifier,github_username\n90001,ada-l\n0017,jz\n0027,nobody\n", "people.csv")
    also = known.known(listed, people.values())
    made = filled(canvas(), {0: 3.0, 1: 4.0}, people, wanted=KIT, also=also)
    assert (made.absent, made.troubles) == ((), ())
    assert [row[6] for row in table(made)][3:] == ["3", "4", "", "", ""]
    wrong = known.known(cells.parse(b"ada-l,90001,0017\njz,90002\n", "people.csv"), people.values())
    made = filled(canvas(), {0: 3.0, 1: 4.0}, people, wanted=KIT, also=wrong)
    assert [one.key for one in made.troubles] == ["contradicts"]


@pytest.mark.parametrize(("text", "key"), [(b"ada-l,jz\n", "people-together"), (b"ada-l,1\nada-l,2\n", "people-twice")])
def test_a_table_that_contradicts_itself_is_refused(text: bytes, key: str) -> None:
    people = [Identity(layout="git", number="ada-l"), Identity(layout="git", number="jz")]
    with pytest.raises(ClassProblem) as caught:
        known.known(cells.parse(text, "people.csv"), people)
    assert (caught.value.key, caught.value.facts["line"]) == (key, len(text.splitlines()))
