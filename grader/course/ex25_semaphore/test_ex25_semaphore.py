"""How it is proved: whoever is at work stays until nothing moves, so one too many shows.

Two slow calls stay until all others have passed by them, and calls that fail must give their permit back.
"""

from typing import Any

from grader.checking import Hold, Ledger, Lesson, Mistake, Play, Run, Until, check, expect, meet

LESSON = Lesson(title="Only so many at a time", part="D", section="", contract=("throttled(work, items, limit)",))
ITEMS: list[Any] = ["a", 0, [1], "", "None", 0]
SLOW = ["first", "last"]
MIDDLE = list("abcdefghijk")  # so many that a pool hands them out in chunks, if it is not told to


def _middle_done(ledger: Ledger) -> bool:
    """Say whether all items but the two slow ones are done."""
    return sum(call.probe == "work" and call.left is not None and call.args[0] in MIDDLE for call in ledger.calls) == len(
        MIDDLE
    )


# `limit` calls must meet. Whoever is at work, in this wave and in later ones, stays until nothing moves: one too many shows.
CROWD: list[Hold] = [meet("work", parties=2), Until(probe="still at work", give_up="still", timers=True)]
# Two of three permits are taken for long: all the other items pass by them, one after another.
SLOW_ONES: list[Hold] = [Until(probe="still at work", which=lambda args: args[0] in SLOW, seen=_middle_done)]
# Those that do not fail are still at work when the news of an error is out.
FAILURES: list[Hold] = [Until(probe="still at work", which=lambda args: args[0] == "good", give_up="still", timers=True)]


@check(points=3, methods="all")
def test_never_too_many(play: Play) -> None:
    """As many calls as allowed run at the same time, and never more."""
    run = play("work", items=ITEMS, limit=2, holds=CROWD, may_leave=True, may_hang=True)
    expect.foreign(run, "work")
    if run.peak("work") > 2:
        raise Mistake("too-many-at-work", peak=run.peak("work"), limit=2)
    expect.returned(run)
    _enough(run, 2)
    expect.ended(run)


@check(points=1, needs=["test_never_too_many"])
def test_each_once(play: Play) -> None:
    """Each item is done once, and it waits for all of them."""
    run = play("work", items=ITEMS, limit=2, holds=CROWD)
    expect.finished(run, "work")
    expect.nothing_left(run)
    expect.called_once_each(run, "work", [[item] for item in ITEMS])


@check(points=2, needs=["test_never_too_many"])
def test_the_next_one_begins(play: Play) -> None:
    """When one call ends, the next one begins, however slow the others are."""
    run = play("work", items=[SLOW[0], *MIDDLE, SLOW[1]], limit=3, holds=SLOW_ONES)
    expect.ended(run)
    if not all(call.met for call in run.of_probe("still at work") if call.args[0] in SLOW):
        raise Mistake("waits-for-the-slow-one")


@check(points=1, needs=["test_each_once"])
def test_some_fail(play: Play) -> None:
    """Calls that fail do not disturb the others."""
    items = ["bad", "worse", "worst", "good"]
    run = play("work", items=items, limit=2, failing=items[:3], holds=FAILURES, may_raise=True, may_hang=True)
    calls = run.of_probe("work")
    if run.hung and len(calls) < len(items):
        failed = sum(call.how == "raised" for call in calls)
        raise Mistake("permits-lost", failed=failed, want=len(items) - len(calls), all=len(items))
    expect.ended(run)
    expect.finished(run, "work")
    expect.called_once_each(run, "work", [[item] for item in items])


@check(points=1, needs=["test_each_once"])
def test_little_to_do(play: Play) -> None:
    """With fewer items than allowed, or none, it ends too."""
    for items in ([], ["only"]):
        run = play("work", items=items, limit=3)
        expect.ended(run)
        expect.called_once_each(run, "work", [[item] for item in items])


def _enough(run: Run, limit: int) -> None:
    """So many were in work at one instant, each in a process of its own."""
    peak = run.peak("work")
    if peak < limit:
        expect.nothing_left(run)
    if 0 < peak < limit:
        expect.no_child_errors(run)
        raise Mistake("too-few-at-work", peak=peak, limit=limit)
    expect.together(run, "work", parties=limit)
