"""Ends processes, whatever they ignore, and reaps them: those of one play, and all that a command has started.

It imports little, because every command ends with ``sweep``.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from . import processes
from .processes import Snapshot

if TYPE_CHECKING:
    from .launcher import Launcher

SIGKILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows: its SIGTERM ends a process at once
SIGSTOP = getattr(signal, "SIGSTOP", SIGKILL)

SWEEP = 5.0
"""Seconds that ``sweep`` goes on while processes are left."""

PLAY = 10.0
"""Seconds that ``end_play`` goes on while processes of the play are left."""

STUCK = 2.0
"""Seconds after which ``end_play`` ends the launcher too: the submission has stopped it, so that it reaps nobody."""

STORM = 5.0
"""Seconds that ``stop_storm`` goes on while new processes are seen."""

TRACKERS = 1.0
"""Seconds that multiprocessing's resource tracker has, after all others have ended, to remove what they have left."""


def below() -> frozenset[int]:
    """Return what runs below this process already: a shell may have started something, and then have become this."""
    with contextlib.suppress(OSError):
        if not Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii"):
            return frozenset()  # as nearly always, and to look with more care takes time
    return frozenset(processes.snapshot(os.getpid()))


def sweep(spared: Collection[int] = ()) -> None:
    """End every process below this one, and reap those that became its own. spared: these are left alone, and theirs."""
    until = time.monotonic() + SWEEP
    while (left := processes.snapshot(os.getpid(), spared)) and time.monotonic() < until:
        _end_or_reap(left)
        time.sleep(0.005)


def end_play(look: Callable[[], Snapshot], launcher: Launcher) -> bool:
    """End every process of a play, and reap what became the judge's own child. Says whether none is left.

    look: returns the processes of the play that there are now.
    """
    began = time.monotonic()
    pause = 0.0005
    while time.monotonic() < began + PLAY:
        left = look()
        _end_or_reap(left, unreaped=launcher.pid)
        if launcher.ended() and not left:
            return True
        if time.monotonic() > began + STUCK:
            _end(launcher.pid)
        time.sleep(pause)
        pause = min(pause * 2, 0.02)
    return False


def stop_storm(look: Callable[[], Snapshot], launcher: Launcher) -> None:
    """Stop processes of a play that start others faster than they can be ended one by one.

    With the launcher ends its sandbox, and the kernel ends all that is in it. Where there is none they are first stopped,
    round by round, until nobody is left who could start another.
    """
    _end(launcher.pid)
    stopped: set[int] = set()
    until = time.monotonic() + STORM
    while time.monotonic() < until and (fresh := set(look()) - stopped):
        for pid in fresh:
            processes.send(SIGSTOP, pid, os.getpid())
        stopped |= fresh


def let_trackers_clean(look: Callable[[], Snapshot]) -> None:
    """End all of a play but multiprocessing's resource trackers, and give those a moment to end by themselves.

    They do so when everybody else has gone, and remove named semaphores and shared memory that were left. Who is
    killed cannot do that, and outside a sandbox these names would stay on the machine.
    """
    trackers = processes.trackers(look())
    until = time.monotonic() + TRACKERS
    while trackers and time.monotonic() < until:
        left = look()
        for pid, process in left.items():
            if pid not in trackers and not process.zombie:
                _end(pid)
        trackers &= {pid for pid, process in left.items() if not process.zombie}
        time.sleep(0.002)


def _end_or_reap(left: Snapshot, unreaped: int = 0) -> None:
    """End who runs, and reap this process's own children that have ended. unreaped: a child that another waits for."""
    for pid, process in left.items():
        if not process.zombie:
            _end(pid)
        elif sys.platform != "win32" and process.parent == os.getpid() and pid != unreaped:
            with contextlib.suppress(OSError):
                os.waitpid(pid, os.WNOHANG)


def _end(pid: int) -> None:
    processes.send(SIGKILL, pid, os.getpid())
