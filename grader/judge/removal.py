"""Removes what is in a folder, and surely nothing else.

A program may have put links, mounts, locked folders, or thousands of folders in each other, where the kit removes. So all
work is done by descriptors, no link is followed, no other mount is entered, and nothing here is recursive.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import time
from pathlib import Path

OPEN = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
"""How a folder is opened: a link in its place is refused."""

PATIENCE = 60.0
"""Seconds after which the rest is left where it is: somebody may be adding to it all the time."""

TAKEN = (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR)

_numbers = itertools.count()


def empty(folder: int) -> None:
    """Remove all that is in this folder, an open descriptor. Raises nothing.

    What another folder holds moves up into ``folder`` and waits for its turn: so depth costs neither stack nor descriptors.
    """
    mount, until = _mount(folder), time.monotonic() + PATIENCE
    kept: set[str] = set()
    while (names := _names(folder) - kept) and time.monotonic() < until:
        for name in names:
            if not _remove(folder, name) and not _unpack(folder, name, mount):
                kept.add(name)


def _names(folder: int) -> set[str]:
    with contextlib.suppress(OSError):
        return set(os.listdir(folder))
    return set()


def _remove(folder: int, name: str) -> bool:
    """Remove a file, a link, or an empty folder; say whether it has gone."""
    for remove in (os.unlink, os.rmdir):
        with contextlib.suppress(OSError):
            remove(name, dir_fd=folder)
            return True
    return False


def _unpack(top: int, name: str, mount: tuple[int, str]) -> bool:
    """Remove a folder, after its files are removed and its folders are in ``top``; say whether it has gone."""
    inner = enter(top, name, mount)
    if inner is None:
        return False
    try:
        for child in _names(inner):
            if not _remove(inner, child):
                _move_up(inner, child, top, mount)
    finally:
        os.close(inner)
    return _remove(top, name)


def _move_up(inner: int, child: str, top: int, mount: tuple[int, str]) -> None:
    unlocked = enter(inner, child, mount)  # who may not write into a folder may not move it either
    if unlocked is None:
        return
    os.close(unlocked)
    for number in _numbers:
        try:
            os.rename(child, str(number), src_dir_fd=inner, dst_dir_fd=top)
        except OSError as error:
            if error.errno in TAKEN:
                continue
        return


def enter(folder: int, name: str, mount: tuple[int, str] | None = None) -> int | None:
    """Open a folder in a folder and unlock it; None when it is none, or a link, or belongs to another mount than this."""
    mount = mount or _mount(folder)
    with contextlib.suppress(OSError):
        if not hasattr(os, "O_PATH"):  # macOS, which can change a mode without following a link
            os.chmod(name, 0o700, dir_fd=folder, follow_symlinks=False)
        handle = os.open(name, OPEN | getattr(os, "O_PATH", 0), dir_fd=folder)  # a locked folder gives no other handle
        try:
            if _mount(handle) != mount:
                return None
            with contextlib.suppress(OSError):  # root needs no unlocking
                Path(f"/proc/self/fd/{handle}").chmod(0o700)
            return os.open(".", OPEN, dir_fd=handle)
        finally:
            os.close(handle)
    return None


def _mount(handle: int) -> tuple[int, str]:
    """Return what tells one mount from another: the device, and the kernel's number, since two may show one device."""
    number = ""
    with contextlib.suppress(OSError), open(f"/proc/self/fdinfo/{handle}", encoding="utf-8") as lines:
        number = next((line for line in lines if line.startswith("mnt_id:")), "")
    return os.fstat(handle).st_dev, number
