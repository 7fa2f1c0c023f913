"""What happens on stage in ex09: the student's consumer runs in a child, and the caller's process feeds its queue."""

from __future__ import annotations

import multiprocessing

from ..calls import Stage
from ..probes import Probe


def feed(stage: Stage, items: list[object], behind: list[object]) -> list[object]:
    """Start the consumer on an empty queue; then feed it. Return what it has left in the queue.

    ``pause`` is a call that the judge holds until nothing moves: then the consumer waits, or it has ended.
    """
    pause = Probe("pause")
    queue: multiprocessing.Queue[object] = multiprocessing.Queue()
    process = stage.process("consumer", queue)
    process.start()
    pause.tell("on an empty queue")
    stage.note("idle", alive=process.is_alive())
    for item in [*items, None, *behind]:
        queue.put(item)
    pause.tell("after the end mark")
    stage.note("fed", alive=process.is_alive())
    process.join()
    stage.note("ended", exitcode=process.exitcode)
    left = []
    while not queue.empty():  # nothing moves, so all that was put has arrived
        left.append(queue.get())
    return left
