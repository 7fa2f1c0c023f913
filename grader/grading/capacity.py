"""The facts about this machine: its processors and sandboxes, and its room for processes, shared memory, open files, on disk.

The doctor shows them, and ``machine`` weighs them.
"""

import contextlib
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..choices import SandboxChoice
from ..judge import sandbox, system
from ..judge.folder import PARENT
from ..judge.plan import Limits
from ..judge.sandbox import Sandbox
from ..messages import Words

PROMISED = Limits()
"""What a play may use. A machine that has less can refuse it to a program that does nothing wrong."""

NEAR = 2_000
"""A limit on a user's processes that is worth a trial before each grading."""

SHARED_MEMORY = 64 * 1024**2
"""Bytes of shared memory that the exercises may need."""

ENOUGH_FILES = 4096


class SandboxMissing(Exception):
    """The sandbox that was asked for does not work on this machine."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that this machine lacks: the key of the sentence in the group ``machine``, and what fills its blanks."""

    kind: str
    facts: dict[str, Any] = field(default_factory=dict)

    def sentence(self, say: Words) -> str:
        return say.of("machine", self.kind).format_map(self.facts)

    def for_message(self) -> dict[str, Any]:
        """Return the facts of a ``grader-fault``. ``text`` is in English, and ``in_language`` says it in another."""
        return {"text": self.sentence(Words()), "lack": self.kind, "lack_facts": self.facts}


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def load() -> float | None:
    """Return how many processes wanted a processor in the last minute; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    try:
        return round(os.getloadavg()[0], 1)
    except OSError:
        return None


def choose(wanted: SandboxChoice) -> Sandbox:
    """Return the strongest sandbox that works, or the one asked for. Raises ``SandboxMissing``."""
    if wanted == "tree":
        return "tree"
    if sandbox.works("bubblewrap"):
        return "bubblewrap"
    if wanted == "bubblewrap":
        raise SandboxMissing
    return "tree"


def raise_files() -> None:
    """Let this process, and those that it starts, have as many open files as the system allows, up to a sensible number."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH_FILES if hard == resource.RLIM_INFINITY else min(ENOUGH_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def processes(need: int = PROMISED.processes, *, surely: bool = True) -> Lack | None:
    """Say whether fewer processes and threads than this can be started now.

    Some limits show nowhere, so it tries. That takes some time; not ``surely``: only where a limit is near.
    """
    tight = min(counted(), default=None, key=lambda one: one[0])
    most = _of_user()
    if tight is not None and tight[0] < need:
        room, limit = max(tight[0], 0), tight[1]
    elif (surely or (most is not None and most < NEAR)) and (room := _try(need)) < need:
        limit = "?" if most is None else f"ulimit -u = {most}"
    else:
        return None
    return Lack("processes", {"room": room, "limit": limit, "need": PROMISED.processes})


def counted(own: str = "/proc/self/cgroup", root: str = "/sys/fs/cgroup") -> list[tuple[int, str]]:
    """Return the room that each control group above this process leaves, with the limit's name."""
    room = []
    for folder in groups(own, root):
        with contextlib.suppress(OSError, ValueError):
            limit, used = (int((folder / name).read_text("ascii")) for name in ("pids.max", "pids.current"))
            room.append((limit - used, f"pids.max = {limit}"))
    return room


def groups(own: str = "/proc/self/cgroup", root: str = "/sys/fs/cgroup") -> Iterator[Path]:
    """Return the folders of this process's control groups, and of those above them."""
    try:
        lines = Path(own).read_text("utf-8", "replace").splitlines()
    except OSError:
        return
    for line in lines:
        number, names, path = [*line.split(":", 2), "", ""][:3]
        if number == "0":  # cgroup v2
            bases = [Path(root), Path(root, "unified")]
        elif "pids" in names.split(","):
            bases = [Path(root, names), Path(root, "pids")]
        else:
            continue
        for base in dict.fromkeys(bases):
            place = base / path.lstrip("/")
            while place != base:
                yield place
                place = place.parent
            yield base  # in a container this may be its own group


def _of_user() -> int | None:
    """Return how many processes and threads this user may have in all, if that is limited."""
    if sys.platform == "win32" or os.getuid() == 0:
        return None
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NPROC)
    return None if soft == resource.RLIM_INFINITY else soft


