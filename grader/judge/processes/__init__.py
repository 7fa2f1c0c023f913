"""The stage's processes and threads: which run, which sleep, and whether a timer will wake them.

``linux`` reads ``/proc`` (proc(5)), ``windows`` and ``macos`` ask their kernels, and ``portable`` asks psutil, which sees
processes everywhere, but not what they wait for.
Which of them answers is chosen here and nowhere else, anew at each call, since ``system.acting_as`` may have switched.
"""

import re
import sys
import time
from collections.abc import Collection, Container, Iterable
from typing import Protocol

from .. import system
from .snapshots import Process, Snapshot, Task

__all__ = [
    "Alarms", "Process", "Snapshot", "Task",
    "alarm_watch", "awake_seconds", "children", "command", "helpers", "is_copy", "memory", "queued_seconds", "ran_seconds",
    "send", "snapshot", "trackers",
]  # fmt: skip

FORKSERVER = b"from multiprocessing.forkserver import main"
TRACKER = re.compile(rb"\0from multiprocessing\.resource_tracker import main;main\(\d+\)\0?\Z")
"""The end of a tracker's command line. The whole of it counts: a program of the student's may have these words in its own."""

SETTLED = 5.0
"""Seconds after which a living process without a command line is taken for what it seems: it has hidden it."""


class Alarms(Protocol):
    """What sees who sets an alarm, in one play; see ``alarms.AlarmWatch``."""

    def can_take(self, pid: int) -> bool: ...
    def take(self, pid: int) -> None: ...
    def answer(self) -> None: ...
    def marked(self, seen: Snapshot) -> Snapshot: ...
    def close(self) -> None: ...


class _Platform(Protocol):
    """What the module of each platform offers; the functions of the same names below say what they do."""

    def snapshot(self, root: int, but: Iterable[int], through: Container[int]) -> Snapshot: ...
    def children(self, pid: int) -> frozenset[int]: ...
    def send(self, number: int, pid: int, root: int) -> bool: ...
    def awake_seconds(self, pid: int) -> tuple[float, float] | None: ...
    def ran_seconds(self, processes: Snapshot) -> dict[int, float]: ...
    def queued_seconds(self, processes: Snapshot) -> float | None: ...
    def memory(self, processes: Iterable[int]) -> int: ...
    def command(self, pid: int) -> bytes: ...
    def may_settle(self, pid: int) -> bool: ...
    def is_copy(self, pid: int, parents: Container[int]) -> bool: ...


def _platform() -> _Platform:
    if sys.platform == "linux" and system.linux():
        from . import linux

        return linux
    if sys.platform == "win32":
        from . import windows

        return windows
    if system.kind() == "macos":
        from . import macos

        return macos
    from . import portable  # and psutil with it, which is heavy

    return portable


def snapshot(root: int, but: Iterable[int] = (), through: Container[int] = ()) -> Snapshot:
    """Return all descendants of ``root``, except the direct children in ``but`` and what is below them.

    through: processes that are left out, but not what is below them.
    """
    return _platform().snapshot(root, but, through)


def alarm_watch() -> Alarms | None:
    """Return what sees who sets an alarm, for one play; None where no system call can be seen."""
    if sys.platform == "linux" and system.linux():
        from .alarms import AlarmWatch

        return AlarmWatch()
    return None


def children(pid: int) -> frozenset[int]:
    """Return the processes that this one has started, or adopted."""
    return _platform().children(pid)


def send(number: int, pid: int, root: int) -> bool:
    """Send a signal to a process if it is below ``root`` at this moment; say whether that was done."""
    return _platform().send(number, pid, root)


def awake_seconds(pid: int) -> tuple[float, float] | None:
    """Return how long the main thread of a process has run, and waited for a processor; None where not told.

    The rest of the time it was asleep, and that does not depend on the machine's load.
    """
    return _platform().awake_seconds(pid)


def ran_seconds(processes: Snapshot) -> dict[int, float]:
    """Return the processor time that each thread of these processes has used, in seconds, as far as the kernel tells."""
    return _platform().ran_seconds(processes)


def queued_seconds(processes: Snapshot) -> float | None:
    """Return for how long these processes' threads were ready to run and had to wait for a processor; None where not told."""
    return _platform().queued_seconds(processes)


def memory(processes: Iterable[int]) -> int:
    """Return the bytes of memory in use by these processes together (pages shared by several count for each)."""
    return _platform().memory(processes)


def command(pid: int) -> bytes:
    """Return a process's command line, its words separated by zero bytes; empty when it has gone."""
    return _platform().command(pid)


def helpers(processes: Snapshot, said: Collection[int], caller: int, lib: str) -> set[int]:
    """Return multiprocessing's own forkserver and resource trackers among these.

    said: those that the stage's main process, ``caller``, says are such; where the kernel can tell, it must confirm that, see
    ``own.py``. lib: the folder with the stage's modules. One whose parent has ended ends by itself, and is waited for.
    """
    commands = _settled_commands(processes)
    if sys.platform == "linux" and system.linux():
        from . import own

        return _without_orphans(processes, own.helpers(processes, commands, said, caller, lib))
    return _by_words(processes, commands, said)


def _without_orphans(processes: Snapshot, found: set[int]) -> set[int]:
    orphans = {pid for pid in found if processes[pid].parent not in processes}
    until = time.monotonic() + SETTLED
    while time.monotonic() < until and any(map(may_settle, orphans)):
        time.sleep(0.001)
    return found - {pid for pid in orphans if may_settle(pid)}


def _by_words(processes: Snapshot, commands: dict[int, bytes], said: Collection[int]) -> set[int]:
    """What a forkserver starts shares its command line, so only the topmost process with it is the server.

    One that the stage's main process says is such has a moment to become another program.
    """
    until = time.monotonic() + SETTLED
    while time.monotonic() < until:
        young = {pid for pid in said if pid in commands and not of_multiprocessing(commands[pid])}
        if not young:
            break
        time.sleep(0.001)
        commands |= {pid: command(pid) for pid in young}
    servers = {pid for pid, line in commands.items() if FORKSERVER in line}
    top = {pid for pid in servers if processes[pid].parent not in servers}
    found = {pid for pid, line in commands.items() if TRACKER.search(line)}
    return top | {pid for pid in found if processes[pid].parent not in found}


def of_multiprocessing(line: bytes) -> bool:
    """Say whether this is the command line of multiprocessing's own forkserver or resource tracker, by its words alone."""
    return FORKSERVER in line or TRACKER.search(line) is not None


def may_settle(pid: int) -> bool:
    """Say whether this process lives, and so its command line may still come, or it may still end."""
    return _platform().may_settle(pid)


def is_copy(pid: int, parents: Container[int]) -> bool:
    """Say whether this process is certainly a copy, made by fork, of one of these, and has become no other program since."""
    return _platform().is_copy(pid, parents)


def trackers(processes: Snapshot) -> set[int]:
    """Return multiprocessing's resource trackers among these."""
    return {pid for pid in processes if TRACKER.search(command(pid))}


def _settled_commands(pids: Iterable[int]) -> dict[int, bytes]:
    """Return command lines. For a moment after a process has become another program there is none to read yet.

    All have that moment together: one that has hidden its own must not make the judge wait once for each of its kind.
    """
    lines = {pid: command(pid) for pid in pids}
    until = time.monotonic() + SETTLED
    while time.monotonic() < until:
        unsettled = [pid for pid, line in lines.items() if not line and may_settle(pid)]
        if not unsettled:
            break
        time.sleep(0.001)
        lines |= {pid: command(pid) for pid in unsettled}
    return lines
