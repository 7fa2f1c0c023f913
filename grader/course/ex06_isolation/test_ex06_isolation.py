"""How it is proved: the child is held before its work and before its end, and the function is asked for both states.

A large state shows who waits for the child before the queue is read; an error in the child, who waits for what never comes.
"""

from typing import Any

from grader.checking import LONG_LOOK, SLOW_END, SLOWER_END, Hold, Lesson, Mistake, Play, Run, Until, check, expect, looks

LESSON = Lesson(title="Processes share nothing", part="A", section="1", contract=("run_isolated(mutate, state)",))
# The child takes its time, before its work and before its end: who does not wait for it shows.
SLOW: list[Hold] = [Until(probe="mutate", give_up="still"), SLOW_END, LONG_LOOK]
# The same, and who waits with a timeout has waited that long.
SLOWER: list[Hold] = [Until(probe="mutate", give_up="still", timers=True), SLOWER_END]
BEFORE = {"town": "London", "job": "poet", "house": {"rooms": [1]}}

PAIR = "\n    returned: {first}\n         and: {second}\n    expected: {after}\n         and: {before}"


@check(points=1)
def test_in_a_child(play: Play) -> None:
    """mutate(state) is called once, in a child process, with a copy of the state."""
    run = play("mutated", holds=SLOW, may_leave=True, may_raise=True)
    expect.foreign(run, "mutate")
    if not run.of_probe("mutate"):
        _expect_end(run)
    kinds = [call.args[0] for call in run.of_probe("mutate") if call.args != ("dict",)]
    if kinds:
        raise Mistake("shared-state", kind=kinds[0])
    expect.called_once_each(run, "mutate", [["dict"]])


@check(points=3, methods="all", needs=["test_in_a_child"])
def test_both_states(play: Play) -> None:
    """It returns the state as the child left it, and its own state, which has not changed."""
    run = play("mutated", holds=SLOW, may_leave=True)
    _expect_end(run)
    expect.foreign(run, "mutate")
    _expect_pair(run, _after(run), BEFORE)


@check(points=1, needs=["test_both_states"])
def test_waits_for_the_child(play: Play) -> None:
    """When it returns, the child has ended and has been waited for."""
    run = play("mutated", holds=SLOWER)
    _expect_end(run)
    expect.nothing_left(run)
    _expect_pair(run, _after(run), BEFORE)


@check(points=1, needs=["test_both_states"])
def test_nothing_in_it(play: Play) -> None:
    """The child may leave a state with nothing in it."""
    run = play("cleared", holds=SLOW)
    _expect_end(run)
    _expect_pair(run, [], [3, 1, 2], lost="empty-state-lost")


@check(points=2, needs=["test_both_states"])
def test_large_state(play: Play) -> None:
    """The state may be large."""
    run = play("large", may_hang=True)
    if run.hung:
        raise Mistake("join-before-get")
    expect.ended(run)
    expect.returned(run)
    told = run.report
    if told["own"] != told["before"]:
        raise Mistake("own-state-changed", have=told["own"], want=told["before"])
    wanted = [f"winter {_dealt(run)}", *told["wanted"][1:]]
    if told["returned"] != [wanted, told["before"]]:
        raise Mistake("wrong-value", have=told["returned"], want=[wanted, told["before"]])


@check(points=1, needs=["test_both_states"])
def test_mutate_fails(play: Play) -> None:
    """If mutate raises, the function still ends, and leaves nothing behind."""
    run = play("mutated", failing=True, holds=SLOW, may_raise=True, may_leave=True, may_hang=True)
    if run.hung:
        raise Mistake("waits-after-error")
    expect.ended(run)
    if run.invocation is not None and run.invocation.leftovers:
        raise Mistake("left-after-error")
    if run.report != BEFORE:
        raise Mistake("own-state-changed", have=run.report, want=BEFORE)


def _dealt(run: Run) -> int:
    """Return what the call of mutate was dealt."""
    return run.of_probe("mutate")[-1].dealt if run.of_probe("mutate") else 0


def _after(run: Run) -> dict[str, Any]:
    """Return the state as the child leaves it."""
    return {"town": f"Paris {_dealt(run)}", "house": {"rooms": [1, _dealt(run)]}}


def _expect_end(run: Run) -> None:
    """The function returned. If it did not, an error in the child explains best."""
    if run.end != "done":
        expect.no_child_errors(run)
    expect.ended(run)
    one = run.invocation
    if one is not None and one.error is not None and one.error.type == "Empty":
        raise Mistake("nothing-there-yet", **expect.raised_at(run, one))
    looks.long_enough(run)
    expect.returned(run)


def _expect_pair(run: Run, after: Any, before: Any, *, lost: str = "nothing-sent-back") -> None:
    """The function returned the child's state and the own one, which is as before; else what explains best.

    lost: the code for a pair in which the child's changes are missing.
    """
    expect.returned(run)
    if run.report != before:
        raise Mistake("own-state-changed", have=repr(run.report), want=repr(before))
    have = run.value
    if type(have) is not tuple or len(have) != 2:
        raise Mistake("not-a-pair", have=repr(have)[:200])
    first, second = have
    known = {"first": repr(first)[:200], "second": repr(second)[:200], "after": repr(after), "before": repr(before)}
    looks.long_enough(run, lost=first in (None, before))
    if first is None:
        raise Mistake("result-of-mutate", **known)
    if first == before and second == before:
        raise Mistake(lost, **known)
    if first == after and second == after:
        raise Mistake("own-state-missing", **known)
    if first == before and second == after:
        raise Mistake("order-of-the-pair", **known)
    if (type(first), first, type(second), second) != (type(after), after, type(before), before):
        raise Mistake("wrong-value", have=repr(have)[:200], want=repr((after, before)))
