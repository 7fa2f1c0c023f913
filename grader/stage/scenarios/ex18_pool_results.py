"""What happens on stage in ex18: the student's pool gets a function that reports to the judge, and fails where it should."""

from __future__ import annotations

from ..calls import Stage
from ..probes import Failure, Probe


class Func(Probe):
    """Returns ten times the item; fails for the items in ``failing``."""

    def __init__(self, failing: list[int]) -> None:
        super().__init__("func")
        self.failing = failing

    def __call__(self, item: int) -> int:
        with self.call(item):
            if item in self.failing:
                raise Failure(f"func({item}) fails on purpose")
            return item * 10


def work(stage: Stage, items: list[int], processes: int, failing: list[int] | None = None) -> None:
    """Run the student's function once."""
    stage.check("pool_map", Func([]), items)  # `processes` has a default
    stage.call("pool_map", Func(failing or []), items, processes)
