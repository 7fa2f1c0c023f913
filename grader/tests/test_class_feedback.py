"""A page for each student, under names by which the platforms' own rules find whose it is."""

import re
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.marks import feedback, overrides
from grader.classroom.records import Identity
from grader.classroom.roster import Entry
from grader.commands import classroom
from grader.messages import LANGUAGES, Words
from grader.statuses import GOOD, GRADER_FAILED, NOT_UNDERSTOOD
from grader.tests.class_gradebooks import NAMES, roster
from grader.tests.class_run import WORK, contents, write
from grader.tests.outputs import Page


def command(*words: object, language: str = "en") -> int:
    return classroom.run([str(word) for word in ("feedback", *words)], Words(language))


def by_moodle(member: str) -> tuple[int, str] | None:
    """Return whose file Moodle takes a member of the archive for, and its name there; None when it ignores it."""
    parts = ("/" + member).split("/")
    if parts[-1].startswith((".", "~")):
        return None
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) >= 4 and info[1].isdecimal() and info[2:4] == ["assignsubmission", "file"]:
            return int(info[1]), "/".join([*info[4:], *parts])
    return None


def by_canvas(member: str) -> tuple[str, str] | None:
    """Return the user and the file that was handed in, whose comment Canvas makes of a file; None when it ignores it."""
    name = member.rpartition("/")[2]
    numbers = [part for part in name.split("_") if re.fullmatch("[0-9]+", part)][:2]
    if len(numbers) < 2 or name.split("_")[-1].startswith("link") or name.startswith("._"):
        return None
    return numbers[0], numbers[1]


def entry(name: str, number: str = "700", *entries: str, layout: str = "moodle") -> Entry:
    who = Identity(layout=layout, number=number, name=name)  # type: ignore[arg-type]
    return Entry(pseudonym="p0", student=who, entries=entries)


@given(st.text(max_size=200))
def test_moodle_finds_whose_page_it_is_whatever_the_name(name: str) -> None:
    (member,) = feedback.moodle([entry(name)]).pages["p0"]
    assert by_moodle(member) == (700, feedback.PAGE)
    folder, _, rest = member.partition("/")
    assert rest == feedback.PAGE
    assert len(folder.encode()) < 255
    assert not re.search(r'[\x00-\x1f\\:*?"<>|]', member)
    assert not folder.startswith((".", "~", " "))


@given(st.text(max_size=200))
def test_a_safe_name_is_one_everywhere(name: str) -> None:
    text = feedback.safe(name)
    assert feedback.safe(text) == text
    assert text
    assert unicodedata.is_normalized("NFC", text)
    assert text[-1] not in ". "
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", text)
    assert not any(unicodedata.category(sign).startswith("C") for sign in text)


@pytest.mark.parametrize(
    "name", ["Ada_700_x", "..", "a/b", "CON.txt", "\u202eada", "", "e\u0301" * 200, "\ud800", "~ada", "👩‍🔬"]
)
def test_hard_names(name: str) -> None:
    assert by_moodle(feedback.moodle([entry(name)]).pages["p0"][0]) == (700, feedback.PAGE)


def test_canvas_finds_whose_page_it_is_by_the_newest_file() -> None:
    found = feedback.canvas(
        [
            entry(
                "Lovelace, Ada",
                "90001",
                "lovelaceada_90001_55_ex01.py",
                "lovelaceada_LATE_90001_123_ex02-1.py",
                layout="canvas",
            )
        ]
    )
    (member,) = found.pages["p0"]
    assert by_canvas(member) == ("90001", "123")
    assert member == f"lovelaceada_LATE_90001_123_{feedback.PAGE}"
    none = feedback.canvas([entry("Lovelace, Ada", "90001", "lovelaceada_90001_text.html", layout="canvas")])
    assert (none.pages, none.lacking) == ({}, ("p0",))


