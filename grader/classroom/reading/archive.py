"""Archives (.zip), read in memory. Nothing is ever unpacked: members are asked for by name, and their bytes up to a limit.

What an archive says of itself may be a lie: sizes are only believed when they are too large, and what is there decides.
"""

import contextlib
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO

from .problems import Refused, Unread
from .tree import Kind, Node, plain

MAX_ARCHIVE = 16 * 1024 * 1024
"""Bytes of an archive in a submission. All exercises together have some 100 kB; what is larger has other things in it."""

MAX_MEMBERS = 10_000
"""Members of an archive in a submission. A virtual environment that a student packed too has some thousands."""

MAX_OF_CLASS = 1_000_000
"""Members of an archive with a whole class; each takes some 600 bytes of memory."""

MAX_UNPACKED = 64 * 1024 * 1024
"""Bytes that are unpacked of an archive in a submission, all in all."""

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The others unpack without a limit in Python: a kilobyte of bzip2 may become gigabytes of memory."""

BROKEN = (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, zlib.error, EOFError, OverflowError, RuntimeError)
"""What ``zipfile`` raises for an archive that is damaged, or made so as to do damage."""

NO_FILE = {"folder": "submission-is-folder", "link": "submission-elsewhere"}

ENTRY = b"PK\x01\x02"
"""How each entry of the list of members begins. There are at least as many in the bytes as ``zipfile`` makes objects of."""

END = struct.Struct("<4s6xH10x")
"""The end of an archive: its mark, and how many members it has, 0xFFFF where that stands elsewhere."""

ENCRYPTED = 0x1
UTF8 = 0x800


@dataclass(slots=True)
class _Folder:
    """A folder in an archive. It has its parts' own names only: whole ones would take the square of memory."""

    folders: dict[str, "_Folder"] = field(default_factory=dict)
    files: list[tuple[str, zipfile.ZipInfo]] = field(default_factory=list)


class Archive:
    """The members of an archive as a tree. above: where it is itself, before each path. bad: names that lead elsewhere.

    Raises ``Unread``, and ``OSError`` when the disk fails.
    """

    def __init__(self, file: IO[bytes], *, above: str = "", members: int = MAX_OF_CLASS, unpacked: int | None = None) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except BROKEN as error:
            raise Unread("archive-broken") from error
        if not _whole(file, self._zip):
            raise Unread("archive-broken")
        if len(self._zip.infolist()) > members:
            raise Unread("archive-members")
        self._left = unpacked
        self._above = above
        self._top = _Folder()
        self.bad: list[str] = []
        for info in self._zip.infolist():
            self._put(info)

    def below(self, node: Node | None) -> Sequence[Node]:
        folder = self._top if node is None else node.place
        if not isinstance(folder, _Folder):
            return []
        above = self._above if node is None else f"{node.path}/"
        nodes = [Node(path=above + name, kind="folder", place=inner) for name, inner in folder.folders.items()]
        nodes += [Node(path=above + name, kind=_kind(info), size=info.file_size, place=info) for name, info in folder.files]
        return sorted(nodes, key=lambda one: one.path)

    def data(self, node: Node, limit: int, within: Node | None = None) -> bytes:
        if node.kind != "file":
            raise Refused(NO_FILE.get(node.kind, "submission-no-file"))
        info = node.place
        assert isinstance(info, zipfile.ZipInfo)
        if info.flag_bits & ENCRYPTED:
            raise Unread("archive-encrypted")
        if info.compress_type not in METHODS:
            raise Unread("archive-method")
        if self._left is not None and self._left <= 0:
            raise Unread("archive-large")
        try:
            with self._zip.open(info) as file:
                source = file.read(limit + 1)
        except BROKEN as error:
            raise Unread("archive-broken") from error
        if self._left is not None:
            self._left -= len(source)
        return source

    def close(self) -> None:
        self._zip.close()

    def _put(self, info: zipfile.ZipInfo) -> None:
        name = _name(info)
        parts = name.split("/")
        folder = parts[-1] == ""
        parts = parts[:-1] if folder else parts
        if not parts or not all(parts) or {".", ".."} & set(parts) or "\0" in name or parts[0].endswith(":"):
            self.bad.append(self._above + plain(name))
            return
        inner = self._top
        for part in parts if folder else parts[:-1]:
            inner = inner.folders.setdefault(part, _Folder())
        if not folder:
            inner.files.append((parts[-1], info))


def inside(source: bytes, above: str) -> Archive:
    """Return what is in an archive that somebody has handed in. source: at most one byte more than ``MAX_ARCHIVE``.

    Raises ``Unread`` also when it is too large to look into.
    """
    if len(source) > MAX_ARCHIVE:
        raise Unread("archive-large")
    if source.count(ENTRY) > MAX_MEMBERS:  # before there is an object for each
        raise Unread("archive-members")
    return Archive(io.BytesIO(source), above=above + "/", members=MAX_MEMBERS, unpacked=MAX_UNPACKED)


def _whole(file: IO[bytes], opened: zipfile.ZipFile) -> bool:
    """Say whether as many members are listed as the archive's end tells; ``zipfile`` leaves out some without a word."""
    size = END.size + len(opened.comment)
    if file.seek(0, io.SEEK_END) < size:
        return False
    file.seek(-size, io.SEEK_END)
    mark, count = END.unpack(file.read(END.size))
    return mark != b"PK\x05\x06" or count in (0xFFFF, len(opened.infolist()) & 0xFFFF)


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name with ``/`` between folders. What has no mark for UTF-8, but is UTF-8, was written as such."""
    name = info.orig_filename  # ``filename`` ends at a NUL
    if not info.flag_bits & UTF8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return plain(name.replace("\\", "/"))


def _kind(info: zipfile.ZipInfo) -> Kind:
    mode = stat.S_IFMT(info.external_attr >> 16)
    if stat.S_ISLNK(mode):
        return "link"
    return "file" if mode in (0, stat.S_IFREG) else "other"
