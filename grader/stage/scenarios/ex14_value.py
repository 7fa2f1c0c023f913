"""What happens on stage in ex14: a counter that makes a missing lock show, and an ``add`` that reports who calls it."""

from __future__ import annotations

from ..api import Stage
from ..declared import RACE, says
from ..probes import Probe, RaceProbe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import Any


@says(probes=RACE)
def race(stage: Stage, times: int, processes: int) -> None:
    """Let processes run the student's add_many on one counter, which the judge keeps."""
    counter = RaceProbe("counter")
    running = [stage.process("add_many", counter, times) for _ in range(processes)]
    for process in running:
        process.start()
    for process in running:
        process.join()


class Add(Probe):
    """Adds to the counter that it gets the number that the judge has drawn, under the counter's lock, and tells the sum.

    Tells the judge when that is no shared Value with a lock.

    failing: it raises instead, after it has told the judge that it was called.
    """

    def __init__(self, failing: bool) -> None:
        super().__init__("add")
        self.failing = failing
        self.odd = Probe("odd counter")

    def __call__(self, counter: Any, times: int) -> None:
        with self.call(times) as dealt:
            if self.failing:
                raise failure("add", dealt)
            if not hasattr(counter, "value"):
                self.odd.tell("no value", type(counter).__name__)
            elif not hasattr(counter, "get_lock"):
                self.odd.tell("no lock", type(counter).__name__)
                counter.value += dealt
            else:
                with counter.get_lock():
                    counter.value += dealt
                    Probe("sum").tell(counter.value)


@says(calls=("count_with",), probes={"add": (object,), "odd counter": (str, str), "sum": (object,)})
def count(stage: Stage, workers: int, times: int, failing: bool = False) -> None:
    """Run the student's count_with once."""
    stage.call("count_with", Add(failing), workers, times)
