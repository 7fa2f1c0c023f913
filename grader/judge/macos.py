"""What macOS tells: who speaks on a connection, and what a process's threads do (``sys/proc_info.h``, ``sys/un.h``).

``kernel`` answers; a test may put another in its place that has only what macOS tells.
"""

import ctypes
import socket
from dataclasses import dataclass
from typing import Protocol

SOL_LOCAL, LOCAL_PEERPID = 0, 2
PROC_PIDTHREADINFO, PROC_PIDLISTTHREADS = 5, 6
WAITING, STOPPED = 3, 2
"""Of what ``Thread.state`` may be: ``TH_STATE_WAITING``, ``TH_STATE_STOPPED`` (``mach/thread_info.h``)."""

MOST = 4096
"""Threads of a process that are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What the kernel says of a thread. seconds: processor time that it has used. state: see ``WAITING``."""

    tid: int
    state: int
    seconds: float


class Kernel(Protocol):
    """What macOS tells that other systems tell in other ways."""

    def speaker(self, connection: socket.socket) -> int | None:
        """Return the process that has used the other end last; None where that is not told."""

    def threads(self, pid: int) -> tuple[Thread, ...]:
        """Return the threads of a process; none when it has gone, or has ended."""


class _ThreadInfo(ctypes.Structure):
    """``struct proc_threadinfo``; times in nanoseconds."""

    _fields_ = (
        ("user_time", ctypes.c_uint64), ("system_time", ctypes.c_uint64), ("cpu_usage", ctypes.c_int32),
        ("policy", ctypes.c_int32), ("run_state", ctypes.c_int32), ("flags", ctypes.c_int32), ("sleep_time", ctypes.c_int32),
        ("priorities", ctypes.c_int32 * 3), ("name", ctypes.c_char * 64),
    )  # fmt: skip


class Darwin:
    """The kernel itself, through the calls of libproc."""

    def speaker(self, connection: socket.socket) -> int | None:
        try:
            return connection.getsockopt(SOL_LOCAL, LOCAL_PEERPID) or None
        except OSError:
            return None

    def threads(self, pid: int) -> tuple[Thread, ...]:
        numbers = (ctypes.c_uint64 * MOST)()
        size = _info(pid, PROC_PIDLISTTHREADS, 0, numbers)
        found = []
        for number in numbers[: max(size, 0) // ctypes.sizeof(ctypes.c_uint64)]:
            one = _ThreadInfo()
            if _info(pid, PROC_PIDTHREADINFO, number, one) == ctypes.sizeof(one):
                found.append(Thread(tid=number, state=one.run_state, seconds=(one.user_time + one.system_time) / 1e9))
        return tuple(found)


def _info(pid: int, what: int, of: int, to: ctypes.Array[ctypes.c_uint64] | ctypes.Structure) -> int:
    """Ask ``proc_pidinfo``; return how many bytes it has written."""
    ask = ctypes.CDLL(None).proc_pidinfo
    ask.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_uint64, ctypes.c_void_p, ctypes.c_int)
    return int(ask(pid, what, of, ctypes.byref(to), ctypes.sizeof(to)))


kernel: Kernel = Darwin()
