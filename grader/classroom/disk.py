"""How a class's results are written: durable, or not at all. All that must survive a loss of power goes through here.

A test puts another ``Disk`` in this one's place, which loses what was not asked to be kept, or ends the process at any step.
"""

import contextlib
import errno
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

from ..statuses import GRADER_FAILED
from .problem import ClassProblem

PART = "[0-9a-f]" * 12 + ".part"
"""What the names of files are like that are being written, as a pattern of ``glob``."""

BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Disk:
    """What the system offers, step by step. Each raises ``OSError``."""

    def create(self, path: Path) -> int:
        """Make a new file for this user only; return it, open for writing."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)

    def extend(self, path: Path) -> int:
        """Return a file, made if need be, open for writing at its end."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | BINARY, 0o600)

    def write(self, handle: int, data: bytes) -> None:
        """Write all of this at once."""
        if os.write(handle, data) < len(data):  # there was room for its beginning only
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def sync(self, handle: int) -> None:
        """Return when what was written to this file would survive a loss of power."""
        if sys.platform == "darwin":
            import fcntl

            with contextlib.suppress(OSError):  # not every file system can; what follows asks for less
                fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
                return
        getattr(os, "fdatasync", os.fsync)(handle)

    def sync_folder(self, path: Path) -> None:
        """Return when the names in this folder would survive a loss of power. Windows sees to that itself."""
        if sys.platform == "win32":
            return
        handle = os.open(path, os.O_RDONLY | BINARY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def truncate(self, path: Path, size: int) -> None:
        """Cut a file to this many bytes."""
        handle = os.open(path, os.O_WRONLY | BINARY)
        try:
            os.ftruncate(handle, size)
            self.sync(handle)
        finally:
            os.close(handle)

    def replace(self, old: Path, new: Path) -> None:
        """Give a file another name, in the place of what has that name now."""
        os.replace(old, new)

    def make_folder(self, path: Path) -> None:
        """Make a folder for this user only, unless it is there."""
        with contextlib.suppress(FileExistsError):
            path.mkdir(0o700)

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        path.unlink(missing_ok=True)


DISK = Disk()


def put(data: bytes, path: Path, disk: Disk = DISK) -> None:
    """Write a file as a whole, durably. Raises ``OSError``, and leaves the old file as it was, if any."""
    part = path.parent / f"{secrets.token_hex(6)}.part"
    try:
        handle = disk.create(part)
        try:
            disk.write(handle, data)
            disk.sync(handle)
        finally:
            os.close(handle)
        disk.replace(part, path)
    except BaseException:
        with contextlib.suppress(OSError):
            disk.remove(part)
        raise
    disk.sync_folder(path.parent)


def folder(path: Path, disk: Disk = DISK) -> None:
    """Make a folder, unless it is there, and return when its name is durable."""
    disk.make_folder(path)
    disk.sync_folder(path.parent)


@contextlib.contextmanager
def keeping(place: Path) -> Iterator[None]:
    """Say in a sentence why something could not be kept in this folder, as a ``ClassProblem``."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
        why = error.strerror or type(error).__name__
        key = "disk-full" if full else "disk-failed"
        raise ClassProblem(key, status=GRADER_FAILED, folder=str(place), why=why) from error
