"""Makes visible who takes an empty queue for the end: what comes a moment after the look is lost then.

By chance nothing comes in that moment, nearly every time. So the scenario tells the judge of each look into a queue, when it
is over and before the student's function goes on, and the judge can hold it there until all others have come to their end.
"""

from __future__ import annotations

from .probes import Probe
from .watching import Watching

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from types import FrameType

    from .api import Stage

LOOKED = "looked"
"""The probe that is called when a look is over, with the function's name, and whether it has found something."""

WAYS = {
    "multiprocessing.queues": ("get", "get_nowait", "empty", "qsize"),
    "multiprocessing.connection": ("recv", "recv_bytes", "poll", "wait"),
    "multiprocessing.managers": ("_callmethod",),
}
"""The functions that look, by their modules."""

ENOUGH = 40  # looks that are told: after the first, all that can end without the caller has ended


class Looks(Watching):
    """Tells the judge of each look that the student's file takes in the caller's process while the block lasts."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._path = stage.submission.__file__
        self._left = ENOUGH

    def see(self, frame: FrameType, event: str, arg: object) -> None:
        if event == "return" and self._left and self._looks(frame):
            self._left -= 1
            Probe(LOOKED).tell(frame.f_code.co_name, _found(frame, arg))

    def _looks(self, frame: FrameType) -> bool:
        """Say whether this is such a function, and the student's file has called it."""
        if frame.f_code.co_name not in WAYS.get(frame.f_globals.get("__name__", ""), ()):
            return False
        caller = frame.f_back
        if caller is not None and frame.f_code.co_name == "_callmethod":
            caller = caller.f_back  # between them stands the proxy's own method
        return caller is not None and caller.f_code.co_filename == self._path


def _found(frame: FrameType, value: object) -> bool:
    """Say whether this look has found something. value: what it has returned, None when it has raised an exception."""
    name = frame.f_code.co_name
    if name == "empty":
        return not value
    if name == "get" and frame.f_locals.get("block", True) and frame.f_locals.get("timeout") is None:
        return True
    return name.startswith("recv") or bool(value) or (name in ("get", "get_nowait") and value is not None)
