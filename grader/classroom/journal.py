"""The journal of a class's grading: ``journal.jsonl``, to which one writer adds lines, and of which nothing is ever changed.

A line is a JSON object in ASCII: ``n``, its number, without gaps; ``t``, when; ``run``, which start of the command wrote it;
``what`` it tells, and the facts of that; ``c``, the checksum of all that stands before it. Times are for people, only ``n``
orders.
A line is durable before anything is done that follows from it, so that only the last one can be lost, or half written.
"""

import json
import os
import re
import time
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .disk import DISK, Disk, put
from .problem import ClassProblem

FORMAT = 1
NAME, TORN = "journal.jsonl", "journal.torn"

LONGEST = 64 * 1024
"""Bytes of a line, its end included."""

_END = re.compile(rb',"c":"([0-9a-f]{8})"}\n\Z')

_MORE = re.compile(rb',"c":"[0-9a-f]{8}"}[^\n]|\n.', re.DOTALL)
"""Shows that a piece is not the beginning of one line: something follows a whole one, or the end of one."""

Line = Mapping[str, Any]


def encoded(content: Line) -> bytes:
    """Return a line. Raises ``ValueError`` for one that is too long, or holds what JSON cannot have."""
    body = json.dumps(content, allow_nan=False, separators=(",", ":")).encode("ascii")
    line = b'%s,"c":"%08x"}\n' % (body[:-1], zlib.crc32(body))
    if len(line) > LONGEST:
        raise ValueError(f"a line of {len(line)} bytes")
    return line


def decoded(line: bytes, number: int) -> Line | None:
    """Return what a line says; None when it is not whole, or is not the one with this number."""
    end = _END.search(line)
    if end is None or int(end[1], 16) != zlib.crc32(line[: end.start()] + b"}"):
        return None
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return None
    good = isinstance(content, dict) and content.get("n") == number and isinstance(content.get("what"), str)
    return content if good else None


class Replay:
    """Goes through a journal's lines, also while another process adds some. A file that is not there has none.

    Raises ``ClassProblem`` for a line that is not whole though others follow it, and for a journal of a newer kit.
    good: bytes of the whole lines so far. torn: what follows the last of them, when all have been read. count: lines so far.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.good = self.count = 0
        self.torn = b""

    def __iter__(self) -> Iterator[Line]:
        if not self.path.exists():
            return
        with open(self.path, "rb") as file:
            left = os.fstat(file.fileno()).st_size  # what is added from now on may be seen in part
            while left and (raw := file.readline(min(left, LONGEST + 1))):
                left -= len(raw)
                if self.count == 0:
                    self._known(raw)
                line = decoded(raw, self.count + 1)
                if line is None:
                    self._end(raw + file.read(left))
                    return
                self.count += 1
                self.good += len(raw)
                yield line

    def _known(self, first: bytes) -> None:
        try:
            written = json.loads(first)["format"]
        except (ValueError, RecursionError, LookupError, TypeError):
            return
        if isinstance(written, int) and written > FORMAT:
            raise ClassProblem("journal-newer", file=str(self.path), format=written, known=FORMAT)

    def _end(self, rest: bytes) -> None:
        """Take the rest for a line that was being written, if it can be one."""
        if len(rest) > LONGEST or _MORE.search(rest):
            raise ClassProblem("journal-bad-line", file=str(self.path), line=self.count + 1)
        self.torn = rest


class Journal:
    """Adds lines. There must be one writer only; see ``lock``. run: names this start of the command. last: the latest line.

    Raises ``OSError`` when a line cannot be made durable. Nothing can be added after that: what is on the disk is not known.
    """

    def __init__(self, folder: Path, run: str, count: int, disk: Disk = DISK) -> None:
        self._run, self._count, self._disk = run, count, disk
        self.last: Line = {}
        fresh = not (folder / NAME).exists()
        self._handle = disk.extend(folder / NAME)
        if fresh or not count:  # it may have been made just before the power was lost
            disk.sync_folder(folder)

    def add(self, what: str, **facts: Any) -> int:
        """Add a line; return its number when it is durable."""
        if self._handle < 0:
            raise OSError("the journal is closed")
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        content = {"n": self._count + 1, "t": when, "run": self._run, "what": what, **facts}
        line = encoded(content)
        try:
            self._disk.write(self._handle, line)
            self._disk.sync(self._handle)
        except BaseException:
            self.close()
            raise
        self._count += 1
        self.last = content
        return self._count

    def close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def mend(folder: Path, read: Replay, disk: Disk = DISK) -> None:
    """Move what follows the last whole line to ``journal.torn``, after the journal was read. For its writer only."""
    if read.torn:
        path = folder / TORN
        put((path.read_bytes() if path.exists() else b"") + read.torn.rstrip(b"\n") + b"\n", path, disk)
        disk.truncate(read.path, read.good)
