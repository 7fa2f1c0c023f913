"""The sandbox ``bubblewrap``: the words of bwrap(1), what of the machine is shown in it, and who one is there."""

import functools
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

assert sys.platform == "linux"

from grader.stage.box import PLACES, RIGHTS, SANDBOX, SIZE, kernel_settings  # noqa: E402

from .places import INSIDE, SOCKETS, STAGE, USER, python  # noqa: E402

LIBRARIES = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib")

FILES = ("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo")

AS_ROOT = (
    "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
    "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID",
)  # fmt: skip
"""The words with which root makes a sandbox without a user namespace, in which the fork server can become somebody else."""

ETC = {
    "hosts": "127.0.0.1 localhost {host}\n::1 localhost\n",
    "passwd": "{user}:x:{uid}:{gid}::/:/bin/sh\n",
    "group": "{user}:x:{gid}:\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}
"""What a program needs to find its user's name, and ``localhost``. The machine's own files are not to be seen."""


def etc() -> dict[str, str]:
    """Return the files of the sandbox's ``/etc``."""
    known = {"host": platform.node(), "user": USER, "uid": user()[0], "gid": user()[1]}
    return {name: text.format_map(known) for name, text in ETC.items()}


def program() -> str:
    """Return bwrap as this user's shell finds it: where the command starts, the path may be another."""
    return shutil.which("bwrap") or "bwrap"


def words(folder: Path) -> list[str]:
    """Return the words before the command itself (bwrap(1)). Nothing that the machine has can be written to in there."""
    arguments = [program(), "--die-with-parent", "--as-pid-1", "--cap-drop", "ALL", *rights()]
    arguments += ["--proc", "/proc", "--dev", "/dev"]
    for place in PLACES:
        arguments += ["--size", str(SIZE), "--perms", "1777", "--tmpfs", place]
    shown = _shown(folder)
    for parent in sorted({str(parent) for name in shown for parent in Path(name).parents} - {"/", "/proc"}):
        arguments += ["--perms", "0755", "--dir", parent]  # bwrap itself lets only its own user in
    for name in filter(os.path.islink, LIBRARIES):
        arguments += ["--symlink", os.readlink(name), name]
    for name, source in shown.items():
        arguments += ["--ro-bind", source, name]
    return [*arguments, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]


def _shown(folder: Path) -> dict[str, str]:
    """Return what the sandbox shows, and what of the machine is to be seen there."""
    libraries = [name for name in LIBRARIES if os.path.isdir(name) and not os.path.islink(name)]
    settings = [] if "--cap-add" in rights() else kernel_settings()  # else the fork server covers them
    found = {name: name for name in (*libraries, *FILES, *_python_files(), *settings) if os.path.exists(name)}
    found |= {f"/etc/{name}": str(folder / "lib" / name) for name in ETC}
    found |= {str(INSIDE / name): str(folder / name) for name in ("lib", SOCKETS)}
    return found | {str(INSIDE / "lib" / "stage"): str(STAGE)}


@functools.cache
def rights() -> tuple[str, ...]:
    """Return the words that forbid further user namespaces, and let the fork server give each play a place of its own.

    For root they make a sandbox that the fork server begins as root and goes on as ``guest()``. Where the system does not
    allow that, root is root in a namespace. Without ``--cap-add`` where that is not allowed either; then each play has a
    sandbox of its own, which takes longer. The last is for a bwrap that does not know the words (before 0.8).
    """
    ours = tuple(word for right in RIGHTS for word in ("--cap-add", right))
    forbid = ("--unshare-all", "--unshare-user", "--disable-userns", "--setenv", SANDBOX, "0")
    leave = f"from stage import apart; apart.leave_root({guest()}); raise SystemExit(not apart.renew((), ''))"
    if os.geteuid() == 0 and _for_all() and _succeeds([*AS_ROOT, *ours], python(), "-P", "-s", "-S", "-c", leave):
        return (*AS_ROOT, *ours, "--setenv", SANDBOX, str(guest()))
    for words in ((*forbid, *ours), forbid):
        if _succeeds(words, "true"):
            return words
    return ("--unshare-all", "--setenv", SANDBOX, "0")


def guest() -> int:
    """Return the number of a user that no system gives to anybody for long (systemd's dynamic users), for this process."""
    return 61184 + os.getpid() % 4096


def user() -> tuple[int, int]:
    """Return the numbers of the user and the group that submissions have in the sandbox ``bubblewrap``."""
    return (os.getuid(), os.getgid()) if "--unshare-all" in rights() else (guest(), guest())


def _for_all() -> bool:
    """Say whether any user can read the stage and Python, where the sandbox shows them."""
    library = Path(os.__file__)
    places = [Path(python()), library.parent, library, STAGE, *STAGE.glob("**/*.py")]
    return all(place.stat().st_mode & 0o4 for place in places)


def _succeeds(words: Sequence[str], *command: str) -> bool:
    trial = [program(), "--ro-bind", "/", "/", "--proc", "/proc", *words, *command]
    environment = {"PATH": os.defpath, "PYTHONPATH": str(STAGE.parent)}
    try:
        done = subprocess.run(trial, stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False, env=environment)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _python_files() -> list[str]:
    real = os.path.realpath(python())
    found = {python(), real}
    if not sys.base_prefix.startswith("/usr") or sys.base_prefix.startswith("/usr/local/"):
        found |= {sys.base_prefix, sys.base_exec_prefix}
    return sorted(found, key=len)
