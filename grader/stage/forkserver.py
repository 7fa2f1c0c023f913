"""A process that has the stage loaded, and forks one for each play that the judge asks for.

It never sees a submission: each play has its own process, made before anything of the play is known here.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket

from . import removal, streams

CONTROL = "MANY_HANDS_CONTROL"
"""The environment variable with the file descriptor over which the judge asks for plays."""

PRIVATE = "MANY_HANDS_PRIVATE"
"""The environment variable with the folders that a sandbox has for itself, and in which one play could leave something for
the next. Only the command that makes such a sandbox sets it: where there is none, nothing is cleaned."""


LAUNCHER_FOLDER = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
"""The folder that the judge has made for all its stages; it holds ``lib/stage/forkserver.py``."""


def serve() -> bool:
    """Wait for plays, when the judge asks for that. Returns in each new stage; False when there is nobody to serve."""
    number = os.environ.pop(CONTROL, None)
    if number is None:
        return False
    control = socket.socket(fileno=int(number))
    control.set_inheritable(False)
    private = [place for place in os.environ.pop(PRIVATE, "").split(os.pathsep) if place]
    if private:
        _hide()
    _reset_signals()
    mine = surroundings()
    gc.freeze()
    while True:
        control.sendall(b".")  # ready; and the play before this one has ended
        data, fds, _, _ = socket.recv_fds(control, 65536, 2)
        if not data:
            os._exit(0)
        order = json.loads(data)
        if not (_cleaned(private) and surroundings() == mine and os.path.isdir(order["folder"])):
            os._exit(1)  # an earlier play has spoilt this process or its sandbox: the judge starts another
        control.sendall(b"+")
        os.environ.update(order["environment"])
        child = os.fork()
        if child == 0:
            _show()
            control.close()
            _settle(order["folder"], fds)
            return True
        for fd in fds:
            os.close(fd)
        os.waitpid(child, 0)


def surroundings() -> tuple[object, ...]:
    """Return what another process of the same user can change in this one, and every play would inherit."""
    found: list[object] = [limits(), os.getpriority(os.PRIO_PROCESS, 0)]
    if hasattr(os, "sched_getaffinity"):
        found += [os.sched_getaffinity(0), os.sched_getscheduler(0)]
    return tuple(found)


def limits() -> tuple[tuple[int, int], ...]:
    """Return the limits of this process, where the system has some."""
    try:
        import resource
    except ImportError:
        return ()
    return tuple(resource.getrlimit(getattr(resource, name)) for name in sorted(dir(resource)) if name.startswith("RLIMIT_"))


def _reset_signals() -> None:
    """Treat signals as Python does when a shell starts it. Who started the judge may have had some ignored or blocked."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    for number in signal.valid_signals():
        if signal.getsignal(number) is signal.SIG_IGN and number not in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


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
    streams.renew()


def _cleaned(places: list[str]) -> bool:
    """Remove what earlier plays have left in the sandbox's own folders; say whether nothing but the kit's own is left."""
    return all([_clean(place) for place in places])


def _clean(place: str) -> bool:
    """Remove all in a folder. The way to the judge's own folder stays, if that is in there, and nothing else beside it."""
    own = LAUNCHER_FOLDER[len(place) + 1 :].split("/") if LAUNCHER_FOLDER.startswith(place + "/") else [""]
    folder, well = os.open(place, removal.OPEN), True
    for name in own:
        well = removal.empty(folder, name) and well
        if name != own[-1]:
            above, folder = folder, os.open(name, removal.OPEN, dir_fd=folder)
            os.close(above)
    os.close(folder)
    return well
