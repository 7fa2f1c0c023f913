"""What Windows tells and does: jobs of processes, who is at the other end of a connection, and what threads do.

Nothing of this is in Python's own library. The names of constants and fields are those of Microsoft's documentation.
"""

import ctypes
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from ctypes import wintypes
from dataclasses import dataclass
from functools import partial

assert sys.platform == "win32"

import _winapi  # noqa: E402
import msvcrt  # noqa: E402

HANDLE, BOOL, DWORD, ULONG, POINTER = wintypes.HANDLE, wintypes.BOOL, wintypes.DWORD, wintypes.ULONG, wintypes.LPVOID

KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
NT = ctypes.WinDLL("ntdll")
IP = ctypes.WinDLL("iphlpapi")

for _name, _result, _arguments in (
    ("CreateJobObjectW", HANDLE, (POINTER, wintypes.LPCWSTR)),
    ("AssignProcessToJobObject", BOOL, (HANDLE, HANDLE)),
    ("SetInformationJobObject", BOOL, (HANDLE, ctypes.c_int, POINTER, DWORD)),
    ("QueryInformationJobObject", BOOL, (HANDLE, ctypes.c_int, POINTER, DWORD, POINTER)),
    ("OpenProcess", HANDLE, (DWORD, BOOL, DWORD)),
    ("OpenThread", HANDLE, (DWORD, BOOL, DWORD)),
    ("GetSystemTimes", BOOL, (POINTER, POINTER, POINTER)),
    ("GetThreadTimes", BOOL, (HANDLE, POINTER, POINTER, POINTER, POINTER)),
    ("WaitForSingleObject", DWORD, (HANDLE, DWORD)),
    ("CloseHandle", BOOL, (HANDLE,)),
):
    _function = getattr(KERNEL, _name)
    _function.restype, _function.argtypes = _result, _arguments

CREATE_SUSPENDED = 0x4
SYNCHRONIZE, PROCESS_QUERY_LIMITED_INFORMATION, THREAD_QUERY_LIMITED_INFORMATION = 0x100000, 0x1000, 0x800
WAIT_TIMEOUT = 0x102
JobObjectBasicProcessIdList, JobObjectExtendedLimitInformation = 3, 9
JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE = 0x2000
SystemProcessInformation = 5
TCP_TABLE_OWNER_PID_CONNECTIONS = 4
RUNNING, TERMINATED, WAITING = 2, 4, 5
SUSPENDED = 5
"""A reason to wait, of those that ``Thread.reason`` may be."""

TICK = 1e-7
"""Seconds in the unit of Windows's times."""

MOST = 4096
"""Processes of a job that are listed. No play may have so many."""


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_longlong), ("job_time", ctypes.c_longlong), ("flags", DWORD), ("least", ctypes.c_size_t),
        ("most", ctypes.c_size_t), ("active", DWORD), ("affinity", ctypes.c_size_t), ("priority", DWORD), ("kind", DWORD),
    )  # fmt: skip


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits), ("io", ctypes.c_ulonglong * 6), ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t), ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
    )  # fmt: skip


class _Numbers(ctypes.Structure):
    _fields_ = (("assigned", DWORD), ("count", DWORD), ("pids", ctypes.c_size_t * MOST))


