"""The folder for temporary files of one start of the command, and what is done about one that a killed process has left.

Its name cannot be guessed and is written down durably before the folder is made; in it stands who has made it. So a later
start can tell for sure what is left of the one before: this folder, and the processes that were told to use it.
"""

import contextlib
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from ..judge.folder import PARENT, Folder, temporary
from . import lock
from .disk import DISK, Disk

NAME = re.compile(r"mh-[0-9a-f]{10}")
OWNER, INNER = "owner", "w"
"""Who has made it, and the folder in it for all others: so what tells whose it is can be removed last."""

TRIES = 5
"""Times that a folder is removed until it has gone: a process that was just being started may still put something in it."""

PATIENCE = 8.0
"""Seconds that graders of a killed process have to end by themselves: their standard input has ended."""


@contextlib.contextmanager
def scratch(results: Path, run: str, disk: Disk = DISK) -> Iterator[Path]:
    """Make the folder, give the one in it, and remove both with all that is in them. For who has the lock of the results."""
    path = Path(os.environ.get(PARENT) or temporary()).resolve() / f"mh-{secrets.token_hex(5)}"
    lock.announce(results, lock.here(run, str(path)), disk)
    path.mkdir(0o700)
    folder = Folder(path)
    try:
        folder.write(OWNER, run.encode("ascii"))
        folder.make(INNER).close()
        yield path / INNER
    finally:
        folder.close()
        _remove(path)
        lock.withdraw(results, disk)


def clear(results: Path, patience: float = PATIENCE) -> None:
    """End and remove what a process has left that was killed while it had the lock. For who has the lock now."""
    left = lock.holder(results)
    if left is None or left.host != lock.here("").host or NAME.fullmatch(Path(left.scratch).name) is None:
        return
    if left.boot == lock.boot():
        _end(left.scratch, patience)
    if _ours(left):
        _remove(Path(left.scratch))
    else:
        with contextlib.suppress(OSError):  # it was killed before it had written in it whose it is: then it is empty
            Path(left.scratch).rmdir()


def _remove(path: Path) -> None:
    """Remove a folder that is ours for sure. Who is killed at this leaves what the next one can still tell to be ours."""
    for _ in range(TRIES):
        for one in (path / INNER, path):
            with contextlib.suppress(OSError):
                Folder(one).remove()
        if not path.exists():
            return


def _ours(left: lock.Holder) -> bool:
    path = Path(left.scratch)
    try:
        seen = path.lstat()
        if not stat.S_ISDIR(seen.st_mode) or (sys.platform != "win32" and seen.st_uid != os.geteuid()):
            return False
        return (path / OWNER).read_bytes() == left.run.encode("ascii")
    except (OSError, ValueError):
        return False


def _end(scratch: str, patience: float) -> None:
    """Wait for the processes that use this folder, then end them."""
    until = time.monotonic() + patience
    while (left := using(scratch)) and time.monotonic() < until:
        time.sleep(0.05)
    for process in left:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(left, timeout=2.0)


def using(scratch: str) -> list[psutil.Process]:
    """Return the processes that were told to make their folders in this one, or in one below it."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):  # it is somebody else's, or has ended
            told = process.environ().get(PARENT, "")
            if told == scratch or told.startswith(scratch + os.sep):
                found.append(process)
    return [process for process in found if process.pid != os.getpid()]
