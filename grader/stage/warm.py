"""A process that has the stage loaded, and forks one for each play that the judge asks for.

It never sees a submission: each play has its own process, made before anything of the play is known here.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import socket

CONTROL = "MANY_HANDS_CONTROL"
"""The environment variable with the file descriptor over which the judge asks for plays."""

SHARED = ("/tmp", "/dev/shm")
"""What a sandbox has for itself, and one play could leave for the next."""


def serve() -> bool:
    """Wait for plays, when the judge asks for that. Returns in each new stage; False when there is nobody to serve."""
    number = os.environ.pop(CONTROL, None)
    if number is None:
        return False
    control = socket.socket(fileno=int(number))
    control.set_inheritable(False)
    _hide()
    private = os.getpid() < 10  # alone in a namespace of process numbers: then these folders are the sandbox's own
    gc.freeze()
    while True:
        control.sendall(b".")  # ready; and the play before this one has ended
        data, fds, _, _ = socket.recv_fds(control, 65536, 2)
        if not data:
            os._exit(0)
        if private:
            _clean()
        told = json.loads(data)
        os.environ.update(told["environment"])
        child = os.fork()
        if child == 0:
            _show()
            control.close()
            _settle(told["folder"], fds)
            return True
        for fd in fds:
            os.close(fd)
        os.waitpid(child, 0)


PR_SET_DUMPABLE = 4


def _hide() -> None:
    """Let no process of a play look into this one or change it, though they have the same user: later plays start here."""
    _prctl(PR_SET_DUMPABLE, 0)


def _show() -> None:
    """A stage may be looked at: by the judge, and by itself."""
    _prctl(PR_SET_DUMPABLE, 1)


def _prctl(option: int, value: int) -> None:
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import ctypes

        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _settle(folder: str, outputs: list[int]) -> None:
    """Make this process what a newly started one would be."""
    os.setsid()
    os.chdir(folder)
    for fd, place in zip(outputs, (1, 2), strict=True):
        os.dup2(fd, place)
        os.close(fd)


def _clean() -> None:
    """Remove what earlier plays have left where the sandbox lets them write, but for the kit's own folder."""
    own = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # holds lib/stage/warm.py
    for place in SHARED:
        for folder, names, files in os.walk(place, topdown=False):
            if folder == own or folder.startswith(own + "/"):
                continue
            for name in files + names:
                path = os.path.join(folder, name)
                with contextlib.suppress(OSError):
                    os.rmdir(path) if name in names and not os.path.islink(path) else os.unlink(path)
