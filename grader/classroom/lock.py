"""One classroom for a results folder. The kernel keeps the lock, so it ends with its process, however that ends."""

import contextlib
import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .disk import DISK, Disk, put
from .problem import ClassProblem

NAME, HOLDER = "lock", "running.json"

PATIENCE = 2.0
"""Seconds: whoever only asks whether there is a holder has the lock for a moment."""

FAR = 1 << 30
"""The byte that is locked on Windows, where nobody can read what is locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has the lock, or had it and was killed. run: names the start of the command.

    scratch: the folder for its temporary files. boot: tells one start of the machine from another; empty where the system
    does not tell.
    """

    run: str
    host: str
    pid: int
    boot: str
    began: str
    scratch: str = ""


def here(run: str, scratch: str = "") -> Holder:
    """Return what this process is as a holder."""
    began = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return Holder(run=run, host=platform.node(), pid=os.getpid(), boot=boot(), began=began, scratch=scratch)


def boot() -> str:
    """Return what tells this start of the machine from others; empty where the system does not tell."""
    with contextlib.suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    return ""


def holder(folder: Path) -> Holder | None:
    """Return who has the lock, or was killed while it had it; None when nobody has said so."""
    try:
        read = json.loads((folder / HOLDER).read_bytes())
        return Holder(
            run=str(read["run"]), host=str(read["host"]), pid=int(read["pid"]), boot=str(read["boot"]),
            began=str(read["began"]), scratch=str(read["scratch"]),
        )  # fmt: skip
    except (OSError, ValueError, LookupError, TypeError):
        return None


def announce(folder: Path, who: Holder, disk: Disk = DISK) -> None:
    """Say who has the lock."""
    known = {name: getattr(who, name) for name in Holder.__dataclass_fields__}
    put(json.dumps(known).encode("ascii"), folder / HOLDER, disk)


def withdraw(folder: Path, disk: Disk = DISK) -> None:
    """Nobody has the lock, and nothing is left of who had it."""
    disk.remove(folder / HOLDER)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a results folder. Raises ``ClassProblem``, which says who has it, when another process does."""
    handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        until = time.monotonic() + PATIENCE
        while not _take(handle):
            if time.monotonic() > until:
                raise _refusal(folder)
            time.sleep(0.02)
        yield
    finally:
        os.close(handle)  # and the lock with it


def is_held(folder: Path) -> bool:
    """Say whether a process has the lock now."""
    try:
        handle = os.open(folder / NAME, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return False
    try:
        return not _take(handle)
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _refusal(folder: Path) -> ClassProblem:
    who = holder(folder)
    if who is None:
        return ClassProblem("locked", folder=str(folder))
    return ClassProblem("locked-by", folder=str(folder), pid=who.pid, host=who.host, began=who.began)
