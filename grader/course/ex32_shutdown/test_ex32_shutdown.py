"""How it is proved: items are still on their way, and workers at work, when stop is called; all must be handled.

Workers that hang and ignore SIGTERM show how long stop waits: at least its time, and not that time for each of them.
"""

from dataclasses import replace
from typing import Any

from grader.checking import CALM, Hold, Invocation, Lesson, Mistake, Play, Run, Until, check, expect, meet

LESSON = Lesson(title="Shut down in good order", part="E", section="", contract=("Service(handle, workers)",))
ITEMS: list[Any] = [0, "", False, [1], "None", 0, "drawn", "last"]
LONG = 30.0  # seconds: a limit that no right answer reaches
HOLDS: list[Hold] = [
    Until(probe="pause", give_up="still", timers=True),
    meet("handle", parties=2, linger=True, timers=False),  # a right stop() may well wait with LONG as its timeout
    # The last: when nothing else moves, whoever looks for more has found nothing.
    Until(probe="packed", give_up="still", once=True),
]
# Each process has an item. One of them ends, and then, when nothing moves, the other goes on: the second, or else the first.
ONE_IS_DONE: list[list[Hold]] = [
    [
        Until(probe="pause", give_up="still", timers=True),
        meet("handle", parties=2),
        Until(probe="still at work", which=late, give_up="still"),
    ]
    for late in (lambda args: args != (1,), lambda args: args == (1,))
]
HANGING, TIMEOUT, SHORT = 5, 1.0, 0.2
ROUNDING = 0.02  # seconds by which two clocks may differ
MUCH = 2.2  # seconds asleep: 1.0 are allowed, and five moments between terminate() and kill(); 5.0 if each has its own time
# The judge lets a tick of the hanging workers go on when the whole program has been asleep for so long.
HANG: list[Hold] = [
    Until(probe="ready", seen=lambda ledger: sum(call.probe == "handle" for call in ledger.calls) >= HANGING),
    Until(probe="tick", give_up="still"),
]


@check(points=3)
def test_accepted_items(play: Play) -> None:
    """Every accepted item is handled, once, before stop returns."""
    run = play("serve", items=ITEMS, workers=2, timeout=LONG, holds=HOLDS, may_hang=True, may_leave=True, may_raise=True)
    _served(run, ITEMS)
    items = ["one", "two"]
    for holds in ONE_IS_DONE:
        run = play("serve", items=items, workers=2, timeout=LONG, holds=holds, may_hang=True, may_leave=True, may_raise=True)
        _served(run, items)


@check(points=2, methods="all", needs=["test_accepted_items"])
def test_at_once(play: Play) -> None:
    """All workers work at the same time, and there are no more than asked for."""
    run = play("serve", items=ITEMS, workers=2, timeout=LONG, holds=HOLDS, may_hang=True, may_leave=True, may_raise=True)
    _served(run, ITEMS)
    expect.together(run, "handle", parties=2)
    expect.at_most(run, "handle", parties=2)


@check(points=1, needs=["test_accepted_items"])
def test_stays_stopped(play: Play) -> None:
    """After stop, submit raises RuntimeError, and another stop does nothing."""
    for items in (ITEMS, []):
        run = play("serve", items=items, workers=2, timeout=LONG, holds=HOLDS, may_hang=True)
        _served(run, items)
        late = run.note("late")
        if late is None:
            expect.ended(run)
            expect.returned(run)
            return
        if late.fields["error"] == "":
            raise Mistake("not-refused")
        if late.fields["error"] != "RuntimeError":
            raise Mistake("refused-otherwise", error=late.fields["error"])
        expect.ended(run)


@check(points=1, needs=["test_accepted_items"])
def test_one_fails(play: Play) -> None:
    """An item that fails counts as handled, and the others are still handled."""
    items = ["bad", "worse", 1, 2]
    run = play("serve", items=items, workers=2, timeout=LONG, failing=["bad", "worse"], may_hang=True, may_raise=True)
    _served(run, items)


@check(points=3, needs=["test_accepted_items"])
def test_workers_hang(play: Play) -> None:
    """When workers hang and ignore SIGTERM, stop waits as long as it may, in all, and then ends them."""
    run = play("hang", workers=HANGING, timeout=TIMEOUT, holds=HANG, may_hang=True, may_leave=True)
    stop = _stop(run)
    if stop is None or stop.ended is None:
        if stop is not None and (run.hung or run.end == "deadline"):
            raise Mistake("waits-for-the-deaf", source=expect.standing_at(run))
        expect.ended(run)
        return
    expect.returned(run)
    if stop.leftovers or stop.held:
        raise Mistake("left-alive", count=max(len(stop.leftovers), len(stop.held)))
    lasted = stop.ended - stop.started
    if lasted < TIMEOUT - ROUNDING:
        raise Mistake("no-time-given", have=lasted, want=TIMEOUT)
    ticks = [call for call in run.of_probe("tick") if call.go is not None and stop.started < call.go < stop.ended]
    if len({repr(call.args[0]) for call in ticks}) * CALM > MUCH:
        raise Mistake("time-for-each")
    run = play("hang", workers=HANGING, timeout=SHORT, large=True, holds=HANG, may_hang=True, may_leave=True)
    stop = _stop(run)  # None: submit waits for room in the pipe, about which the exercise says nothing
    if stop is not None and stop.ended is None:
        if run.hung or run.end == "deadline":
            raise Mistake("waits-for-the-deaf", source=expect.standing_at(run))
        expect.ended(run)


def _stop(run: Run) -> Invocation | None:
    """Return the first call of stop; None when it was never called."""
    return next((one for one in run.invocations if one.name == "stop"), None)


def _served(run: Run, items: list[Any]) -> None:
    """Each item was handled once, in a worker, when stop returned, and no worker was left."""
    expect.foreign(run, "handle")
    stop = _stop(run)
    done = [call for call in run.of_probe("handle") if call.how in ("returned", "raised")]
    if stop is None:
        expect.ended(run)
        expect.returned(run)
        return
    if stop.ended is None:
        if run.hung and len(done) >= len(items):
            raise Mistake("stop-waits-on", source=expect.standing_at(run))
        expect.ended(run)
        return
    held = tuple(number for number in stop.held if run.calls[number].probe != "packed")  # an item on its way is no process
    one = replace(run, invocations=(replace(stop, held=held),))
    expect.returned(one)
    expect.nothing_left(one)
    if len(done) < len(items):
        expect.no_child_errors(run)
        raise Mistake("items-lost", have=len(done), want=len(items))
    drawn = [call.dealt for call in run.of_probe("pause")]
    expect.called_once_each(run, "handle", [drawn if type(item) is str and item == "drawn" else [item] for item in items])
