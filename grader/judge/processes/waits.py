"""What a thread waits for on Linux: the system call in which it sleeps, what may end that, and within which time.

Only a wait that is known to have no timer counts as endless. It is known of those in ``_ENDLESS``, and of a wait on a
file descriptor if that is a pipe, or a socket of this machine whose timeouts are refused by ``stage.seccomp``. All others
are ``unknown``: then the judge is as patient as with a timeout. Such waits are rare in programs of this course, so it is as
patient as with a long one, except where each process could have a timer that nobody sees.
"""

import contextlib
import functools
import os
import platform
import re
import struct
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

assert sys.platform == "linux"

from .snapshots import HIDDEN, LONGEST, Timer  # noqa: E402

Wait = tuple[Timer, float | None]
"""What ``Task.timer`` and ``Task.within`` say."""

_UNKNOWN: Wait = ("unknown", LONGEST)
_NOT_FENCED: Wait = ("unknown", HIDDEN)
_ENDLESS_WAIT: Wait = ("none", None)

_NUMBERS: dict[str, dict[int, str]] = {
    "x86_64": {
        35: "nanosleep", 230: "clock_nanosleep", 7: "poll", 23: "select", 270: "pselect", 271: "ppoll",
        232: "epoll_wait", 281: "epoll_wait", 441: "epoll_pwait2", 202: "futex", 449: "futex_waitv", 455: "futex_wait",
        128: "sigtimedwait", 220: "semtimedop", 242: "mq_timed", 243: "mq_timed",
        0: "read", 19: "read", 45: "read", 47: "read", 1: "write", 20: "write", 44: "write", 46: "write",
        43: "accept", 288: "accept", 61: "wait", 247: "wait", 73: "lock", 72: "lock", 34: "signal", 130: "signal",
        70: "message", 69: "message", 65: "message",
    },
    "aarch64": {
        101: "nanosleep", 115: "clock_nanosleep", 72: "pselect", 73: "ppoll", 22: "epoll_wait", 441: "epoll_pwait2",
        98: "futex", 449: "futex_waitv", 455: "futex_wait", 137: "sigtimedwait", 192: "semtimedop",
        182: "mq_timed", 183: "mq_timed",
        63: "read", 65: "read", 207: "read", 212: "read", 64: "write", 66: "write", 206: "write", 211: "write",
        202: "accept", 242: "accept", 260: "wait", 95: "wait", 32: "lock", 25: "lock", 133: "signal",
        188: "message", 189: "message", 193: "message",
    },
}  # fmt: skip
"""The system calls that a thread may wait in, by number; some that do alike have one name."""

_TIMEOUT = {
    "nanosleep": 0, "clock_nanosleep": 2, "poll": 2, "select": 4, "pselect": 4, "ppoll": 2, "epoll_wait": 3,
    "epoll_pwait2": 3, "futex": 3, "futex_waitv": 3, "futex_wait": 4, "sigtimedwait": 2, "semtimedop": 3, "mq_timed": 4,
}  # fmt: skip
"""Which argument says how long: milliseconds, negative for ever, or the address of a time, or 0 for ever."""
_MILLISECONDS = {"poll", "epoll_wait"}
_ENDLESS = {
    "futex",
    "futex_waitv",
    "futex_wait",
    "sigtimedwait",
    "semtimedop",
    "mq_timed",
    "wait",
    "lock",
    "signal",
    "message",
}
_SLEEPS = {"nanosleep", "clock_nanosleep", "sigtimedwait"}
"""A signal may end each of them, but that is how a program sleeps, and not how it waits for another."""
_ON_DESCRIPTOR = {"read", "write", "accept"}
_ON_SEVERAL = {"poll": 1, "ppoll": 1, "select": 0, "pselect": 0, "epoll_wait": None, "epoll_pwait2": None}
"""Which argument says on how many descriptors; on none, it is a sleep."""

_TIME = struct.Struct("qq")
_FUTEX_ABSOLUTE = {6, 9, 11, 13}
_FUTEX_LOCK_PI, _FUTEX_PRIVATE, _FUTEX_REALTIME, _TIMER_ABSTIME = 6, 128, 256, 1

_PLAIN = re.compile(r"pipe:|anon_inode:\[?(eventfd|eventpoll|pidfd|signalfd)|/(?!dev/|proc/|sys/)|/dev/(null|shm/|pts/|tty$)")
"""What an open file may be without any timer behind it, when a thread waits until it is ready."""


