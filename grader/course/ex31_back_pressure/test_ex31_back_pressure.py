"""How it is proved: the first item is in the handler until nothing moves; by then the source has come as far as it can."""

from typing import Any

from grader.checking import SLOWER_END, Hold, Lesson, Mistake, Play, Run, Until, about, check, dealt, expect, pools

LESSON = Lesson(title="Back pressure", part="E", section="", contract=("bounded_pipeline(source, handle, capacity)",))
CAPACITY = 1
LIMIT = CAPACITY + 2
ITEMS: list[Any] = ["a", 0, "", [1], 0, "drawn", "None", "e"]

# The first item is in the handler until the source comes no further: nothing moves, and whoever waits with a timeout has
# waited that long. The last item, and the end of the source's process, take their time: who does not wait for them shows.
# They let go in the order of the list.
FIRST = Until(probe="handle", which=lambda args: args == (ITEMS[0],), give_up="still", timers=True)
LAST = Until(probe="handle", which=lambda args: args == (ITEMS[-1],), give_up="still", timers=True)
# While the last but one is in the handler, the queue is full, and the end mark has to wait.
FULL_AT_THE_END: list[Hold] = [
    Until(probe="handle", which=lambda args: args == (ITEMS[-2],), give_up="still", timers=True), SLOWER_END, LAST,
]  # fmt: skip
GATES: list[Hold] = [FIRST, SLOWER_END, LAST]
SLOW_SOURCE: list[Hold] = [LAST, SLOWER_END]


@check(points=2)
def test_in_order(play: Play) -> None:
    """Every item is handled once, in order; source and handler have a process each."""
    run = play("pipeline", items=ITEMS, capacity=CAPACITY, holds=GATES, may_leave=True)
    expect.foreign(run, "source", "next", "handle")
    if run.end != "done":
        expect.no_child_errors(run)
    if run.hung and _consumer_has_ended_after(run, ITEMS[:1]):
        raise Mistake("falsy-item-ends", missing=", ".join(map(repr, ITEMS[1:])))
    expect.ended(run)
    expect.returned(run)
    if len(run.of_probe("handle")) < len(ITEMS):
        expect.nothing_left(run)
    for name in ("source", "handle"):
        have = len({call.pid for call in run.of_probe(name)})
        if have > 1:
            raise Mistake("more-processes", name=name, have=have)
    _all_handled(run, ITEMS)
    expect.finished(run, "handle")
    if {call.pid for call in run.of_probe("source", "next")} & {call.pid for call in run.of_probe("handle")}:
        raise Mistake("same-process")


@check(points=3, methods="all", needs=["test_in_order"])
def test_not_too_far_ahead(play: Play) -> None:
    """The source is never more than capacity + 2 items ahead of the handler."""
    run = play("pipeline", items=ITEMS, capacity=CAPACITY, holds=GATES, may_leave=True)
    expect.ended(run)
    expect.returned(run)
    most = _furthest(run)
    if most > LIMIT:
        raise Mistake("too-far-ahead", most=most, limit=LIMIT)
    if len(run.of_probe("handle")) < len(ITEMS):
        expect.nothing_left(run)
    expect.called_once_each(run, "handle", [[item] for item in dealt.drawn(run, "next", ITEMS, to="handle")])


@check(points=1, needs=["test_in_order"])
def test_waits(play: Play) -> None:
    """It returns when both processes have ended; the source may be empty."""
    runs = [play("pipeline", items=ITEMS, capacity=CAPACITY, holds=holds) for holds in (GATES, SLOW_SOURCE, FULL_AT_THE_END)]
    for run in sorted(runs, key=_all_over):
        with about(run):
            expect.ended(run)
            expect.nothing_left(run)
            pools.ends_told(run, "next")
    run = play("pipeline", items=[], capacity=CAPACITY)
    expect.ended(run)
    expect.returned(run)
    _all_handled(run, [])


@check(points=1, needs=["test_in_order"])
def test_handle_fails(play: Play) -> None:
    """If handle raises for an item, the next ones are still handled."""
    run = play(
        "pipeline", items=ITEMS, capacity=CAPACITY, failing=ITEMS[1:5], holds=[SLOWER_END, LAST], may_raise=True, may_hang=True
    )
    if len(run.of_probe("handle")) < len(ITEMS):
        raise Mistake("stops-after-error")
    expect.ended(run)
    _all_handled(run, ITEMS)
    expect.finished(run, "handle")


@check(points=1, needs=["test_in_order"])
def test_source_fails(play: Play) -> None:
    """If the source raises, the items before are handled, and it comes to its end."""
    run = play("pipeline", items=ITEMS, capacity=CAPACITY, source_fails=ITEMS[3:4], may_raise=True, may_hang=True)
    if run.hung:
        raise Mistake("waits-for-the-end")
    expect.ended(run)
    _all_handled(run, ITEMS[:3])
    expect.called_once_each(run, "next", [[item] for item in ITEMS[:4]])
    expect.finished(run, "handle")


def _all_over(run: Run) -> bool:
    """Say whether no process was alive when the function returned."""
    return run.invocation is None or all(left.zombie for left in run.invocation.leftovers)


def _furthest(run: Run) -> int:
    """Return the largest number of items that were asked for and not over, at any moment."""
    asked = [call.entered for call in run.of_probe("next")]
    over = [call.left for call in run.of_probe("handle") if call.left is not None]
    return max((number - sum(left <= at for left in over) for number, at in enumerate(asked, 1)), default=0)


def _consumer_has_ended_after(run: Run, items: list[Any]) -> bool:
    """Say whether exactly these items were handled, and the process that did it has ended."""
    calls = run.of_probe("handle")
    gone = {life.pid for life in run.lives if life.ended is not None}
    return [call.args[0] for call in calls] == items and all(call.pid in gone for call in calls)


def _all_handled(run: Run, items: list[Any]) -> None:
    """Each of these items was handled once, in this order."""
    items = dealt.drawn(run, "next", items, to="handle")
    have = [call.args[0] for call in run.of_probe("handle")]
    missing = [item for item in items if repr(item) not in map(repr, have)]
    if missing and missing == [item for item in items if not item]:
        raise Mistake("falsy-item-ends", missing=", ".join(map(repr, missing)))
    expect.called_once_each(run, "handle", [[item] for item in items])
    if have != items:
        raise Mistake("wrong-order", have=", ".join(map(repr, have)), want=", ".join(map(repr, items)))
