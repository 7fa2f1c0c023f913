"""A snapshot of the stage's processes and threads: which run, which sleep, and whether a timer will wake them.

On Linux it reads ``/proc`` (proc(5)); elsewhere psutil, which sees processes but not what they wait for.
"""

import contextlib
import os
import platform
import re
import signal
import time
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .. import system

Timer = Literal["none", "only", "also", "unknown"]

AT_REST = frozenset("SZTXt")
"""Thread states (proc(5)) in which nothing runs: sleeping, zombie, stopped, dead. Not ``R`` (runnable), not ``D`` (disk)."""

FORKSERVER = b"from multiprocessing.forkserver import main"
TRACKER = re.compile(rb"\0from multiprocessing\.resource_tracker import main;main\(\d+\)\0?\Z")
"""The end of a tracker's command line. The whole of it counts: a program of the student's may have these words in its own."""

SETTLED = 5.0
"""Seconds after which a living process without a command line is taken for what it seems: it has hidden it."""

# System calls that can wait with a timeout: number -> which argument says how long. "always" waits for a timer only.
_ALWAYS = -1
_TIMED: dict[str, dict[int, int]] = {
    "x86_64": {
        35: _ALWAYS, 230: _ALWAYS, 7: 2, 23: 4, 270: 4, 271: 2, 232: 3, 281: 3, 441: 3, 202: 3, 449: 3, 128: 2, 220: 3,
    },
    "aarch64": {101: _ALWAYS, 115: _ALWAYS, 72: 4, 73: 2, 22: 3, 441: 3, 98: 3, 449: 3, 137: 2, 192: 3},
}  # fmt: skip
_MILLISECONDS = {"x86_64": {7, 232, 281}, "aarch64": {22}}
"""Of these, the calls whose argument is a number of milliseconds, negative for ever; the others point to a time or to 0."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thread. ``switches`` counts how often it left the processor.

    timer: what the kernel says of a timer that will wake it: ``none``; ``only``, a sleep; ``also``, a wait with a
    timeout; ``unknown``, which counts as a wait with a timeout: then the judge is patient and claims no stall.
    """

    tid: int
    state: str
    switches: int
    timer: Timer = "none"

    @property
    def timed(self) -> bool:
        return self.timer != "none"

    @property
    def at_rest(self) -> bool:
        return self.state in AT_REST


@dataclass(frozen=True, slots=True)
class Process:
    """One process with its threads. ``inner`` is its number as it sees itself, in its own namespace."""

    pid: int
    parent: int
    state: str
    inner: int
    tasks: tuple[Task, ...]
    armed: frozenset[int]

    @property
    def zombie(self) -> bool:
        return self.state in "ZX"


Snapshot = dict[int, Process]


def snapshot(root: int, but: Iterable[int] = (), through: Container[int] = ()) -> Snapshot:
    """Return all descendants of ``root``, except the direct children in ``but`` and what is below them.

    through: processes that are left out, but not what is below them.
    """
    if not system.linux():
        from . import portable as tree_portable

        return tree_portable.snapshot(root, but)
    found: Snapshot = {}
    seen, adopters = set(but), {root}
    # Whose parent ends during this walk moves to an adopter, perhaps behind its back: so it looks there until nobody is new.
    while waiting := [pid for adopter in adopters for pid in _children(adopter) if pid not in seen]:
        while waiting:
            pid = waiting.pop()
            if pid in seen:
                continue
            seen.add(pid)
            if pid in through:
                adopters.add(pid)
            elif (process := _read(pid)) is not None:
                found[pid] = process
            waiting += _children(pid)
    return found


def children(pid: int) -> frozenset[int]:
    """Return the processes that this one has started, or adopted."""
    if not system.linux():
        return frozenset(child for child, process in snapshot(pid).items() if process.parent == pid)
    return frozenset(_children(pid))


def _children(pid: int) -> list[int]:
    children: list[int] = []
    with contextlib.suppress(OSError):
        for tid in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError):
                children += map(int, _text(f"/proc/{pid}/task/{tid}/children").split())
    return children


def send(number: int, pid: int, root: int) -> bool:
    """Send a signal to a process if it is below ``root`` at this moment; say whether that was done.

    It goes by a handle: who was seen in a snapshot may have ended since, and its number may belong to somebody else.
    """
    handle = None
    try:
        handle = os.pidfd_open(pid) if system.linux() and hasattr(os, "pidfd_open") else None
    except ProcessLookupError:
        return False
    except OSError:
        pass  # an old kernel, or no more files
    try:
        if system.linux() and not _is_below(pid, root):
            return False
        if handle is None:
            os.kill(pid, number)
        else:
            signal.pidfd_send_signal(handle, number)
    except OSError:
        return False
    finally:
        if handle is not None:
            os.close(handle)
    return True


def _is_below(pid: int, root: int) -> bool:
    while pid not in (root, 0):
        pid = int(_status(f"/proc/{pid}/status").get("parent", "0"))
    return pid == root


def _text(path: str) -> str:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(handle, 65536).decode("utf-8", "replace")
    finally:
        os.close(handle)


_STATUS = re.compile(
    r"^State:\s+(?P<state>\w)|^PPid:\s+(?P<parent>\d+)|^NSpid:.*?(?P<inner>\d+)$"
    r"|^SigBlk:\s+(?P<blocked>[0-9a-f]+)|^SigCgt:\s+(?P<caught>[0-9a-f]+)"
    r"|^voluntary_ctxt_switches:\s+(?P<voluntary>\d+)|^nonvoluntary_ctxt_switches:\s+(?P<forced>\d+)",
    re.MULTILINE,
)


