"""``classroom plan`` shows a reading in 80 columns, changes nothing, and nobody is lost, whatever lies in the folder."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as some

from grader import cli
from grader.classroom import records
from grader.classroom.reading import LAYOUTS, NotRead, detect, natural
from grader.statuses import GOOD as WELL
from grader.statuses import NOT_UNDERSTOOD
from grader.tests import unhurried
from grader.tests.handing_in import (
    EX02,
    GOOD,
    MOODLE,
    NAME,
    OTHER,
    STUB,
    WRONG,
    accounted,
    lay,
    packed,
    read,
)  # fmt: skip

__all__ = ["unhurried"]

STAMP = "2026-11-01-10-00-00"

NUMBERS = some.sampled_from(["1", "2", "30"])
FILES = some.sampled_from(
    [NAME, OTHER, "ex02 (1).py", "x.py", "all.zip", "notes.txt", f"Z_9_{MOODLE}_{NAME}", "a - b.py", "o_9_8_x.py"]
)
SOURCES = some.sampled_from([GOOD, WRONG, STUB, b"", b"\xff\xfe", packed({NAME: GOOD}), packed({f"../{NAME}": GOOD})])
OTHERS = [".DS_Store", "__MACOSX/x", "index.html", "submission_metadata.yml", "stray.txt", "stray/x", ".git/HEAD"]
METADATA = b"submission_1:\n  :submitters:\n  - :sid: a\nsubmission_2:\n  :submitters:\n  - :sid: a\n  - :sid: b\n"


@some.composite
def classes(draw: some.DrawFn) -> tuple[str, dict[str, bytes]]:
    """Return a layout, and a folder in about this layout."""
    layout = draw(some.sampled_from(LAYOUTS))
    forms = {
        "folders": ["s{number}/{file}"],
        "git": ["s{number}/.git/HEAD", "s{number}/exercises/{file}"],
        "moodle": [f"A_{{number}}_{MOODLE}/{{file}}", f"A_{{number}}_{MOODLE}_{{file}}", f"A_{MOODLE}/{{file}}"],
        "canvas": ["a_{number}_{n}_{file}", "a_LATE_{number}_{n}_{file}", "a_{number}_text.html", "anon_q{number}_{n}_{file}"],
        "gradescope": ["submission_{number}/{file}"],
        "blackboard": [f"E_u{{number}}_attempt_{STAMP}_{{file}}", f"E_u{{number}}_attempt_{STAMP}.txt"],
        "brightspace": ["{number}-7 - A - Oct {n}, 2026 1103 AM - {file}", "{number}-7 - A - Oct {n}, 2026 1103 AM/{file}"],
    }[layout]
    found: dict[str, bytes] = {}
    for n in range(draw(some.integers(1, 7))):
        form = draw(some.sampled_from(forms))
        found[form.format(number=draw(NUMBERS), n=n + 1, file=draw(FILES))] = draw(SOURCES)
    for other in draw(some.lists(some.sampled_from(OTHERS), max_size=2)):
        found[other] = METADATA
    if layout == "gradescope" and draw(some.integers(0, 9)):
        found["submission_metadata.yml"] = METADATA
    return layout, found


@pytest.mark.long
@settings(max_examples=150)
@given(made=classes(), asked=some.booleans(), zipped=some.booleans())
def test_nobody_is_lost(
    made: tuple[records.Layout, dict[str, bytes]], asked: bool, zipped: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Every entry belongs to just one student, is known to be of no use, or is among the problems."""
    layout, files = made
    folder = lay(tmp_path_factory.mktemp("class"), files)
    entries = sorted({name.partition("/")[0] for name in files})
    if zipped:
        (folder / "packed").mkdir()
        folder = folder / "packed" / "class.zip"
        folder.write_bytes(packed(files))
    seen = refused_or_read(folder, layout if asked else None)
    if isinstance(seen, NotRead):
        event(f"not read: {seen.key}")
        assert seen.said("en") != seen.said("zh")
        assert not asked or seen.key in ("none-fits", "no-entries", "metadata-missing")
        return
    event(seen.layout)
    missing = [one.facts["entry"] for one in seen.problems if one.key == "folder-missing"]
    assert sorted(set(accounted(seen)) - set(missing)) == entries
    assert len(accounted(seen)) == len(entries) + len(missing)
    assert len({one.student.number for one in seen.handed}) == len(seen.handed)
    for one in seen.handed:
        assert one.state != "waiting" or one.files
    assert read(folder, layout if asked else None) == seen


