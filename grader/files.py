"""Where the kit's files are, and how files are written: whole, or not at all."""

import errno
import os
import select
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXERCISES = ROOT / "exercises"
SOLUTIONS = ROOT / "solutions"
COURSE = ROOT / "grader" / "course"
SCENARIOS = ROOT / "grader" / "stage" / "scenarios"
DOCS = ROOT / "docs"
MEMORY = ROOT / ".many-hands"
OUTPUT = MEMORY / "output"

PATIENCE = 30.0
"""Seconds that whoever reads a pipe may go without reading, while a file is written to it."""


KEPT_OF_NAME = 24
"""Characters of a file's name that the temporary name has too: with what comes behind it is short enough for every system."""

NO_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM, errno.EISDIR}
"""What a system says that cannot write out a folder, or does not let this user: then it does so in its own time."""


def write(text: str, path: Path) -> None:
    """Write a text to a file as UTF-8; see ``write_bytes``."""
    write_bytes(text.encode("utf-8", "replace"), path)


def write_bytes(data: bytes, path: Path, mode: int | None = None) -> None:
    """Write a file. Raises ``OSError``, and leaves the old file as it was, if any, when that cannot be done.

    mode: who may do what with it; None for what is usual for this user. When this returns, the file is on the disk under its
    name, also should the power fail then, where the system can do that.
    """
    if path.exists() and not path.is_file():  # a pipe or a device cannot be replaced
        _pour(data, path)
        return
    handle, name = tempfile.mkstemp(prefix=path.name[:KEPT_OF_NAME] + ".", suffix=".part", dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask() if mode is None else mode)
        os.replace(name, path)
        settle(path.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def settle(folder: Path) -> None:
    """Have the names in a folder on the disk: what has come, what has gone. Raises ``OSError`` when the disk fails.

    Windows writes them out by itself, and opens no folder.
    """
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in NO_FOLDERS:
            raise


def keep(text: str, path: Path) -> None:
    """Write a file below ``.many-hands``. Raises ``OSError``, also where a link stands in a folder's place."""
    for folder in dict.fromkeys((MEMORY, path.parent)):
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():  # it may lead anywhere
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    write(text, path)


def _pour(data: bytes, path: Path) -> None:
    """Write to a pipe or a device. To wait for somebody who reads a pipe could last for ever, so there must be one already.

    Nothing is made in its place when it has gone meanwhile. Raises ``TimeoutError`` when nobody reads on.
    """
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        while data:
            if os.name == "posix" and not select.select([], [handle], [], PATIENCE)[1]:
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), str(path))
            try:
                data = data[os.write(handle, data[: 64 * 1024]) :]
            except BlockingIOError:  # there is room, but for less than that
                continue
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
