"""What Linux keeps apart for each play in a sandbox: files, messages between processes, the network, keys.

The fork server has some rights in the sandbox's own user namespace (``forkserver.RIGHTS``). A play has given them up before
anything of its submission is known.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import platform
import socket
import struct

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Iterable

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWNET = 0x20000, 0x8000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND = 1, 2, 4, 8, 32, 4096
PR_SET_DUMPABLE = 4
CAPABILITY_VERSION = 0x20080522
SIOCSIFFLAGS, IFF_UP, IFF_RUNNING = 0x8914, 1, 64

NUMBERS = {
    "x86_64": {"keyctl": 250, "ioprio_get": 252, "sched_getattr": 315},
    "aarch64": {"keyctl": 219, "ioprio_get": 31, "sched_getattr": 275},
}
"""System calls that the C library has no function for."""

JOIN_SESSION_KEYRING, SETPERM, CLEAR, GET_PERSISTENT = 1, 5, 7, 22
SESSION_KEYRING, USER_KEYRING, USER_SESSION_KEYRING = -3, -4, -5
ALL_TO_THE_OWNER = 0x3F3F0000

_libc = ctypes.CDLL(None, use_errno=True)


def hide() -> None:
    """Let no process of a play look into this one or change it, though they have the same user: later plays start here."""
    _libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def show() -> None:
    """A stage may be looked at: by the judge, and by itself."""
    _libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)


def renew(places: Iterable[str], options: str) -> bool:
    """Give this process files, messages and a network of its own, all of them empty; say whether the kernel has let it.

    Its children share them; what they leave in there is gone with the last of them. places: folders that each get a new file
    system in memory, with these options of tmpfs(5).
    """
    if _libc.unshare(CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWNET):
        return False
    for place in places:
        if _libc.mount(b"tmpfs", place.encode(), b"tmpfs", MS_NOSUID | MS_NODEV, options.encode()):
            return False
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP | IFF_RUNNING))
    return True


def lock() -> None:
    """Let nobody write to what the kernel says of this process, or change the mode or times of a device.

    To root, these devices are the machine's own. Whoever may use them may do so all the same.
    """
    own = f"/proc/{os.getpid()}"
    _libc.mount(own.encode(), own.encode(), None, MS_BIND, None)
    devices = (f"/dev/{name}" for name in os.listdir("/dev"))
    for place in [own, *filter(os.path.ismount, devices)]:
        flags = os.statvfs(place).f_flag & (MS_NOSUID | MS_NODEV | MS_NOEXEC)
        _libc.mount(None, place.encode(), None, MS_REMOUNT | MS_BIND | MS_RDONLY | flags, None)


def give_up_rights() -> None:
    """Keep no right, for good: the sandbox has set no_new_privs. Raises ``OSError``."""
    header = struct.pack("Ii", CAPABILITY_VERSION, 0)
    if _libc.capset(header, bytes(24)):
        raise OSError(ctypes.get_errno(), "capset")


def new_keyring(*, clear: bool) -> None:
    """Give this process a session keyring of its own, where the kernel has any. clear: empty the user's own keyrings too."""
    _keyctl(JOIN_SESSION_KEYRING, 0)
    if clear:
        for ring in (USER_KEYRING, USER_SESSION_KEYRING, _keyctl(GET_PERSISTENT, -1, SESSION_KEYRING)):
            _keyctl(SETPERM, ring, ALL_TO_THE_OWNER)
            _keyctl(CLEAR, ring)


def _keyctl(*words: int) -> int:
    number = NUMBERS.get(platform.machine(), {}).get("keyctl")
    return int(_libc.syscall(number, *map(ctypes.c_long, words))) if number is not None else 0


def priorities() -> bytes:
    """Return what the kernel knows of this process's turn for the processor and the disk, in its own form."""
    numbers = NUMBERS.get(platform.machine(), {})
    attributes = ctypes.create_string_buffer(64)
    if numbers:
        _libc.syscall(numbers["sched_getattr"], 0, attributes, 64, 0)
        return attributes.raw + struct.pack("i", _libc.syscall(numbers["ioprio_get"], 1, 0))
    return b""
