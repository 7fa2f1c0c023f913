"""What happens on stage in ex09: the student's consumer runs in a child, and the caller's process feeds its queue."""

from __future__ import annotations

from multiprocessing import Queue

from ..api import Stage
from ..declared import says
from ..probes import Probe

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from multiprocessing import queues


@says(probes={"pause": (str,)}, own=("pause",), notes={"idle": {"alive": bool}, "ended": {"exitcode": int | None}})
def feed(stage: Stage, items: list[object]) -> None:
    """Start the consumer on an empty queue; then feed it; if there are items, the last one of all is drawn by the judge.

    ``pause`` is a call that the judge holds until nothing moves: then the consumer waits, or it has ended.
    """
    pause = Probe("pause")
    queue: queues.Queue[object] = Queue()
    process = stage.process("consumer", queue)
    process.start()
    last = pause.tell("on an empty queue")
    stage.note("idle", alive=process.is_alive())
    for item in [*items, *([last] if items else []), None]:
        queue.put(item)
    process.join()
    stage.note("ended", exitcode=process.exitcode)


@says(probes={"pause": (str,)}, own=("pause",), notes={"ended": {"exitcode": int | None}}, report=list)
def full(stage: Stage, items: list[object], behind: list[object]) -> list[object]:
    """Start the consumer on a queue that holds all: items, the end mark, and what stands behind. Return what is left."""
    pause = Probe("pause")
    queue: queues.Queue[object] = Queue()
    for item in [*items, None, *behind]:
        queue.put(item)
    pause.tell("until all has arrived")
    process = stage.process("consumer", queue)
    process.start()
    process.join()
    stage.note("ended", exitcode=process.exitcode)
    pause.tell("until what it has put back has arrived")
    left = []
    while not queue.empty():
        left.append(queue.get())
    return left
