"""What happens on stage in ex15: a function that tells the judge for which slot it is called, and in which process."""

from __future__ import annotations

from ..api import Stage
from ..probes import Failure, Probe


class Func(Probe):
    """Returns the slot's number and a half; fails for the slots in ``failing``."""

    def __init__(self, failing: list[int]) -> None:
        super().__init__("func")
        self.failing = failing

    def __call__(self, i: int) -> float:
        with self.call(i):
            if i in self.failing:
                raise Failure(f"func({i}) fails on purpose")
            return i + 0.5


def work(stage: Stage, length: int, workers: int, failing: list[int] | None = None) -> None:
    """Run the student's function once."""
    stage.call("parallel_fill", Func(failing or []), length, workers)
