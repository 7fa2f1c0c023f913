"""What happens on stage in ex17: the student's pool is given a worker that reports to the judge."""

from __future__ import annotations

from ..api import Stage
from ..declared import END, KILLS, given, says
from ..pools import Kills, PoolsKept, tell_the_end
from ..probes import Probe, failure


class Worker(Probe):
    """Stands for the worker of the document."""

    def __init__(self) -> None:
        super().__init__("worker")

    def __call__(self, num: int) -> None:
        tell_the_end()
        with self.call(num) as (dealt, ends):
            if ends:
                raise failure(f"worker({num})", dealt)


@says(
    calls=("run_in_pool",),
    probes={"worker": (object,), **END},
    ends={"worker": given(failing="raise")},
    notes={"recycling": {}, **KILLS},
)
def pool(stage: Stage, nums: list[int], processes: int | None = None, *, failing: list[int] | None = None) -> None:
    """Run the student's function once; without ``processes`` it takes the number that it has by default."""
    stage.check("run_in_pool", Worker(), nums)
    size = () if processes is None else (processes,)
    with PoolsKept() as pools, Kills(stage):
        stage.call("run_in_pool", Worker(), nums, *size)
    pools.note_recycling(stage)
