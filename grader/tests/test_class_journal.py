"""The journal: what was said is there again, whatever was cut off, and what was damaged is never guessed."""

import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import journal
from grader.classroom.disk import Disk
from grader.classroom.journal import LONGEST, Replay
from grader.classroom.problem import ClassProblem
from grader.tests.class_made_up import opened, said


def written(run: Path, count: int = 6) -> bytes:
    """Write some lines; return the whole file."""
    writer = opened(run)
    for number in range(count):
        assert writer.add("thing", text=f"\n“{number}”\ud800", number=number) == number + 1
    writer.close()
    return (run / journal.NAME).read_bytes()


def told(run: Path) -> int | str:
    """Return the number of the line at which a journal stops, or how many lines it has."""
    try:
        return f"{len(said(run))} whole lines"
    except ClassProblem as problem:
        number = problem.facts["line"] if problem.key == "journal-bad-line" else problem.key
        return number if isinstance(number, int) else str(number)


def test_what_is_said_is_there_again_in_ascii_and_numbered(tmp_path: Path) -> None:
    raw = written(tmp_path)
    assert raw.isascii()
    assert raw.count(b"\n") == 6
    lines = said(tmp_path)
    assert [line["n"] for line in lines] == [1, 2, 3, 4, 5, 6]
    assert lines[3] == {"n": 4, "run": "r1", "what": "thing", "text": "\n“3”\ud800", "number": 3}
    first = json.loads(raw.splitlines()[0])
    assert list(first)[:4] == ["n", "t", "run", "what"]
    assert int(first.pop("c"), 16) == zlib.crc32(json.dumps(first, separators=(",", ":")).encode())


def test_another_process_goes_on_with_the_next_number(tmp_path: Path) -> None:
    written(tmp_path, 2)
    writer = opened(tmp_path, "r2")
    assert writer.add("more") == 3
    assert [line["run"] for line in said(tmp_path)] == ["r1", "r1", "r2"]


def test_a_journal_cut_anywhere_in_its_last_lines_goes_on(tmp_path: Path) -> None:
    raw = written(tmp_path)
    ends = [at for at, byte in enumerate(raw, 1) if byte == 10]
    for length in range(ends[2], len(raw) + 1):
        run = tmp_path / str(length)
        run.mkdir()
        (run / journal.NAME).write_bytes(raw[:length])
        whole = sum(end <= length for end in ends)
        assert len(said(run)) == whole, "also without mending it"
        assert opened(run, "r2").add("more") == whole + 1
        assert [line["n"] for line in said(run)] == list(range(1, whole + 2))
        torn = raw[ends[whole - 1] : length]
        assert ((run / journal.TORN).read_bytes() if torn else b"\n") == torn + b"\n"


def test_a_byte_that_was_changed_in_the_last_lines_is_seen(tmp_path: Path) -> None:
    raw = written(tmp_path)
    begins = [0, *(at for at, byte in enumerate(raw, 1) if byte == 10)]
    for at in range(begins[3], len(raw)):
        for mask in (1, 128, 10):
            spoilt = bytearray(raw)
            spoilt[at] ^= mask
            (tmp_path / journal.NAME).write_bytes(spoilt)
            line = sum(begin <= at for begin in begins)  # the number of the line that holds the byte
            found = told(tmp_path)
            assert found == line or (line == 6 and found == "5 whole lines"), "only the last line may be half written"


@pytest.mark.parametrize("change", ["twice", "gap", "swapped"])
def test_lines_out_of_order_stop_it(tmp_path: Path, change: str) -> None:
    one, two, three, *others = written(tmp_path).splitlines(keepends=True)
    first = {"twice": [one, one, two], "gap": [one, three], "swapped": [two, one, three]}[change]
    (tmp_path / journal.NAME).write_bytes(b"".join([*first, *others]))
    with pytest.raises(ClassProblem) as caught:
        said(tmp_path)
    assert caught.value.facts["line"] == {"twice": 2, "gap": 2, "swapped": 1}[change]
    for language, named in (("en", "Line"), ("zh", "第")):
        assert named in caught.value.said(language)
        assert journal.NAME in caught.value.said(language)


def test_a_newer_journal_is_refused(tmp_path: Path) -> None:
    writer = opened(tmp_path)
    writer.add("course", format=journal.FORMAT + 1)
    with pytest.raises(ClassProblem) as caught:
        said(tmp_path)
    assert caught.value.key == "journal-newer"
    assert "--into" in caught.value.said("en")


def test_half_written_lines_of_two_accidents_are_both_kept(tmp_path: Path) -> None:
    written(tmp_path, 1)
    for torn in (b'{"n":2,"t', b'{"n":'):
        with open(tmp_path / journal.NAME, "ab") as file:
            file.write(torn)
        opened(tmp_path)
    assert (tmp_path / journal.TORN).read_bytes() == b'{"n":2,"t\n{"n":\n'
    assert len(said(tmp_path)) == 1


def test_a_line_that_is_too_long_is_not_begun(tmp_path: Path) -> None:
    writer = opened(tmp_path)
    with pytest.raises(ValueError, match="line of"):
        writer.add("thing", text="x" * LONGEST)
    assert writer.add("thing", text="x" * (LONGEST - 200)) == 1
    assert len(said(tmp_path)) == 1


class Full(Disk):
    """A disk that has room for some bytes more only."""

    def __init__(self, room: int) -> None:
        self.room = room

    def write(self, handle: int, data: bytes) -> None:
        super().write(handle, data[: self.room])
        if self.room < len(data):
            raise OSError(28, "No space left on device")
        self.room -= len(data)


@pytest.mark.parametrize("room", [0, 1, 40, 150, 169])
def test_on_a_full_disk_nothing_is_added_any_more_and_all_goes_on_later(tmp_path: Path, room: int) -> None:
    length = len(journal.encoded({"n": 1, "t": "2026-11-26T17:40:02Z", "run": "r1", "what": "thing", "number": 1}))
    disk = Full(room)
    writer = opened(tmp_path, disk=disk)
    added = [writer.add("thing", number=1) for _ in range(room // length)]
    with pytest.raises(OSError, match="space"):
        writer.add("thing", number=1)
    disk.room = 1000
    with pytest.raises(OSError, match="closed"):
        writer.add("thing")
    assert len(said(tmp_path)) == len(added)
    assert opened(tmp_path).add("thing") == len(added) + 1


def test_who_reads_while_a_line_is_written_sees_those_before(tmp_path: Path) -> None:
    raw = written(tmp_path, 3)
    replay = Replay(tmp_path / journal.NAME)
    seen: list[Any] = []
    for line in replay:
        if not seen:  # more comes after the reading has begun
            with open(tmp_path / journal.NAME, "ab") as file:
                file.write(raw)
        seen.append(line)
    assert [line["n"] for line in seen] == [1, 2, 3]
    assert replay.torn == b""
