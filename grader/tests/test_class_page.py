"""The teacher's page: read with a strict parser, right in both languages, and nothing that a student wrote is markup."""

import base64
import hashlib
import itertools
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest

from grader.classroom.page import Wanted, bars, heatmap, html, render, statistics
from grader.classroom.page.statistics import CELLS
from grader.classroom.page.texts import Texts
from grader.classroom.records import ClassState, ExerciseInfo, Problem
from grader.classroom.words import ClassWords
from grader.messages import LANGUAGES
from grader.tests.made_up_class import MadeUp, stored
from grader.tests.outputs import BARE, HOSTILE, Page
from grader.tests.test_class_numbers import COURSE, FIRST, ROWS, STATE, STUDENTS, decision, student

GRID = re.compile(r'<table class="grid">.*?</table>', re.DOTALL)
"""Their cells have no closing tags, so that the strict reader is given the rest of the page only."""
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def page_of(text: str) -> Page:
    """Return the page without its tables of cells, its script and the script's data."""
    return Page(DATA.sub("", SCRIPT.sub("", GRID.sub("", text))))


def data_of(text: str) -> dict[str, Any]:
    found = DATA.search(text)
    assert found
    return dict(json.loads(found[1]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page(language: str) -> None:
    made = MadeUp(30, exercises_used=6)
    text = render(made.state, Wanted(language=language, verdicts=made.verdict, earlier={}))
    page = page_of(text)
    names = page.names()
    assert page.tags[0] == ("html", {"lang": language})
    assert not {"link", "img", "iframe", "object", "base", "script"} & set(names)
    assert not any(name.startswith("on") or name in ("src", "style") for _, facts in page.tags for name in facts)
    assert page.comments == []
    assert "@import" not in text
    assert set(re.findall(r"url\((.)", text)) == {"#"}
    assert set(re.findall(r"https?:[^\"]*", text)) == {"http://www.w3.org/2000/svg"}
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = [facts["id"] for _, facts in page.tags if "id" in facts]
    rows = re.findall(r'<tr id="(s\d+)">', text)
    assert len(rows) == 30
    assert len({*ids, *rows}) == len(ids) + len(rows)
    assert {facts["href"] for tag, facts in page.tags if tag == "a"} <= {f"#{one}" for one in [*ids, *rows]}
    assert {facts["aria-labelledby"] for _, facts in page.tags if "aria-labelledby" in facts} <= set(ids)
    assert set(re.findall(r"url\(#([\w-]+)\)", text)) <= set(ids)
    order = ["may-i-trust", "how-is-the-class", "which-exercise", "why", "who-needs-help", "what-changed"]
    say = ClassWords(language, "page")
    places = [page.text.index(f" {say(key)} ") for key in order]
    assert places == sorted(places)


def test_each_picture_says_what_it_shows() -> None:
    made = MadeUp(30, exercises_used=6)
    text = render(made.state, Wanted(verdicts=made.verdict))
    pictures = re.findall(r"<svg\b.*?</svg>", text, re.DOTALL)
    told = 0
    for one in pictures:
        root = ET.fromstring(one.replace('xmlns="http://www.w3.org/2000/svg" ', ""))
        if root.get("aria-hidden") != "true":
            assert root.get("role") == "img"
            assert [(child.tag, bool((child.text or "").strip())) for child in root[:2]] == [("title", True), ("desc", True)]
            told += 1
    assert told >= 1 + 6 + 1 + 2  # histogram, exercises, heat map, examples


def test_the_page_may_use_only_its_own_style_and_script() -> None:
    text = render(STATE, Wanted())
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert found
    allowed = dict(part.strip().split(" ", 1) for part in found[1].replace("&#x27;", "'").split(";"))
    assert allowed.pop("default-src") == allowed.pop("base-uri") == allowed.pop("form-action") == "'none'"
    for kind, tag in (("style-src", "style"), ("script-src", "script")):
        (inner,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert allowed.pop(kind) == f"'sha256-{base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()}'"
    assert allowed == {}
    assert len(SCRIPT.findall(text)[0].encode()) < 8 * 1024


def test_the_numbers_stand_on_the_page() -> None:
    page = page_of(render(STATE, Wanted())).text
    for said in (
        "Students: 9. Exercises: 3.",
        "Students graded 8 of 9 Time taken 1 min 15 s Began 2026-11-27 10:00 UTC Digest of the kit 0123456789ab",
        "Students with a mark 4 Median 18.75 of 30 Middle half 12.5 to 25.12 Lowest and highest 8 to 30",
        "Not started 1 No whole mark yet 4",
        "Marks of 4 students, of 30 points. The median is 18.75.",
        "from 6, less than 9 1 25 %",
        "27 to 30 1 25 %",
        "33 % passed (3 of 9) · median 7 of 10 points · median time 1 s",
        "11 % passed (1 of 9) · median 2.25 of 10 points",
        "Fails first most often (3 of 3): test_0",
        "passed: 3 (33 %), failed: 3 (33 %), not started: 1 (11 %), not decided: 1 (11 %), not graded: 1 (11 %)",
        "ex17 A pool of processes 1 3 2 0 3 2.25 of 10 1 test_0",
        "3 of 9 students (33 %) ex17 (2), ex10 (1)",
        "2 of 9 students (22 %) ex02 (2), ex17 (2), ex10 (1)",
        "stalled 2 22 % ex02 (2), ex17 (2), ex10 (1)",
        "Students who make the same mistake in 3 exercises or more: 1.",
        "c stalled ex02, ex10, ex17",
        "9 students and 3 exercises.",
        "Students with an exercise that the grader could not decide: 1. "
        "That is not their mistake. Grade these again. Who? e : ex10",
        "Gradings of the same file that gave different results: 1.",
    ):
        assert said in page, said


def test_what_changed_stands_on_the_page() -> None:
    before = replace(STATE, students=(student("b", "decided", decision(FIRST, 5)), *STUDENTS[2:]))
    page = page_of(render(STATE, Wanted(earlier=before))).text
    assert "Points went up: 4. Points went down: 1. Students: 2." in page
    assert "b ex02 Start processes and wait for them 5 4" in page
    assert "a ex10 Producer and consumer together – 10 it had no result before" in page
    assert "No points changed." in page_of(render(STATE, Wanted(earlier=STATE))).text
    assert ClassWords("en", "page")("what-changed") not in page_of(render(STATE, Wanted())).text


def test_the_picture_and_the_tables_and_the_data_have_the_same_cells() -> None:
    state = MadeUp(130, exercises_used=9).state
    name = state.course.exercises[4].name
    bare = replace(decision(name, 1, status="failed"), exercise=name)  # of a kit that knows no code for it
    state = replace(
        state,
        students=(replace(state.students[0], decisions={**state.students[0].decisions, name: bare}), *state.students[1:]),
    )
    rows = statistics.rows(state)
    text = render(state, Wanted())
    drawn = [[""] * 9 for _ in rows]
    for cell in CELLS:
        found = re.search(rf'<path class="{cell}" stroke="url\(#c-{cell}\)" d="([^"]*)"', text)
        assert found
        for x, y, wide in re.findall(r"M(\d+) (\d+)h(\d+)", found[1]):
            for n in range(int(x), int(x) + int(wide)):
                assert not drawn[int(y)][n]
                drawn[int(y)][n] = cell
    assert drawn == [list(row.cells) for row in rows]
    told = data_of(text)
    assert [[CELLS[int(one)] for one in row[3]] for row in told["rows"]] == drawn
    for row, (_, _, _, _, own, _) in zip(rows, told["rows"], strict=True):
        expected = [list(codes) for cell, codes in zip(row.cells, row.codes, strict=True) if cell == "failed"]
        assert [[told["codes"][n] for n in one] for one in own] == expected
    signs = {"✓": "passed", "✗": "failed", "·": "not_started", "!": "grader_error", "–": "open"}
    body = re.findall(r'<tr id="s\d+"><th scope="row">([^<]*)<td>([^<]*)((?:<td>.)*)', text)
    assert [[signs[one] for one in cells.split("<td>")[1:]] for _, _, cells in body] == drawn
    assert [name for name, _, _ in body] == [row.student.pseudonym for row in rows]
    assert text.count('<table class="grid">') == 2
    assert ">+?<" not in text
    assert {points.endswith("+?") for _, points, _ in body} == {True, False}


def test_the_bar_of_an_exercise_is_full() -> None:
    for one in statistics.exercises(STATE, ROWS):
        bar = ET.fromstring(bars.states(one.cells, "t", Texts("en")))
        parts = [(rect.get("fill"), float(rect.get("x", -1)), float(rect.get("width", -1))) for rect in bar.iter("rect")]
        assert [fill for fill, _, _ in parts] == [f"url(#b-{cell})" for cell in CELLS if one.cells[cell]]
        at = 0.0
        for fill, x, wide in parts:
            assert x == pytest.approx(at, abs=0.2)
            assert wide == pytest.approx(300 * one.cells[str(fill)[7:-1]] / 9, abs=0.1)  # type: ignore[index]
            at += wide
        assert at == pytest.approx(300, abs=0.3)


def test_runs_are_merged() -> None:
    rows = statistics.rows(replace(STATE, students=STUDENTS[3:4]))
    picture = heatmap.HeatMap(rows, ["a", "b", "c"], {}, Texts("en")).html()
    assert 'd="M0 0h3"' in picture


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_students_write_is_text(language: str) -> None:
    bad = replace(decision(FIRST, 0, "stalled", HOSTILE), exercise=HOSTILE)
    state = replace(
        STATE,
        course=replace(
            COURSE, kit=HOSTILE, sandbox=HOSTILE, python=HOSTILE, platform=HOSTILE, began=HOSTILE,
            exercises=(*COURSE.exercises, ExerciseInfo(name=HOSTILE, max_points=1.0)),
        ),
        students=(
            *STUDENTS, student(HOSTILE, "decided", bad),
            replace(student("x", "ambiguous"), problems=(Problem(key=HOSTILE, facts={"file": HOSTILE}),)),
        ),
    )  # fmt: skip
    hostile = {"verdicts": lambda key: stored(decision(FIRST, 0, "stalled"), HOSTILE), "earlier": {HOSTILE: {HOSTILE: 1.0}}}
    wanted = Wanted(language=language, names={"a": HOSTILE}, links={"a": HOSTILE}, **hostile)  # type: ignore[arg-type]
    text = render(state, wanted)
    page = page_of(text)
    assert "script" not in page.names()
    assert "img" not in page.names()
    assert page.comments == []
    assert not any(name.startswith("on") for _, facts in page.tags for name in facts)
    assert page.text.count("</script><script>alert(1)</script>") > 10
    assert not BARE & set(text)
    assert len(re.findall("<script", text)) == 2
    assert len(SCRIPT.findall(text)) == len(DATA.findall(text)) == 1
    assert "</script>" not in DATA.findall(text)[0]
    for table in GRID.findall(text):
        assert set(re.findall(r"</?(\w+)", table)) <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "abbr", "a"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_state_gives_the_same_page(language: str) -> None:
    one, other = (MadeUp(25, seed=3, exercises_used=5) for _ in range(2))
    pages = [render(each.state, Wanted(language=language, verdicts=each.verdict)) for each in (one, other)]
    shuffled = replace(one.state, students=one.state.students[::-1])
    pages.append(render(shuffled, Wanted(language=language, verdicts=one.verdict)))
    assert len(set(pages)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("students", "said"),
    [
        ((), "trust-empty"),
        (tuple(student(name, "undecided", decision(FIRST, 0, status="grader_error")) for name in "ab"), "trust-bad"),
        (STUDENTS[:1], "trust-good"),
        (STUDENTS[3:4], "trust-good"),
        ((student("w", "waiting"),), "trust-running"),
    ],
    ids=["nobody", "all-undecided", "one", "one-not-started", "running"],
)
def test_small_classes(students: tuple[Any, ...], said: str, language: str) -> None:
    state = replace(STATE, students=students, disagreements=(), ended=not any(one.state == "waiting" for one in students))
    page = page_of(render(state, Wanted(language=language, earlier={})))
    assert ClassWords(language, "page")(said, done=0, whole=1) in page.text
    kinds = [facts.get("class") for tag, facts in page.tags if tag == "p" and str(facts.get("class")).startswith("band")]
    assert kinds == [{"trust-bad": "band bad", "trust-running": "band running"}.get(said, "band good")]
    assert page.names().count("section") == (6 if students else 1)


def test_a_course_without_exercises_or_points() -> None:
    none = ClassState(course=replace(COURSE, exercises=()), students=STUDENTS[3:4], ended=True)
    assert "Nobody has a whole mark yet." in page_of(render(none, Wanted())).text
    free = replace(STATE, course=replace(COURSE, exercises=tuple(replace(one, max_points=0.0) for one in COURSE.exercises)))
    assert "Median 18.75 of 0" in page_of(render(free, Wanted())).text


def test_names_stand_there_only_when_they_are_asked_for() -> None:
    with_names = render(STATE, Wanted(names={"c": "Ada Lovelace"}))
    assert ClassWords("en", "page")("holds-names") in page_of(with_names).text
    assert "Ada Lovelace stalled ex02" in page_of(with_names).text
    assert data_of(with_names)["rows"][1][0] == "Ada Lovelace"
    without = render(STATE, Wanted())
    assert ClassWords("en", "page")("holds-names") not in page_of(without).text


def test_a_row_leads_to_the_page_of_its_student() -> None:
    text = render(STATE, Wanted(links={"c": "feedback/c/report.html"}))
    assert '<tr id="s1"><th scope="row"><a href="feedback/c/report.html">c</a>' in text
    assert [row[5] for row in data_of(text)["rows"]] == [0, "feedback/c/report.html", *[0] * 7]


def test_a_large_class_shows_those_who_need_help_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MOST", 8)
    monkeypatch.setattr(html, "WORST", 3)
    text = render(STATE, Wanted())
    assert [row[0] for row in data_of(text)["rows"]] == ["g", "c", "e"]
    assert "The class has 9 students. Here are the 3 who need help most; marks.csv has all." in page_of(text).text
    assert "Students with a mark 4" in page_of(text).text  # the numbers are those of all
    assert set(re.findall(r'href="#(s\d+)"', text)) <= {"s0", "s1", "s2"}


@pytest.mark.long
def test_a_thousand_students() -> None:
    text = render(MadeUp(1000).state, Wanted())
    assert len(text.encode()) < 1_500_000
    svg = re.search(r'<svg class="cells".*?</svg>', text, re.DOTALL)
    assert svg
    assert len(re.findall("<path", svg[0])) == len(CELLS)
