"""A table as a file has it, so that single cells can be changed and every other byte stays.

Platforms and spreadsheets write such files in many ways: with a byte order mark or without, with commas, semicolons or tabs,
with each cell in quotes or none, with either end of line, as UTF-8 or UTF-16. None of that is ever made uniform here.
"""

import codecs
import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..problem import ClassProblem

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read. A hundred thousand people with thirty columns have about twenty million."""

SEPARATORS = (",", ";", "\t")
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what it says, and where in the text it stands, quotes and all."""

    value: str
    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table and the text that it was read from.

    text: without the byte order mark, which is ``mark``. encoding: ``latin-1`` stands for any that is not known: each byte is
    a character, and stays what it is. lines: at which line of the file each row begins, from 1.
    """

    text: str
    mark: bytes
    encoding: str
    separator: str
    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[int, ...]

    def value(self, row: int, column: int) -> str:
        """Return what a cell says, without blanks around it; empty when the row is too short for it."""
        cells = self.rows[row]
        return cells[column].value.strip() if 0 <= column < len(cells) else ""

    def header(self) -> list[str]:
        """Return what the first row says."""
        return [cell.value.strip() for cell in self.rows[0]] if self.rows else []

    def column(self, column: int, first: int = 1) -> list[str]:
        """Return what a column says, from this row on, without rows that have nothing at all."""
        return [self.value(row, column) for row in self.filled(first)]

    def filled(self, first: int = 1) -> list[int]:
        """Return the rows, from this one on, that have anything in them."""
        return [row for row in range(first, len(self.rows)) if any(cell.value.strip() for cell in self.rows[row])]

    def edited(self, changes: Mapping[tuple[int, int], str]) -> bytes:
        """Return the file with these cells, each a row and a column, changed. What says the same already is left alone.

        Raises ``ClassProblem`` when the file's encoding has no such letters.
        """
        parts, at = [], 0
        for (row, column), value in sorted(changes.items()):
            cell = self.rows[row][column]
            if value != cell.value:
                parts += [self.text[at : cell.start], self._written(value, quoted=cell.quoted)]
                at = cell.end
        try:
            return self.mark + "".join([*parts, self.text[at:]]).encode(self.encoding)
        except UnicodeEncodeError:
            raise ClassProblem("letters-unknown", step="marks") from None

    def _written(self, value: str, *, quoted: bool) -> str:
        needed = re.search(rf'["\r\n{re.escape(self.separator)}]', value) is not None or value != value.strip()
        return '"' + value.replace('"', '""') + '"' if quoted or needed else value


def read(path: Path) -> Sheet:
    """Return the table of a file. Raises ``ClassProblem`` when there is none."""
    try:
        if not path.is_file():  # a pipe would be waited for
            raise FileNotFoundError
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        why = error.strerror or "there is no such file"
        raise ClassProblem("file-unreadable", step="marks", file=path, why=why) from None
    return parse(data, path.name)


def parse(data: bytes, name: str) -> Sheet:
    """Return the table of a file's bytes. name: the file's, for sentences. Raises ``ClassProblem``."""
    if len(data) > LARGEST:
        raise ClassProblem("file-too-large", step="marks", file=name, limit=LARGEST // 1024 // 1024)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ClassProblem("file-is-workbook", step="marks", file=name)
    mark, encoding, text = _decoded(data, name)
    separator = max(SEPARATORS, key=lambda one: _width(text, one))  # of equals the first
    rows, lines, line = [], [], 1
    for cells in _rows(text, separator, name):
        rows.append(tuple(cells))
        lines.append(line)
        line += _ends(text[cells[0].start : cells[-1].end]) + 1
    return Sheet(text=text, mark=mark, encoding=encoding, separator=separator, rows=tuple(rows), lines=tuple(lines))


def _decoded(data: bytes, name: str) -> tuple[bytes, str, str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            try:
                return mark, encoding, data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                raise ClassProblem("file-damaged", step="marks", file=name, encoding=encoding) from None
    if b"\0" in data:
        if (wide := _wide(data)) is None:
            raise ClassProblem("file-damaged", step="marks", file=name, encoding="utf-8")
        return b"", wide, data.decode(wide)
    try:
        return b"", "utf-8", data.decode("utf-8")
    except UnicodeDecodeError:
        return b"", "latin-1", data.decode("latin-1")


def _wide(data: bytes) -> str | None:
    """Return which UTF-16 a text without a mark is in: each of its many ASCII signs has a zero on the same side."""
    for encoding, zeros, others in (("utf-16-le", data[1::2], data[::2]), ("utf-16-be", data[::2], data[1::2])):
        if zeros.count(0) > max(len(zeros) // 4, 8 * others.count(0)):
            with contextlib.suppress(UnicodeDecodeError):
                data.decode(encoding)
                return encoding
    return None


def _width(text: str, separator: str) -> int:
    """Return how many cells the first row has with this separator; none when it cannot be read so."""
    try:
        return len(next(_rows(text, separator, ""), []))
    except ClassProblem:
        return 0


def _ends(text: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", text))


def _rows(text: str, separator: str, name: str) -> Iterator[list[Cell]]:
    """Give the rows of a text; a row of one empty cell is an empty line. Raises ``ClassProblem`` for quotes without an end."""
    stop = re.escape(separator)
    pattern = re.compile(rf'"([^"]*(?:""[^"]*)*)"([^{stop}\r\n]*)|([^{stop}\r\n]*)')
    at, cells = 0, list[Cell]()
    while at < len(text) or cells:
        found = pattern.match(text, at)
        assert found is not None  # it matches nothing at all, too
        inside, after, plain = found.groups()
        if inside is None and plain.startswith('"'):
            raise ClassProblem("quote-open", step="marks", file=name, line=_ends(text[:at]) + 1)
        value = plain if inside is None else inside.replace('""', '"') + after
        cells.append(Cell(value, at, found.end(), inside is not None))
        at = found.end()
        if text.startswith(separator, at):
            at += 1
            continue
        at += 2 if text.startswith("\r\n", at) else 1
        yield cells
        cells = []
