"""The stage's main module: load one submission, play one scenario, report plain values.

It runs as ``-m stage.main`` and not as a package's ``__main__``: multiprocessing imports this module again in every child
that it spawns, and the import arms the child.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import site
import sys
from types import ModuleType

from . import lifeline, seccomp, streams
from .api import Stage, Stop, frames, helpers, parameters, tell
from .wire import Channel, encode

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import Any

# The stage runs without ``site``, for speed. Programs expect what that adds to the built-in names all the same.
site.setquit()
site.setcopyright()
site.sethelper()
if __name__ != "__main__":  # imported by multiprocessing in a child
    streams.renew()
    lifeline.arm()


def load(channel: Channel, order: dict[str, Any], listener: int | None) -> ModuleType:
    """Import the submission by name. Says what is wrong with it and raises ``Stop`` when it cannot be used.

    listener: a file that the judge takes before that, see ``seccomp``.
    """
    sys.path.append(order["folder"])
    os.environ[streams.SUBMISSION] = order["exercise"]
    tell(channel, "loading")
    if listener is not None:
        os.close(listener)
    try:
        module = importlib.import_module(order["exercise"])
    except SyntaxError as error:
        tell(channel, "unloadable", problem="syntax", text=error.msg, line=error.lineno, column=error.offset, code=error.text)
        raise Stop from None
    except BaseException as error:
        fake = ModuleType("submission")
        fake.__file__ = os.path.join(order["folder"], order["exercise"] + ".py")
        tell(channel, "unloadable", problem="import", error=encode(error), frames=frames(error, fake))
        raise Stop from None
    for name in order["names"]:
        if not callable(vars(module).get(name)):
            tell(channel, "unloadable", problem="missing", name=name, names=sorted(map(str, vars(module)))[:200])
            raise Stop
    signatures = encode({name: parameters(vars(module)[name]) for name in order["names"]})
    method = multiprocessing.get_start_method(allow_none=True)
    tell(channel, "loaded", method=method, helpers=helpers(), signatures=signatures)
    return module


def limit(limits: dict[str, int]) -> None:
    """Set the limits that the kernel keeps for each process, where it has them."""
    if sys.platform == "win32":
        return
    import resource

    for name, wanted in limits.items():
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        top = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (top, top))


def _forked() -> bool:
    """Wait for plays where the judge asks for that. Say whether this is a new stage that was forked for one."""
    if sys.platform != "linux":
        return False
    from . import forkserver

    return forkserver.serve()


def main() -> None:
    """Play one scenario and leave through the normal exit, so that what Python says at the end can be seen."""
    fence = seccomp.Fence()
    if not _forked():  # else it is armed already
        streams.renew()
        lifeline.arm()
    channel = lifeline.own()
    order = channel.ask("hello")
    limit(order["limits"])
    fence.install()
    listener = fence.listener() if order["alarms"] else None
    multiprocessing.set_start_method(order["method"])
    scenario = importlib.import_module("stage.scenarios." + order["exercise"])
    try:
        stage = Stage(channel, load(channel, order, listener), order["method"])
        value = getattr(scenario, order["scenario"])(stage, **order["args"])
        tell(channel, "report", value=encode(value))
    except Stop:
        tell(channel, "report", value=None)


if __name__ == "__main__":
    main()
