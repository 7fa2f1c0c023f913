from grader import expect
from grader.checking import Lesson, Message, Mistake, Play, Run, Until, check
from grader.judge.records import shorten

LESSON = Lesson(title="The consumer", part="B", section="3", contract=("consumer(queue)",))
ITEMS = [3, 0, "", False, [], "last"]
BEHIND = ["behind", 99]
PAUSES = [Until(probe="pause", give_up="still", timers=True)]

MESSAGES = {
    "stops-when-empty": Message(
        seen="consumer(queue) ended while the queue was empty, before the end mark had come. It was expected to wait.",
        means=(
            "An empty queue does not mean that nothing will come: the producer may only be slow. So empty(), qsize() and "
            "get_nowait() cannot say when to stop."
        ),
        advice="Call queue.get(), which waits for the next item, and stop only when the item is None.",
    ),
    "stops-at-a-false-item": Message(
        seen="consumer(queue) ended at an item that is not the end mark: {item}.",
        means="0, an empty text, False and an empty list count as false in an if, but they are items like any other.",
        advice="Compare with the end mark itself: if item is None.",
    ),
    "takes-too-much": Message(
        seen="After consumer(queue) had ended, the queue held {have}. What stood behind the end mark was expected: {want}.",
        means="It took items that were meant for somebody else, or put something into the queue.",
        advice="Return as soon as the item is None. Do not empty the queue, and put nothing back.",
    ),
    "goes-on-after-the-end": Message(
        seen="The end mark None came, and consumer(queue) did not return.",
        means="None is the agreement that nothing else will come. Who goes on to wait, waits for ever.",
        advice="Leave the loop when the item is None: if item is None: break.",
    ),
    "end-mark-printed": Message(
        seen="consumer(queue) printed the end mark: Consumed: None.",
        means="None is not an item. It only says that nothing else will come.",
        advice="Before you print, ask: if item is None (without quotes), and return there.",
    ),
    "consumer-exit-code": Message(
        seen="The process of consumer(queue) ended with exit code {code}. 0 was expected.",
        means="It did not end by returning: it was ended, or it ended itself.",
        advice="Leave the function with return, or let the loop end.",
    ),
}


@check(points=2)
def test_waits(play: Play) -> None:
    """It waits while the queue is empty."""
    run = _feed(play)
    idle = run.note("idle")
    empty = [error for error in run.child_errors() if error.kind.rpartition(".")[2] == "Empty"]
    if empty or (idle is not None and not idle.fields["alive"] and not run.child_errors()):
        raise Mistake("stops-when-empty")


@check(points=3, methods="all", needs=["test_waits"])
def test_prints(play: Play) -> None:
    """It prints each item, in order, also items that count as false."""
    run = _feed(play)
    expect.no_child_errors(run)
    have = [line.text for line in run.lines() if line.text.startswith("Consumed:")]
    if have == _lines(ITEMS[: len(have)]) and len(have) < len(ITEMS) and not ITEMS[len(have)]:
        raise Mistake("stops-at-a-false-item", item=repr(ITEMS[len(have)]))
    if "Consumed: None" in have:
        raise Mistake("end-mark-printed")
    if run.end != "done" and have == _lines(ITEMS):
        raise Mistake("goes-on-after-the-end")
    expect.lines(run, _lines(ITEMS), starts=["Consumed:"])


@check(points=2, needs=["test_prints"])
def test_stops(play: Play) -> None:
    """It returns at the end mark, and leaves what stands behind it in the queue."""
    run = play("full", items=ITEMS, behind=BEHIND, holds=PAUSES)
    expect.ended(run)
    ended = run.note("ended")
    if ended is not None and ended.fields["exitcode"] != 0:
        raise Mistake("consumer-exit-code", code=ended.fields["exitcode"])
    if run.report != BEHIND:
        raise Mistake("takes-too-much", have=shorten(run.report, 100), want=shorten(BEHIND))


@check(points=1, needs=["test_waits"])
def test_only_the_end_mark(play: Play) -> None:
    """When the end mark is all that comes, it prints nothing and returns."""
    run = play("feed", items=[], holds=PAUSES)
    expect.lines(run, [], starts=["Consumed:"])


def _feed(play: Play) -> Run:
    return play("feed", items=ITEMS, holds=PAUSES, may_hang=True)


def _lines(items: list[object]) -> list[str]:
    return [f"Consumed: {item}" for item in items]
