"""Files that are nearly what was asked for are told for what they are, and never just missing."""

import json
from pathlib import Path

import pytest

from grader.course.catalogue import find
from grader.grading import submissions
from grader.grading.names import kind

EX02 = find("ex02")
TEXT = EX02.solution.read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "ex02.py",
        "ex2.py",
        "Ex02_start_and_join.py",
        "ex02_start_and_join (1).py",
        "ex02_start_and_join.py.txt",
        "ex02_start_and_join.txt",
        "ex02_start_and_join.PY",
        "ex02_start_and_join.py ",
        "ex02-start-and-join.py",
        "ex02_start_and_join_final.py",
        "exercise 2.py",
        "start_and_join.py",
        "start_and_join - Copy.py",
        "ex02_start_and_join.ipynb",
    ],
)
@pytest.mark.parametrize("named", [False, True])
def test_a_name_that_is_nearly_right(tmp_path: Path, name: str, *, named: bool) -> None:
    (tmp_path / name).write_text(TEXT, "utf-8")
    if (tmp_path / EX02.solution.name).exists():
        pytest.skip("this system takes it for the right name")
    read = submissions.read(EX02, tmp_path, named=named)
    assert (read.problem, read.facts["near"]) == ("submission-misnamed", name)


@pytest.mark.parametrize(
    "name",
    [
        "ex20_as_finished.py",
        "ex021.py",
        "2.py",
        "notes on ex02.txt",
        "ex02_start_and_join.kept-1.txt",
        "ex02_start_and_join.py.abc.part",
        "restart_and_join.py",
        "ex02_start_and_join.cpython-311.pyc",
    ],
)
def test_a_name_of_something_else(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT, "utf-8")
    assert submissions.read(EX02, tmp_path, named=False).untouched
    assert submissions.read(EX02, tmp_path, named=True).problem == "submission-missing"


def test_beside_the_right_file_it_does_not_count(tmp_path: Path) -> None:
    for name in (EX02.file.name, "ex02_start_and_join (1).py"):
        (tmp_path / name).write_text(TEXT)
    assert submissions.read(EX02, tmp_path, named=False).gradable


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04\x14\0\6\0", "submission-archive"),
        (b"\x1f\x8b\x08\0", "submission-archive"),
        (TEXT.encode("utf-16"), "submission-utf16"),
        (TEXT.encode("utf-16-le"), "submission-utf16"),
        (TEXT.encode("utf-16-be"), "submission-utf16"),
        (b"\x7fELF\2\1\1\0\0\0\0", "submission-not-text"),
        (b"%PDF-1.7\n", "submission-not-text"),
        (b"{\\rtf1\\ansi", "submission-not-text"),
        (json.dumps({"cells": [], "nbformat": 4}).encode(), "submission-notebook"),
        ("# 启动进程\n".encode("gbk") + TEXT.encode(), "submission-gbk"),
    ],
)
def test_what_a_file_is(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / EX02.file.name).write_bytes(content)
    assert submissions.read(EX02, tmp_path, named=False).problem == code


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        "# coding: gbk\n# 启动进程\n".encode("gbk") + TEXT.encode(),
        "# 启动进程\n".encode() + TEXT.encode(),
        b'{"cells": 1}.get("x")\n' + TEXT.encode(),
        b"PK = 1\n",
    ],
)
def test_what_python_may_read_is_left_to_it(content: bytes) -> None:
    assert kind(content) is None
