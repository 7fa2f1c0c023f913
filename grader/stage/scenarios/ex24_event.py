"""What happens on stage in ex24: a work that tells the judge when it begins, and a look at each start of a process."""

from __future__ import annotations

import os
import sys
import threading

from ..api import Stage
from ..declared import given, says
from ..probes import Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from types import FrameType, TracebackType


class Starts(Probe):
    """Tells the judge of each process that is about to be started in this process while the block lasts.

    The judge can hold it there. So whoever is let go before the last start begins before it, every time. A manager's
    process does not count: it is no worker.
    """

    def __init__(self) -> None:
        super().__init__("process start")
        self.owner = os.getpid()
        self.on = False

    def __enter__(self) -> Starts:
        self.on = True
        threading.setprofile(self._see)
        sys.setprofile(self._see)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.on = False
        sys.setprofile(None)
        threading.setprofile(None)

    def _see(self, frame: FrameType, event: str, arg: object) -> None:
        if not self.on or os.getpid() != self.owner:  # a child made by fork has inherited this
            sys.setprofile(None)
        elif event == "call" and frame.f_code.co_qualname == "BaseProcess.start":
            target = getattr(frame.f_locals["self"], "_target", None)
            if getattr(target, "__qualname__", "") != "BaseManager._run_server":
                self.tell()


class Work(Probe):
    """Stands for the work."""

    def __init__(self) -> None:
        super().__init__("work")

    def __call__(self, i: int) -> None:
        with self.call(i) as (dealt, ends):
            if ends:
                raise failure(f"work({i})", dealt)


@says(
    calls=("start_together",),
    probes={"work": (object,), "process start": ()},
    inside={"process start": "start_together"},
    ends={"work": given(failing="raise")},
)
def race(stage: Stage, count: int, *, failing: list[int] | None = None) -> None:
    """Run the student's function once."""
    stage.check("start_together", Work(), count)
    with Starts():
        stage.call("start_together", Work(), count)