def _status(path: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for match in _STATUS.finditer(_text(path)):
        fields[str(match.lastgroup)] = match[str(match.lastgroup)]
    return fields


def _read(pid: int) -> Process | None:
    try:
        status = _status(f"/proc/{pid}/status")
        tids = sorted(map(int, os.listdir(f"/proc/{pid}/task")))
    except OSError:
        return None
    armed = _numbers(status.get("caught", "0"))
    # A process that is ready for SIGALRM may have set a timer (setitimer, alarm), which the kernel shows nowhere.
    alarm = signal.SIGALRM in armed | _numbers(status.get("blocked", "0"))
    tasks = tuple(task for tid in tids if (task := _task(pid, tid, alarm=alarm)) is not None)
    return Process(
        pid=pid,
        parent=int(status.get("parent", "0")),
        state=status.get("state", "X"),
        inner=int(status.get("inner", pid)),
        tasks=tasks,
        armed=armed,
    )


def _numbers(mask: str) -> frozenset[int]:
    """Return the signals in a mask, as proc(5) writes it."""
    bits = int(mask, 16)
    return frozenset(number for number in range(1, 65) if bits >> (number - 1) & 1)


def _task(pid: int, tid: int, *, alarm: bool) -> Task | None:
    try:
        status = _status(f"/proc/{pid}/task/{tid}/status")
        state = status.get("state", "X")
        switches = int(status.get("voluntary", 0)) + int(status.get("forced", 0))
        timer = _timer(f"/proc/{pid}/task/{tid}/syscall") if state == "S" else "none"
        return Task(tid, state, switches, "unknown" if alarm and timer == "none" and state == "S" else timer)
    except OSError:
        return None


def _timer(path: str) -> Timer:
    machine = platform.machine()
    try:
        words = _text(path).split()
    except OSError:
        return "unknown"
    if machine not in _TIMED or not words or words[0] == "running":
        return "unknown"
    number = int(words[0])
    argument = _TIMED[machine].get(number)
    if argument is None:
        return "none"
    if argument == _ALWAYS:
        return "only"
    value = int(words[1 + argument], 16)
    endless = value & 0x80000000 if number in _MILLISECONDS[machine] else value == 0
    return "none" if endless else "also"


def awake_seconds(pid: int) -> tuple[float, float] | None:
    """Return how long the main thread of a process has run, and waited for a processor; None where not told.

    The rest of the time it was asleep, and that does not depend on the machine's load.
    """
    if not system.linux():
        return None
    try:
        ran, waited, _ = _text(f"/proc/{pid}/schedstat").split()
    except (OSError, ValueError):
        return None
    return int(ran) / 1e9, int(waited) / 1e9


def ran_seconds(processes: Snapshot) -> float:
    """Return the processor time that these processes' threads have used, in seconds, as far as the kernel tells."""
    total = 0
    for process in processes.values():
        for task in process.tasks:
            with contextlib.suppress(OSError, ValueError, IndexError):
                total += int(_text(f"/proc/{process.pid}/task/{task.tid}/schedstat").split()[0])
    return total / 1e9


def command(pid: int) -> bytes:
    """Return a process's command line, its words separated by zero bytes; empty when it has gone."""
    if not system.linux():
        from . import portable as tree_portable

        return tree_portable.command(pid)
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _settled_commands(pids: Iterable[int]) -> dict[int, bytes]:
    """Return command lines. For a moment after a process has become another program there is none to read yet.

    All have that moment together: one that has hidden its own must not make the judge wait once for each of its kind.
    """
    lines = {pid: command(pid) for pid in pids}
    until = time.monotonic() + SETTLED
    empty = [pid for pid, line in lines.items() if not line]
    while (empty := [pid for pid in empty if not lines[pid] and _lives(pid)]) and time.monotonic() < until:
        time.sleep(0.001)
        lines |= {pid: command(pid) for pid in empty}
    return lines


def _lives(pid: int) -> bool:
    now = _read(pid) if system.linux() else None
    return now is not None and not now.zombie


def helpers(processes: Snapshot) -> set[int]:
    """Return multiprocessing's own forkserver and resource trackers among these.

    What a forkserver starts shares its command line, so only the topmost process with it is the server.
    """
    commands = _settled_commands(processes)
    servers = {pid for pid, line in commands.items() if FORKSERVER in line}
    top = {pid for pid in servers if processes[pid].parent not in servers}
    found = {pid for pid, line in commands.items() if TRACKER.search(line)}
    return top | {pid for pid in found if processes[pid].parent not in found}


def trackers(processes: Snapshot) -> set[int]:
    """Return multiprocessing's resource trackers among these."""
    return {pid for pid in processes if TRACKER.search(command(pid))}


def memory(processes: Iterable[int]) -> int:
    """Return the bytes of memory in use by these processes together (pages shared by several count for each)."""
    if not system.linux():
        from . import portable as tree_portable

        return tree_portable.memory(processes)
    total = 0
    page = os.sysconf("SC_PAGE_SIZE")
    for pid in processes:
        with contextlib.suppress(OSError, ValueError, IndexError):
            total += int(_text(f"/proc/{pid}/statm").split()[1]) * page
    return total
