"""What happens on stage in ex22: the student's pool gets a function that reports to the judge in which process it runs."""

from __future__ import annotations

from ..api import Stage
from ..declared import LOOK, says
from ..looks import Looks
from ..probes import Probe, failure


class Func(Probe):
    """Returns the number that the judge has drawn; fails for the items in ``failing``."""

    def __init__(self, failing: list[int]) -> None:
        super().__init__("func")
        self.failing = failing

    def __call__(self, item: int) -> int:
        with self.call(item) as dealt:
            if item in self.failing:
                raise failure(f"func({item})", dealt)
            return dealt


@says(calls=("recycled",), probes={"func": (object,), **LOOK})
def work(stage: Stage, items: list[int], processes: int, per_child: int, failing: list[int] | None = None) -> None:
    """Run the student's function once."""
    with Looks(stage):
        stage.call("recycled", Func(failing or []), items, processes, per_child)
