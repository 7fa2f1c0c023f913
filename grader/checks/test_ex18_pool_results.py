from grader import expect
from grader.checking import Lesson, Message, Mistake, Play, check, meet
from grader.judge.records import shorten

LESSON = Lesson(title="Results from a pool", part="C", section="4", contract=("pool_map(func, items, processes=2)",))
ITEMS = [4, 0, 7, 1, 9, 3]
RESULTS = [item * 10 for item in ITEMS]
# The last of the first three is ready first, so the order in which results come is not that of the items.
YOUNGEST_FIRST = [meet("func", parties=3, singly=True)]

MESSAGES = {
    "completion-order": Message(
        seen="{call} returned the right results in another order: the order in which they were ready, or any other.",
        means="Which item is ready first is a matter of chance. Nobody can tell then which result belongs to which item.",
        advice="Use map(), or keep what apply_async() returns in a list and call get() on each in that order.",
    ),
    "error-swallowed": Message(
        seen="func raised an exception for one item, and {call} returned as if nothing had happened: {have}.",
        means="Whoever called it takes the results for complete.",
        advice="Let the exception pass: do not catch it, and ask for every result.",
    ),
    "error-changed": Message(
        seen="func raised an exception, and another one came out of {call}: {error}: {text}",
        means="Whoever called it wants to know what went wrong in func.",
        advice="Let the exception of func pass as it is.",
    ),
    "pool-left-after-error": Message(
        seen="func raised an exception, and when it came out of {call}, {count} worker processes were still there.",
        means="The lines that close the pool were skipped, since an exception leaves the function at once.",
        advice="Use the pool in a with block, or close and join it in a finally block.",
    ),
}


@check(points=2)
def test_results(play: Play) -> None:
    """The results come back in the order of the items."""
    run = play("work", items=ITEMS, processes=3, holds=YOUNGEST_FIRST, may_leave=True)
    expect.ended(run)
    expect.returned(run)
    expect.foreign(run, "func")
    expect.called_once_each(run, "func", [[item] for item in ITEMS])
    if type(run.value) is list and run.value != RESULTS and sorted(map(repr, run.value)) == sorted(map(repr, RESULTS)):
        raise Mistake("completion-order", call="pool_map(…)")
    expect.value(run, RESULTS)


@check(points=3, methods="all", needs=["test_results"])
def test_at_once(play: Play) -> None:
    """As many calls as there are worker processes run at the same time."""
    run = play("work", items=ITEMS, processes=3, holds=YOUNGEST_FIRST, may_leave=True)
    expect.returned(run)
    expect.together(run, "func", parties=3)


@check(points=1, needs=["test_results"])
def test_nothing_left(play: Play) -> None:
    """When it has returned, no worker process is left."""
    play("work", items=ITEMS, processes=3, holds=YOUNGEST_FIRST)


@check(points=2, needs=["test_results"])
def test_error(play: Play) -> None:
    """An exception of func reaches the caller, and the pool is gone by then."""
    run = play("work", items=[1, 2, 3, 4], processes=2, failing=[2], may_raise=True, may_leave=True)
    expect.ended(run)
    one = run.invocations[-1]
    if one.error is None:
        raise Mistake("error-swallowed", call="pool_map(…)", have=shorten(one.value, 100))
    if one.error.type != "Failure":
        raise Mistake("error-changed", call="pool_map(…)", error=one.error.type, text=one.error.text)
    if one.leftovers:
        raise Mistake("pool-left-after-error", call="pool_map(…)", count=len(one.leftovers))


@check(points=1, needs=["test_results"])
def test_no_items(play: Play) -> None:
    """Without items the list is empty."""
    expect.value(play("work", items=[], processes=2), [])
