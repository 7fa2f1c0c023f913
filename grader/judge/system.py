"""What only some operating systems can tell or do. Everything else in the kit is portable.

Each call has a fallback that trusts less or sees less; ``portable()`` switches to the fallbacks, so tests run both.
"""

import contextlib
import ctypes
import os
import select
import signal
import socket
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LINUX = sys.platform.startswith("linux")
SO_PEERPIDFD = 77  # Linux 6.5; not named by Python's socket module
PR_SET_CHILD_SUBREAPER = 36
PR_SET_PDEATHSIG = 1
SO_PASSRIGHTS = 83  # Linux 6.16
UCRED = struct.Struct("3i")
INT = struct.Struct("i")
NO_LINGER = struct.pack("ii", 0, 0)
MAX_RIGHTS = 253
"""File descriptors that one message can carry: the kernel's SCM_MAX_FD."""

_portable = False


@contextlib.contextmanager
def portable() -> Iterator[None]:
    """Use only what every platform has, as long as the block lasts."""
    global _portable
    before, _portable = _portable, True
    try:
        yield
    finally:
        _portable = before


def linux() -> bool:
    """Say whether the kernel's own facts can be had: credentials, ``/proc``, the subreaper."""
    return LINUX and not _portable


@dataclass(frozen=True, slots=True)
class Peer:
    """Who speaks on a connection: the process id, in this process's view, and a handle that outlives its number."""

    pid: int
    handle: int | None = None

    def alive(self) -> bool:
        """Say whether that very process still runs. A reused number does not count, where the kernel gives handles."""
        if self.handle is not None:
            return not select.select([self.handle], [], [], 0)[0]
        return exists(self.pid)

    def close(self) -> None:
        if self.handle is not None:
            os.close(self.handle)


def peer(connection: socket.socket) -> Peer | None:
    """Return who opened the connection, by the kernel's word; None where the kernel does not tell."""
    if not linux():
        return None
    pid, _, _ = UCRED.unpack(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, UCRED.size))
    if pid <= 0:
        return None
    try:
        raw = connection.getsockopt(socket.SOL_SOCKET, SO_PEERPIDFD, 4)
        return Peer(pid, struct.unpack("i", raw)[0])
    except OSError:
        pass  # an older kernel, or the process has ended already
    try:
        return Peer(pid, os.pidfd_open(pid))
    except OSError:
        return Peer(pid)


def exists(pid: int) -> bool:
    """Say whether a process with this number runs. A zombie does not."""
    import psutil

    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except (psutil.Error, ValueError, OverflowError):  # the number may be anything that a program has claimed
        return False


def hung_up(ours: socket.socket) -> bool:
    """Say whether the other side has closed. What it had said before that may lie here unread, where the kernel tells so."""
    if linux():
        poll = select.poll()
        poll.register(ours, select.POLLRDHUP)
        return bool(poll.poll(0))
    try:
        return not ours.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except OSError:
        return True


def stream_pair() -> tuple[socket.socket, int]:
    """Return the judge's end and the stage's end (a file descriptor) for its output.

    On Linux it is a stream whose every piece carries the writer's process id, put there by the kernel, and where all
    writers share one order. Elsewhere the writer is unknown.
    """
    ours, theirs = socket.socketpair()
    if linux():
        name_senders(ours)
        refuse_rights(ours)
    ours.setblocking(False)
    return ours, theirs.detach()


def read_stream(ours: socket.socket) -> tuple[bytes, int | None]:
    """Return the next piece of output and its writer. Raises ``BlockingIOError`` when there is none now."""
    return receive(ours, 65536)


def receive(ours: socket.socket, size: int) -> tuple[bytes, int | None]:
    """Return what lies in a connection, at most ``size`` bytes, and the process that has sent it, where the kernel tells that.

    Two processes' bytes never come in one piece. Raises ``BlockingIOError`` when there is nothing now.
    """
    if not linux():
        return ours.recv(size), None
    data, sender, passed = _received(ours, size)
    discard(*passed)
    return data, sender


