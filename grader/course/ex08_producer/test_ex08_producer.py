from grader import expect
from grader.checking import Lesson, Message, Mistake, Play, Run, Until, check
from grader.judge.records import shorten

LESSON = Lesson(title="The producer", part="B", section="3", contract=("producer(queue, items=range(5))",))
ITEMS = [3, 0, "", False, "last"]
DEFAULT = [0, 1, 2, 3, 4]
PAUSES = [Until(probe="pause", give_up="still", timers=True)]

MESSAGES = {
    "end-mark-put": Message(
        seen="producer(queue, items) put None into the queue, which is none of its items.",
        means="The end mark is the business of whoever starts the producer: only they know when all is over.",
        advice="Put the items, and nothing else.",
    ),
    "whole-list-put": Message(
        seen="producer(queue, items) put all its items into the queue as one thing: {have}.",
        means="The other side takes one thing at a time, and expects one item.",
        advice="Go over the items with a for loop, and put each one.",
    ),
    "items-lost": Message(
        seen="producer(queue, items) put these into the queue: {have}. All items were expected, in order: {want}.",
        means="Some items are missing or changed. 0, an empty text and False count as false in an if, but they are items.",
        advice="Put every item that the for loop gives, whatever it is.",
    ),
    "gave-up-on-full": Message(
        seen="The queue was full, and producer(queue, items) did not wait: it ended with the exception Full.",
        means="put_nowait(), and put() with a timeout, raise Full when there is no room in time.",
        advice="Use queue.put(item): it waits until there is room.",
    ),
    "said-too-early": Message(
        seen="A line said Produced while the item was not in the queue yet: put() was still waiting for room.",
        means="The line tells of something that has not happened, and perhaps never will.",
        advice="Call put() first, and print the line after it.",
    ),
    "asks-too-early": Message(
        seen="The next item was asked for before the last one had been put and printed.",
        means="Several items were collected first. With items that come slowly, or never end, nothing would be produced.",
        advice="Go over `items` with one for loop, and do everything for an item inside it.",
    ),
}


@check(points=2)
def test_puts(play: Play) -> None:
    """It puts each item into the queue, in order, and nothing else."""
    run = play("one_by_one", items=ITEMS, holds=PAUSES)
    if any(error.kind.rpartition(".")[2] == "Full" for error in run.child_errors()):
        raise Mistake("gave-up-on-full")
    expect.no_child_errors(run)
    expect.ended(run)
    taken = run.report
    if taken == ITEMS:
        return
    if None in taken:
        raise Mistake("end-mark-put")
    if len(taken) == 1 and isinstance(taken[0], list | tuple):
        raise Mistake("whole-list-put", have=shorten(taken[0]))
    raise Mistake("items-lost", have=shorten(taken, 100), want=shorten(ITEMS, 100))


@check(points=1, needs=["test_puts"])
def test_prints(play: Play) -> None:
    """It prints a line for each item."""
    run = play("one_by_one", items=ITEMS, holds=PAUSES)
    expect.lines(run, [f"Produced: {item}" for item in ITEMS], starts=["Produced:"])


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
    expect.lines(run, [f"Produced: {item}" for item in ITEMS], starts=["Produced:"])


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
