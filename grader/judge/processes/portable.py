"""The stage's processes as far as psutil sees them on every platform. What each function does stands in ``__init__.py``.

It cannot see what a process waits for, so every sleep counts as one that a timer may end: then the judge is patient.
"""

import contextlib
import os
from collections.abc import Container, Iterable

import psutil

from .snapshots import Process, Snapshot, Task

STATES = {
    psutil.STATUS_SLEEPING: "S",
    psutil.STATUS_IDLE: "S",
    psutil.STATUS_ZOMBIE: "Z",
    psutil.STATUS_STOPPED: "T",
}


def snapshot(root: int, but: Iterable[int], through: Container[int]) -> Snapshot:
    """``through`` is for what a launcher keeps ready, and only Linux has one that does."""
    found: Snapshot = {}
    skipped = set(but)
    with contextlib.suppress(psutil.Error):
        waiting = [child for child in psutil.Process(root).children() if child.pid not in skipped]
        while waiting:
            process = waiting.pop()
            with contextlib.suppress(psutil.Error):
                found[process.pid] = _read(process)
                waiting += process.children()
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
    return {}


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
