"""A folder with what students handed in, on disk or in an archive, seen alike: names and sizes first, bytes when asked for."""

import errno
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from ...grading import submissions
from .problems import Refused

Kind = Literal["file", "folder", "link", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Something in a tree. path: below its top, for people; what UTF-8 cannot write is written out, such as ``\\udcff``.

    link: also what a junction of Windows is. other: a pipe, a socket, a device. size: in bytes, as the system, or the
    archive, has it, which may lie. place: how its tree finds it again.
    """

    path: str
    kind: Kind
    size: int = 0
    place: object = None

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


class Tree(Protocol):
    """What both kinds of folder can do."""

    def below(self, node: Node | None) -> Sequence[Node]:
        """Return what is in a folder, None for the top, always in the same order. Raises ``OSError``."""

    def data(self, node: Node, limit: int, within: Node | None = None) -> bytes:
        """Return a file's bytes, and at most one more than ``limit``. within: the folder that a link may not lead out of.

        Raises ``OSError``, ``Refused`` when it is no file, ``Unread``.
        """


def plain(name: str) -> str:
    """Return a name that can be written as UTF-8, whatever bytes the system has for it."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


class Disk:
    """A folder on disk. Nothing is followed out of it, and nothing is waited for."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def below(self, node: Node | None) -> Sequence[Node]:
        with os.scandir(self._root if node is None else self._at(node)) as found:
            entries = sorted(found, key=lambda one: os.fsencode(one.name))
        above = "" if node is None else f"{node.path}/"
        return [
            Node(path=above + plain(one.name), kind=_kind(info), size=info.st_size, place=Path(one.path))
            for one in entries
            for info in [one.stat(follow_symlinks=False)]
        ]

    def data(self, node: Node, limit: int, within: Node | None = None) -> bytes:
        path = self._at(node)
        if node.kind == "link":
            path = self._behind(path, within)
        elif node.kind != "file":
            raise Refused("submission-is-folder" if node.kind == "folder" else "submission-no-file")
        source = submissions.taken(path, limit)
        if source is None:
            raise Refused("submission-no-file")
        return source

    def _behind(self, path: Path, within: Node | None) -> Path:
        """Return where a link leads to, if that is no work of somebody else's."""
        try:
            there = Path(os.path.realpath(path, strict=True))
        except OSError as error:  # it leads nowhere, or round and round
            if error.errno in (errno.EACCES, errno.EPERM):
                raise
            raise Refused("submission-no-file") from error
        if within is None or Path(os.path.realpath(self._at(within))) not in there.parents:
            raise Refused("submission-elsewhere")
        if not there.is_file():
            raise Refused("submission-is-folder" if there.is_dir() else "submission-no-file")
        return there

    def _at(self, node: Node) -> Path:
        assert isinstance(node.place, Path)
        return node.place


def _kind(info: os.stat_result) -> Kind:
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    if stat.S_ISLNK(info.st_mode) or (junction is not None and getattr(info, "st_reparse_tag", None) == junction):
        return "link"
    return "folder" if stat.S_ISDIR(info.st_mode) else "file" if stat.S_ISREG(info.st_mode) else "other"