def refused_or_read(folder: Path, layout: records.Layout | None) -> records.Reading | NotRead:
    try:
        return read(folder, layout)
    except NotRead as error:
        return error


def state(folder: Path) -> list[tuple[str, int, float, bytes]]:
    """Return all that is in a folder, with the times of its last changes."""
    found = []
    for path in sorted(folder.rglob("*")):
        info = path.lstat()
        found.append((str(path), info.st_mode, info.st_mtime, path.read_bytes() if path.is_file() else b""))
    return found


def plan(*words: str) -> int:
    return cli.main(["classroom", "plan", *words])


def test_the_command_shows_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(tmp_path, {f"Ada Lovelace_9_{MOODLE}/{NAME}": GOOD, f"名字很长的学生_10_{MOODLE}/{NAME}": STUB, "__MACOSX/x": b""})
    before = state(tmp_path)
    assert plan(str(tmp_path), "--exercises", "ex02", "3") == WELL
    lines = capsys.readouterr().out.splitlines()
    assert state(tmp_path) == before
    assert lines[0] == "Layout 'moodle': 2 submissions in 2 entries."
    assert re.fullmatch(r"9 +Ada Lovelace +1/2 +\? +to be graded", lines[4])
    assert re.fullmatch(r"10 +名字很长的学生 +1/2 +\? +nothing done", lines[5])
    assert "__MACOSX" in lines[7]
    lay(tmp_path, {f"Ada Lovelace_9_{MOODLE}/new/{NAME}": WRONG})
    assert plan(str(tmp_path)) == NOT_UNDERSTOOD
    assert "you must decide" in capsys.readouterr().out
    assert plan(str(tmp_path), "--layout", "folders") == NOT_UNDERSTOOD


def test_the_command_speaks_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(tmp_path, {f"ada/{NAME}": b"PK\x03\x04"})
    assert cli.main(["classroom", "--lang", "zh", "plan", str(tmp_path)]) == WELL
    out = capsys.readouterr().out
    assert "待评分" in out
    assert "ZIP" in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--exercises", "ex99"], "no exercise"),
        (["nowhere"], "no folder"),
        (["--layout", "canvas"], "canvas"),
        ([], "clear"),
    ],
)
def test_what_the_command_cannot_do(
    tmp_path: Path, words: Sequence[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(tmp_path, {f"a_1_{MOODLE}/{NAME}": GOOD, "stray/x": b""})
    folder = str(tmp_path / "nowhere") if words == ["nowhere"] else str(tmp_path)
    assert plan(folder, *(word for word in words if word != "nowhere")) == NOT_UNDERSTOOD
    assert re.search(told, capsys.readouterr().err)


def test_nothing_that_a_student_writes_steers_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {f"a\x1b]0;x\x07\u202e/{NAME}": GOOD, "a\x1b]0;x\x07\u202e/\x1b[2J\n::error::x.py": b"", f"b/{NAME}": GOOD}
    (tmp_path / "c.zip").write_bytes(packed({**files, "../\x1b[31m": b""}))
    plan(str(tmp_path / "c.zip"))
    plan(str(tmp_path / "c.zip"), "--layout", "canvas")
    told = capsys.readouterr()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", told.out + told.err)
    assert not re.search("^::", told.out, re.MULTILINE)


def test_the_order_is_the_one_of_people() -> None:
    assert sorted(["10", "9", "a10", "a9", "a", "²", "", "9" * 99], key=natural) == [
        "",
        "9",
        "10",
        "9" * 99,
        "a",
        "a9",
        "a10",
        "²",
    ]


def test_the_layouts_are_those_of_the_records() -> None:
    assert set(LAYOUTS) == set(detect.ALL)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not hold everywhere, and not for root")
def test_a_folder_that_nobody_may_read(tmp_path: Path) -> None:
    lay(tmp_path, {f"ada/{NAME}": GOOD, f"bob/{NAME}": GOOD})
    (tmp_path / "bob").chmod(0)
    try:
        assert [one.state for one in read(tmp_path, wanted=[EX02]).handed] == ["waiting", "ambiguous"]
    finally:
        (tmp_path / "bob").chmod(0o700)
