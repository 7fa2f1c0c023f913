"""The stage's processes as macOS sees them. What each function does stands in ``__init__.py``.

macOS tells of each thread whether it waits, but not what for: so every wait counts as one that a timer may end. Orphans go to
the system's first process; they are found by their session, and by what they have told the judge.
"""

from collections.abc import Container, Iterable

import psutil

from .. import macos
from . import portable
from .portable import awake_seconds, command, is_copy, may_settle, memory, queued_seconds, send
from .snapshots import Process, Snapshot, Task

__all__ = [
    "awake_seconds", "children", "command", "is_copy", "may_settle", "memory", "queued_seconds", "ran_seconds", "send",
    "snapshot",
]  # fmt: skip


def snapshot(root: int, but: Iterable[int], through: Container[int]) -> Snapshot:
    """``through`` is for what a launcher keeps ready, and only Linux has one that does."""
    return portable.looked_at(portable.below(root, but) | portable.in_own_sessions(root), root, _read)


def _read(process: psutil.Process) -> Process:
    state = {psutil.STATUS_ZOMBIE: "Z", psutil.STATUS_STOPPED: "T"}.get(process.status(), "")
    if state == "Z":
        return Process(process.pid, process.ppid() or 0, state, (Task(process.pid, state, 0),), frozenset())
    tasks = tuple(map(_task, macos.kernel.threads(process.pid)))
    state = state or ("S" if tasks and all(task.state == "S" for task in tasks) else "R")
    return Process(process.pid, process.ppid() or 0, state, tasks or (Task(process.pid, "R", 0),), frozenset())


def _task(thread: macos.Thread) -> Task:
    """How often each left the processor is not told; but who has been there has used time, in nanoseconds."""
    used = round(thread.seconds * 1e9)
    if thread.state == macos.STOPPED:
        return Task(thread.tid, "T", used)
    waits = thread.state == macos.WAITING
    return Task(thread.tid, "S" if waits else "R", used, "unknown" if waits else "none")


def children(pid: int) -> frozenset[int]:
    return frozenset(child for child, process in snapshot(pid, (), ()).items() if process.parent == pid)


def ran_seconds(processes: Snapshot) -> dict[int, float]:
    return {thread.tid: thread.seconds for pid in processes for thread in macos.kernel.threads(pid)}
