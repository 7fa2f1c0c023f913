"""How it is proved: the items of each worker process are counted, and workers are held until all are at work."""

from collections import Counter

from grader.checking import LONG_LOOK, Hold, Lesson, Mistake, Play, Run, Until, check, dealt, expect, meet

LESSON = Lesson(
    title="Recycle worker processes",
    part="C",
    section="4",
    contract=("recycled(func, items, processes=2, per_child=3)",),
)
ITEMS = [4, 0, 7, 1, 7, 3, 8, 2, 6]
NINE = list(range(9))  # one more than a pool of two hands out one by one, if it is not told to
MEET: list[Hold] = [meet("func", parties=3, singly=True), LONG_LOOK]
# The item that fails waits until another is at work, and that one is still at work when the news of the error is out.
FIRST_FAILS = [
    Until(probe="func", which=lambda args: args[0] == 1, seen=lambda ledger: any(call.args == (2,) for call in ledger.calls)),
    Until(probe="func", which=lambda args: args[0] > 1, give_up="still"),
]


@check(points=2)
def test_results(play: Play) -> None:
    """The results come back in the order of the items."""
    run = play("work", items=ITEMS, processes=3, per_child=2, holds=MEET)
    expect.returned(run)
    expect.foreign(run, "func")
    expect.called_once_each(run, "func", [[item] for item in ITEMS])
    expect.value(run, dealt.results(run, "func", ITEMS, have=run.value))


@check(points=3, methods="all")
def test_no_worker_too_old(play: Play) -> None:
    """No worker process runs more than per_child items."""
    run = play("work", items=ITEMS, processes=3, per_child=2, holds=MEET)
    expect.ended(run)
    expect.returned(run)
    expect.foreign(run, "func")
    most = _items_of_the_oldest(run)
    if most > 2:
        raise Mistake("worker-too-old", most=most, per_child=2)
    run = play("work", items=NINE, processes=2, per_child=1)
    if (most := _items_of_the_oldest(run)) > 1:
        raise Mistake("worker-too-old", most=most, per_child=1)


@check(points=2, needs=["test_results"])
def test_at_once(play: Play) -> None:
    """As many workers as asked for are at work at the same time."""
    run = play("work", items=ITEMS, processes=3, per_child=2, holds=MEET)
    expect.together(run, "func", parties=3)
    expect.at_most(run, "func", parties=3)


@check(points=1, needs=["test_results"])
def test_one_fails(play: Play) -> None:
    """An item that fails does not disturb the others."""
    run = play("work", items=[1, 2, 3, 4], processes=2, per_child=2, failing=[1], holds=FIRST_FAILS, may_raise=True)
    expect.finished(run, "func")
    expect.called_once_each(run, "func", [[1], [2], [3], [4]])


@check(points=1, needs=["test_results"])
def test_nothing_to_do(play: Play) -> None:
    """Without items the list is empty."""
    run = play("work", items=[], processes=2, per_child=3)
    expect.value(run, [])


def _items_of_the_oldest(run: Run) -> int:
    """Return the most calls of one process."""
    return max(Counter(run.process(call) for call in run.of_probe("func")).values(), default=0)
