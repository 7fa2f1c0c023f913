"""How a stage is started: its command, its environment, and what of the machine it can see.

``tree`` works everywhere: a private folder, a rebuilt environment, limits, and the judge ends the whole tree of
processes. ``bubblewrap`` (Linux, where ``bwrap`` works) adds namespaces: no network, no other process, no file but Python
and the stage, and the kernel ends every process with the stage.
"""

import functools
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from grader.stage.forkserver import PLACES, RIGHTS, SANDBOX, SIZE, kernel_settings
from grader.stage.wire import ADDRESS

from . import system
from .folder import DESCRIPTORS, Folder, private
from .seen import WORK

Sandbox = Literal["tree", "bubblewrap"]

STAGE = Path(__file__).resolve().parent.parent / "stage"
LIBRARIES = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib")
TEMPORARY = "tmp"
"""The folder beside ``WORK`` for temporary files."""

SOCKETS = "s"
"""The folder of the witnesses' sockets. A sandbox shows it read-only: who is in there may connect, and not remove."""

INSIDE = Path("/kit")
"""Where the sandbox ``bubblewrap`` shows the stage and the witnesses' sockets: nobody in there can write to it."""

STAND = Path("/tmp/play")
"""The folder of a play in that sandbox. It is in the play's own memory, and nothing outside has a name for it."""

FILES = ("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo")

AS_ROOT = (
    "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
    "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID",
)  # fmt: skip
"""The words with which root makes a sandbox without a user namespace, in which the fork server can become somebody else."""

USER = "student"

ETC = {
    "hosts": "127.0.0.1 localhost {host}\n::1 localhost\n",
    "passwd": "{user}:x:{uid}:{gid}::/:/bin/sh\n",
    "group": "{user}:x:{gid}:\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
}
"""What a program needs to find its user's name, and ``localhost``. The machine's own files are not to be seen."""


def python() -> str:
    """Return the interpreter itself, not a virtual environment's link to it: submissions use the standard library only."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def stage_command() -> list[str]:
    """Return the command that starts a stage. ``-P``: no file beside the submission can shadow a module."""
    return [python(), "-P", "-s", "-S", "-m", "stage.main"]


def home(sandbox: Sandbox, folder: Path) -> Path:
    """Return where the stage sees this folder, which was made outside for all stages of a sandbox."""
    return INSIDE if sandbox == "bubblewrap" else folder


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of every stage of a sandbox; nothing of the judge's own passes through. folder: see ``home``."""
    values = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": str(folder / "lib"), "PYTHONUTF8": "1"}
    values |= dict.fromkeys(("USER", "LOGNAME", "USERNAME"), USER)
    if sys.platform == "win32":
        values |= {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return values


def play_environment(folder: Path, address: str) -> dict[str, str]:
    """Return what one play adds to that: its own folders, and its witness's address."""
    temporary = str(folder / TEMPORARY)
    return {"HOME": str(folder / WORK), "TMPDIR": temporary, "TEMP": temporary, "TMP": temporary, ADDRESS: address}


def command(sandbox: Sandbox, folder: Path) -> list[str]:
    """Return the command that starts a stage inside this sandbox. ``folder``: see ``install_stage``."""
    return stage_command() if sandbox == "tree" else [*bubblewrap(folder), *stage_command()]


def bubblewrap(folder: Path) -> list[str]:
    """Return the words before the command itself (bwrap(1)). Nothing that the machine has can be written to in there."""
    arguments = ["bwrap", "--die-with-parent", "--as-pid-1", "--cap-drop", "ALL", *rights()]
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
    trial = ["bwrap", "--ro-bind", "/", "/", "--proc", "/proc", *words, *command]
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


def install_stage(sandbox: Sandbox, folder: Folder) -> Folder:
    """Put the stage's side of the kit, and nothing else of it, where the stage will find it. Return the folder for sockets.

    Its path is what the stage knows it by.
    """
    library = folder.make("lib")
    if sandbox == "bubblewrap":
        library.make("stage").close()  # where bwrap mounts it
        known = {"host": platform.node(), "user": USER, "uid": user()[0], "gid": user()[1]}
        for name, text in ETC.items():
            library.write(name, text.format_map(known).encode())
            library.show(name)
        library.show("stage")
        library.show()
    elif DESCRIPTORS:
        library.link("stage", STAGE)
    else:
        shutil.copytree(STAGE, library.path / "stage")
    library.close()
    sockets = folder.make(SOCKETS)
    sockets.show()
    sockets.path = home(sandbox, folder.path) / SOCKETS
    return sockets


def works(sandbox: Sandbox) -> bool:
    """Try the sandbox out: say whether a Python starts in it. Raises ``OSError`` when no folder can be made."""
    if sandbox == "tree":
        return True
    if not system.linux() or shutil.which("bwrap") is None:
        return False
    folder = private()
    install_stage(sandbox, folder).close()
    trial = [*bubblewrap(folder.path), python(), "-I", "-S", "-c", "print(6 * 7)"]
    try:
        done = subprocess.run(trial, capture_output=True, timeout=20, check=False, env=environment(INSIDE))
    except (OSError, subprocess.TimeoutExpired):
        return False
    finally:
        folder.remove()
    return done.stdout.strip() == b"42"