@dataclass(slots=True)
class Waiter:
    """One process, and what is found out about its open files when one of its threads waits for them.

    fenced: whether ``stage.seccomp`` keeps timers from it that nobody can see. alone: it has one thread.
    """

    pid: int
    fenced: bool
    alone: bool
    _links: dict[int, str] | None = field(default=None)

    def wait(self, text: str) -> Wait:
        """Return what a thread waits for, by its line in ``/proc/PID/task/TID/syscall`` (proc(5))."""
        words = text.split()
        if not words or words[0] == "running" or platform.machine() not in _NUMBERS:
            return "unknown", None
        name = _NUMBERS[platform.machine()].get(int(words[0]))
        if name is None or len(words) < 7:
            return _UNKNOWN
        arguments = [int(word, 16) for word in words[1:7]]
        if name in _TIMEOUT:
            value = arguments[_TIMEOUT[name]]
            if not (value & 0x80000000 if name in _MILLISECONDS else value == 0):
                within = value / 1000 if name in _MILLISECONDS else _length(self.pid, name, arguments, value)
                return "only" if self._sleeps(name, arguments) else "also", within
        if name in _ON_DESCRIPTOR:
            return self._on(_link(self.pid, arguments[0]), arguments[0])
        if name in _ON_SEVERAL:
            return self._on_several()
        return _ENDLESS_WAIT if name in _ENDLESS else _UNKNOWN

    def _sleeps(self, name: str, arguments: list[int]) -> bool:
        """Say whether nobody else can end a wait before its time."""
        if name == "futex":
            return self.alone and bool(arguments[1] & _FUTEX_PRIVATE)
        count = _ON_SEVERAL.get(name)
        return name in _SLEEPS or (count is not None and arguments[count] == 0)

    def _on(self, link: str, descriptor: int) -> Wait:
        if "[timerfd]" in link:
            return "only", _left(self.pid, descriptor)
        if link.startswith("pipe:"):
            return _ENDLESS_WAIT
        if "[eventfd]" in link or _is_unix(self.pid, link):
            return self._unless_not_fenced()
        return _UNKNOWN

    def _on_several(self) -> Wait:
        """Which files a thread waits for is known for sure only to the kernel, so all that are open here count."""
        if self._links is None:
            self._links = {number: _link(self.pid, number) for number in map(int, _names(f"/proc/{self.pid}/fd"))}
        timers = [number for number, link in self._links.items() if "[timerfd]" in link]
        if timers:
            return "also", max(_left(self.pid, number) for number in timers)
        for number, link in self._links.items():
            if not (_PLAIN.match(link) or _is_unix(self.pid, link)) or (
                "[eventpoll]" in link and self._watches_others(number)
            ):
                return _UNKNOWN
        return self._unless_not_fenced()

    def _unless_not_fenced(self) -> Wait:
        return _ENDLESS_WAIT if self.fenced else _NOT_FENCED

    def _watches_others(self, epoll: int) -> bool:
        """Say whether an epoll file watches one that was closed here, and is open elsewhere."""
        with contextlib.suppress(OSError):
            watched = re.findall(r"^tfd:\s*(\d+).* ino:([0-9a-f]+)", _text(f"/proc/{self.pid}/fdinfo/{epoll}"), re.MULTILINE)
            for number, inode in watched:
                link = (self._links or {}).get(int(number), "")
                if not link or (link.startswith(("pipe:", "socket:")) and f"[{int(inode, 16)}]" not in link):
                    return True
        return False


def hides_its_waits(pid: int) -> bool:
    """Say whether a process has seen to it that others cannot see what it does, as prctl(2) (PR_SET_DUMPABLE) has it.

    What the kernel shows of it belongs to root then. A process of root's cannot hide from root's judge.
    """
    with contextlib.suppress(OSError):
        return os.stat(f"/proc/{pid}/syscall").st_uid == 0 != os.geteuid()
    return False


def has_posix_timers(pid: int) -> bool:
    """Say whether timer_create(2) may have made a timer for a process."""
    try:
        return _text(f"/proc/{pid}/timers") != ""
    except OSError:
        return True


def _length(pid: int, name: str, arguments: list[int], address: int) -> float:
    """Return the seconds after which a timer has run out at the latest. What cannot be read counts as long."""
    try:
        handle = os.open(f"/proc/{pid}/mem", os.O_RDONLY | os.O_CLOEXEC)
        try:
            seconds, rest = _TIME.unpack(os.pread(handle, _TIME.size, address))
        finally:
            os.close(handle)
    except (OSError, OverflowError, struct.error):
        return LONGEST
    clock = _absolute(name, arguments)
    try:
        now = 0.0 if clock is None else time.clock_gettime(clock)
    except OSError:
        return LONGEST
    return max(0.0, float(seconds) + float(rest) / (1e6 if name == "select" else 1e9) - now)


def _absolute(name: str, arguments: list[int]) -> int | None:
    """Return the clock by which a timeout is a time of the day, or None if it is a length."""
    if name == "clock_nanosleep":
        return arguments[0] if arguments[1] & _TIMER_ABSTIME else None
    if name == "futex":
        command = arguments[1] & 127
        realtime = command == _FUTEX_LOCK_PI or arguments[1] & _FUTEX_REALTIME
        return (time.CLOCK_REALTIME if realtime else time.CLOCK_MONOTONIC) if command in _FUTEX_ABSOLUTE else None
    if name in ("futex_waitv", "futex_wait"):
        return arguments[4 if name == "futex_waitv" else 5]
    return time.CLOCK_REALTIME if name == "mq_timed" else None


def _left(pid: int, descriptor: int) -> float:
    """Return the seconds until a timerfd is due."""
    with contextlib.suppress(OSError):
        found = re.search(r"it_value: \((\d+), (\d+)\)", _text(f"/proc/{pid}/fdinfo/{descriptor}"))
        if found is not None:
            return int(found[1]) + int(found[2]) / 1e9
    return LONGEST


def _link(pid: int, descriptor: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/fd/{descriptor}")
    except OSError:
        return ""


def _names(path: str) -> list[str]:
    try:
        return os.listdir(path)
    except OSError:
        return []


def _is_unix(pid: int, link: str) -> bool:
    """Say whether an open file is a socket of this machine's own kind, which has no timers but those that are refused."""
    return link.startswith("socket:[") and _unix_socket(pid, link[8:-1])


@functools.lru_cache(maxsize=4096)
def _unix_socket(pid: int, inode: str) -> bool:
    """Look it up where the process has its network, and where those have theirs from which it comes: one may have made it."""
    for one in _line_of(pid):
        with contextlib.suppress(OSError), open(f"/proc/{one}/net/unix", encoding="utf-8", errors="replace") as table:
            if any(line.split()[6:7] == [inode] for line in table):
                return True
    return False


def _line_of(pid: int) -> Iterator[int]:
    """Yield a process, and those above it up to the judge."""
    while pid not in (0, os.getpid()):
        yield pid
        try:
            pid = int(_text(f"/proc/{pid}/stat").rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            break
    yield os.getpid()


def _text(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()
