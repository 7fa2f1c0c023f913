"""How it is proved: items end their process in every way, at every attempt, also one that has just given a result.

Attempts are counted, and each answer must be that of the last one.
"""

from collections import Counter
from typing import Any

from grader.checking import Call, Hold, Ledger, Lesson, Mistake, Play, Run, Until, check, dealt, expect, meet, shorten

LESSON = Lesson(
    title="A supervisor",
    part="E",
    section="",
    contract=("run_supervised(task, items, workers, max_attempts=3)",),
)
LARGE = 136_000

ITEMS = ["parcel", "none", "large", "zero", "same", "same"]
# While the caller unpacks the first result, the other process answers and ends: its answer counts, not its end.
HOLDS: list[Hold] = [Until(probe="unpacked", give_up="still", once=True), meet("task", parties=2, linger=True)]

UNEVEN = ["slow", "a", "b", "c"]


def _others_done(ledger: Ledger) -> bool:
    return sum(call.left is not None for call in ledger.calls) >= len(UNEVEN) - 1


# One task takes longer than all the others: whoever waits for it alone leaves a process without work meanwhile.
ONE_IS_SLOW: list[Hold] = [
    Until(probe="task", which=lambda args: args == ("slow",), seen=_others_done, give_up="still", timers=True)
]

DYING = ["a", "b", "c", "d", "e", "f"]
SCRIPT = {"a": ["kill"], "c": ["exit 0"], "d": ["raise"], "e": ["exit 3", "kill"]}

HOPELESS = ["x", "y", "fine", "z"]
FOR_EVER = {"x": ["exit 3", "exit 0", *["kill"] * 4], "y": ["raise"] * 6, "z": ["exit 5", *["kill"] * 5]}

# The first attempts begin together, and so do the second ones.
IN_PAIRS: list[Hold] = [Until(probe="task", seen=lambda ledger: len(ledger.calls) in (2, 4))]
# The result is packed only when nothing else moves: a thread that does that leaves its process time to take the next item.
ON_ITS_WAY: list[Hold] = [Until(probe="packed", give_up="still")]


@check(points=2)
def test_results(play: Play) -> None:
    """Without deaths each item is called once, and its result stands under its index."""
    run = play("work", items=ITEMS, workers=2, holds=HOLDS)
    expect.foreign(run, "task")
    expect.ended(run)
    _attempts(run, Counter(ITEMS))
    _answered(run, ITEMS, {})
    empty = play("work", items=[], workers=2)
    expect.returned(empty)
    _answered(empty, [], {})


@check(points=2, methods="all", needs=["test_results"])
def test_at_once(play: Play) -> None:
    """As many processes as asked for work at the same time, and no more."""
    run = play("work", items=ITEMS, workers=2, holds=HOLDS)
    expect.together(run, "task", parties=2)
    expect.at_most(run, "task", parties=2)
    _attempts(run, Counter(ITEMS))
    _answered(run, ITEMS, {})


@check(points=1, needs=["test_results"])
def test_answer_is_kept(play: Play) -> None:
    """A result that a process has given is not lost when this process dies with its next item."""
    items = ["parcel", "killer", "last"]
    run = play("work", items=items, workers=1, script={"killer": ["kill"]}, holds=ON_ITS_WAY, may_hang=True)
    _attempts(run, Counter({"parcel": 1, "killer": 2, "last": 1}), lost=False)
    _noticed(run)
    _attempts(run, Counter({"parcel": 1, "killer": 2, "last": 1}))
    _answered(run, items, {})
    run = play("work", items=["leaves", "last"], workers=1, may_hang=True)
    _attempts(run, Counter({"leaves": 1, "last": 1}), lost=False)
    _noticed(run)
    _answered(run, ["leaves", "last"], {})


@check(points=2, needs=["test_answer_is_kept"])
def test_tried_again(play: Play) -> None:
    """An item whose process dies is tried again, and the others are not."""
    run = play("work", items=DYING, workers=2, script=SCRIPT, may_hang=True)
    _noticed(run)
    _attempts(run, Counter({item: len(SCRIPT.get(item, ())) + 1 for item in DYING}))
    _answered(run, DYING, {})


