"""Files that are nearly what was asked for: by their names, and by what is in them."""

import json
import re
from pathlib import Path

from ..course.catalogue import Exercise

KEPT = re.compile(r"\.kept-\d+\.txt$|\.part$|\.py[co]$")
"""What the kit itself, or Python, leaves beside a submission."""

COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=]")

ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
"""How archives begin. What a word processor saves is one, too."""


def nearly(exercise: Exercise, folder: Path) -> str | None:
    """Return the name of a file that seems to be meant for this exercise, though it is not called so; None when there is none.

    Such as ``ex02.py``, ``ex02_start_and_join (1).py`` or ``ex02_start_and_join.py.txt``. Raises ``OSError``.
    """
    wanted = pattern(exercise)
    there = (one for one in sorted(folder.iterdir()) if wanted.fullmatch(one.name.lower()) and not KEPT.search(one.name))
    return next((one.name for one in there if one.is_file()), None)


def pattern(exercise: Exercise) -> re.Pattern[str]:
    """Return what a name in lower case looks like that seems to be meant for this exercise."""
    number, _, topic = exercise.name.partition("_")
    words = topic.replace("_", "[ _-]*")
    return re.compile(rf"(?:ex(?:ercise)?[ _-]*0*{int(number[2:])}(?!\d).*|{words}(?:[^a-z0-9].*)?)\.(?:py|txt|ipynb)\w?\s*")


def kind(source: bytes) -> str | None:
    """Return the code of the message that says what this file is when it is certainly no Python program; None otherwise."""
    if source.startswith(ARCHIVES):
        return "submission-archive"
    if source.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in source[:64]:
        return "submission-utf16" if _is_utf16(source) else "submission-not-text"
    if source.startswith((b"%PDF", b"{\\rtf")):
        return "submission-not-text"
    if _is_gbk(source):
        return "submission-gbk"
    return "submission-notebook" if source.lstrip()[:1] == b"{" and _is_notebook(source) else None


def _is_utf16(source: bytes) -> bool:
    encoding = (
        "utf-16" if source.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-16-le" if source[1:2] == b"\0" else "utf-16-be"
    )
    try:
        return "\0" not in source.decode(encoding)
    except UnicodeDecodeError:
        return False


def _is_notebook(source: bytes) -> bool:
    try:
        return isinstance(content := json.loads(source), dict) and "cells" in content
    except (ValueError, RecursionError):
        return False


def _is_gbk(source: bytes) -> bool:
    """Say whether this is no UTF-8, does not say what else it is (PEP 263), and is all text in what Chinese editors used."""
    if any(COOKIE.match(line) for line in source.splitlines()[:2]):
        return False
    try:
        source.decode()
    except UnicodeDecodeError:
        try:
            return bool(source.decode("gb18030"))
        except UnicodeDecodeError:
            return False
    return False
