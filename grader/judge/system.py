"""What only some operating systems can tell or do. Everything else in the kit is portable.

Each call has a fallback that trusts less or sees less; ``acting_as`` switches to the fallbacks, so tests run both.
"""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from . import macos

if sys.platform == "linux":
    from . import linux as kernel
elif sys.platform == "win32":
    from . import windows as kernel

LINUX = sys.platform == "linux"

Kind = Literal["linux", "windows", "macos", "other"]

_kind: Kind = "linux" if LINUX else "windows" if sys.platform == "win32" else "macos" if sys.platform == "darwin" else "other"


@contextlib.contextmanager
def acting_as(kind: Kind) -> Iterator[None]:
    """Use only what this kind of system has, as long as the block lasts: ``other`` is what every Unix has."""
    global _kind
    before, _kind = _kind, kind
    try:
        yield
    finally:
        _kind = before


def kind() -> Kind:
    """Return the kind of system whose own facts are used."""
    return _kind


def linux() -> bool:
    """Say whether these are Linux's: credentials, ``/proc``, the subreaper."""
    return _kind == "linux"


@dataclass(frozen=True, slots=True)
class Peer:
    """Who speaks on a connection: the process id, in this process's view, and a handle that outlives its number."""

    pid: int
    handle: int | None = None

    def alive(self) -> bool:
        """Say whether that very process still runs. A reused number does not count, where the kernel gives handles."""
        if self.handle is None:
            return exists(self.pid)
        if sys.platform == "win32":
            return kernel.runs(self.handle)
        return not select.select([self.handle], [], [], 0)[0]

    def close(self) -> None:
        if self.handle is None:
            return
        if sys.platform == "win32":
            kernel.let_go(self.handle)
        else:
            os.close(self.handle)


def peer(connection: socket.socket) -> Peer | None:
    """Return who opened the connection, or has used it last, by the kernel's word; None where the kernel does not tell."""
    if sys.platform == "linux" and linux():
        found = kernel.peer(connection)
        return None if found is None else Peer(*found)
    if sys.platform == "win32":
        pid = kernel.owner(connection)
        return None if pid is None else Peer(pid, kernel.hold(pid))
    speaker = macos.kernel.speaker(connection) if _kind == "macos" else None
    return None if speaker is None else Peer(speaker)


def ours(pid: int) -> bool:
    """Say whether a process may speak to this judge; False where the system knows that the judge has not started it.

    On other systems the judge listens in a folder of its own, and not at a port of the machine.
    """
    return sys.platform != "win32" or pid in kernel.in_own_jobs()


def exists(pid: int) -> bool:
    """Say whether a process with this number runs. A zombie does not."""
    import psutil

    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except (psutil.Error, ValueError, OverflowError):  # the number may be anything that a program has claimed
        return False


def hung_up(ours: socket.socket) -> bool:
    """Say whether the other side has closed. What it had said before that may lie here unread, where the kernel tells so."""
    if sys.platform == "linux" and linux():
        return kernel.hung_up(ours)
    try:
        return not ours.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except OSError:
        return True


class Readable(Protocol):
    """Something that can be looked into without waiting, though no selector knows it."""

    def read(self, size: int) -> bytes:
        """Return what there is. Raises ``BlockingIOError`` when there is nothing now."""

    def close(self) -> None: ...


class Output:
    """The judge's end of what the stage prints: a socket, or on Windows a pipe, which no selector knows."""

    def __init__(self, end: "socket.socket | Readable") -> None:
        self._end = end

    @property
    def socket(self) -> socket.socket | None:
        """The socket, if it is one."""
        return self._end if isinstance(self._end, socket.socket) else None

    def read(self) -> tuple[bytes, int | None]:
        """Return the next piece and its writer, where the kernel tells that; nothing at the end.

        Raises ``BlockingIOError`` when there is none now.
        """
        return receive(self._end, 65536) if isinstance(self._end, socket.socket) else (self._end.read(65536), None)

    def close(self) -> None:
        if isinstance(self._end, socket.socket):
            discard(self._end)
        else:
            self._end.close()


def output() -> tuple[Output, int]:
    """Return the judge's end and the stage's end (a file descriptor) for its output.

    On Linux it is a stream whose every piece carries the writer's process id, put there by the kernel, and where all
    writers share one order. Elsewhere the writer is unknown.
    """
    if sys.platform == "win32":
        reading, writing = os.pipe()
        return Output(kernel.PipeEnd(reading)), writing
    ours, theirs = socket.socketpair()
    guard(ours)
    ours.setblocking(False)
    return Output(ours), theirs.detach()


def receive(ours: socket.socket, size: int) -> tuple[bytes, int | None]:
    """Return what lies in a connection, at most ``size`` bytes, and the process that has sent it, where the kernel tells that.

    Raises ``BlockingIOError`` when there is nothing now.
    """
    if sys.platform == "linux" and linux():
        return kernel.receive(ours, size)
    data = ours.recv(size)
    return data, macos.kernel.speaker(ours) if _kind == "macos" else None


def guard(ours: socket.socket) -> None:
    """Have the kernel name who sends each piece to this socket, or to what it accepts, and let nobody pass files to them.

    That is done where the kernel can do it.
    """
    if sys.platform == "linux" and linux():
        kernel.name_senders(ours)
        kernel.refuse_rights(ours)


def discard(*sockets: socket.socket) -> None:
    """Close sockets that a program of the stage may have put something into, without waiting for anything."""
    if sys.platform == "linux" and linux():
        kernel.discard(*sockets)
    else:
        for one in sockets:
            one.close()


class Group(Protocol):
    """Processes that belong together: what one of them starts, and what that starts."""

    def start(self, command: Sequence[str], **how: Any) -> "subprocess.Popen[bytes]":
        """Start one more, as ``Popen`` does. Raises ``OSError``."""

    def close(self) -> None:
        """Let go of them; on Windows that ends them."""


sessions: set[int] = set()
"""The sessions that this process has begun as groups, and not closed yet, by the numbers of their first processes."""


class _Session:
    """A session of its own. What leaves it by a session of its own, and has no parent any more, belongs to nobody."""

    def __init__(self) -> None:
        self._pid = 0

    def start(self, command: Sequence[str], **how: Any) -> "subprocess.Popen[bytes]":
        started = subprocess.Popen(command, start_new_session=True, **how)
        self._pid = started.pid
        sessions.add(started.pid)
        return started

    def close(self) -> None:
        sessions.discard(self._pid)


def group() -> Group:
    """Return a new group of processes. Raises ``OSError``."""
    if sys.platform == "win32":
        return kernel.Job()
    return _Session()


def adopt_orphans() -> bool:
    """Make this process the parent of every orphan below it. Says whether the system can do that."""
    return sys.platform == "linux" and linux() and kernel.adopt_orphans()


def end_with_parent() -> None:
    """Have this process end when the one that has started it has died, however it died, where the kernel sees to that."""
    if sys.platform == "linux" and linux():
        kernel.end_with_parent()


def one_memory(one: int, other: int) -> bool:
    """Say whether two processes have their memory in common, by the kernel's word: then they are threads in truth."""
    return sys.platform == "linux" and linux() and kernel.one_memory(one, other)


def free_memory() -> tuple[int, int]:
    """Return the bytes of memory that new programs can have now, and those of the machine; zeros where that is not told."""
    found = {}
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/meminfo", encoding="ascii") as lines:
        for line in lines:
            name, value = line.split()[:2]
            found[name] = int(value) * 1024
    return found.get("MemAvailable:", 0), found.get("MemTotal:", 0)


def signal_name(number: int) -> str:
    """Return ``SIGKILL`` for 9."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
