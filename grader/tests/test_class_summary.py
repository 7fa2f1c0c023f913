"""What the terminal says of a class: the page's facts in thirty lines. And the command that writes the page."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from grader.classroom import lines, roster, summary
from grader.classroom.page import statistics
from grader.classroom.problem import ClassProblem
from grader.classroom.records import Canary, ClassState, Handed, Identity
from grader.classroom.store import Store
from grader.classroom.words import ClassWords
from grader.cli import main
from grader.commands.classroom import page
from grader.messages import LANGUAGES
from grader.statuses import GOOD, NOT_UNDERSTOOD
from grader.tests.class_made_up import opened
from grader.tests.made_up_class import MadeUp, stored
from grader.tests.outputs import BARE, HOSTILE
from grader.tests.test_class_numbers import FIRST, STATE, STUDENTS, decision, student
from grader.tests.test_class_page import data_of, page_of


def test_the_summary_has_the_numbers_of_the_page() -> None:
    before = {"a": {FIRST: 8.0}, "b": {FIRST: 5.0}}
    text = "\n".join(summary.lines(STATE, "en", before))
    for said in (
        "Students: 9. Exercises: 3. Time taken: 1 min 15 s.",
        "May I trust this grading? Look at the points with “!” first.",
        "! Students with an exercise that the grader could not decide: 1. That is not their mistake. Grade these again. (e)",
        "! Gradings of the same file that gave different results: 1.",
        "– No test answers of the kit's own were graded",
        "Students with a mark: 4. Median 18.75 of 30; middle half 12.5 to 25.12; lowest 8, highest 30.",
        "From 0 to 30 points, in ten steps: 0 0 1 0 1 0 0 1 0 1",
        "Not started: 1. No whole mark yet: 4.",
        "  ✓ 1 ✗ 3 · 2 – 3  ex17",
        "       3  exception  ex17, ex10",
        "       2  stalled  ex02, ex17, ex10",
        "  c  stalled  ex02, ex10, ex17",
        "  Points went up: 12. Points went down: 1. Students: 6.",
    ):
        assert said in text, said
    assert "sandbox" not in text.lower()  # what is good is not listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_is_never_longer_than_thirty_lines(language: str) -> None:
    made = MadeUp(300).state
    others = [student(f"{name}{n}", name, decision(FIRST, 1, "x")) for n in range(50) for name in ("gone", "spent")]
    worst = replace(
        made, students=(*made.students, *others, *STUDENTS), disagreements=("k",), load=9.0,
        course=replace(made.course, sandbox="tree"), canaries=(Canary(name="c", good=False, at=""),),
    )  # fmt: skip
    said = summary.lines(worst, language, STATE)
    assert 25 <= len(said) <= 30
    assert said[-2] == ClassWords(language, "page")("what-changed")
    assert all("\n" not in one for one in said)
    good = summary.lines(made, language)
    assert ClassWords(language, "page")("trust-good") in good[1]
    assert len(good) < len(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_of_nobody_and_of_one(language: str) -> None:
    say = ClassWords(language, "page")
    nobody = summary.lines(replace(STATE, students=(), disagreements=()), language, {})
    assert (len(nobody), say("trust-empty") in nobody[1]) == (3, True)
    one = summary.lines(replace(STATE, students=STUDENTS[3:4], ended=True), language)
    assert f"  {say('summary-none')}" in one


def test_the_summary_steers_no_terminal() -> None:
    bad = decision(FIRST, 0, HOSTILE)
    state = replace(STATE, students=(student(HOSTILE, "decided", bad), student(f"{HOSTILE}\nline", "ambiguous")))
    said = summary.lines(state, "en", {HOSTILE: {FIRST: 3.0}})
    assert not any("\n" in one for one in said)
    text = "\n".join(said)
    assert not BARE & set(text)
    assert "\\x1b" in text


# The command


def results(run: Path, state: ClassState) -> None:
    """Write a results folder that tells of these students: journal, verdicts and roster."""
    run.mkdir()
    writer, store = opened(run), Store(run)
    writer.add("course", **lines.of_course(state.course))
    for one in state.students:
        kept = {name: own for name, own in one.decisions.items() if own.status in ("passed", "failed")}
        kept = {
            name: replace(own, key=hashlib.sha256(f"{one.pseudonym} {name}".encode()).hexdigest())
            for name, own in kept.items()
        }
        known = {"waiting": "waiting", "decided": "waiting"}.get(one.state, one.state)
        files = {name: own.key for name, own in kept.items()}
        writer.add("seen", student=one.pseudonym, state=known, files=files, late=None, at=None, problems=[])
        for name, own in kept.items():
            told = {**stored(own), "source": own.source}
            file, digest = store.put(own.key, told)
            writer.add("verdict", **lines.of_verdict(one.pseudonym, own.key, name, told, file, digest))
    writer.close()


DECIDED = replace(STATE, students=(*STUDENTS[:4], STUDENTS[5]), disagreements=())


@pytest.fixture
def run(tmp_path: Path) -> Path:
    results(tmp_path / "run", DECIDED)
    return tmp_path / "run"


def classroom(*words: str | Path, language: str = "en") -> int:
    return main(["classroom", "--lang", language, *map(str, words)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_writes_the_page(run: Path, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert classroom("page", run, language=language) == GOOD
    file = run / "class.html"
    say = ClassWords(language, "page")
    assert capsys.readouterr().out.strip() == say("page-written", file=file)
    text = file.read_text("utf-8")
    rows = statistics.rows(DECIDED)
    assert [row[0] for row in data_of(text)["rows"]] == [row.student.pseudonym for row in rows]
    assert say("affected", count=2, whole=5, share=say("percent", share=40)) in page_of(text).text
    assert 'class="timeline"' in text  # from a stored verdict
    assert not list(run.glob("*.part"))


@pytest.mark.parametrize("name", ["c.html", "c/report.html"])
def test_the_command_links_the_pages_of_students_that_are_there(run: Path, tmp_path: Path, name: str) -> None:
    own = run / "feedback" / name
    own.parent.mkdir(parents=True)
    own.write_text("x", "utf-8")
    for to, href in ((run / "class.html", f"feedback/{name}"), (tmp_path / "p.html", f"run/feedback/{name}")):
        assert page.write(run, to, "en") == to
        assert {row[0]: row[5] for row in data_of(to.read_text("utf-8"))["rows"]}["c"] == href
    assert len([row for row in data_of(to.read_text("utf-8"))["rows"] if row[5]]) == 1


def test_the_command_shows_names_only_when_it_is_told_to(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert classroom("page", run, "--names") == NOT_UNDERSTOOD
    assert "has no roster.csv" in capsys.readouterr().err
    who = Identity(layout="moodle", number="12345", name="Ada Lovelace")
    entry = roster.entry(b"secret", Handed(student=who, state="waiting", entries=()))
    roster.write(run, [replace(entry, pseudonym="c")])
    assert classroom("page", run) == GOOD
    assert "Lovelace" not in (run / "class.html").read_text("utf-8")
    assert classroom("page", run, "--names", "--to", run / "names.html") == GOOD
    text = (run / "names.html").read_text("utf-8")
    assert "Ada Lovelace stalled" in page_of(text).text
    assert ClassWords("en", "page")("holds-names") in text


def test_the_command_says_why_it_cannot(run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert classroom("page", tmp_path / "nothing") == NOT_UNDERSTOOD
    assert "holds no results of a class" in capsys.readouterr().err
    assert classroom("page", run, "--to", tmp_path / "no folder" / "page.html") == NOT_UNDERSTOOD
    assert "cannot be written" in capsys.readouterr().err
    with pytest.raises(ClassProblem):
        page.write(run, run, "en")  # a folder
    assert {one.name for one in run.iterdir()} == {"journal.jsonl", "verdicts"}


def test_a_verdict_that_is_lost_costs_only_its_picture(run: Path) -> None:
    for file in run.glob("verdicts/*/*.gz"):
        file.write_bytes(b"no gzip")
    text = page.write(run, None, "en").read_text("utf-8")
    assert 'class="timeline"' not in text
    assert "2 of 5 students (40 %)" in page_of(text).text
