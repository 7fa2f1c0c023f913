"""How a stage is started: its command, its environment, and what of the machine it can see.

``tree`` works everywhere: a private folder, a rebuilt environment, limits, and the judge ends the whole tree of
processes. ``bubblewrap`` (Linux, where ``bwrap`` works) adds namespaces: no network, no other process, no file but Python
and the stage, and the kernel ends every process with the stage.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

from grader.stage.wire import ADDRESS

from . import system
from .folder import DESCRIPTORS, Folder, private
from .places import INSIDE, SOCKETS, STAGE, USER, python
from .seen import WORK

if sys.platform == "linux":
    from . import bubblewrap

Sandbox = Literal["tree", "bubblewrap"]

TEMPORARY = "tmp"
"""The folder beside ``WORK`` for temporary files."""

STAND = Path("/tmp/play")
"""The folder of a play in that sandbox. It is in the play's own memory, and nothing outside has a name for it."""


OF_WINDOWS = ("SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT")
"""What programs on Windows expect to find in their environment, and what is no secret of anybody's."""


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
        values |= {name: os.environ[name] for name in OF_WINDOWS if name in os.environ}
    return values


def play_environment(folder: Path, address: str) -> dict[str, str]:
    """Return what one play adds to that: its own folders, and its witness's address."""
    temporary = str(folder / TEMPORARY)
    homes = dict.fromkeys(("HOME", "USERPROFILE"), str(folder / WORK))  # the second is Windows's name for it
    return homes | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temporary) | {ADDRESS: address}


def command(sandbox: Sandbox, folder: Path) -> list[str]:
    """Return the command that starts a stage inside this sandbox. ``folder``: see ``install_stage``."""
    return [*_into(sandbox, folder), *stage_command()]


def _into(sandbox: Sandbox, folder: Path) -> list[str]:
    """Return the words with which a command begins that runs inside."""
    if sys.platform == "linux" and sandbox == "bubblewrap":
        return bubblewrap.words(folder)
    return []


def install_stage(sandbox: Sandbox, folder: Folder) -> Folder:
    """Put the stage's side of the kit, and nothing else of it, where the stage will find it. Return the folder for sockets.

    Its path is what the stage knows it by.
    """
    library = folder.make("lib")
    if sys.platform == "linux" and sandbox == "bubblewrap":
        library.make("stage").close()  # where bwrap mounts it
        for name, text in bubblewrap.etc().items():
            library.write(name, text.encode())
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


def serves_all_plays() -> bool:
    """Say whether one sandbox ``bubblewrap`` can serve for many plays. If not, each has one of its own, which takes longer."""
    if sys.platform == "linux":
        return "--cap-add" in bubblewrap.rights()
    return False


def works(sandbox: Sandbox) -> bool:
    """Try the sandbox out: say whether a Python starts in it. Raises ``OSError`` when no folder can be made."""
    if sandbox == "tree":
        return True
    if sys.platform != "linux" or not system.linux() or shutil.which("bwrap") is None:
        return False
    folder = private()
    install_stage(sandbox, folder).close()
    trial = [*_into(sandbox, folder.path), python(), "-I", "-S", "-c", "print(6 * 7)"]
    try:
        done = subprocess.run(trial, capture_output=True, timeout=20, check=False, env=environment(INSIDE))
    except (OSError, subprocess.TimeoutExpired):
        return False
    finally:
        folder.remove()
    return done.stdout.strip() == b"42"
