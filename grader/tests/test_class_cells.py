"""A table's cells change one by one, and every other byte of the file stays, however the file was written."""

import codecs
import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.marks import cells, numbers
from grader.classroom.problem import ClassProblem

MARKS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")
VALUES = st.text(st.one_of(st.sampled_from(list(',;\t"\n\r =0.é成')), LETTERS), max_size=8)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(VALUES, min_size=width, max_size=width), min_size=1, max_size=6)
)


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, list[list[str]], str]:
    """Return a file, what its cells say, and its separator: as some program could have written it."""
    table = draw(TABLES)
    separator = draw(st.sampled_from(cells.SEPARATORS))
    width = len(table[0])
    table[0] = [f"title {number}" for number in range(width)]  # real ones begin with titles, which tell the separator
    end = draw(st.sampled_from(["\r\n", "\n", "\r"]))
    encoding = draw(st.sampled_from(list(MARKS)))
    lines = []
    for row in table:
        written = []
        for value in row:
            needed = re.search(rf'["\r\n{re.escape(separator)}]', value) is not None
            written.append('"' + value.replace('"', '""') + '"' if needed or draw(st.booleans()) else value)
        lines.append(separator.join(written))
    text = end.join(lines) + (end if draw(st.booleans()) else "")
    mark = MARKS[encoding] if encoding != "utf-8" or draw(st.booleans()) else b""
    return mark + text.encode(encoding), table, separator


def values(sheet: cells.Sheet) -> list[list[str]]:
    return [[cell.value for cell in row] for row in sheet.rows]


@given(files())
def test_a_file_is_read_as_it_was_meant_and_written_back_byte_by_byte(made: tuple[bytes, list[list[str]], str]) -> None:
    data, table, separator = made
    sheet = cells.parse(data, "x.csv")
    assert (sheet.separator, values(sheet)) == (separator, table)
    assert sheet.edited({}) == data
    same = {(row, column): value for row, line in enumerate(table) for column, value in enumerate(line)}
    assert sheet.edited(same) == data


@given(files(), st.data())
def test_only_the_cells_that_are_changed_say_something_else(
    made: tuple[bytes, list[list[str]], str], data: st.DataObject
) -> None:
    before, table, _ = made
    sheet = cells.parse(before, "x.csv")
    places = st.tuples(st.integers(1, max(1, len(table) - 1)), st.integers(0, len(table[0]) - 1))
    changes = data.draw(st.dictionaries(places.filter(lambda place: place[0] < len(table)), VALUES))
    after = sheet.edited(changes)
    again = cells.parse(after, "x.csv")
    expected = [[changes.get((row, column), value) for column, value in enumerate(line)] for row, line in enumerate(table)]
    assert values(again) == expected
    at, kept = 0, list[str]()  # and between the changed cells stands the old text, sign by sign
    for (row, column), value in sorted(changes.items()):
        if value != sheet.rows[row][column].value:
            kept.append(sheet.text[at : sheet.rows[row][column].start])
            at = sheet.rows[row][column].end
    kept.append(sheet.text[at:])
    assert re.fullmatch(".*".join(map(re.escape, kept)), again.text, re.DOTALL)
    assert (again.mark, again.encoding) == (sheet.mark, sheet.encoding)


@given(files())
def test_the_standard_library_reads_the_same(made: tuple[bytes, list[list[str]], str]) -> None:
    sheet = cells.parse(made[0], "x.csv")
    theirs = list(csv.reader(io.StringIO(sheet.text, newline=""), delimiter=sheet.separator))
    assert [row for row in theirs if row] == [row for row in values(sheet) if row != [""]]


@given(st.binary(max_size=200))
def test_whatever_a_file_has_it_is_read_or_refused_and_never_changed(data: bytes) -> None:
    try:
        sheet = cells.parse(data, "x.csv")
    except ClassProblem as problem:
        said = [problem.said(language) for language in ("en", "zh")]
    else:
        said = [sheet.edited({}).hex()] * 2
        assert sheet.edited({}) == data
    assert len(said) == 2


def test_each_row_knows_its_line() -> None:
    sheet = cells.parse(b'a,b\r\n"two\r\nlines",1\r\n\r\nlast,2', "x.csv")
    assert sheet.lines == (1, 2, 4, 5)
    assert sheet.filled() == [1, 3]
    assert (sheet.value(3, 1), sheet.value(2, 1), sheet.value(0, 9)) == ("2", "", "")


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b'a,b\n"open,1\n', "quote-open"),
        (b"PK\x03\x04rest", "file-is-workbook"),
        (b"\xd0\xcf\x11\xe0rest", "file-is-workbook"),
        (codecs.BOM_UTF16_LE + b"odd", "file-damaged"),
        (codecs.BOM_UTF8 + b"\xff", "file-damaged"),
        (b"a,b\n\x00,2\n", "file-damaged"),
        (b"a,b\n\x00,23\n", "file-damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(data: bytes, key: str) -> None:
    with pytest.raises(ClassProblem) as caught:
        cells.parse(data, "x.csv")
    assert caught.value.key == key
    assert "x.csv" in caught.value.said("en")


def test_an_encoding_that_nobody_tells_keeps_its_bytes() -> None:
    data = "Identität;Note\nJosé;\n".encode("cp1252")
    sheet = cells.parse(data, "x.csv")
    assert sheet.encoding == "latin-1"
    assert sheet.edited({(1, 1): "2,5"}) == data.replace(b"\xe9;", b"\xe9;2,5")
    with pytest.raises(ClassProblem):
        sheet.edited({(1, 1): "成绩"})


def test_text_with_tabs_in_utf_16_is_read_without_its_mark_too() -> None:
    text = "Username\tQuiz [Total Pts: 10 Score] |12\r\nada\t\r\n"
    for encoding in ("utf-16-le", "utf-16-be"):
        sheet = cells.parse(text.encode(encoding), "x.xls")
        assert (sheet.encoding, sheet.mark, sheet.text) == (encoding, b"", text)


@pytest.mark.parametrize("name", ["none.csv", "."])
def test_what_is_not_there_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ClassProblem) as caught:
        cells.read(tmp_path / name)
    assert caught.value.key == "file-unreadable"


@pytest.mark.parametrize(
    ("value", "text"),
    [("3", "3"), ("2.50", "2.5"), ("0.665", "0.67"), ("100", "100"), ("0", "0"), ("12.004", "12"), ("0.005", "0.01")],
)
def test_a_mark_has_at_most_two_decimals_and_halves_go_up(value: str, text: str) -> None:
    number = numbers.parsed(value)
    assert number is not None
    assert numbers.written(number) == text
    assert numbers.written(number, comma=True) == text.replace(".", ",")


def test_three_thirds_are_one() -> None:
    assert numbers.exact(1 / 3 + 1 / 3 + 1 / 3) == 1
    assert numbers.written(numbers.exact(2 / 3)) == "0.67"


@pytest.mark.parametrize("text", ["", "-", "EX", "1.000,5", "1e5", "１", "1 000", "=1", "nan", "inf", "1.", ".5"])
def test_what_is_no_plain_number_is_none(text: str) -> None:
    assert numbers.parsed(text) is None
