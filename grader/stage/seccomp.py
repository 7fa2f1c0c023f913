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
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000

_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER, _ALL_THREADS, _KEEP_SPEED = 1, 1, 4
"""Arguments of seccomp(2). The last: without it, older kernels switch on a slow defence that nothing here needs."""


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


def prepared() -> Callable[[], None]:
    """Load what is needed, and return what sets the filter. So a process that forks stages loads it once for all.

    That does nothing where there is no such filter.
    """
    with contextlib.suppress(ImportError, AttributeError, KeyError, OSError):
        import ctypes  # not above: each process that a play spawns imports this module, and needs no filter of its own

        machine = os.uname().machine
        code = program(machine)
        words = ctypes.create_string_buffer(code, len(code))
        libc = ctypes.CDLL(None)
        header = ctypes.create_string_buffer(struct.pack("HP", len(code) // 8, ctypes.addressof(words)), 16)

        def install() -> None:
            libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
            flags, kept = _ALL_THREADS | _KEEP_SPEED, words  # the kernel reads these bytes during the call
            libc.syscall(_SECCOMP[machine], _SET_MODE_FILTER, flags, header)
            del kept

        return install
    return lambda: None
