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
from pathlib import Path
from typing import Literal

from grader.stage.forkserver import PLACES, RIGHTS, SANDBOX, SIZE
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
    arguments = ["bwrap", "--unshare-all", "--die-with-parent", "--as-pid-1", "--cap-drop", "ALL", *rights()]
    arguments += ["--proc", "/proc", "--dev", "/dev"]
    for place in PLACES:
        arguments += ["--size", str(SIZE), "--perms", "1777", "--tmpfs", place]
    arguments += ["--setenv", SANDBOX, "1"]
    for name in LIBRARIES:
        if os.path.islink(name):
            arguments += ["--symlink", os.readlink(name), name]
        elif os.path.isdir(name):
            arguments += ["--ro-bind", name, name]
    for name in (*FILES, *_python_files(), *_kernel_settings()):
        if os.path.exists(name):
            arguments += ["--ro-bind", name, name]
    for name in ETC:
        arguments += ["--ro-bind", str(folder / "lib" / name), f"/etc/{name}"]
    for name in ("lib", SOCKETS):
        arguments += ["--ro-bind", str(folder / name), str(INSIDE / name)]
    arguments += ["--ro-bind", str(STAGE), str(INSIDE / "lib" / "stage")]
    return [*arguments, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]


@functools.cache
def rights() -> tuple[str, ...]:
    """Return the words that forbid further user namespaces, and let the fork server give each play a place of its own.

    Without the latter where the system does not allow that; then each play has a sandbox of its own, which takes longer. Empty
    where bwrap does not know the words (before 0.8).
    """
    forbid = ("--unshare-user", "--disable-userns")
    allow = tuple(word for right in RIGHTS for word in ("--cap-add", right))
    for words in (forbid + allow, forbid):
        if _succeeds(["bwrap", "--unshare-all", *words, "--ro-bind", "/", "/", "true"]):
            return words
    return ()


def _succeeds(trial: list[str]) -> bool:
    try:
        return subprocess.run(trial, stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _kernel_settings() -> list[str]:
    """Return what is in ``/proc`` beside processes and can be written to: to root these are the machine's own settings."""
    return [entry.path for entry in os.scandir("/proc") if not entry.name.isdigit() and _may_hold_settings(entry)]


def _may_hold_settings(entry: os.DirEntry[str]) -> bool:
    return not entry.is_symlink() and (entry.is_dir() or bool(entry.stat().st_mode & 0o222))


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
        known = {"host": platform.node(), "user": USER, "uid": os.getuid(), "gid": os.getgid()}
        for name, text in ETC.items():
            library.write(name, text.format_map(known).encode())
    elif DESCRIPTORS:
        library.link("stage", STAGE)
    else:
        shutil.copytree(STAGE, library.path / "stage")
    library.close()
    sockets = folder.make(SOCKETS)
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
