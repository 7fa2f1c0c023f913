"""How it is proved: the calls end the youngest first, so that the order of arrival is not that of the items.

Results larger than a pipe holds show who joins before the queue is read.
"""

from typing import Any

from grader.checking import (
    LONG_LOOK,
    SLOWER_END,
    Call,
    Lesson,
    Mistake,
    Play,
    check,
    dealt,
    expect,
    looks,
    meet,
    pools,
    shorten,
)

LESSON = Lesson(title="Collect results, also large ones", part="B", section="3", contract=("collect(func, items)",))
ITEMS = ["nothing", 0, False, [1], True, 1.0]  # some are equal, and one cannot be the key of a dictionary
YOUNGEST_FIRST = [meet("func", parties=6, singly=True)]
SIZE = 1_600_000  # characters, of six bits each: more than a pipe can be made to hold


@check(points=2)
def test_results(play: Play) -> None:
    """It returns one result for each item, in the order of the items."""
    run = play("work", items=ITEMS, holds=[*YOUNGEST_FIRST, LONG_LOOK], may_leave=True)
    expect.ended(run)
    looks.long_enough(run)
    expect.returned(run)
    expect.foreign(run, "func")
    expect.called_once_each(run, "func", [[item] for item in ITEMS])
    have = run.value
    want = dealt.results(run, "func", ITEMS, have=have, of=_result)
    if type(have) is not list:
        expect.value(run, want)
    if repr(have) == repr(want):  # 0 == False, so the texts are compared
        return
    if len(have) < len(ITEMS):
        raise Mistake("results-missing", have=len(have), want=len(ITEMS))
    missing = {*map(repr, want)} - {*map(repr, have)}
    looks.long_enough(run, lost=bool(missing) and {*map(repr, have)} <= {"None", *map(repr, want)})
    if sorted(map(repr, have)) == sorted(map(repr, want)):
        raise Mistake("arrival-order")
    raise Mistake("wrong-value", have=shorten(have, 200), want=shorten(want, 200))


def _result(call: Call) -> Any:
    """Return what func gave back in this call."""
    item = call.args[0]
    if item == "nothing":
        return None
    return [item, call.dealt] if item else item


@check(points=3, methods="all", needs=["test_results"])
def test_all_at_once(play: Play) -> None:
    """All the processes are at work at the same time, and all have ended when it returns."""
    run = play("work", items=ITEMS, holds=[*YOUNGEST_FIRST, SLOWER_END])
    expect.returned(run)
    expect.together(run, "func", parties=6)
    pools.ends_told(run, "func")


@check(points=3, needs=["test_results"])
def test_large_results(play: Play) -> None:
    """Results of more than 1 MiB each come back too."""
    run = play("work", items=[1, 2, 3], size=SIZE)
    calls = run.of_probe("func")
    if run.hung and calls and all(call.left is not None for call in calls):
        raise Mistake("join-before-drain", source=expect.standing_at(run))
    expect.ended(run)
    expect.returned(run)
    want = dealt.results(run, "func", [1, 2, 3], of=lambda call: [dealt.digest(dealt.long_text(call.dealt, SIZE)), SIZE])
    if run.report != want:
        raise Mistake("wrong-value", have=shorten(run.report, 100), want=shorten(want, 100))


@check(points=1, needs=["test_results"])
def test_one_fails(play: Play) -> None:
    """It ends, and leaves nothing behind, even when one item fails."""
    for failing, size in (([2], 0), ([3], 0), ([1], SIZE)):
        run = play("work", items=[1, 2, 3], failing=failing, size=size, holds=[meet("func", parties=3)], may_raise=True)
        expect.ended(run)
        expect.called_once_each(run, "func", [[1], [2], [3]])


@check(points=1, needs=["test_results"])
def test_no_items(play: Play) -> None:
    """Without items the list is empty."""
    expect.value(play("work", items=[]), [])
