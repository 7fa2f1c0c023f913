"""What happens on stage in ex15: a function that tells the judge for which slot it is called, and in which process."""

from __future__ import annotations

from ..api import Stage
from ..declared import given, says
from ..probes import Probe, failure


class Func(Probe):
    """Returns the number that the judge has drawn, and a tenth, which no short float holds."""

    def __init__(self) -> None:
        super().__init__("func")

    def __call__(self, i: int) -> float:
        with self.call(i) as (dealt, ends):
            if ends:
                raise failure(f"func({i})", dealt)
            return dealt + 0.1


@says(calls=("parallel_fill",), probes={"func": (object,)}, ends={"func": given(failing="raise")})
def work(stage: Stage, length: int, workers: int, *, failing: list[int] | None = None) -> None:
    """Run the student's function once."""
    stage.call("parallel_fill", Func(), length, workers)
