"""The stage's processes as far as psutil sees them on every platform. What each function does stands in ``__init__.py``.

It cannot see what a process waits for, so every sleep counts as one that a timer may end: then the judge is patient.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Container, Iterable

import psutil

from .. import system
from .snapshots import Process, Snapshot, Task

STATES = {
    psutil.STATUS_SLEEPING: "S",
    psutil.STATUS_IDLE: "S",
    psutil.STATUS_ZOMBIE: "Z",
    psutil.STATUS_STOPPED: "T",
}


def snapshot(root: int, but: Iterable[int], through: Container[int]) -> Snapshot:
    """``through`` is for what a launcher keeps ready, and only Linux has one that does."""
    return looked_at(below(root, but) | in_own_sessions(root), root, _read)


def looked_at(pids: set[int], root: int, read: Callable[[psutil.Process], Process]) -> Snapshot:
    """Return what is told of these processes. One that has ended, and is the system's to wait for, has gone."""
    found: Snapshot = {}
    for pid in pids:
        with contextlib.suppress(psutil.Error):
            one = read(psutil.Process(pid))
            if not one.zombie or one.parent in pids or one.parent == root:
                found[pid] = one
    return found


def below(root: int, but: Iterable[int]) -> set[int]:
    """Return the descendants of ``root``, except the direct children in ``but`` and what is below them."""
    parents: dict[int, int] = {}
    with contextlib.suppress(psutil.Error):
        for process in psutil.Process(root).children(recursive=True):  # one look at the system's list; each alone is another
            with contextlib.suppress(psutil.Error):
                parents[process.pid] = process.ppid()
    found = parents.keys() - but
    while lost := {pid for pid in found if parents[pid] not in found and parents[pid] != root}:
        found -= lost
    return found


def in_own_sessions(root: int) -> set[int]:
    """Return the processes of the sessions that this process has begun, if it is ``root``: also those that are orphans."""
    found: set[int] = set()
    if sys.platform == "win32":
        return found
    sessions = system.sessions if root == os.getpid() else frozenset()
    for pid in psutil.pids() if sessions else ():
        with contextlib.suppress(OSError):  # it has gone
            if os.getsid(pid) in sessions:
                found.add(pid)
    return found


def _read(process: psutil.Process) -> Process:
    state = STATES.get(process.status(), "R")
    switches = 0 if state == "Z" else sum(process.num_ctx_switches())
    task = Task(process.pid, state, switches, "unknown" if state == "S" else "none")
    return Process(process.pid, process.ppid() or 0, state, (task,), frozenset())


def children(pid: int) -> frozenset[int]:
    return frozenset(child for child, process in snapshot(pid, (), ()).items() if process.parent == pid)


def send(number: int, pid: int, root: int) -> bool:
    """There is no handle to send it by, so ``root`` is not asked for."""
    try:
        os.kill(pid, number)
    except OSError:
        return False
    return True


def awake_seconds(pid: int) -> tuple[float, float] | None:
    return None


def ran_seconds(processes: Snapshot) -> dict[int, float]:
    found: dict[int, float] = {}
    for pid in processes:
        with contextlib.suppress(psutil.Error, OSError):
            found |= {thread.id: thread.user_time + thread.system_time for thread in psutil.Process(pid).threads()}
    return found


def queued_seconds(processes: Snapshot) -> float | None:
    return None


def memory(processes: Iterable[int]) -> int:
    total = 0
    for pid in processes:
        with contextlib.suppress(psutil.Error):
            total += int(psutil.Process(pid).memory_info().rss)
    return total


def command(pid: int) -> bytes:
    try:
        return "\0".join(psutil.Process(pid).cmdline()).encode()
    except psutil.Error:
        return b""


def may_settle(pid: int) -> bool:
    return False


def is_copy(pid: int, parents: Container[int]) -> bool:
    return False
