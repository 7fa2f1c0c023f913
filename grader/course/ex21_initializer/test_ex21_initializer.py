"""How it is proved: each resource says which process made it, and each use whether it is that process's own.

Workers are held until all have made theirs, and until all are at work.
"""

from collections import Counter

from grader.checking import LONG_LOOK, Hold, Ledger, Lesson, Mistake, Play, Run, Until, check, dealt, expect, meet

LESSON = Lesson(
    title="Something that each worker makes once",
    part="C",
    section="4",
    contract=("with_resource(make, use, items, processes=2)",),
)
ITEMS = [4, 0, 7, 1, 7, 3, 8, 2, 6]
MEET: list[Hold] = [meet("make", parties=3), meet("use", parties=3, singly=True), LONG_LOOK]


def _one_failed(ledger: Ledger) -> bool:
    return any(call.probe == "use" and call.how == "raised" for call in ledger.calls)


# The item that fails does so when all have been handed in. The others are at work when the news of it has come.
ONE_FAILS: list[Hold] = [
    Until(probe="use", which=lambda args: args[1] == 1, give_up="still"),
    Until(probe="use", which=lambda args: args[1] != 1, seen=_one_failed),
    Until(probe="at work", give_up="still"),
]


@check(points=3)
def test_one_resource_each(play: Play) -> None:
    """Each worker makes one resource, and uses it for all its items."""
    run = play("work", items=ITEMS, processes=3, holds=MEET, may_leave=True)
    _not_in_the_parent(run)
    expect.ended(run)
    expect.returned(run)
    expect.foreign(run, "use")
    if not run.of_probe("use"):
        expect.called_once_each(run, "use", [["own resource", item] for item in ITEMS])
    for call in run.of_probe("use"):
        if call.args[0] == "resource of another process":
            raise Mistake("resource-of-another")
        if call.args[0] != "own resource":
            raise Mistake("no-resource", have=call.args[0])
    users = {run.process(call) for call in run.of_probe("use")}
    made = Counter(run.process(call) for call in run.of_probe("make"))
    most = max((made[user] for user in users), default=0)
    if most > 1:
        raise Mistake("made-too-often", most=most)


@check(points=1, needs=["test_one_resource_each"])
def test_results(play: Play) -> None:
    """Every item is used once, and the results come back in the order of the items."""
    run = play("work", items=ITEMS, processes=3, holds=MEET)
    expect.called_once_each(run, "use", [["own resource", item] for item in ITEMS])
    expect.value(run, dealt.results(run, "use", ITEMS, have=run.value))


@check(points=3, methods="all", needs=["test_one_resource_each"])
def test_at_once(play: Play) -> None:
    """As many workers as asked for make their resource and use it at the same time, and no more."""
    run = play("work", items=ITEMS, processes=3, holds=MEET)
    _not_in_the_parent(run)
    expect.ended(run)
    expect.together(run, "make", parties=3)
    expect.together(run, "use", parties=3)
    expect.at_most(run, "use", parties=3)


@check(points=1, needs=["test_results"])
def test_one_fails(play: Play) -> None:
    """An item that fails does not disturb the others."""
    run = play("work", items=[1, 2, 3], processes=2, failing=[1], holds=ONE_FAILS, may_raise=True)
    expect.finished(run, "use")
    expect.ended(run)
    expect.called_once_each(run, "use", [["own resource", item] for item in (1, 2, 3)])


@check(points=1, needs=["test_one_resource_each"])
def test_nothing_to_do(play: Play) -> None:
    """Without items the list is empty."""
    run = play("work", items=[])
    _not_in_the_parent(run)
    expect.value(run, [])


def _not_in_the_parent(run: Run) -> None:
    """No resource was made in the caller's process, neither by itself nor by a thread of its."""
    own = [call for call in run.of_probe("make") if call.pid == run.caller]
    if any(call.main_thread for call in own):
        raise Mistake("made-in-the-parent")
    expect.foreign(run, "make")
