"""Sees who sets an alarm (alarm(2), setitimer(2)), which the kernel shows nowhere. Only on Linux.

The stage has a filter that stops these calls until its listener, a file, has let them go on (seccomp_unotify(2)). The judge
takes that file out of the stage, before the submission is there, and lets every call go on: what it learns is who made it.
"""

import contextlib
import ctypes
import fcntl
import os
import platform
import select
import struct
import sys
import time
from dataclasses import replace

assert sys.platform == "linux"

from .snapshots import HIDDEN, LONGEST, Process, Snapshot, Task  # noqa: E402

_PIDFD_GETFD = 438
_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_NOTICE, _ANSWER = struct.Struct("=QIIi12x6Q"), struct.Struct("=QqiI")
_ALARM = {"x86_64": 37}
_TIMES = struct.Struct("qqqq")
_GO_ON = 1
_MOST = 64
"""Calls that are let go at one look: a flood of them must not keep the judge from all else."""


class AlarmWatch:
    """The alarms of one play. ``setters``: the processes that have ever set one, or cancelled it."""

    def __init__(self) -> None:
        self.setters: set[int] = set()
        self._due: dict[int, tuple[float, float]] = {}
        self._listener: int | None = None

    def can_take(self, pid: int) -> bool:
        """Say whether the kernel would let the judge take a file out of this process. It must know before it is asked to."""
        try:
            os.close(_taken(pid, 0))
        except OSError:
            return False
        return True

    def take(self, pid: int) -> None:
        """Take the listener that this process has open, if it has one. Raises OSError if that is not possible."""
        for name in os.listdir(f"/proc/{pid}/fd"):
            if "seccomp notify" in os.readlink(f"/proc/{pid}/fd/{name}"):
                self._listener = _taken(pid, int(name))
                return

    def answer(self) -> None:
        """Note who wants to set an alarm, and let the calls go on."""
        if self._listener is None:
            return
        poll = select.poll()
        poll.register(self._listener, select.POLLIN)
        for _ in range(_MOST):
            if not any(event & select.POLLIN for _, event in poll.poll(0)):
                return
            notice = bytearray(_NOTICE.size)
            with contextlib.suppress(OSError):  # whoever called has been interrupted, or has ended
                fcntl.ioctl(self._listener, _RECEIVE, notice)
                number, thread, _, call, *arguments = _NOTICE.unpack(notice)
                self._note(thread, call, arguments)
                fcntl.ioctl(self._listener, _SEND, bytearray(_ANSWER.pack(number, 0, 0, _GO_ON)))

    def _note(self, thread: int, call: int, arguments: list[int]) -> None:
        """Note an alarm, and when it is due: of a caller that waits for the judge, the kernel shows the arguments."""
        seconds, every = _length(thread, call, arguments)
        self.setters.add(thread)
        with contextlib.suppress(OSError, StopIteration), open(f"/proc/{thread}/status", encoding="utf-8") as status:
            process = int(next(line for line in status if line.startswith("Tgid:")).split()[1])
            self.setters.add(process)
            self._due[process] = (time.monotonic() + seconds, every) if 0 < seconds <= LONGEST else (0.0, 0.0)

    def marked(self, seen: Snapshot) -> Snapshot:
        """Return a snapshot in which every wait of who has set an alarm may end by it."""
        now = time.monotonic()
        return {pid: self._marked(process, now) if pid in self.setters else process for pid, process in seen.items()}

    def _marked(self, process: Process, now: float) -> Process:
        due, every = self._due.get(process.pid, (0.0, 0.0))
        if 0 < every <= LONGEST and due < now:
            due = now + every
        return replace(process, tasks=tuple(_ended_by_alarm(task, due - now) for task in process.tasks))

    def close(self) -> None:
        if self._listener is not None:
            os.close(self._listener)
            self._listener = None


def _ended_by_alarm(task: Task, within: float) -> Task:
    """Return a thread whose wait an alarm may end: within so many seconds; not above 0 where none is known to run."""
    sooner = task.timer in ("only", "also") and task.within is not None and task.within <= within
    if task.state in "ST" and 0 < within <= LONGEST and not sooner:
        return replace(task, timer="alarm", within=within)
    if task.state in "ST" and task.timer == "none":
        return replace(task, timer="unknown", within=HIDDEN)
    return task


def _length(thread: int, call: int, arguments: list[int]) -> tuple[float, float]:
    """Return the seconds after which an alarm is due, and from then on again and again; 0 for never, or not known."""
    if call == _ALARM.get(platform.machine()):
        return float(arguments[0] & 0xFFFFFFFF), 0.0
    try:
        handle = os.open(f"/proc/{thread}/mem", os.O_RDONLY | os.O_CLOEXEC)
        try:
            every, every_micro, first, first_micro = _TIMES.unpack(os.pread(handle, _TIMES.size, arguments[1]))
        finally:
            os.close(handle)
    except (OSError, OverflowError, struct.error):
        return 0.0, 0.0
    return first + first_micro / 1e6, every + every_micro / 1e6


def _taken(pid: int, descriptor: int) -> int:
    """Return this process's own descriptor of what another one has open."""
    handle = os.pidfd_open(pid)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        taken: int = libc.syscall(_PIDFD_GETFD, handle, descriptor, 0)
        if taken < 0:
            raise OSError(ctypes.get_errno(), "pidfd_getfd")
        return taken
    finally:
        os.close(handle)
