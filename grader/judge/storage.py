"""What a play has stored: files in its folder, and what its processes hold open, with or without a name."""

import contextlib
import errno
import os
import stat
from collections.abc import Collection, Iterator

from grader.stage.forkserver import PLACES

from . import system
from .folder import Folder

MOST_ENTRIES = 50_000
"""Entries of a folder that are looked at: beyond any limit, so that the judge need not read more of them."""


def used(folder: Folder | None, processes: Collection[int]) -> tuple[int, int]:
    """Return how many files there are and how many bytes they take, each file counted once.

    folder: what is below it counts; None for a sandbox that has folders in memory for itself (``forkserver.PLACES``): then
    all in there counts. Of the processes counts what they hold open for writing, wherever it is.
    """
    found: dict[tuple[int, int], int] = {}
    memory: set[int] = set()
    if folder is None:
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
    if system.linux():
        for pid in processes:
            for one in _open(pid):
                if one.st_dev in memory:
                    continue
                found[one.st_dev, one.st_ino] = _bytes(one)
    return len(found), sum(found.values())


def _bytes(one: os.stat_result) -> int:
    return one.st_blocks * 512 if hasattr(one, "st_blocks") else one.st_size


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


def _open(pid: int) -> Iterator[os.stat_result]:
    """Yield the regular files that a process holds open for writing."""
    with contextlib.suppress(OSError):
        for name in os.listdir(f"/proc/{pid}/fd"):
            with contextlib.suppress(OSError):
                one = os.stat(f"/proc/{pid}/fd/{name}")
                if stat.S_ISREG(one.st_mode) and os.lstat(f"/proc/{pid}/fd/{name}").st_mode & stat.S_IWUSR:
                    yield one
