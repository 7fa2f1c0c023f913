"""The stage's processes on Linux, read from ``/proc`` (proc(5)). What each function does stands in ``__init__.py``."""

import contextlib
import functools
import os
import re
import signal
import sys
from collections.abc import Container, Iterable
from pathlib import Path

assert sys.platform == "linux"

from .snapshots import HIDDEN, LONGEST, Process, Snapshot, Task  # noqa: E402
from .waits import Waiter, has_posix_timers, hides_its_waits  # noqa: E402


def snapshot(root: int, but: Iterable[int], through: Container[int]) -> Snapshot:
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
    return frozenset(_children(pid))


def _children(pid: int) -> list[int]:
    children: list[int] = []
    with contextlib.suppress(OSError):
        for tid in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError):
                children += map(int, text(f"/proc/{pid}/task/{tid}/children").split())
    return children


def send(number: int, pid: int, root: int) -> bool:
    """It goes by a handle: who was seen in a snapshot may have ended since, and its number may belong to somebody else."""
    handle = None
    try:
        handle = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else None
    except ProcessLookupError:
        return False
    except OSError:
        pass  # an old kernel, or no more files
    try:
        if not _is_below(pid, root):
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


def text(path: str) -> str:
    """Return the beginning of a file of the kernel's. Raises ``OSError``."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(handle, 65536).decode("utf-8", "replace")
    finally:
        os.close(handle)


_STATUS = re.compile(
    r"^State:\s+(?P<state>\w)|^PPid:\s+(?P<parent>\d+)"
    r"|^Seccomp:\s+(?P<seccomp>\d+)|^Seccomp_filters:\s+(?P<filters>\d+)"
    r"|^SigBlk:\s+(?P<blocked>[0-9a-f]+)|^SigCgt:\s+(?P<caught>[0-9a-f]+)"
    r"|^voluntary_ctxt_switches:\s+(?P<voluntary>\d+)|^nonvoluntary_ctxt_switches:\s+(?P<forced>\d+)",
    re.MULTILINE,
)


def _status(path: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for match in _STATUS.finditer(text(path)):
        fields[str(match.lastgroup)] = match[str(match.lastgroup)]
    return fields


def _read(pid: int) -> Process | None:
    try:
        status = _status(f"/proc/{pid}/status")
        tids = sorted(map(int, os.listdir(f"/proc/{pid}/task")))
    except OSError:
        return None
    armed = _numbers(status.get("caught", "0"))
    # Before Linux 5.9 it does not say how many filters there are. Then one is taken for that of the stage.
    fenced = int(status["filters"]) > _own_filters() if "filters" in status else status.get("seccomp") == "2"
    # A process that is ready for SIGALRM may have set a timer (setitimer, alarm), which the kernel shows nowhere.
    hides = signal.SIGALRM in armed | _numbers(status.get("blocked", "0")) or (not fenced and has_posix_timers(pid))
    waiter = Waiter(pid, fenced, alone=len(tids) == 1)
    tasks = tuple(task for tid in tids if (task := _task(waiter, tid, hides=hides)) is not None)
    return Process(
        pid=pid,
        parent=int(status.get("parent", "0")),
        state=status.get("state", "X"),
        tasks=tasks,
        armed=armed,
    )


def _numbers(mask: str) -> frozenset[int]:
    """Return the signals in a mask, as proc(5) writes it."""
    bits = int(mask, 16)
    return frozenset(number for number in range(1, 65) if bits >> (number - 1) & 1)


@functools.cache
def _own_filters() -> int:
    """Return how many filters of system calls the judge itself has, and so each process that it starts."""
    return int(_status("/proc/self/status").get("filters", "0"))


def _task(waiter: Waiter, tid: int, *, hides: bool) -> Task | None:
    """Read one thread. hides: whether a timer that nobody sees may wake its process."""
    path = f"/proc/{waiter.pid}/task/{tid}"
    try:
        status = _status(f"{path}/status")
    except OSError:
        return None
    state = status.get("state", "X")
    switches = int(status.get("voluntary", 0)) + int(status.get("forced", 0))
    if state != "S":
        return Task(tid, state, switches)
    try:
        timer, within = waiter.wait(text(f"{path}/syscall"))
    except OSError:
        timer, within = "unknown", LONGEST if hides_its_waits(waiter.pid) else None
    if hides and timer == "none":
        timer, within = "unknown", HIDDEN
    return Task(tid, state, switches, timer, within)


def awake_seconds(pid: int) -> tuple[float, float] | None:
    try:
        ran, waited, _ = text(f"/proc/{pid}/schedstat").split()
    except (OSError, ValueError):
        return None
    return int(ran) / 1e9, int(waited) / 1e9


def ran_seconds(processes: Snapshot) -> dict[int, float]:
    return _scheduled(processes, 0)


def queued_seconds(processes: Snapshot) -> float | None:
    queued = _scheduled(processes, 1)
    return sum(queued.values()) if queued or not processes else None


def _scheduled(processes: Snapshot, place: int) -> dict[int, float]:
    """Return one number of each thread's schedstat (proc(5)), in seconds."""
    found = {}
    for process in processes.values():
        for task in process.tasks:
            with contextlib.suppress(OSError, ValueError, IndexError):
                found[task.tid] = int(text(f"/proc/{process.pid}/task/{task.tid}/schedstat").split()[place]) / 1e9
    return found


def command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def may_settle(pid: int) -> bool:
    """A process has no command line for a moment after it has become another program, and for ever as a zombie."""
    now = _read(pid)
    return now is not None and not now.zombie


FORKED = 0x40
"""The kernel's PF_FORKNOEXEC: the process still is the program that its parent was."""


def is_copy(pid: int, parents: Container[int]) -> bool:
    """What a forkserver has made by fork has that server as its parent. Of one that has ended nothing is certain."""
    try:
        return flags(pid) & FORKED != 0 and int(_status(f"/proc/{pid}/status").get("parent", "0")) in parents
    except OSError:
        return False


def flags(pid: int) -> int:
    """Return the kernel's flags of a process; 0 when it has gone."""
    try:
        return int(text(f"/proc/{pid}/stat").rpartition(")")[2].split()[6])
    except (OSError, ValueError, IndexError):
        return 0


def memory(processes: Iterable[int]) -> int:
    total = 0
    page = os.sysconf("SC_PAGE_SIZE")
    for pid in processes:
        with contextlib.suppress(OSError, ValueError, IndexError):
            total += int(text(f"/proc/{pid}/statm").split()[1]) * page
    return total
