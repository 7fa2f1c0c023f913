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
import sys

from . import streams
from .box import CONTROL, FILES, PLACES, SANDBOX, SIZE, kernel_settings, limits

assert sys.platform == "linux"

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any


def serve() -> bool:
    """Wait for plays, when the judge asks for that. Returns in each new stage; False when there is nobody to serve."""
    number = os.environ.pop(CONTROL, None)
    if number is None:
        return False
    control = socket.socket(fileno=int(number))
    control.set_inheritable(False)
    apart, user = _apart(), os.environ.pop(SANDBOX, "")
    boxed = user != ""
    fresh = _prepared(apart, int(user or 0), boxed=boxed)
    _reset_signals()
    mine, played = _surroundings(apart), False
    gc.freeze()
    while True:
        control.sendall(b".")  # ready; and the play before this one has ended
        data, fds, _, _ = socket.recv_fds(control, 65536, 3)
        if not data:
            os._exit(0)
        order = json.loads(data)
        used = (played and not fresh) if boxed else not os.path.isdir(order["house"])
        if used or _surroundings(apart) != mine:
            os._exit(1)  # an earlier play has spoilt this process or its place: the judge starts another
        control.sendall(b"+")
        played = True
        os.environ.update(order["environment"])  # the child speaks to its witness at once
        child = os.fork()
        if child == 0:
            control.close()
            _leave(apart, boxed=boxed, fresh=fresh)
            _settle(order, fds)
            return True
        for fd in fds:
            os.close(fd)
        with contextlib.suppress(ChildProcessError):  # it is reaped by itself, as all orphans of the sandbox are
            os.waitpid(child, 0)


def _apart() -> ModuleType | None:
    """Return the module for what only Linux can keep apart, where Python can ask for it."""
    try:
        from . import apart
    except (ImportError, AttributeError, TypeError):
        return None
    return apart


def _prepared(apart: Any, user: int, *, boxed: bool) -> bool:
    """Do what is done once, before the first play; say whether each play can have a place of its own."""
    if user:
        apart.leave_root(user)  # never goes on as root
    if apart is None:
        return False
    apart.new_keyring(clear=False)
    if not boxed:
        return False
    apart.hide()
    if not apart.renew(PLACES, _options()):
        return False
    apart.lock(kernel_settings())
    return True


def _options() -> str:
    return f"size={SIZE},nr_inodes={FILES},mode=1777"


def _leave(apart: Any, *, boxed: bool, fresh: bool) -> None:
    """Leave the fork server, and become the first process of a play, which has nothing to do with any other."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if apart is None:
        return
    if fresh and not apart.renew(PLACES, _options()):
        raise OSError("the play has no place of its own")
    apart.new_keyring(clear=boxed)
    if boxed:
        apart.give_up_rights()
        apart.show()


def _surroundings(apart: Any) -> tuple[object, ...]:
    """Return what another process of the same user can change in this one, and every play would inherit."""
    found: list[object] = [limits(), os.getpriority(os.PRIO_PROCESS, 0)]
    if hasattr(os, "sched_getaffinity"):
        found += [os.sched_getaffinity(0), os.sched_getscheduler(0)]
    return (*found, apart.priorities() if apart is not None else b"")


def _reset_signals() -> None:
    """Treat signals as Python does when a shell starts it. Who started the judge may have had some ignored or blocked."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    for number in signal.valid_signals():
        if signal.getsignal(number) is signal.SIG_IGN and number not in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # as process 1 of a sandbox it has all orphans: nobody waits for those
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # to process 1 only signals come that it has a handler for


def _settle(order: dict[str, Any], fds: list[int]) -> None:
    """Make this process what a newly started one would be, in a folder in which the submission stands alone.

    fds: standard output, standard error, and the submission's text.
    """
    os.setsid()
    *outputs, source = fds
    umask = os.umask(0o077)
    for name in order["folders"]:
        os.makedirs(name)
    os.chdir(order["folders"][0])
    with open(source, "rb") as sent, open(order["file"], "xb") as file:
        file.write(sent.read())
    os.umask(umask)
    for fd, place in zip(outputs, (1, 2), strict=True):
        os.dup2(fd, place)
        os.close(fd)
    streams.renew()
