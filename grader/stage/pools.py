"""Makes visible whether a student's function waits for its pool to end: by chance it could look so, or not.

Whether the garbage collector ends a pool that nobody closed the moment its function returns depends on a thread of the
pool, which may still hold it; Python's documentation says not to rely on that. So a scenario keeps every pool, and the
census finds what the function itself has not ended. And a worker tells the judge that it ends, so that the judge can hold
it there: then a function that does not wait for that is over first. Only who is ended by a signal tells no end.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys

from .probes import Probe
from .watching import Watching

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from types import FrameType, TracebackType
    from typing import Any

    from .api import Stage

MAKERS = {
    ("multiprocessing.pool", "Pool.__init__"),
    ("concurrent.futures.process", "ProcessPoolExecutor.__init__"),
}
"""Where a pool begins its life: module and function."""

RECYCLING = ("_maxtasksperchild", "_max_tasks_per_child")
"""Where a pool and an executor keep how many calls a process of theirs may make."""

KILLERS = [getattr(os, name) for name in ("kill", "killpg") if hasattr(os, name)]
if sys.platform == "win32":
    import _winapi

    KILLERS.append(_winapi.TerminateProcess)
"""The functions that end another process."""

END = "process end"
"""The probe that a worker process calls when it ends by itself."""

_told: set[int] = set()


class PoolsKept(Watching):
    """Holds on to each pool and executor that this thread makes while the block lasts."""

    threads = False

    def __init__(self) -> None:
        super().__init__()
        self._pools: list[Any] = []

    def see(self, frame: FrameType, event: str, arg: object) -> None:
        if event == "call" and (frame.f_globals.get("__name__"), frame.f_code.co_qualname) in MAKERS:
            self._pools.append(frame.f_locals["self"])

    def note_recycling(self, stage: Stage) -> None:
        """Note it if one of the pools puts new processes in the place of old ones."""
        if any(getattr(pool, name, None) for pool in self._pools for name in RECYCLING):
            stage.note("recycling")


class Kills(Watching):
    """Notes whether the caller's process ends others by signals while the block lasts: those tell no end of theirs."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._seen = False

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        super().__exit__(kind, error, trace)
        if self._seen:
            self._stage.note("kills")

    def see(self, frame: FrameType, event: str, arg: object) -> None:
        if event == "c_call" and arg in KILLERS:
            self._seen = True


def tell_the_end() -> None:
    """Have this process, if it is a child, call the probe ``END`` when it ends by itself. A signal ends it without that."""
    if os.getpid() not in _told and multiprocessing.parent_process() is not None:
        from multiprocessing.util import Finalize

        _told.add(os.getpid())
        Finalize(None, _tell_now, exitpriority=0)


def _tell_now() -> None:
    with contextlib.suppress(OSError):  # the judge has gone
        Probe(END).tell()