@check(points=2, needs=["test_tried_again"])
def test_gives_up(play: Play) -> None:
    """After the last attempt an item is given up, and the exit code of that attempt is returned."""
    run = play("work", items=HOPELESS, workers=2, script=FOR_EVER, max_attempts=2, may_hang=True)
    _noticed(run)
    _attempts(run, Counter({item: 2 if item in FOR_EVER else 1 for item in HOPELESS}))
    _answered(run, HOPELESS, {0: 0, 1: 1, 3: dealt.KILLED})


@check(points=1, needs=["test_tried_again"])
def test_replaced(play: Play) -> None:
    """When processes have died or have done their work, as many others work at the same time."""
    run = play("work", items=["a", "b"], workers=2, script={"a": ["kill"], "b": ["exit 1"]}, holds=IN_PAIRS, may_hang=True)
    _noticed(run)
    _attempts(run, Counter({"a": 2, "b": 2}))
    third, fourth = run.of_probe("task")[2:]
    if third.left is not None and third.left < fourth.entered:
        raise Mistake("second-attempts-apart")
    run = play("work", items=UNEVEN, workers=2, holds=ONE_IS_SLOW)
    expect.ended(run)
    _attempts(run, Counter(UNEVEN))
    slow = next(call for call in run.of_probe("task") if call.args == ("slow",))
    late = [call for call in run.of_probe("task") if slow.left is not None and call.entered > slow.left]
    if late:
        raise Mistake("waits-for-the-slow-one", have=len(late), want=len(UNEVEN) - 1)


def _noticed(run: Run) -> None:
    """The function returned although processes died."""
    expect.foreign(run, "task")
    if run.hung and any(call.how in ("died", "raised") for call in run.of_probe("task")):
        raise Mistake("death-unnoticed", source=expect.standing_at(run))
    expect.ended(run)
    expect.returned(run)


def _attempts(run: Run, wanted: Counter[str], *, lost: bool = True) -> None:
    """Each item was tried so often. ``lost``: and not less often."""
    calls = run.of_probe("task")
    have = Counter(str(call.args[0]) for call in calls)
    for item, want in wanted.items():
        if have[item] > want:
            allowed = [call for call in calls if call.args == (item,)][:want]
            if any(call.how == "returned" for call in allowed):
                raise Mistake("done-again", item=repr(item))
            raise Mistake("tried-too-often", have=have[item], want=want)
    if not lost:
        return
    for item, want in wanted.items():
        if have[item] < want and any(call.args == (item,) and call.how in ("died", "raised") for call in calls):
            raise Mistake("not-tried-again", have=have[item], want=want)
    expect.called_once_each(run, "task", [[item] for item in wanted.elements()])


def _result(call: Call) -> Any:
    """Return what the task gave back in this call."""
    item = call.args[0]
    if item == "large":
        return dealt.long_text(call.dealt, LARGE)
    return {"none": None, "zero": 0}.get(item, f"{item.upper()} {call.dealt}")


def _answered(run: Run, items: list[str], failures: dict[int, int]) -> None:
    """The function returned these exit codes, and the results of all other items."""
    expect.returned(run)
    if type(run.value) is not tuple or len(run.value) != 2 or any(type(one) is not dict for one in run.value):
        raise Mistake("not-a-pair", have=shorten(run.value, 100))
    have, failed = run.value
    given = dealt.results(run, "task", items, have=[have.get(index) for index in range(len(items))], of=_result)
    sent = [f"PARCEL {call.dealt}" for call in run.of_probe("packed")]
    for index in [index for index, item in enumerate(items) if item == "parcel" and sent]:
        given[index] = have.get(index) if have.get(index) in sent else sent[0]
    results = {index: given[index] for index in range(len(items)) if index not in failures}
    if have.keys() != results.keys() or failed.keys() != failures.keys():
        want = f"{list(results)} and {list(failures)}"
        raise Mistake("keys-differ", have=shorten(list(have), 100), failed=shorten(list(failed), 100), want=want)
    for index, code in failures.items():
        if type(failed[index]) is not int or failed[index] != code:
            raise Mistake("wrong-exit-code", have=shorten(failed[index]), want=code)
    for index, result in results.items():
        if type(have[index]) is not type(result) or have[index] != result:
            raise Mistake("wrong-value", have=shorten(have[index], 100), want=shorten(result, 100))
