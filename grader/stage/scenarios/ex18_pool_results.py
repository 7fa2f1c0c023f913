"""What happens on stage in ex18: the student's pool gets a function that reports to the judge, and fails where it should."""

from __future__ import annotations

from ..api import Stage
from ..declared import END, KILLS, LOOK, given, says
from ..looks import Looks
from ..pools import Kills, PoolsKept, tell_the_end
from ..probes import Probe, failure


class Func(Probe):
    """Returns the number that the judge has drawn, and None for 0."""

    def __init__(self) -> None:
        super().__init__("func")

    def __call__(self, item: int) -> int | None:
        tell_the_end()
        with self.call(item) as (dealt, ends):
            if ends:
                raise failure(f"func({item})", dealt)
            return dealt if item else None


@says(
    calls=("pool_map",),
    probes={"func": (object,), **LOOK, **END},
    ends={"func": given(failing="raise")},
    notes={"recycling": {}, **KILLS},
)
def work(stage: Stage, items: list[int], processes: int | None = None, *, failing: list[int] | None = None) -> None:
    """Run the student's function once; without ``processes`` it takes the number that it has by default."""
    stage.check("pool_map", Func(), items)
    size = () if processes is None else (processes,)
    with PoolsKept() as pools, Looks(stage), Kills(stage):
        stage.call("pool_map", Func(), items, *size)
    pools.note_recycling(stage)
