"""What happens on stage in ex14: a counter that makes a missing lock show, and an ``add`` that reports who calls it."""

from __future__ import annotations

from multiprocessing import Process

from ..api import Stage
from ..declared import RACE, given, says
from ..probes import Probe, RaceProbe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


@says(probes={"add_many": (int,), **RACE})
def race(stage: Stage, times: int, processes: int) -> None:
    """Let processes run the student's add_many on one counter, which the judge keeps."""
    counter = RaceProbe("counter")
    stage.check("add_many", counter, times)
    running = [Process(target=add, args=(stage.submission.add_many, counter, times)) for _ in range(processes)]
    for process in running:
        process.start()
    for process in running:
        process.join()


def add(add_many: Callable[..., object], counter: RaceProbe, times: int) -> None:
    """Call the student's function in a child; the judge sees when, and for how long."""
    with Probe("add_many").call(times):
        add_many(counter, times)


class Add(Probe):
    """Adds to the counter that it gets the number that the judge has drawn, under the counter's lock, and tells the sum.

    Tells the judge when that is no shared Value with a lock. The judge can hold it while it has the lock.
    """

    def __init__(self) -> None:
        super().__init__("add")
        self.odd = Probe("odd counter")
        self.locked = Probe("has the lock")

    def __call__(self, counter: Any, times: int) -> None:
        with self.call(times) as (dealt, ends):
            if ends:
                raise failure("add", dealt)
            if not hasattr(counter, "value"):
                self.odd.tell("no value", type(counter).__name__)
            elif not hasattr(counter, "get_lock"):
                self.odd.tell("no lock", type(counter).__name__)
                counter.value += dealt
            else:
                with counter.get_lock():
                    self.locked.tell()
                    counter.value += dealt
                    Probe("sum").tell(counter.value)


@says(
    calls=("count_with",),
    probes={"add": (object,), "odd counter": (str, str), "has the lock": (), "sum": (object,)},
    inside={"odd counter": "add", "has the lock": "add", "sum": "add"},
    ends={"add": given(failing="raise")},
)
def count(stage: Stage, workers: int, times: int, *, failing: bool = False) -> None:
    """Run the student's count_with once."""
    stage.call("count_with", Add(), workers, times)
