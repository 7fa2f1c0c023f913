"""What happens on stage in ex18: the student's pool gets a function that reports to the judge, and fails where it should."""

from __future__ import annotations

from ..api import Stage
from ..declared import END, KILLS, LOOK, says
from ..looks import Looks
from ..pools import Kills, PoolsKept, tell_the_end
from ..probes import Probe, failure


class Func(Probe):
    """Returns the number that the judge has drawn, and None for 0; fails for the items in ``failing``."""

    def __init__(self, failing: list[int]) -> None:
        super().__init__("func")
        self.failing = failing

    def __call__(self, item: int) -> int | None:
        tell_the_end()
        with self.call(item) as dealt:
            if item in self.failing:
                raise failure(f"func({item})", dealt)
            return dealt if item else None


@says(calls=("pool_map",), probes={"func": (object,), **LOOK, **END}, notes={"recycling": {}, **KILLS})
def work(stage: Stage, items: list[int], processes: int | None = None, failing: list[int] | None = None) -> None:
    """Run the student's function once; without ``processes`` it takes the number that it has by default."""
    stage.check("pool_map", Func([]), items)
    size = () if processes is None else (processes,)
    with PoolsKept() as pools, Looks(stage), Kills(stage):
        stage.call("pool_map", Func(failing or []), items, *size)
    pools.note_recycling(stage)
