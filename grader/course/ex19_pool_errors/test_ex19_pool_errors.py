"""How it is proved: some items raise errors, one returns an exception, and equal items stand in the list.

Each further item is at work while the caller deals with earlier answers, so a pool ended at the first error always shows.
"""

from collections.abc import Iterable
from typing import Any

from grader.checking import (
    LONG_LOOK,
    Call,
    Hold,
    Lesson,
    Mistake,
    Play,
    Raised,
    Run,
    Until,
    check,
    dealt,
    expect,
    looks,
    meet,
    shorten,
)

LESSON = Lesson(
    title="Errors in a pool",
    part="C",
    section="4",
    contract=("gather(func, items, processes=2)",),
)
# The function gives None for 0 and an exception object for 8. Equal items show who looks for an item's index by its value.
ITEMS = [4, 0, 7, 8, 5, 4, 9, 5]
FAILING = [7, 5]
KINDS = ("Failure", "KeyError", "ValueError")
# Three items begin together. Each further item is still at work when the caller has done what it does with their answers: so a
# caller that ends the pool at the first error always ends it at the same moment.
MEET: list[Hold] = [meet("func", parties=3, linger=True), Until(probe="func", give_up="still"), LONG_LOOK]


@check(points=2)
def test_each_item(play: Play) -> None:
    """Every item is in exactly one of the two dictionaries, under its index."""
    run = play("work", items=ITEMS, processes=3, failing=FAILING, holds=MEET)
    _come_back(run)
    expect.foreign(run, "func")
    results, errors = _pair(run)
    looks.long_enough(run, lost=len({*results, *errors}) < len(ITEMS))
    _keys(results, errors, _failed(ITEMS, FAILING), len(ITEMS))
    expect.called_once_each(run, "func", [[item] for item in ITEMS])


@check(points=3, needs=["test_each_item"])
def test_errors_are_kept(play: Play) -> None:
    """Each exception is kept as it is, and each result too, even a strange one."""
    run = play("work", items=ITEMS, processes=3, failing=FAILING, holds=MEET)
    _come_back(run)
    _right(run, ITEMS, FAILING)


@check(points=2, methods="all", needs=["test_each_item"])
def test_at_once(play: Play) -> None:
    """As many workers as asked for are at work at the same time, and no more."""
    run = play("work", items=ITEMS, processes=3, failing=FAILING, holds=MEET)
    _come_back(run)
    expect.together(run, "func", parties=3)
    expect.at_most(run, "func", parties=3)


@check(points=1, needs=["test_errors_are_kept"])
def test_all_or_none_fail(play: Play) -> None:
    """It makes no difference whether all items fail or none of them."""
    for items, failing in (([7, 5, 1], [7, 5, 1]), ([2, 3], [])):
        run = play("work", items=items, failing=failing)
        _come_back(run)
        _right(run, items, failing)


@check(points=1, needs=["test_each_item"])
def test_nothing_to_do(play: Play) -> None:
    """Without items both dictionaries are empty."""
    run = play("work", items=[])
    _come_back(run)
    _right(run, [], [])


def _come_back(run: Run) -> None:
    """The function returned, and no exception of the function that it was given came out."""
    expect.ended(run)
    one = run.invocation
    if one is not None and one.error is not None and "on purpose" in one.error.text:
        raise Mistake("error-escapes", error=one.error.type, **expect.raised_at(run, one))
    looks.long_enough(run)
    expect.returned(run)


def _failed(items: Iterable[int], failing: Iterable[int]) -> list[int]:
    """Return the indices of the items for which the function raises."""
    return [index for index, item in enumerate(items) if item in failing]


def _pair(run: Run) -> tuple[dict[Any, Any], dict[Any, Any]]:
    note = run.note("answer")
    if note is None:
        raise Mistake("not-two-dicts", have=shorten(run.value, 200))
    return note.fields["results"], note.fields["errors"]


def _keys(results: dict[Any, Any], errors: dict[Any, Any], failed: list[int], count: int) -> None:
    """Each index is in exactly one of the dictionaries, and in the right one."""
    want = set(range(count))
    have = set(results) | set(errors)
    if have - want:
        raise Mistake("keys-differ", have=shorten(sorted(have, key=repr), 80), want=str(sorted(want)))
    if want - have:
        raise Mistake("item-missing", count=len(want - have), want=count, missing=_listed(want - have), failed=_listed(failed))
    if set(results) & set(errors):
        raise Mistake("item-in-both", both=_listed(set(results) & set(errors)))
    for index in sorted(want):
        if index in failed and index in results:
            raise Mistake("error-among-results", index=index, have=shorten(results[index], 80))
        if index not in failed and index in errors:
            raise Mistake("result-among-errors", index=index, have=shorten(errors[index], 80))


def _right(run: Run, items: list[int], failing: list[int]) -> None:
    """The two dictionaries are right, down to the arguments of each exception."""
    results, errors = _pair(run)
    _keys(results, errors, _failed(items, failing), len(items))
    note = run.note("answer")
    assert note is not None
    for index, error in sorted(errors.items()):
        if type(error) is not Raised:
            raise Mistake("error-not-kept", index=index, have=shorten(error, 80))
        given = dealt.results(run, "func", items, have=_numbers(note.fields["args"], len(items)), how="raised")
        kind, args = KINDS[items[index] % 3], [f"func({items[index]}) fails on purpose", given[index]]
        if error.type != kind or note.fields["args"].get(index) != args:
            raise Mistake("error-differs", index=index, have=shorten(error, 120), want=f"{kind}{tuple(args)}")
    have = [results.get(index) for index in range(len(items))]
    given = dealt.results(run, "func", items, have=have, of=_result)
    wanted = {index: given[index] for index, item in enumerate(items) if item not in failing}
    if repr(sorted(results.items())) != repr(sorted(wanted.items())):
        raise Mistake("wrong-value", have=shorten(results, 200), want=shorten(wanted, 200))


def _result(call: Call) -> Any:
    """Return what the function gave back in this call, as the judge sees it."""
    return {0: None, 8: Raised("ValueError", "returned, not raised")}.get(call.args[0], call.dealt)


def _numbers(args: dict[int, Any], count: int) -> list[Any]:
    """Return the number in each of the exceptions that came back."""
    given = [args.get(index) for index in range(count)]
    return [one[-1] if type(one) is list and one else None for one in given]


def _listed(indices: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(indices)))
