"""What the judge, which makes a sandbox, and the fork server in it must both know."""

from __future__ import annotations

import os
import sys

CONTROL = "MANY_HANDS_CONTROL"
"""The environment variable with the file descriptor over which the judge asks for plays."""

SANDBOX = "MANY_HANDS_SANDBOX_OWN"
"""The environment variable that says: this is a sandbox of the kit's own. Only the command that makes one sets it, to 0, or to
the number of the user that this process becomes, where root has made the sandbox."""

PLACES = ("/tmp", "/dev/shm")
"""The folders that a sandbox has for itself, in memory. Each play finds them new."""

SIZE = 512 * 1024**2
"""Bytes that fit into each of them: above ``Limits.stored``, which the student is told of."""

FILES = 20_000
"""Files that fit into each of them: above ``Limits.files``."""

RIGHTS = ("CAP_SYS_ADMIN", "CAP_NET_ADMIN")
"""What this process needs in a sandbox to give each play a place of its own; see capabilities(7)."""


def kernel_settings() -> list[str]:
    """Return what is in ``/proc`` beside processes and can be written to: to root these are the machine's own settings."""
    return [entry.path for entry in os.scandir("/proc") if not entry.name.isdigit() and _may_hold_settings(entry)]


def _may_hold_settings(entry: os.DirEntry[str]) -> bool:
    return not entry.is_symlink() and (entry.is_dir() or bool(entry.stat().st_mode & 0o222))


def limits() -> tuple[tuple[int, int], ...]:
    """Return the limits of this process, where the system has some."""
    if sys.platform == "win32":
        return ()
    import resource

    return tuple(resource.getrlimit(getattr(resource, name)) for name in sorted(dir(resource)) if name.startswith("RLIMIT_"))
