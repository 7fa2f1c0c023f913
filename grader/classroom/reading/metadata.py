"""Reads ``submission_metadata.yml`` of a Gradescope export: who handed in what. Of YAML only what Ruby writes in such a file.

    submission_12345:
      :submitters:
      - :name: Ada Lovelace
        :sid: '3031'
        :email: ada@example.org
      :created_at: 2026-11-02 10:12:13.123456 -08:00

What is deeper below other keys, such as the autograder's output, is passed over by its indentation. A value that is wanted and
written in another way stops the reading: better no student than the wrong one. Only the time may stay unknown.
"""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TOP = re.compile(r"(?P<quote>['\"]?)(?P<name>submission_\w+)(?P=quote):\s*")
KEY = re.compile(r"(?P<quote>['\"]?):(?P<name>\w+):?(?P=quote):(?:\s+(?P<value>.*))?")
ANCHOR = re.compile(r"&\w+\s+")
ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
SIGNS = {"n": "\n", "t": "\t", "r": "\r", "e": "\x1b", "0": "\0", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
SAME = {'"', "\\", "/", " "}

WANTED = ("name", "sid", "email")


class NotUnderstood(Exception):
    """A line, counted from 1, is written in a way that is not known here."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(slots=True, kw_only=True)
class Submitted:
    """One submission: the persons, each with ``name``, ``sid`` and ``email`` as far as they are told, and when."""

    persons: list[dict[str, str]] = field(default_factory=list)
    at: str | None = None


def parse(text: str) -> dict[str, Submitted]:
    """Return each submission by the name of its folder. Raises ``NotUnderstood``."""
    found: dict[str, Submitted] = {}
    current: Submitted | None = None
    part, level = "", 0
    for number, indent, line in _lines(text):
        if indent == 0:
            top = TOP.fullmatch(line)
            if top is None or top["name"] in found:
                raise NotUnderstood(number)
            current, part = found.setdefault(top["name"], Submitted()), ""
        elif current is None:
            raise NotUnderstood(number)
        elif indent == 2 and not line.startswith(("- ", "-\n")) and line != "-":
            part, level = _field(current, line, number), 0
        elif part == "submitters":
            level = level or indent
            _person(current, indent - level, line, number)
    return found


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each line that is not empty: its number, its indentation in blanks, and the rest."""
    for number, whole in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = whole.rstrip("\r")
        bare = line.lstrip(" ")
        if bare.strip() and not (line == bare and (bare.startswith("#") or re.fullmatch(r"---\s*", bare))):
            yield number, len(line) - len(bare), bare.rstrip()


def _field(current: Submitted, line: str, number: int) -> str:
    """Take in a field of a submission; return its name."""
    key = KEY.fullmatch(line)
    if key is None:
        raise NotUnderstood(number)
    if key["name"] == "created_at":
        with contextlib.suppress(NotUnderstood):  # Ruby may write it as an object with lines of its own
            current.at = _scalar(ANCHOR.sub("", key["value"] or ""), number)
    elif key["name"] == "submitters" and (key["value"] or "").strip() not in ("", "[]"):
        raise NotUnderstood(number)
    return key["name"]


def _person(current: Submitted, indent: int, line: str, number: int) -> None:
    """Take in a line of the list of persons. indent: counted from where the list's items begin."""
    if line.startswith("- ") and indent == 0:
        current.persons.append({})
        indent, line = 2, line[2:]
    key = KEY.fullmatch(line)
    if key is None or not current.persons or indent != 2:
        raise NotUnderstood(number)
    if key["name"] in WANTED:
        if key["name"] in current.persons[-1]:
            raise NotUnderstood(number)
        current.persons[-1][key["name"]] = _scalar(key["value"], number) or ""


def _scalar(value: str | None, number: int) -> str | None:
    """Return what a value means as text, None for nothing."""
    value = (value or "").strip()
    if value in ("", "~", "null"):
        return None
    if value[0] == "'":
        inner = value[1:-1]
        if len(value) < 2 or value[-1] != "'" or "'" in inner.replace("''", ""):
            raise NotUnderstood(number)
        return inner.replace("''", "'")
    if value[0] == '"':
        if not re.fullmatch(r'"(?:[^"\\]|\\.)*"', value):
            raise NotUnderstood(number)
        return ESCAPE.sub(lambda found: _sign(found, number), value[1:-1])
    if value[0] in "&*!|>%@`{}[],?" or value.startswith("- ") or ": " in value or " #" in value:
        raise NotUnderstood(number)
    return value


def _sign(found: re.Match[str], number: int) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        if int(code, 16) > 0x10FFFF or 0xD800 <= int(code, 16) <= 0xDFFF:
            raise NotUnderstood(number)
        return chr(int(code, 16))
    if found[4] in SAME:
        return found[4]
    if found[4] not in SIGNS:
        raise NotUnderstood(number)
    return SIGNS[found[4]]
