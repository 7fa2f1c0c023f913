"""``classroom marks`` from the command line: what it writes, what it refuses, and that it overwrites nobody's file."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.classroom.marks import overrides
from grader.commands import classroom
from grader.messages import LANGUAGES, Words
from grader.statuses import GOOD, GRADER_FAILED, NOT_UNDERSTOOD
from grader.tests.class_gradebooks import Style, canvas, data, roster, worksheet
from grader.tests.class_run import WORK, Work, contents, write

MARKS = ["", "20", "14", "0", "4", ""]
"""In the worksheet: the title's place, then each student's mark, and nobody's."""


def command(*words: object, language: str = "en") -> int:
    return classroom.run([str(word) for word in ("marks", *words)], Words(language))


def column(path: Path, at: int = 4) -> list[str]:
    rows = [line.split(",") for line in path.read_text("utf-8").replace('", ', "").splitlines()]
    return [row[at + (row[1].startswith('"'))] if number else "" for number, row in enumerate(rows)]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return write(tmp_path / "run", roster("moodle"))


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "Grades.csv"
    path.write_bytes(data(worksheet("en", most="20"), Style()))
    return path


def test_the_table_is_made_and_the_same_state_gives_the_same_bytes(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(run) == GOOD
    first = (run / "marks.csv").read_bytes()
    assert first.count(b"\r\n") == 5
    assert command(run) == GOOD
    assert (run / "marks.csv").read_bytes() == first
    out, err = capsys.readouterr()
    assert (str(run / "marks.csv") in out, err) == (True, "")
    assert not any(name in out for name in ("Lovelace", "700"))


def test_a_template_is_filled_in_beside_it(run: Path, sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sheet.read_bytes()
    assert command(run, "--fill", sheet) == GOOD
    filled = sheet.with_name("Grades.filled.csv")
    assert column(filled) == MARKS
    assert sheet.read_bytes() == before
    out = capsys.readouterr().out
    assert "Set: 4" in out
    assert not any(name in out for name in ("Lovelace", "example.org", "Participant"))


def test_its_own_file_is_replaced_and_said_so_and_nobody_elses(
    run: Path, sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "out.csv"
    assert command(run, "--fill", sheet, "--to", there) == GOOD
    assert "Written again" not in capsys.readouterr().out
    assert command(run, "--fill", sheet, "--to", there, "--scale", "100") == GOOD
    assert "Written again" in capsys.readouterr().out
    assert column(there) == ["", "100", "70", "0", "20", ""]
    there.write_bytes(there.read_bytes() + b" ")  # somebody has worked on it
    changed = there.read_bytes()
    assert command(run, "--fill", sheet, "--to", there) == NOT_UNDERSTOOD
    assert there.read_bytes() == changed
    for other in (sheet, tmp_path):
        before = contents(tmp_path)
        assert command(run, "--fill", sheet, "--to", other) == NOT_UNDERSTOOD
        assert contents(tmp_path) == before
    assert "--to" in capsys.readouterr().err


def test_a_link_to_the_template_is_the_template(run: Path, sheet: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    try:
        link.symlink_to(sheet)
    except OSError:
        pytest.skip("this user may make no links")
    before = sheet.read_bytes()
    assert command(run, "--fill", sheet, "--to", link) == NOT_UNDERSTOOD
    assert sheet.read_bytes() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_would_get_no_mark_is_named_and_nothing_is_written(
    language: str, tmp_path: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work: Work = {**WORK, "p1": (b"right", b"broken"), "p4": (b"right", b"right")}
    people = roster("moodle")
    people["p4"] = replace(people["p0"], number="799", name="Some Body")
    run = write(tmp_path / "run", people, work)
    before = contents(tmp_path)
    assert command(run, "--fill", sheet, language=language) == NOT_UNDERSTOOD
    assert contents(tmp_path) == before
    err = capsys.readouterr().err
    assert all(name in err for name in ("p1", "p4", "--partial"))
    assert not any(name in err for name in ("Some Body", "799", "Ziegler"))
    assert command(run, "--fill", sheet, "--partial", language=language) == GOOD
    assert column(sheet.with_name("Grades.filled.csv")) == ["", "20", "", "0", "4", ""]
    out = capsys.readouterr().out
    assert all(name in out for name in ("p1", "p4"))


def test_what_is_not_decided_has_no_mark_and_another_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = write(tmp_path / "run", roster("moodle"), {**WORK, "p1": (b"right", b"broken")})
    assert command(run) == GRADER_FAILED
    assert command(run, "--partial") == GOOD
    row = next(line for line in (run / "marks.csv").read_text("utf-8").splitlines() if line.startswith("p1,"))
    assert row == 'p1,701,"Ziegler, Jürgen",,20,10,,waiting,ex02_start_and_join,,'
    (run / overrides.NAME).write_text(
        "student,exercise,points,reason,by,when\n701,ex02,7.5,oral,me,2026-11-27\n", encoding="utf-8"
    )
    assert command(run) == GOOD
    row = next(line for line in (run / "marks.csv").read_text("utf-8").splitlines() if line.startswith("p1,"))
    assert row == 'p1,701,"Ziegler, Jürgen",17.5,20,10,7.5,waiting,,,ex02_start_and_join'
    (run / overrides.NAME).write_text("student,exercise,points,reason,by,when\n701,ex02,99,oral,me,2026-11-27\n")
    capsys.readouterr()
    assert command(run) == NOT_UNDERSTOOD
    assert "line 2" in capsys.readouterr().err


def test_an_identity_like_a_formula_costs_nobody_else_anything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = roster("folders")
    people["p1"] = replace(people["p1"], number="=HYPERLINK(1)", name="@SUM(1)")
    run = write(tmp_path / "run", people)
    assert command(run) == NOT_UNDERSTOOD
    text = (run / "marks.csv").read_text("utf-8")
    assert "=" not in text
    assert "p1,,'@SUM(1),14,20" in text
    assert "p3,s3," in text
    assert "p1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--fill", "none.csv"], "none.csv"),
        (["--fill", "{run}"], "{run}"),
        (["--fill", "{run}/roster.csv"], "not a file of marks that"),
        (["--fill", "{sheet}", "--column", "Points"], "Points"),
        (["--fill", "{sheet}", "--to", "{run}/none/x.csv"], "x.csv"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    words: list[str], said: str, run: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = {"run": run, "sheet": sheet}
    assert command(run, *(word.format(**places) for word in words)) == NOT_UNDERSTOOD
    out, err = capsys.readouterr()
    assert (out, said.format(**places) in err, err.startswith("grader: ")) == ("", True, True)


@pytest.mark.parametrize("scale", ["0", "-1", "nan", "much"])
def test_a_scale_is_a_number(scale: str, run: Path) -> None:
    assert command(run, "--scale", scale) == NOT_UNDERSTOOD


def test_a_folder_without_results_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(tmp_path) == NOT_UNDERSTOOD
    assert "journal.jsonl" in capsys.readouterr().err


def test_a_gradebook_with_hostile_titles_steers_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = canvas(most="20")
    rows[0][6] = "\x1b[31m\u202eKit (4711)"
    path = tmp_path / "x.csv"
    path.write_bytes(data(rows, Style()))
    run = write(tmp_path / "run", roster("canvas"))
    assert command(run, "--fill", path) == NOT_UNDERSTOOD  # which column?
    assert command(run, "--fill", path, "--column", "4711") == GOOD
    out, err = capsys.readouterr()
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err
