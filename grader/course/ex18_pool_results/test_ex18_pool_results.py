from grader.checking import Hold, Lesson, Mistake, Play, Run, Until, check, expect, meet
from grader.judge.ledger import Ledger
from grader.judge.seen import shorten

LESSON = Lesson(title="Results from a pool", part="C", section="4", contract=("pool_map(func, items, processes=2)",))
CALL = "pool_map(…)"
ITEMS = [4, 0, 7, 9, 7, 3]
RESULTS = [item * 10 if item else None for item in ITEMS]
PROCESSES = 3
# A worker process that ends stays until nothing moves: a function that does not wait for its end is over first.
SLOW_END = Until(probe="process end", give_up="still")
# So many must meet. They stay until nothing moves, and one worker too many shows.
MEET: list[Hold] = [meet("func", parties=PROCESSES, linger=True), SLOW_END]
# Whoever is inside stays until nothing moves. Among those that could go on then, the first item is the last: its result is
# ready when all the others are there.
FIRST_IS_LAST: list[Hold] = [
    Until(probe="func", which=lambda args: args[0] != ITEMS[0], give_up="still"),
    Until(probe="func", which=lambda args: args[0] == ITEMS[0], give_up="still"),
    SLOW_END,
]


def _two_at_work(ledger: Ledger) -> bool:
    return len(ledger.calls) > 1


# The one that fails waits until another is at work, and that one is still at work when the news of the error is out. So a
# pool that is terminated then has no worker in the middle of sending a result: CPython could wait for ever after that.
FIRST_FAILS: list[Hold] = [
    Until(probe="func", which=lambda args: args[0] == 1, seen=_two_at_work),
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
        expect.value(run, RESULTS)
    expect.called_once_each(run, "func", [[item] for item in ITEMS])


@check(points=1, needs=["test_each_item"])
def test_order(play: Play) -> None:
    """The list has the results in the order of the items; without items it is empty."""
    run = play("work", items=ITEMS, processes=PROCESSES, holds=FIRST_IS_LAST, may_leave=True)
    if run.value != RESULTS and sorted(map(repr, run.value)) == sorted(map(repr, RESULTS)):
        raise Mistake("completion-order", call=CALL)
    expect.value(run, RESULTS)
    expect.value(play("work", items=[], processes=2, may_leave=True), [])


@check(points=3, methods="all", needs=["test_each_item"])
def test_at_once(play: Play) -> None:
    """As many calls as there are worker processes run at the same time, and never more."""
    run = play("work", items=ITEMS, processes=PROCESSES, holds=MEET, may_leave=True)
    expect.ended(run)
    _returned(run)
    _pooled(run, PROCESSES)


@check(points=1, needs=["test_each_item"])
def test_nothing_left(play: Play) -> None:
    """When it has returned, no worker process is left."""
    _gone(play("work", items=ITEMS, processes=PROCESSES, holds=FIRST_IS_LAST, may_leave=True))
    _gone(play("work", items=[], processes=2, may_leave=True))


@check(points=2, needs=["test_each_item"])
def test_error(play: Play) -> None:
    """An exception of func reaches the caller, and the pool is gone by then."""
    run = play("work", items=[1, 2, 3, 4, 5, 6], failing=[1], holds=FIRST_FAILS, may_raise=True, may_leave=True)
    expect.ended(run)
    one = run.invocations[-1]
    if one.error is None:
        raise Mistake("error-swallowed", call=CALL, have=shorten(one.value, 100))
    if (one.error.type, one.error.text) != ("Failure", "func(1) fails on purpose"):
        raise Mistake("error-changed", call=CALL, error=one.error.type, text=one.error.text)
    if one.leftovers:
        raise Mistake("pool-left-after-error", call=CALL, count=len(one.leftovers))


@check(points=1, needs=["test_at_once"])
def test_default_size(play: Play) -> None:
    """When the number of worker processes is not given, there are two."""
    run = play("work", items=[1, 2, 3, 4, 5, 6], failing=[1], holds=FIRST_FAILS, may_raise=True, may_leave=True)
    _pooled(run, 2)


def _returned(run: Run) -> None:
    """The function returned. Names one mistake that only a pool reports in these words."""
    one = run.invocation
    if one is not None and one.error is not None and "argument after * must be an iterable" in one.error.text:
        line = one.frames[-1][0] if one.frames else None
        raise Mistake("args-not-tuple", call=CALL, line=line or "?", text=one.error.text, source=run.source_line(line))
    expect.returned(run)


def _gone(run: Run) -> None:
    """No process was left when the function had returned."""
    if left := run.invocations[-1].leftovers:
        raise Mistake("pool-left", call=CALL, count=len(left))
    expect.nothing_left(run)


def _pooled(run: Run, parties: int) -> None:
    """So many worker processes were at work at one instant, and never more."""
    expect.foreign(run, "func")
    peak = run.peak("func")
    if peak == 1:
        expect.no_child_errors(run)
        raise Mistake("one-at-a-time", parties=parties)
    if peak < parties:
        expect.no_child_errors(run)
        raise Mistake("too-few-together", name="func", parties=parties, peak=peak)
    expect.at_most(run, "func", parties=parties)
