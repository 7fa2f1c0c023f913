"""Takes away, for one process and all that it starts, the system calls behind which a play could hide from the judge.

The judge must know for certain when nothing can happen any more. So no timer may be hidden from it (a POSIX timer, the
timeout of a socket, io_uring), no process may enter another one or a name space of its own, and no system call may bear
the number of another processor's. What the standard library of Python needs for programs of this course is left alone;
who asks for what is refused gets an ordinary ``OSError``.

It is a filter as seccomp(2) has it, which also a user without rights may set. It is made by hand: some eighty
instructions of four kinds, which one page explains. A library for this would be one more thing that every student
installs, with a compiled part for each processor. Where the system takes no filter nothing is said here: the judge asks
the kernel which processes have one, and trusts the sleep of others less.
"""

from __future__ import annotations

import contextlib
import os
import struct
import sys

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Callable

EPERM, ENOSYS = 1, 38
_REFUSED: dict[str, dict[int, tuple[int, ...]]] = {
    "x86_64": {
        # clone3, timer_create, io_setup, io_uring_setup, _enter, _register: as if the kernel had none. clone3 has its
        # arguments in memory, where no filter sees them; the C library then calls clone.
        ENOSYS: (435, 222, 206, 425, 426, 427),
        EPERM: (
            101, 310, 311, 438, 312,  # ptrace, process_vm_readv, process_vm_writev, pidfd_getfd, kcmp
            248, 249, 250,  # add_key, request_key, keyctl
            321, 298, 323, 300,  # bpf, perf_event_open, userfaultfd, fanotify_init
            272, 308, 165, 166, 155, 161,  # unshare, setns, mount, umount2, pivot_root, chroot
            428, 429, 430, 431, 432, 433, 442,  # open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, mount_setattr
        ),
    },
    "aarch64": {
        ENOSYS: (435, 107, 0, 425, 426, 427),
        EPERM: (
            117, 270, 271, 438, 272, 217, 218, 219, 280, 241, 282, 262, 97, 268, 40, 39, 41, 51,
            428, 429, 430, 431, 432, 433, 442,
        ),
    },
}  # fmt: skip
_CLONE = {"x86_64": 56, "aarch64": 220}
_SETSOCKOPT = {"x86_64": 54, "aarch64": 208}
_ALARM: dict[str, tuple[int, ...]] = {"x86_64": (37,), "aarch64": ()}
_SETITIMER, _ITIMER_REAL = {"x86_64": 38, "aarch64": 103}, 0
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_X32 = 0x40000000
"""From here on, an x86-64 kernel's numbers belong to its other set of calls, x32."""
_NAMESPACES = 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000 | 0x00020000
"""CLONE_NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET and NEWNS. (CLONE_NEWTIME is a bit that clone does not take.)"""
_SOL_SOCKET = 1
_SOCKET_TIMEOUTS = (20, 21, 66, 67)
"""SO_RCVTIMEO and SO_SNDTIMEO, each in its old and its new form. ``socket.settimeout`` needs neither: it calls poll."""

# Instructions (linux/filter.h), and where in ``struct seccomp_data`` the things stand that they load: 32 bits at a time.
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16
_ALLOW, _ERROR, _NOTIFY = 0x7FFF0000, 0x00050000, 0x7FC00000

_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER, _ALL_THREADS, _KEEP_SPEED, _LISTENER = 1, 1, 4, 8
"""Arguments of seccomp(2). The third: without it, older kernels switch on a slow defence that nothing here needs."""


def program(machine: str) -> bytes:
    """Return the filter for a machine, as ``os.uname`` names it: instructions of 8 bytes each. Raises KeyError for others."""
    refused, code = _REFUSED[machine], bytearray()

    def add(kind: int, value: int, yes: int = 0, no: int = 0) -> None:
        """Add an instruction; ``yes`` and ``no``: how many of the next ones a comparison skips."""
        code.extend(struct.pack("=HBBI", kind, yes, no, value))

    def unless(kind: int, value: int, error: int) -> None:
        """Refuse the call if the comparison with what was loaded last is true."""
        add(kind, value, 0, 1)
        add(_RETURN, _ERROR | error)

    add(_LOAD, _ARCH)
    add(_EQUAL, _AUDIT_ARCH[machine], 1, 0)
    add(_RETURN, _ERROR | ENOSYS)
    add(_LOAD, _NUMBER)
    unless(_AT_LEAST, _X32, ENOSYS)
    for error, numbers in refused.items():
        for number in numbers:
            unless(_EQUAL, number, error)
    add(_EQUAL, _CLONE[machine], 0, 4)
    add(_LOAD, _ARGUMENTS)
    unless(_ANY_BIT, _NAMESPACES, EPERM)
    add(_RETURN, _ALLOW)
    add(_EQUAL, _SETSOCKOPT[machine], 0, 3 + 2 * len(_SOCKET_TIMEOUTS))
    add(_LOAD, _ARGUMENTS + 8)
    add(_EQUAL, _SOL_SOCKET, 0, 1 + 2 * len(_SOCKET_TIMEOUTS))
    add(_LOAD, _ARGUMENTS + 16)
    for option in _SOCKET_TIMEOUTS:
        unless(_EQUAL, option, EPERM)
    add(_RETURN, _ALLOW)
    return bytes(code)


def alarm_program(machine: str) -> bytes:
    """Return the filter that lets the judge know of alarms: each call that sets one stops until the judge lets it go on."""
    code = [(_LOAD, 0, 0, _ARCH), (_EQUAL, 1, 0, _AUDIT_ARCH[machine]), (_RETURN, 0, 0, _ALLOW), (_LOAD, 0, 0, _NUMBER)]
    code += [(_EQUAL, 4, 0, number) for number in _ALARM[machine]]
    code += [(_EQUAL, 0, 2, _SETITIMER[machine]), (_LOAD, 0, 0, _ARGUMENTS), (_EQUAL, 1, 0, _ITIMER_REAL)]
    code += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _NOTIFY)]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


class Fence:
    """What sets the filters. It loads what that needs, so a process that forks stages makes one for all of them.

    Where there are no such filters, it does nothing.
    """

    def __init__(self) -> None:
        self._set: Callable[[Callable[[str], bytes], int], int] | None = None
        if sys.platform != "linux":
            return
        with contextlib.suppress(ImportError, AttributeError, OSError):
            import ctypes  # not above: each process that a play spawns imports this module, and needs no filter of its own

            machine, libc = os.uname().machine, ctypes.CDLL(None)
            if machine not in _SECCOMP:
                return

            def install(make: Callable[[str], bytes], flags: int) -> int:
                code = make(machine)
                words = ctypes.create_string_buffer(code, len(code))
                header = ctypes.create_string_buffer(struct.pack("HP", len(code) // 8, ctypes.addressof(words)), 16)
                libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
                result: int = libc.syscall(_SECCOMP[machine], _SET_MODE_FILTER, flags, header)
                return result

            self._set = install

    def install(self) -> None:
        """Refuse what this module refuses, from now on."""
        if self._set is not None:
            self._set(program, _ALL_THREADS | _KEEP_SPEED)

    def listener(self) -> int | None:
        """Have alarms stop until they are let go on through a file; return that. None where the kernel has no such thing.

        Without the judge they would stop for ever, so it must have said that it takes the file.
        """
        listener = -1 if self._set is None else self._set(alarm_program, _LISTENER | _KEEP_SPEED)
        return listener if listener >= 0 else None
