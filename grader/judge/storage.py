"""What a play has stored: files in its folder, what its processes hold open or have mapped, and System V shared memory."""

import contextlib
import ctypes
import errno
import os
import stat
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from grader.stage.box import PLACES

from . import system
from .folder import Folder

MOST_ENTRIES = 50_000
"""Entries of a folder that are looked at: beyond any limit, so that the judge need not read more of them."""


MAPPED = 256 * 1024**2
"""Bytes of address space, of all processes together, below which nobody looks at what they have mapped: that takes time."""

IPC_RMID = 0


def used(folder: Folder | None, processes: Collection[int]) -> tuple[int, int]:
    """Return how many files there are and how many bytes they take, each file counted once.

    folder: what is below it counts; None for a sandbox that has folders in memory for itself (``box.PLACES``): then
    all in there counts. Of the processes counts what they hold open for writing, wherever it is, and what they have mapped
    so, also if no page of it is at hand. That last is seen only by root.
    """
    found: dict[tuple[int, int], int] = {}
    memory: set[int] = set()
    if folder is None and sys.platform == "linux":
        for number, place in enumerate(PLACES):
            for pid in processes:
                with contextlib.suppress(OSError):
                    all_in = os.statvfs(f"/proc/{pid}/root{place}")
                    memory.add(os.stat(f"/proc/{pid}/root{place}").st_dev)
                    found[-1, number] = (all_in.f_blocks - all_in.f_bfree) * all_in.f_frsize
                    for more in range(min(MOST_ENTRIES, all_in.f_files - all_in.f_ffree)):
                        found[-2 - number, more] = 0
                    break
    for one in _files(folder.reach()) if folder is not None else ():
        if one is None:
            found |= {(-9, number): 0 for number in range(MOST_ENTRIES)}
        else:
            found[one.st_dev, one.st_ino] = _bytes(one)
    if sys.platform == "linux" and system.linux():
        views = ("fd", "map_files") if sum(map(_address_space, processes)) > MAPPED else ("fd",)
        for one in (one for pid in processes for view in views for one in _written(f"/proc/{pid}/{view}")):
            if one.st_dev not in memory:
                found[one.st_dev, one.st_ino] = _bytes(one)
    return len(found), sum(found.values())


def _bytes(one: os.stat_result) -> int:
    if sys.platform == "win32":
        return one.st_size
    return one.st_blocks * 512


def _files(folder: str) -> Iterator[os.stat_result | None]:
    """Yield what is in a folder, and None where it is so deep that no path can name it: that is more than there may be."""
    waiting, seen = [folder], 0
    while waiting and seen < MOST_ENTRIES:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    seen += 1
                    with contextlib.suppress(OSError):
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
                        yield entry.stat(follow_symlinks=False)
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                yield None


def _address_space(pid: int) -> int:
    if sys.platform != "linux":
        return 0
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _written(view: str) -> Iterator[os.stat_result]:
    """Yield the regular files in a folder of a process's files in ``/proc`` that were opened for writing."""
    with contextlib.suppress(OSError):
        for name in os.listdir(view):
            with contextlib.suppress(OSError):
                if os.lstat(f"{view}/{name}").st_mode & stat.S_IWUSR:
                    one = os.stat(f"{view}/{name}")
                    if stat.S_ISREG(one.st_mode):
                        yield one


def segments(makers: Collection[int], since: float) -> dict[int, int]:
    """Return the System V shared memory that these processes have made since then: its numbers, and bytes in memory.

    It stays when its maker has ended. The kernel tells no maker of semaphores and message queues of this kind.
    """
    found = {}
    with contextlib.suppress(OSError, ValueError):
        names, *lines = (line.split() for line in Path("/proc/sysvipc/shm").read_text("ascii").splitlines())
        for line in lines:
            one = dict(zip(names, map(int, line), strict=False))
            if one["cpid"] in makers and one["ctime"] >= int(since):
                found[one["shmid"]] = one["rss"]
    return found


def remove_segments(numbers: Collection[int]) -> None:
    """Remove System V shared memory."""
    for number in numbers:
        ctypes.CDLL(None).shmctl(number, IPC_RMID, None)