def _try(wanted: int) -> int:
    """Return how many processes can be there at once, up to this number: start some that wait, and let them go."""
    if sys.platform == "win32" or not os.path.exists("/bin/sh"):
        return wanted
    started: list[int] = []
    reading, writing = os.pipe()
    try:
        for _ in range(wanted):
            started.append(
                os.posix_spawn("/bin/sh", ["sh", "-c", "read x"], {}, file_actions=[(os.POSIX_SPAWN_DUP2, reading, 0)])
            )
    except OSError:
        pass
    finally:
        os.close(writing)  # the end of what they read
        os.close(reading)
        for pid in started:
            with contextlib.suppress(OSError):
                os.waitpid(pid, 0)
    return len(started)


def shared_memory(need: int = SHARED_MEMORY, place: str = "/dev/shm") -> Lack | None:
    """Say whether processes outside of a sandbox of their own cannot have locks, or not this much shared memory."""
    if sys.platform != "linux":
        return None
    if not os.path.isdir(place) or not os.access(place, os.W_OK):
        return Lack("no-shared-memory")
    seen = os.statvfs(place)
    free = seen.f_bavail * seen.f_frsize
    if need and (free < need or (seen.f_files and not seen.f_favail)):
        return Lack("shared-memory", {"room": free // 1024, "need": need // 1024**2})
    try:
        multiprocessing.get_context("fork").Lock()  # the only one that starts no process for it
    except (OSError, ImportError):
        return Lack("no-shared-memory")
    return None


def files(need: int = PROMISED.each["RLIMIT_NOFILE"], table: str = "/proc/sys/fs/file-nr") -> Lack | None:
    """Say whether one process cannot have this many files open, or the whole system has no more."""
    if sys.platform == "win32":
        return None
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < need:
        return Lack("files", {"limit": hard, "need": PROMISED.each["RLIMIT_NOFILE"]})
    with contextlib.suppress(OSError, ValueError):
        used, free, most = map(int, Path(table).read_text("ascii").split())
        if most - used + free < need:
            return Lack("system-files", {"limit": most})
    return None


def memory(need: int = PROMISED.memory) -> Lack | None:
    """Say whether the limit on one process's memory is lower than this."""
    if sys.platform == "win32":
        return None
    import resource

    limits = [resource.getrlimit(getattr(resource, name))[0] for name in ("RLIMIT_AS", "RLIMIT_DATA")]
    lowest = min((one for one in limits if one != resource.RLIM_INFINITY), default=need)
    return Lack("memory", {"limit": lowest // 1024**2, "need": need // 1024**2}) if lowest < need else None


def folder() -> Lack | None:
    """Say whether the folder of this grading has been removed."""
    own = os.environ.get(PARENT)
    return Lack("folder-gone", {"folder": own}) if own is not None and not os.path.isdir(own) else None


def disk(need: int = PROMISED.stored, place: str | None = None) -> Lack | None:
    """Say whether the temporary folder has less room than a play may fill, or cannot be written to."""
    place = place or os.environ.get(PARENT) or tempfile.gettempdir()
    try:
        free = shutil.disk_usage(place).free
    except OSError:
        return None
    if os.access(place, os.W_OK) and free >= need:
        return None
    return Lack("disk", {"folder": str(Path(place).parent), "room": free // 1024, "need": need // 1024**2})


def proc(place: str = "/proc") -> Lack | None:
    """Say whether the kernel's list of processes is missing: without it nobody can tell what a program's processes do."""
    if not system.linux():
        return None
    try:
        own = int(os.readlink(f"{place}/self"))
        Path(f"{place}/self/status").read_bytes()
        Path(f"{place}/self/task/{own}/children").read_bytes()
    except (OSError, ValueError):
        return Lack("proc")
    return None if own == os.getpid() else Lack("proc")


def hidden(place: str = "/proc") -> bool:
    """Say whether this user does not see the processes of others (hidepid), nor those of its own that are protected."""
    if sys.platform != "linux" or os.geteuid() == 0:
        return False
    try:
        Path(f"{place}/1/status").read_bytes()
        mounts = Path(f"{place}/self/mountinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return True
    own = [line for line in mounts if line.split()[4:5] == ["/proc"]]
    return bool(own) and re.search(r"\bhidepid=(?!0|off)", own[-1]) is not None
