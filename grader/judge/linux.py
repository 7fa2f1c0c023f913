"""What Linux's kernel tells and does that no other does: who has sent each piece, the subreaper, memory in common."""

import contextlib
import ctypes
import os
import select
import signal
import socket
import struct
import sys
from pathlib import Path

assert sys.platform == "linux"

SO_PEERPIDFD = 77  # Linux 6.5; not named by Python's socket module
SO_PASSRIGHTS = 83  # Linux 6.16
PR_SET_CHILD_SUBREAPER = 36
PR_SET_PDEATHSIG = 1
UCRED = struct.Struct("3i")
INT = struct.Struct("i")
NO_LINGER = struct.pack("ii", 0, 0)
MAX_RIGHTS = 253
"""File descriptors that one message can carry: the kernel's SCM_MAX_FD."""

KCMP, KCMP_VM = {"x86_64": 312, "aarch64": 272}, 1
"""The numbers of the system call kcmp(2), and of what it is asked to compare."""


def peer(connection: socket.socket) -> tuple[int, int | None] | None:
    """Return the process that has opened the connection, and a handle of it where the kernel gives one."""
    pid, _, _ = UCRED.unpack(connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, UCRED.size))
    if pid <= 0:
        return None
    try:
        raw = connection.getsockopt(socket.SOL_SOCKET, SO_PEERPIDFD, 4)
        return pid, int(INT.unpack(raw)[0])
    except OSError:
        pass  # an older kernel, or the process has ended already
    try:
        return pid, os.pidfd_open(pid)
    except OSError:
        return pid, None


def hung_up(ours: socket.socket) -> bool:
    """Say whether the other side has closed, whatever lies here unread."""
    poll = select.poll()
    poll.register(ours, select.POLLRDHUP)
    return bool(poll.poll(0))


def receive(ours: socket.socket, size: int) -> tuple[bytes, int | None]:
    """Return what lies in a connection, and its writer. Two processes' bytes never come in one piece."""
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
    """Close sockets, and what was passed to them, without waiting for anything; see ``system.discard``.

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
    if ours.family != socket.AF_UNIX:
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
    """Make this process the parent of every orphan below it; say whether that was done."""
    return bool(ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0)


def end_with_parent() -> None:
    """Ask the kernel to send SIGTERM when the process that started this one has died, however it died."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def one_memory(one: int, other: int) -> bool:
    """Say whether two processes have their memory in common, by the kernel's word: then they are threads in truth.

    A process that has ended has no memory, and is like any other that has none: it has nothing in common.
    """
    number = KCMP.get(os.uname().machine)
    if number is None or ctypes.CDLL(None).syscall(number, one, other, KCMP_VM, 0, 0) != 0:
        return False
    return has_memory(one) and has_memory(other)  # asked afterwards: who has memory now had it before


def has_memory(pid: int) -> bool:
    """Say whether a process of Linux has memory still: it gives it back when it ends, before it is waited for."""
    try:
        return not Path(f"/proc/{pid}/statm").read_text("ascii").startswith("0 ")
    except OSError:
        return False
