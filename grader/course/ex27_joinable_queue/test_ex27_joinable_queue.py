"""How it is proved: the last item is at work until nothing moves; who returns before it is over does not wait for it.

When nothing moves any more, who waits for what names the mistake.
"""

from typing import Any

from grader.checking import SLOWER_END, Hold, Lesson, Mistake, Play, Run, Until, check, dealt, expect, meet, pools

LESSON = Lesson(title="When everything is done", part="D", section="", contract=("process_all(items, handle, workers)",))
ITEMS: list[Any] = ["drawn", 0, [1], "", "None", 0, "last"]
# The workers are there before the first item. The first two are at work until all items have been put. All stay at work until
# nothing moves, and until waits with a timeout are over: whoever has stopped waiting for them has gone on by then.
HOLDS: list[Hold] = [
    Until(probe="next item", which=lambda args: args == (0,), give_up="still", timers=True, once=True),
    meet("handle", parties=2, linger=True),
    Until(probe="still at work", give_up="still", timers=True),
]


@check(points=3)
def test_all_handled(play: Play) -> None:
    """It returns only when every item, also the last one, has been handled completely."""
    run = play("work", items=ITEMS, workers=2, holds=HOLDS, may_leave=True, may_hang=True)
    expect.foreign(run, "handle")
    _completely(run, ITEMS)
    expect.returned(run)


@check(points=2, methods="all", needs=["test_all_handled"])
def test_share_the_work(play: Play) -> None:
    """The processes work at the same time, no more of them than asked for, and all of them end."""
    run = play("work", items=ITEMS, workers=2, holds=[*HOLDS, SLOWER_END])
    expect.together(run, "handle", parties=2)
    expect.at_most(run, "handle", parties=2)
    expect.nothing_left(run)
    pools.ends_told(run, "handle")


@check(points=1, needs=["test_all_handled"])
def test_some_fail(play: Play) -> None:
    """An item that fails counts as handled, and the others are still handled."""
    items = ["bad", "worse", 1, 2]
    run = play("work", items=items, workers=2, failing=items[:2], holds=HOLDS, may_raise=True, may_leave=True, may_hang=True)
    _completely(run, items)


@check(points=1, needs=["test_all_handled"])
def test_little_to_do(play: Play) -> None:
    """With fewer items than processes, or none, it ends too."""
    for items in ([], ["only"]):
        run = play("work", items=items, workers=2, may_hang=True)
        _completely(run, items)


def _completely(run: Run, items: list[Any]) -> None:
    """Each item was handled to its end before the function was over, and no process was ended in the middle of it."""
    items = dealt.drawn(run, "next item", items, to="handle")
    calls = run.of_probe("handle")
    if any(call.args == (None,) for call in calls):
        raise Mistake("end-mark-handled")
    over = run.invocations[-1].ended if run.invocations else None
    done = [call for call in calls if call.how in ("returned", "raised") and (over is None or (call.left or 0) <= over)]
    known = {"have": len(done), "want": len(items)}
    if run.hung and over is None:
        _stuck(run, len(done), len(items))
    error = next((error for error in run.child_errors() if "task_done() called too many" in error.text), None)
    cut = any(call.how == "died" for call in calls)
    if cut or (over is not None and len(done) < len(items) and run.children() and error is None):
        if error is None:
            expect.no_child_errors(run)
        raise Mistake("not-handled-completely", **known)
    if error is not None:
        raise Mistake("marked-too-often")
    expect.ended(run)
    expect.called_once_each(run, "handle", [[item] for item in items])


def _stuck(run: Run, done: int, want: int) -> None:
    """Nothing moves any more: say who waits for what."""
    if any("task_done() called too many" in error.text for error in run.child_errors()):
        raise Mistake("marked-too-often")
    waits = [(one.caller, run.waits_for(one)) for one in run.waiting]
    if done < want and not any(not caller for caller, _ in waits):
        expect.no_child_errors(run)
        raise Mistake("workers-gone", have=done, want=want)
    if done >= want and any(caller and what == "queue-done" for caller, what in waits):
        raise Mistake("task-not-done", want=want)
    if done >= want and any(not caller and what == "queue-item" for caller, what in waits):
        raise Mistake("end-mark-missing")
    expect.ended(run)
