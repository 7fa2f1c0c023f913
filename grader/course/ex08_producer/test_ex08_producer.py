"""How it is proved: items come one at a time, and each waits until nothing moves; what is printed by then is counted.

So who asks for items, or prints lines, ahead of time is seen. Items that count as false show who tests them.
"""

from typing import Any

from grader.checking import Lesson, Mistake, Play, Run, Until, check, expect, shorten

LESSON = Lesson(title="The producer", part="B", section="3", contract=("producer(queue, items=range(5))",))
ITEMS: list[Any] = [3, 0, "", False, [1], "None", 3]
DEFAULT = [0, 1, 2, 3, 4]
PAUSES = [Until(probe="pause", give_up="still", timers=True)]


@check(points=2)
def test_puts(play: Play) -> None:
    """It puts each item into the queue, in order, and nothing else."""
    run = play("one_by_one", items=ITEMS, holds=PAUSES)
    if any(error.kind.rpartition(".")[2] == "Full" for error in run.child_errors()):
        raise Mistake("gave-up-on-full")
    expect.no_child_errors(run)
    expect.ended(run)
    taken = run.report
    items = _items(run)
    if repr(taken) == repr(items):  # as texts: False is equal to 0
        return
    if None in taken:
        raise Mistake("end-mark-put")
    if len(taken) == 1 and isinstance(taken[0], list | tuple):
        raise Mistake("whole-list-put", have=shorten(taken[0]))
    raise Mistake("items-lost", have=shorten(taken, 100), want=shorten(items, 100))


def _items(run: Run) -> list[object]:
    """Return the items that the producer was given; the last one was drawn in the play."""
    return [*ITEMS, *(call.dealt for call in run.of_probe("next item") if call.args == (len(ITEMS),))]


@check(points=1, needs=["test_puts"])
def test_prints(play: Play) -> None:
    """It prints a line for each item."""
    run = play("one_by_one", items=ITEMS, holds=PAUSES)
    expect.lines(run, [f"Produced: {item}" for item in _items(run)], starts=["Produced:"])


@check(points=3, methods="all", needs=["test_prints"])
def test_one_at_a_time(play: Play) -> None:
    """It asks for the next item only after the last one has been put and printed."""
    run = play("one_by_one", items=ITEMS, holds=PAUSES)
    for pause in run.of_probe("pause"):
        taken = int(pause.args[0])
        if _printed(run, pause.go or 0.0) > taken + 1:  # one more can be in the queue
            raise Mistake("said-too-early")
    for request in run.of_probe("next item"):
        if _printed(run, request.entered) < int(request.args[0]):
            raise Mistake("asks-too-early")
    expect.lines(run, [f"Produced: {item}" for item in _items(run)], starts=["Produced:"])


@check(points=1, needs=["test_puts"])
def test_default(play: Play) -> None:
    """Without items it produces the numbers from 0 to 4."""
    run = play("default", most=2 * len(DEFAULT))
    expect.no_child_errors(run)
    expect.ended(run)
    if run.report != DEFAULT:
        raise Mistake("items-lost", have=shorten(run.report, 100), want=shorten(DEFAULT))
    expect.lines(run, [f"Produced: {item}" for item in DEFAULT], starts=["Produced:"])


def _printed(run: Run, at: float) -> int:
    """Return how many lines had been printed at this moment."""
    return sum(line.text.startswith("Produced:") and line.at <= at for line in run.lines())
