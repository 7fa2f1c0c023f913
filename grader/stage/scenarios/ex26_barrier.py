"""What happens on stage in ex26: two phases that tell the judge who is in them, and that can fail, or end their process."""

from __future__ import annotations

import os
import signal

from ..api import Stage
from ..declared import says
from ..probes import Probe, failure


class Phase(Probe):
    """Stands for one phase. Inside it, ``still in …`` is a second gate.

    It fails for the numbers in ``failing``; for those in ``dying`` its process is killed.
    """

    def __init__(self, name: str, failing: list[int], dying: list[int]) -> None:
        super().__init__(name)
        self.failing = failing
        self.dying = dying
        self.inside = Probe(f"still in {name}")

    def __call__(self, i: int) -> None:
        with self.call(i) as dealt:
            self.inside.tell(i)
            if i in self.failing:
                raise failure(f"{self.name}({i})", dealt)
            if i in self.dying:
                os.kill(os.getpid(), signal.SIGKILL)


@says(
    calls=("two_phases",),
    probes=dict.fromkeys(("first", "second", "still in first", "still in second"), (object,)),
    inside={"still in first": "first", "still in second": "second"},
)
def phases(
    stage: Stage,
    count: int,
    failing: list[int] | None = None,
    dying: list[int] | None = None,
    failing_later: list[int] | None = None,
) -> None:
    """Run the student's function once. failing, dying: in the first phase. failing_later: in the second."""
    first = Phase("first", failing or [], dying or [])
    second = Phase("second", failing_later or [], [])
    stage.call("two_phases", first, second, count)