class Job:
    """Processes that the kernel keeps together: what one of them starts belongs to it, and it ends with its last handle.

    So all of them end with this process, however that ends. Raises ``OSError`` when the system makes none.
    """

    def __init__(self) -> None:
        self._handle = KERNEL.CreateJobObjectW(None, None)
        limits = _ExtendedLimits()
        limits.basic.flags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
        kind, size = JobObjectExtendedLimitInformation, ctypes.sizeof(limits)
        if not KERNEL.SetInformationJobObject(self._handle, kind, ctypes.byref(limits), size):
            raise ctypes.WinError(ctypes.get_last_error())
        _jobs.append(self)

    def start(self, command: Sequence[str], **how: object) -> "subprocess.Popen[bytes]":
        """Start a process that belongs to the job before it runs. how: as for ``Popen``. Raises ``OSError``.

        What is pressed in the console does not reach it.
        """
        flags = CREATE_SUSPENDED | subprocess.CREATE_NEW_PROCESS_GROUP
        started = subprocess.Popen(command, creationflags=flags, **how)  # type: ignore[call-overload]
        if not KERNEL.AssignProcessToJobObject(self._handle, int(started._handle)):
            started.kill()
            raise ctypes.WinError(ctypes.get_last_error())
        NT.NtResumeProcess(HANDLE(int(started._handle)))
        result: subprocess.Popen[bytes] = started
        return result

    def pids(self) -> frozenset[int]:
        """Return the processes that belong to it and run."""
        found = _Numbers()
        kind, size = JobObjectBasicProcessIdList, ctypes.sizeof(found)
        if not KERNEL.QueryInformationJobObject(self._handle, kind, ctypes.byref(found), size, None):
            return frozenset()
        return frozenset(found.pids[: found.count])

    def close(self) -> None:
        """End all of them, and let go of the job."""
        if self._handle:
            _jobs.remove(self)
            KERNEL.CloseHandle(self._handle)
            self._handle = None


_jobs: list[Job] = []


def in_own_jobs() -> frozenset[int]:
    """Return the processes that run in this process's jobs, also those whose parents have ended."""
    return frozenset(pid for job in _jobs for pid in job.pids())


class _Row(ctypes.Structure):
    _fields_ = tuple((name, DWORD) for name in ("state", "from_address", "from_port", "to_address", "to_port", "pid"))


def owner(connection: socket.socket) -> int | None:
    """Return the process at the other end of a connection within this machine, by the kernel's table of connections."""
    try:
        ends = connection.getpeername()[1], connection.getsockname()[1]
    except OSError:
        return None
    for row in _connections():
        if (socket.ntohs(row.from_port & 0xFFFF), socket.ntohs(row.to_port & 0xFFFF)) == ends:
            return int(row.pid) or None
    return None


def _connections() -> Iterator[_Row]:
    size = DWORD(64 * 1024)
    for _ in range(5):  # it may grow between two calls
        table = ctypes.create_string_buffer(size.value)
        if IP.GetExtendedTcpTable(table, ctypes.byref(size), False, socket.AF_INET, TCP_TABLE_OWNER_PID_CONNECTIONS, 0) == 0:
            count = DWORD.from_buffer(table).value
            yield from (_Row.from_buffer(table, 4 + number * ctypes.sizeof(_Row)) for number in range(count))
            return
        size.value += 16 * 1024


def hold(pid: int) -> int | None:
    """Return a handle of a process: as long as it is open, the process's number is not used again. None where it has gone."""
    return KERNEL.OpenProcess(SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION, False, pid) or None


def runs(handle: int) -> bool:
    """Say whether the process of this handle has not ended."""
    return bool(KERNEL.WaitForSingleObject(handle, 0) == WAIT_TIMEOUT)


def let_go(handle: int) -> None:
    KERNEL.CloseHandle(handle)


class PipeEnd:
    """The judge's end of a pipe. A pipe cannot be selected here, but looked into."""

    def __init__(self, number: int) -> None:
        self._number = number

    def read(self, size: int) -> bytes:
        """Return what lies in the pipe, empty at its end. Raises ``BlockingIOError`` when there is nothing now."""
        try:
            ready = _winapi.PeekNamedPipe(msvcrt.get_osfhandle(self._number), 0)[0]
        except BrokenPipeError:
            return b""
        if not ready:
            raise BlockingIOError
        return os.read(self._number, min(size, int(ready)))

    def close(self) -> None:
        os.close(self._number)


