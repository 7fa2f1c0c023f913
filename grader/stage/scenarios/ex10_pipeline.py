"""What happens on stage in ex10: a producer and a consumer that tell the judge each step, joined by the student's queue."""

from __future__ import annotations

from ..api import Stage
from ..declared import given, says
from ..probes import Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import Any

ITEMS = ("first", "second", "third")


class Side(Probe):
    """One side of the queue. Tells the judge when the queue is one of threads, which no other process can see."""

    def look_at(self, queue: Any) -> None:
        if type(queue).__module__ == "queue":
            Probe("thread queue").tell(type(queue).__name__)


class Producer(Side):
    """Puts the items; the judge has drawn a number that they carry.

    Before the second it waits until the first is consumed, and at the end it takes its time.
    """

    def __call__(self, queue: Any) -> None:
        with self.call() as (dealt, ends):
            self.look_at(queue)
            for number, item in enumerate(ITEMS):
                if number == 1:
                    Probe("second item").tell()
                queue.put(f"{item} {dealt}")
            Probe("last moment").tell()
            if ends:
                raise failure("the producer", dealt)


class Consumer(Side):
    """Takes items until the end mark comes. If it fails, it does so after the first."""

    def __call__(self, queue: Any) -> None:
        with self.call() as (dealt, ends):
            self.look_at(queue)
            while (item := queue.get()) is not None:
                Probe("consumed").tell(item)
                if ends:
                    break
            else:
                Probe("end mark").tell()
            if ends:
                raise failure("the consumer", dealt)


@says(
    calls=("run_pipeline",),
    probes={
        "producer": (),
        "consumer": (),
        "thread queue": (str,),
        "second item": (),
        "last moment": (),
        "consumed": (object,),
        "end mark": (),
    },
    inside={
        "thread queue": "producer|consumer",
        "second item": "producer",
        "last moment": "producer",
        "consumed": "consumer",
        "end mark": "consumer",
    },
    ends={"producer": given(producer_fails="raise"), "consumer": given(consumer_fails="raise")},
)
def pipeline(stage: Stage, *, producer_fails: bool = False, consumer_fails: bool = False) -> None:
    """Run the student's function once."""
    stage.call("run_pipeline", Producer("producer"), Consumer("consumer"))
