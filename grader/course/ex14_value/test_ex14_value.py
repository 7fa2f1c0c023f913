"""How it is proved: two processes that can read the same number do so, each time: without a lock an addition is lost.

The workers of count_with are held until all of them are inside at once; then the first is held while it has the counter's
lock, until the others want it too.
"""

import itertools

from grader.checking import RACE, Hold, Lesson, Mistake, Play, Run, Until, check, expect, meet, shorten

LESSON = Lesson(
    title="A shared number",
    part="B",
    section="3",
    contract=("add_many(counter, times)", "count_with(add, workers, times)"),
)
COUNTER = {"counter": None}  # it begins with a number that the judge draws
BOTH: list[Hold] = [meet("add_many", parties=2), *RACE]
TOGETHER: list[Hold] = [meet("add", parties=3, singly=True), Until(probe="has the lock", give_up="still", timers=True)]


@check(points=1)
def test_adds(play: Play) -> None:
    """One process adds exactly as often as it is asked to."""
    run = play("race", times=2, processes=1, holds=RACE, shared=COUNTER)
    expect.no_child_errors(run)
    expect.ended(run)
    if run.added("counter") != 2:
        raise Mistake("wrong-sum", times=2, have=run.added("counter"), want=2)


@check(points=4, methods="all", needs=["test_adds"])
def test_nothing_is_lost(play: Play) -> None:
    """Two processes add to the same number, and no addition is lost."""
    run = play("race", times=2, processes=2, holds=BOTH, shared=COUNTER)
    expect.no_child_errors(run)
    expect.ended(run)
    expect.together(run, "add_many", parties=2)
    expect.called_once_each(run, "add_many", [[2]] * 2)
    if run.added("counter") != 4 or run.blind():
        raise Mistake("lost-update", processes=2, have=run.added("counter"), want=4, blind=len(run.blind()))
    most = max(run.added("counter", by=pid) for pid in {write.pid for write in run.writes})
    if most > 2:
        raise Mistake("wrong-share", processes=2, have=most, want=2)


@check(points=2, methods="all")
def test_workers_at_once(play: Play) -> None:
    """count_with runs add in as many processes as it is asked to, all at the same time."""
    run = play("count", workers=3, times=2, holds=TOGETHER)
    expect.returned(run)
    _shared(run)
    expect.together(run, "add", parties=3)
    expect.called_once_each(run, "add", [[2]] * 3)


@check(points=2, needs=["test_workers_at_once"])
def test_total(play: Play) -> None:
    """count_with returns what all of them have counted."""
    run = play("count", workers=3, times=2, holds=TOGETHER)
    expect.nothing_left(run)
    expect.value(run, sum(call.dealt for call in run.of_probe("add")))
    _one_number(run)
    expect.value(play("count", workers=0, times=2), 0)


@check(points=1, needs=["test_workers_at_once"])
def test_add_fails(play: Play) -> None:
    """When add raises, count_with still ends, and leaves nothing behind."""
    run = play("count", workers=2, times=1, failing=True, may_raise=True)
    expect.called_once_each(run, "add", [[1]] * 2)


def _one_number(run: Run) -> None:
    """Each add has found the sum of those before: they all had the same number."""
    dealt = {run.process(call): call.dealt for call in run.of_probe("add")}
    told = run.of_probe("sum")
    want = list(itertools.accumulate(dealt.get(run.process(call), 0) for call in told))
    have = [call.args[0] for call in told]
    if have != want or len(have) < len(dealt):
        raise Mistake("sums-apart", have=shorten(have), want=shorten(want))


def _shared(run: Run) -> None:
    for call in run.of_probe("odd counter"):
        raise Mistake("value-without-lock" if call.args[0] == "no lock" else "no-shared-value", kind=call.args[1])
    if run.peak("has the lock") > 1:
        raise Mistake("lock-of-nothing", peak=run.peak("has the lock"))
