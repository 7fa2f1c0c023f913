"""What happens on stage in ex04: the student's function is given tasks that end in different ways."""

from __future__ import annotations

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
        with self.call(self.ending) as (dealt, ends):
            if ends == "raise":
                raise failure("this task", dealt)
            if ends == "exit":
                sys.exit(exit_code(dealt))
        return 5


def _ending(args: dict[str, object], call: tuple[str], attempt: int) -> str | None:
    """Return how a task ends: as its first word says."""
    word = call[0].split(" ")[0]
    return word if word in ("raise", "exit", "kill") else None


@says(calls=("exit_codes",), probes={"task": (str,)}, ends={"task": _ending})
def tasks(stage: Stage, endings: list[str]) -> None:
    """Run the student's function once. Tasks with the same ending are the same object."""
    made = {ending: Task(ending) for ending in endings}
    stage.call("exit_codes", [made[ending] for ending in endings])
