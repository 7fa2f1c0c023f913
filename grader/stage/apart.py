"""What Linux keeps apart for each play in a sandbox: files, messages between processes, the network, keys.

The fork server has some rights in the sandbox's own user namespace (``box.RIGHTS``). A play has given them up before
anything of its submission is known.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import platform
import signal
import socket
import struct
import sys

assert sys.platform == "linux"

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Iterable

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWNET = 0x20000, 0x8000000, 0x10000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND, MS_REC = 1, 2, 4, 8, 32, 4096, 16384
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_CAPBSET_DROP = 1, 4, 8, 24
CAP_NET_ADMIN, CAP_SYS_ADMIN = 12, 21
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


def lock(settings: Iterable[str]) -> None:
    """Let nobody write to these settings and what the kernel says of this process, or change the mode or times of a device.

    To root, settings and devices are the machine's own. Whoever may use a device may do so all the same.
    """
    for place in [f"/proc/{os.getpid()}", *settings]:
        _libc.mount(place.encode(), place.encode(), None, MS_BIND | MS_REC, None)
        _make_read_only(place)
    for name in os.listdir("/dev"):
        if os.path.ismount(f"/dev/{name}"):
            _make_read_only(f"/dev/{name}")


def _make_read_only(place: str) -> None:
    flags = os.statvfs(place).f_flag & (MS_NOSUID | MS_NODEV | MS_NOEXEC)
    _libc.mount(None, place.encode(), None, MS_REMOUNT | MS_BIND | MS_RDONLY | flags, None)


def give_up_rights() -> None:
    """Keep no right, for good: the sandbox has set no_new_privs. Raises ``OSError``."""
    _keep_rights(0)


def _keep_rights(wanted: int) -> None:
    header = struct.pack("Ii", CAPABILITY_VERSION, 0)
    if _libc.capset(header, struct.pack("6I", wanted, wanted, 0, 0, 0, 0)):
        raise OSError(ctypes.get_errno(), "capset")


def leave_root(user: int) -> None:
    """Become this user, outside of the sandbox too, with rights in a user namespace that allows no further ones.

    The sandbox was made by root without such a namespace, and nothing of a submission runs in it yet. Raises ``OSError``.
    """
    reader, writer = os.pipe()
    helper = _libc.fork()  # past Python's hooks: it stays outside of the namespace, where it may name the user
    if helper == 0:
        os.read(reader, 1)
        _name_user(os.getppid(), user)
    left = _libc.unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0
    os.write(writer, b".")
    os.close(reader)
    os.close(writer)
    if os.waitpid(helper, 0)[1] or not left:
        raise OSError("no user namespace can be made")
    with open("/proc/sys/user/max_user_namespaces", "w", encoding="ascii") as file:
        file.write("0")
    for number in range(64):
        _libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)
    _libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    _keep_rights(1 << CAP_SYS_ADMIN | 1 << CAP_NET_ADMIN)
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # who becomes another user loses what bwrap has set


def _name_user(pid: int, user: int) -> None:
    status = 1
    with contextlib.suppress(BaseException):
        for kind in ("gid", "uid"):
            with open(f"/proc/{pid}/{kind}_map", "w", encoding="ascii") as file:
                file.write(f"{user} {user} 1")
        status = 0
    os._exit(status)


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