class _Thread(ctypes.Structure):
    _fields_ = (
        ("kernel_time", ctypes.c_longlong), ("user_time", ctypes.c_longlong), ("created", ctypes.c_longlong),
        ("waited", ULONG), ("address", ctypes.c_void_p), ("pid", ctypes.c_void_p), ("tid", ctypes.c_void_p),
        ("priority", wintypes.LONG), ("base", wintypes.LONG), ("switches", ULONG), ("state", ULONG), ("reason", ULONG),
    )  # fmt: skip


class _Process(ctypes.Structure):
    _fields_ = (
        ("next", ULONG), ("threads", ULONG), ("reserved", ctypes.c_byte * 24), ("created", ctypes.c_longlong),
        ("user_time", ctypes.c_longlong), ("kernel_time", ctypes.c_longlong), ("name", ctypes.c_size_t * 2),
        ("base", wintypes.LONG), ("pid", ctypes.c_void_p), ("parent", ctypes.c_void_p), ("handles", ULONG),
        ("session", ULONG), ("unique", ctypes.c_size_t), ("memory", ctypes.c_size_t * 12), ("io", ctypes.c_longlong * 6),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What the kernel says of a thread. seconds: processor time that it has used. state, reason: see ``WAITING``."""

    tid: int
    state: int
    reason: int
    switches: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What it says of a process. created: in its own unit; the later, the larger. read: returns its threads.

    There are thousands on a machine, so only those that somebody asks for are made records.
    """

    pid: int
    parent: int
    created: int
    read: Callable[[], tuple[Thread, ...]]


def running() -> dict[int, Running]:
    """Return all processes of the machine that this user may know of."""
    room = ctypes.create_string_buffer(1 << 20)
    while NT.NtQuerySystemInformation(SystemProcessInformation, room, len(room), None):
        room = ctypes.create_string_buffer(2 * len(room))
    found: dict[int, Running] = {}
    at = 0
    while True:
        one = _Process.from_buffer(room, at)
        read = partial(_threads_of, room, at + ctypes.sizeof(_Process), one.threads)
        found[one.pid or 0] = Running(pid=one.pid or 0, parent=one.parent or 0, created=one.created, read=read)
        if not one.next:
            return found
        at += one.next


def _threads_of(room: "ctypes.Array[ctypes.c_char]", first: int, count: int) -> tuple[Thread, ...]:
    threads = (_Thread.from_buffer(room, first + number * ctypes.sizeof(_Thread)) for number in range(count))
    return tuple(_thread(thread) for thread in threads if thread.state != TERMINATED)


def _thread(one: _Thread) -> Thread:
    used = (one.kernel_time + one.user_time) * TICK
    return Thread(tid=one.tid or 0, state=one.state, reason=one.reason, switches=one.switches, seconds=used)


_threads: dict[int, int] = {}
"""Handles of threads by number. While one is open nobody else has the number; and to ask by it is one call, not three."""


def thread_seconds(tid: int) -> float:
    """Return the processor time that a thread has used, in seconds; 0 where that is not told."""
    if tid not in _threads:
        handle = KERNEL.OpenThread(THREAD_QUERY_LIMITED_INFORMATION, False, tid)
        if not handle:
            return 0.0
        _threads[tid] = handle
    times = [ctypes.c_longlong() for _ in range(4)]  # created, ended, in the kernel, outside
    KERNEL.GetThreadTimes(_threads[tid], *map(ctypes.byref, times))
    return (times[2].value + times[3].value) * TICK


def forget_threads(but: Container[int]) -> None:
    """Let go of the handles of all other threads."""
    for tid in [tid for tid in _threads if tid not in but]:
        KERNEL.CloseHandle(_threads.pop(tid))


def idle_seconds() -> float:
    """Return for how many seconds the machine's processors had nothing to do, all together, since it was started."""
    idle = ctypes.c_longlong()
    KERNEL.GetSystemTimes(ctypes.byref(idle), None, None)
    return idle.value * TICK
