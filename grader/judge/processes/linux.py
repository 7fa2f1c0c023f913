"""The stage's processes on Linux, read from ``/proc`` (proc(5)). What each function does stands in ``__init__.py``."""

import contextlib
import os
import platform
import re
import signal
from collections.abc import Container, Iterable
from pathlib import Path

from .snapshots import Process, Snapshot, Task, Timer

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
    # A process that is ready for SIGALRM may have set a timer (setitimer, alarm), which the kernel shows nowhere.
    alarm = signal.SIGALRM in armed | _numbers(status.get("blocked", "0"))
    tasks = tuple(task for tid in tids if (task := _task(pid, tid, alarm=alarm)) is not None)
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
        words = text(path).split()
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
    try:
        ran, waited, _ = text(f"/proc/{pid}/schedstat").split()
    except (OSError, ValueError):
        return None
    return int(ran) / 1e9, int(waited) / 1e9


def ran_seconds(processes: Snapshot) -> float:
    return sum(_scheduled(processes, 0))


def queued_seconds(processes: Snapshot) -> float | None:
    queued = _scheduled(processes, 1)
    return sum(queued) if queued or not processes else None


def _scheduled(processes: Snapshot, place: int) -> list[float]:
    """Return one number of each thread's schedstat (proc(5)), in seconds."""
    found = []
    for process in processes.values():
        for task in process.tasks:
            with contextlib.suppress(OSError, ValueError, IndexError):
                found.append(int(text(f"/proc/{process.pid}/task/{task.tid}/schedstat").split()[place]) / 1e9)
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


def memory(processes: Iterable[int]) -> int:
    total = 0
    page = os.sysconf("SC_PAGE_SIZE")
    for pid in processes:
        with contextlib.suppress(OSError, ValueError, IndexError):
            total += int(text(f"/proc/{pid}/statm").split()[1]) * page
    return total
