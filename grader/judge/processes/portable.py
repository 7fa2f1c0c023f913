"""The same facts as ``tree`` tells, as far as psutil sees them on every platform.

It cannot see what a process waits for, so every sleep counts as one that a timer may end: then the judge is patient.
"""

import contextlib
from collections.abc import Iterable

import psutil

from .linux import Process, Snapshot, Task

STATES = {
    psutil.STATUS_SLEEPING: "S",
    psutil.STATUS_IDLE: "S",
    psutil.STATUS_ZOMBIE: "Z",
    psutil.STATUS_STOPPED: "T",
}


def snapshot(root: int, but: Iterable[int]) -> Snapshot:
    """Return all descendants of ``root``, except the direct children in ``but`` and what is below them."""
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
    return Process(process.pid, process.ppid() or 0, state, process.pid, (task,), frozenset())


def command(pid: int) -> bytes:
    """Return a process's command line, its words separated by zero bytes; empty when it has gone."""
    try:
        return "\0".join(psutil.Process(pid).cmdline()).encode()
    except psutil.Error:
        return b""


def memory(processes: Iterable[int]) -> int:
    """Return the bytes of memory in use by these processes together."""
    total = 0
    for pid in processes:
        with contextlib.suppress(psutil.Error):
            total += int(psutil.Process(pid).memory_info().rss)
    return total
