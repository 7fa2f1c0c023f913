"""What happens on stage in ex08: the student's producer runs in a child, and the caller's process takes what it puts."""

from __future__ import annotations

from multiprocessing import Queue
from multiprocessing.connection import wait

from ..api import Stage
from ..declared import says
from ..probes import Probe

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing import Process, queues
    from typing import Any


class Items(Probe):
    """Items that are made one by one, and behind them one that the judge has drawn. Tells the judge of each request."""

    def __init__(self, items: list[object]) -> None:
        super().__init__("next item")
        self.items = items

    def __iter__(self) -> Iterator[object]:
        for number, item in enumerate(self.items):
            self.tell(number)
            yield item
        yield self.tell(len(self.items))


@says(probes={"pause": (int,), "next item": (int,)}, own=("pause",), report=list)
def one_by_one(stage: Stage, items: list[object]) -> list[object]:
    """Let the producer fill a queue with room for one item, and take each only when nothing moves. Return what was taken.

    ``pause`` is a call that the judge holds until nothing moves.
    """
    pause = Probe("pause")
    queue: queues.Queue[object] = Queue(1)
    process = stage.process("producer", queue, Items(items))
    process.start()
    pause.tell(0)
    taken: list[object] = []
    while one_more(queue, process):
        taken.append(queue.get())
        pause.tell(len(taken))
    process.join()
    return taken


@says(report=list)
def default(stage: Stage, most: int) -> list[object]:
    """Run the producer without items; return what it put, at most so many."""
    queue: queues.Queue[object] = Queue()
    process = stage.process("producer", queue)
    process.start()
    taken: list[object] = []
    while len(taken) < most and one_more(queue, process):
        taken.append(queue.get())
    process.join()
    return taken


def one_more(queue: queues.Queue[Any], process: Process) -> bool:
    """Wait for an item, or the end of the process; say whether there is an item. What it has put is sent before its end."""
    reader = queue._reader  # type: ignore[attr-defined]
    return reader in wait([reader, process.sentinel])
