"""What happens on stage in ex22: the student's pool gets a function that reports to the judge in which process it runs."""

from __future__ import annotations

from ..api import Stage
from ..declared import LOOK, given, says
from ..looks import Looks
from ..probes import Probe, failure


class Func(Probe):
    """Returns the number that the judge has drawn."""

    def __init__(self) -> None:
        super().__init__("func")

    def __call__(self, item: int) -> int:
        with self.call(item) as (dealt, ends):
            if ends:
                raise failure(f"func({item})", dealt)
            return dealt


@says(calls=("recycled",), probes={"func": (object,), **LOOK}, ends={"func": given(failing="raise")})
def work(stage: Stage, items: list[int], processes: int, per_child: int, *, failing: list[int] | None = None) -> None:
    """Run the student's function once."""
    with Looks(stage):
        stage.call("recycled", Func(), items, processes, per_child)