def test_pages_in_a_folder_never_take_each_others_place() -> None:
    people = [
        replace(entry("x", number, layout="folders"), pseudonym=f"p{at}")
        for at, number in enumerate(["a/b", "A:B", "c", ".."])
    ]
    names = feedback.folder(people, "number").pages
    assert names == {"p0": ("a b p0.html",), "p1": ("A B p1.html",), "p2": ("c.html",), "p3": ("student.html",)}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return write(tmp_path / "run", roster("moodle"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_archive_for_moodle(run: Path, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(run, "--for", "moodle", language=language) == GOOD
    path = run / "feedback-moodle.zip"
    first = path.read_bytes()
    with zipfile.ZipFile(path) as made:
        members = {by_moodle(name): made.read(name).decode() for name in made.namelist()}
        assert made.testzip() is None
    assert set(members) == {(700 + place, feedback.PAGE) for place in range(4)}
    good, poor = Page(members[700, feedback.PAGE]), Page(members[701, feedback.PAGE])
    lost = Words(language).of("report", "lost")
    assert lost.format(points="6") in poor.text
    assert lost.partition("{")[0] not in good.text
    assert 'id="lost"' in members[702, feedback.PAGE]
    assert "script" not in poor.names()
    assert not any(name in text for name in NAMES for text in members.values())
    assert command(run, "--for", "moodle", language=language) == GOOD
    assert path.read_bytes() == first
    assert not any(name in capsys.readouterr().out for name in NAMES)


def test_a_folder_is_made_anew_and_only_if_it_is_its_own(run: Path, tmp_path: Path) -> None:
    there = tmp_path / "pages"
    assert command(run, "--for", "folder", "--to", there) == GOOD
    assert set(contents(there)) == {f"p{place}.html" for place in range(4)}
    assert command(run, "--for", "folder", "--to", there, "--by", "number") == GOOD
    assert set(contents(there)) == {f"70{place}.html" for place in range(4)}
    (there / "notes.txt").write_text("mine")
    before = contents(tmp_path)
    assert command(run, "--for", "folder", "--to", there) == NOT_UNDERSTOOD
    assert command(run, "--for", "folder", "--to", there / "notes.txt") == NOT_UNDERSTOOD
    assert contents(tmp_path) == before


def test_an_archive_replaces_nobodys_file(run: Path, tmp_path: Path) -> None:
    there = tmp_path / "x.zip"
    assert command(run, "--for", "moodle", "--to", there) == GOOD
    assert command(run, "--for", "moodle", "--to", there) == GOOD
    there.write_bytes(b"mine")
    assert command(run, "--for", "moodle", "--to", there) == NOT_UNDERSTOOD
    assert there.read_bytes() == b"mine"
    assert command(run, "--for", "moodle", "--to", tmp_path / "none" / "x.zip") == NOT_UNDERSTOOD
    assert not list(tmp_path.rglob("*.part"))


def test_who_cannot_be_placed_or_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = write(
        tmp_path / "run", roster("canvas"), {**WORK, "p9": "ambiguous"}, {"p0": ("lovelaceada_90001_5_ex01_worker.py",)}
    )
    assert command(run, "--for", "canvas") == GOOD
    out, err = capsys.readouterr()
    assert "p1, p2, p3" in err
    assert "not clear yet" in out
    with zipfile.ZipFile(run / "feedback-canvas.zip") as made:
        assert [by_canvas(name) for name in made.namelist()] == [("90001", "5")]
    for path in (run / "verdicts").rglob("*.gz"):
        path.write_bytes(b"damaged")
    assert command(run, "--for", "folder") == GRADER_FAILED
    assert "p0, p1, p3" in capsys.readouterr().err
    assert set(contents(run / "feedback")) == {"p2.html"}


def test_another_layout_is_refused(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(run, "--for", "canvas") == NOT_UNDERSTOOD
    assert "--for folder" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_what_the_teacher_has_set_and_what_is_not_decided(language: str, tmp_path: Path) -> None:
    run = write(tmp_path / "run", roster("moodle"), {"p0": (b"wrong", b"right"), "p1": (b"right", b"right")})
    (run / overrides.NAME).write_text(
        "student,exercise,points,reason,by,when\np0,ex01,7.5,a secret reason,me,2026-11-27\n", encoding="utf-8"
    )
    assert command(run, "--for", "folder", language=language) == GOOD
    text = Page((run / "feedback" / "p0.html").read_text("utf-8")).text
    assert "7.5" in text
    assert "17.5" in text
    assert "secret reason" not in text
