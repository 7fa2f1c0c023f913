"""The stage's processes as Windows sees them. What each function does stands in ``__init__.py``.

Windows tells of each thread whether it waits and how often it left the processor, but not what for: so every wait counts as
one that a timer may end. It keeps no processes that have ended, and moves no orphans: a job knows them.
"""

import os
import sys
from collections.abc import Container, Iterable
from functools import partial

assert sys.platform == "win32"

from .. import windows  # noqa: E402
from . import portable  # noqa: E402
from .portable import awake_seconds, command, is_copy, may_settle, memory, queued_seconds  # noqa: E402
from .snapshots import Process, Snapshot, Task  # noqa: E402

__all__ = [
    "awake_seconds", "children", "command", "is_copy", "may_settle", "memory", "queued_seconds", "ran_seconds", "send",
    "snapshot",
]  # fmt: skip

IDLE = 0.05
"""Seconds of an idle processor after which whoever wanted one has had it."""

_used: dict[int, tuple[float, float]] = {}
"""By thread: the processor time that it has used, and for how long processors had been idle when that was seen to grow."""


def snapshot(root: int, but: Iterable[int], through: Container[int]) -> Snapshot:
    """``through`` is for what a launcher keeps ready, and only Linux has one that does."""
    there = windows.running()
    pids = _below(root, frozenset(but), there) | (windows.in_own_jobs() if root == os.getpid() else frozenset())
    below = {there[pid]: there[pid].read() for pid in pids if pid in there}
    tids = {thread.tid for threads in below.values() for thread in threads}
    windows.forget_threads(but=tids)
    for tid in _used.keys() - tids:
        del _used[tid]
    read = _by_state if _tells_states(there) else partial(_by_time, idle=windows.idle_seconds())
    return {one.pid: _process(one, tuple(map(read, threads))) for one, threads in below.items()}


def _tells_states(there: dict[int, windows.Running]) -> bool:
    """Say whether the system tells of threads whether they run: then it does of the one that asks."""
    return any(thread.state == windows.RUNNING for thread in there[os.getpid()].read())


def _below(root: int, but: frozenset[int], there: dict[int, windows.Running]) -> frozenset[int]:
    """Return the descendants of a process. A number of a parent may have been used again: then its owner is the younger."""
    found, waiting = set[int](), [root]
    while waiting:
        parent = there.get(waiting.pop())
        for one in there.values():
            if parent is None or one.parent != parent.pid or one.created < parent.created or one.pid in found | {root}:
                continue
            if parent.pid != root or one.pid not in but:
                found.add(one.pid)
                waiting.append(one.pid)
    return frozenset(found)


def _process(one: windows.Running, tasks: tuple[Task, ...]) -> Process:
    state = "S" if all(task.state == "S" for task in tasks) else "R"
    return Process(one.pid, one.parent, state, tasks, frozenset())


def _by_state(thread: windows.Thread) -> Task:
    waits = thread.state == windows.WAITING
    if waits and thread.reason == windows.SUSPENDED:
        return Task(thread.tid, "T", thread.switches)
    return Task(thread.tid, "S" if waits else "R", thread.switches, "unknown" if waits else "none")


def _by_time(thread: windows.Thread, *, idle: float) -> Task:
    """Take a thread for one that waits when it uses no time though a processor is idle: Wine tells nothing else."""
    used = windows.thread_seconds(thread.tid)
    before, since = _used.get(thread.tid, (-1.0, idle))
    if used != before:
        _used[thread.tid] = used, idle
    waits = used == before and idle - since > IDLE
    return Task(thread.tid, "S" if waits else "R", round(used * 1000), "guessed" if waits else "none")


def children(pid: int) -> frozenset[int]:
    return frozenset(child for child, process in snapshot(pid, (), ()).items() if process.parent == pid)


def send(number: int, pid: int, root: int) -> bool:
    handle = windows.hold(pid)  # from here on nobody else can have the number
    if handle is None:
        return False
    try:
        below = pid in _below(root, frozenset(), windows.running())
        return (below or (root == os.getpid() and pid in windows.in_own_jobs())) and portable.send(number, pid, root)
    finally:
        windows.let_go(handle)


def ran_seconds(processes: Snapshot) -> dict[int, float]:
    return {task.tid: windows.thread_seconds(task.tid) for process in processes.values() for task in process.tasks}
