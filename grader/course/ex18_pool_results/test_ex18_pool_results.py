"""How it is proved: workers are held until all are at work; the first item's result is ready last of all.

So the order of results is never that of the items, unless the function sees to it.
"""

from typing import Any

from grader.checking import (
    LONG_LOOK,
    SLOW_END,
    Hold,
    Lesson,
    Mistake,
    Play,
    Run,
    Until,
    check,
    dealt,
    expect,
    looks,
    meet,
    pools,
    shorten,
)

LESSON = Lesson(title="Results from a pool", part="C", section="4", contract=("pool_map(func, items, processes=2)",))
ITEMS = [4, 0, 7, 9, 7, 3]
PROCESSES = 3
# So many must meet. They stay until nothing moves, and one worker too many shows.
MEET: list[Hold] = [meet("func", parties=PROCESSES, linger=True), SLOW_END]
ALL_AT_WORK: list[Hold] = [meet("func", parties=PROCESSES)]
# Whoever is inside stays until nothing moves. Among those that could go on then, the first item is the last: its result is
# ready when all the others are there.
FIRST_IS_LAST: list[Hold] = [
    Until(probe="func", which=lambda args: args[0] != ITEMS[0], give_up="still"),
    Until(probe="func", which=lambda args: args[0] == ITEMS[0], give_up="still", timers=True),
    SLOW_END,
    LONG_LOOK,
]

# The one that fails waits until another is at work, and that one is still at work when the news of the error is out. So a
# pool that is terminated then has no worker in the middle of sending a result: CPython could wait for ever after that.
FIRST_FAILS: list[Hold] = [
    Until(probe="func", which=lambda args: args[0] == 1, seen=pools.two_at_work),
    Until(probe="func", which=lambda args: args[0] > 1, give_up="still"),
    SLOW_END,
]


@check(points=1)
def test_each_item(play: Play) -> None:
    """func(item) is called once for each item, in a worker process, and a list comes back."""
    run = play("work", items=ITEMS, processes=PROCESSES, holds=FIRST_IS_LAST, may_leave=True)
    expect.ended(run)
    expect.foreign(run, "func")
    _returned(run)
    if type(run.value) is not list:
        expect.value(run, _results(run))
    expect.called_once_each(run, "func", [[item] for item in ITEMS])


@check(points=1, needs=["test_each_item"])
def test_order(play: Play) -> None:
    """The list has the results in the order of the items; without items it is empty."""
    run = play("work", items=ITEMS, processes=PROCESSES, holds=FIRST_IS_LAST, may_leave=True)
    want = _results(run)
    if run.value != want and sorted(map(repr, run.value)) == sorted(map(repr, want)):
        raise Mistake("completion-order")
    looks.long_enough(run, lost=run.value.count(None) > want.count(None))
    expect.value(run, want)
    expect.value(play("work", items=[], processes=2, may_leave=True), [])


@check(points=3, methods="all", needs=["test_each_item"])
def test_at_once(play: Play) -> None:
    """As many calls as there are worker processes run at the same time, and never more."""
    run = play("work", items=ITEMS, processes=PROCESSES, holds=MEET, may_leave=True)
    expect.ended(run)
    _returned(run)
    pools.at_work(run, "func", parties=PROCESSES)
    pools.same_processes(run, "func", parties=PROCESSES)
    # With an item for each worker, whoever hands out two at a time leaves workers without one.
    run = play("work", items=ITEMS[:PROCESSES], processes=PROCESSES, holds=ALL_AT_WORK, may_leave=True)
    expect.ended(run)
    pools.at_work(run, "func", parties=PROCESSES)


@check(points=1, needs=["test_each_item"])
def test_nothing_left(play: Play) -> None:
    """When it has returned, no worker process is left."""
    run = play("work", items=ITEMS, processes=PROCESSES, holds=FIRST_IS_LAST, may_leave=True)
    pools.gone(run)
    pools.ends_told(run, "func")
    pools.gone(play("work", items=[], processes=2, may_leave=True))


@check(points=2, needs=["test_each_item"])
def test_error(play: Play) -> None:
    """An exception of func reaches the caller, and the pool is gone by then."""
    run = play("work", items=[1, 2, 3, 4, 5, 6], failing=[1], holds=FIRST_FAILS, may_raise=True, may_leave=True)
    expect.ended(run)
    one = run.invocations[-1]
    if one.error is None:
        raise Mistake("error-swallowed", have=shorten(one.value, 100))
    if one.error != dealt.failure(run, "func", 1, "func(1)"):
        raise Mistake("error-changed", error=one.error.type, text=one.error.text)
    if one.leftovers:
        raise Mistake("pool-left-after-error", count=len(one.leftovers))


@check(points=1, needs=["test_at_once"])
def test_default_size(play: Play) -> None:
    """When the number of worker processes is not given, there are two."""
    run = play("work", items=[1, 2, 3, 4, 5, 6], failing=[1], holds=FIRST_FAILS, may_raise=True, may_leave=True)
    pools.at_work(run, "func", parties=2)


def _results(run: Run) -> list[Any]:
    """Return what the calls of func gave back, in the order of the items."""
    return dealt.results(run, "func", ITEMS, have=run.value, of=lambda call: call.dealt if call.args[0] else None)


def _returned(run: Run) -> None:
    """The function returned. Names one mistake that only a pool reports in these words."""
    one = run.invocation
    if one is not None and one.error is not None and "after * must be an iterable" in one.error.text:
        raise Mistake("args-not-tuple", text=one.error.text, **expect.raised_at(run, one))
    looks.long_enough(run)
    expect.returned(run)
