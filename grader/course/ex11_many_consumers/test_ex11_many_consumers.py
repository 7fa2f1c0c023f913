"""How it is proved: the processes are held until all are at work; the last item comes only then.

So who stops at an empty queue stops too early. When nothing moves any more, who waits for what names the mistake.
"""

from collections import Counter
from typing import Any

from grader.checking import Hold, Ledger, Lesson, Mistake, Play, Run, Until, check, dealt, expect, meet

LESSON = Lesson(title="Many consumers", part="B", section="3", contract=("fan_out(items, handle, consumers)",))
ITEMS: list[Any] = ["large", 0, "", False, [1], "None", 0, "drawn", "last"]


def _all_at_work(ledger: Ledger) -> bool:
    return sum(call.probe == "handle" and call.left is None for call in ledger.calls) >= 3


# The last item comes when all three are at work: who looks again and again may stop as soon as everything is put. Where
# there is no process yet, nobody looks.
HOLDS: list[Hold] = [
    Until(probe="next item", which=lambda args: args[0] in (0, 4), give_up="still", timers=True, once=True),
    Until(probe="packed", give_up="still", timers=True, once=True),
    Until(
        probe="next item",
        which=lambda args: args[0] == len(ITEMS) - 1,
        seen=lambda ledger: _all_at_work(ledger) or len(ledger.lives) == 1,
        give_up="still",
        timers=True,
        once=True,
    ),
    meet("handle", parties=3, linger=True),
    Until(probe="handle", which=lambda args: args == ("last",), give_up="still", timers=True),
]


@check(points=3)
def test_each_once(play: Play) -> None:
    """Every item is handled exactly once, however slowly the items come."""
    run = play("work", items=ITEMS, consumers=3, holds=HOLDS, may_leave=True, may_hang=True)
    expect.foreign(run, "handle")
    _each_once(run, ITEMS)
    expect.returned(run)


@check(points=3, methods="all", needs=["test_each_once"])
def test_share_the_work(play: Play) -> None:
    """The processes work at the same time, and exactly as many as asked for."""
    run = play("work", items=ITEMS, consumers=3, holds=HOLDS)
    expect.together(run, "handle", parties=3)
    pids = {call.pid for call in run.of_probe("handle")}
    if len(pids) > 3:
        raise Mistake("more-processes", have=len(pids), want=3)


@check(points=1, needs=["test_each_once"])
def test_all_end(play: Play) -> None:
    """When it returns, all items are handled and all processes have ended."""
    run = play("work", items=ITEMS, consumers=3, holds=HOLDS)
    expect.nothing_left(run)


@check(points=2, needs=["test_each_once"])
def test_one_fails(play: Play) -> None:
    """An item that fails counts as handled, and its process goes on with the next ones."""
    items = ["bad", "worse", 1, 2, 3]
    run = play("work", items=items, consumers=2, failing=["bad", "worse"], may_raise=True, may_hang=True)
    _each_once(run, items)
    expect.ended(run)


@check(points=1, needs=["test_each_once"])
def test_little_to_do(play: Play) -> None:
    """With fewer items than processes, or none, all processes still end."""
    for items in ([], ["only"]):
        run = play("work", items=items, consumers=3, may_hang=True)
        _each_once(run, items)
        expect.ended(run)


def _each_once(run: Run, items: list[Any]) -> None:
    items = dealt.drawn(run, "next item", items, to="handle")
    if any(call.args == (None,) for call in run.of_probe("handle")):
        raise Mistake("end-mark-handled")
    done = [repr(call.args[0]) for call in run.of_probe("handle") if call.how in ("returned", "raised")]
    twice = Counter(done) - Counter(map(repr, items))
    if twice and len(done) > len(items):
        raise Mistake("handled-twice", item=next(iter(twice)))
    if run.hung and len(done) == len(items):
        if any(one.caller and run.waits_for(one) == "queue-done" for one in run.waiting):
            raise Mistake("not-marked-done")
        waiting = [one for one in run.waiting if not one.caller]
        raise Mistake("too-few-end-marks", waiting=len(waiting))
    if len(done) < len(items):
        expect.no_child_errors(run)
        raise Mistake("items-not-handled", have=len(done), want=len(items))
    expect.ended(run)
    expect.called_once_each(run, "handle", [[item] for item in items])
