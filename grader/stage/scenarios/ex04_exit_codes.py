"""What happens on stage in ex04: the student's function is given tasks that end in different ways."""

from __future__ import annotations

import os
import signal
import sys

from ..api import Stage
from ..declared import says
from ..probes import Probe, exit_code, failure


class Task(Probe):
    """A task that ends as its name says: ``return``, ``raise``, ``kill``, or ``exit`` and more.

    Only the judge knows before with which code one exits. The one that returns gives back a number, which is nobody's code.
    """

    def __init__(self, ending: str) -> None:
        super().__init__("task")
        self.ending = ending

    def __call__(self) -> int:
        with self.call(self.ending) as dealt:
            if self.ending == "raise":
                raise failure("this task", dealt)
            if self.ending.startswith("exit"):
                sys.exit(exit_code(dealt))
            if self.ending == "kill":
                os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        return 5


@says(calls=("exit_codes",), probes={"task": (str,)})
def tasks(stage: Stage, endings: list[str]) -> None:
    """Run the student's function once. Tasks with the same ending are the same object."""
    made = {ending: Task(ending) for ending in endings}
    stage.call("exit_codes", [made[ending] for ending in endings])