def name_senders(ours: socket.socket) -> None:
    """Have the kernel put the sender's process id to each piece that this socket receives, or those that it accepts."""
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)


def refuse_rights(ours: socket.socket) -> None:
    """Let nobody pass files to this socket, or to those that it accepts, where the kernel can refuse them."""
    with contextlib.suppress(OSError):
        ours.setsockopt(socket.SOL_SOCKET, SO_PASSRIGHTS, 0)


def discard(*sockets: socket.socket) -> None:
    """Close sockets that a program of the stage may have put something into, without waiting for anything.

    With a socket the kernel closes also the files that were passed to it and not received yet; see ``_received``. They may be
    sockets with such files in turn.
    """
    opened = list(sockets)
    while opened:
        passed = _left_in(opened[-1])
        if passed is None:
            opened.pop().close()
        else:
            opened += passed


def _left_in(ours: socket.socket) -> list[socket.socket] | None:
    """Take the next thing out of a socket that is about to be closed, and return the sockets in it; None when it is empty."""
    if not linux() or ours.family != socket.AF_UNIX:
        return None
    with contextlib.suppress(OSError):
        ours.shutdown(socket.SHUT_RD)  # from here on nothing more comes in
    try:
        ours.setblocking(False)
        if ours.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return [ours.accept()[0]]
        data, _, passed = _received(ours, 65536)
    except OSError:
        return None
    return passed if data or passed else None


def _received(ours: socket.socket, size: int) -> tuple[bytes, int | None, list[socket.socket]]:
    """Return the next piece, its writer where the socket asks for that, and the sockets that were passed with it.

    Without room for them the kernel would close them by itself, and wait, in this process, for as long as a socket among
    them says that it lingers. So that is taken off.
    """
    room = socket.CMSG_SPACE(UCRED.size) + socket.CMSG_SPACE(MAX_RIGHTS * INT.size)
    data, ancillary, _, _ = ours.recvmsg(size, room, socket.MSG_CMSG_CLOEXEC)
    writer, passed = None, []
    for level, kind, content in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_CREDENTIALS and len(content) >= UCRED.size:
            writer = UCRED.unpack(content[: UCRED.size])[0] or None
        elif level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            for (handle,) in INT.iter_unpack(content[: len(content) // INT.size * INT.size]):
                try:
                    passed.append(socket.socket(fileno=handle))
                except OSError:  # no socket
                    os.close(handle)
    for one in passed:
        with contextlib.suppress(OSError):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
    return data, writer, passed


def adopt_orphans() -> bool:
    """Make this process the parent of every orphan below it. Says whether the system can do that."""
    if not linux():
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0)


def end_with_parent() -> None:
    """Ask the kernel to send SIGTERM when the process that started this one has died, however it died."""
    if linux():
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def free_memory() -> tuple[int, int]:
    """Return the bytes of memory that new programs can have now, and those of the machine; zeros where that is not told."""
    found = {}
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/meminfo", encoding="ascii") as lines:
        for line in lines:
            name, value = line.split()[:2]
            found[name] = int(value) * 1024
    return found.get("MemAvailable:", 0), found.get("MemTotal:", 0)


KCMP, KCMP_VM = {"x86_64": 312, "aarch64": 272}, 1


def one_memory(one: int, other: int) -> bool:
    """Say whether two processes have their memory in common, by the kernel's word: then they are threads in truth.

    A process that has ended has no memory, and is like any other that has none: it has nothing in common.
    """
    number = KCMP.get(os.uname().machine) if linux() else None
    if number is None or ctypes.CDLL(None).syscall(number, one, other, KCMP_VM, 0, 0) != 0:
        return False
    return has_memory(one) and has_memory(other)  # asked afterwards: who has memory now had it before


def has_memory(pid: int) -> bool:
    """Say whether a process of Linux has memory still: it gives it back when it ends, before it is waited for."""
    try:
        return not Path(f"/proc/{pid}/statm").read_text("ascii").startswith("0 ")
    except OSError:
        return False


def signal_name(number: int) -> str:
    """Return ``SIGKILL`` for 9."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
