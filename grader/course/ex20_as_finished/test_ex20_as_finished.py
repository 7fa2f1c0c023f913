"""How it is proved: each further item goes on only when all results that are there have come out of the iterator.

So results that are kept back stop everything. The caller also stops early, in two ways, while items are at work.
"""

from collections import Counter
from typing import Any

from grader.checking import (
    LONG_LOOK,
    Call,
    Hold,
    Ledger,
    Lesson,
    Mistake,
    Play,
    Raised,
    Run,
    Until,
    about,
    check,
    dealt,
    expect,
    looks,
    meet,
    shorten,
)

LESSON = Lesson(
    title="Results as they finish",
    part="C",
    section="4",
    contract=("as_finished(func, items, processes=2)",),
)
ITEMS = [4, 0, 7, 1, 7, 3, 8, 2, 6]
FEW = [5, 1, 2]


def _all_out(ledger: Ledger) -> bool:
    """Say whether every result that is there has come out of the iterator."""
    there = sum(call.probe == "func" and call.how == "returned" for call in ledger.calls)
    return there <= _out(ledger)


def _out(ledger: Ledger) -> int:
    return sum(note.name == "yielded" for note in ledger.notes)


# Three items begin together. Each further item goes on only when all results that are there have come out.
STREAM: list[Hold] = [meet("func", parties=3, linger=True), Until(probe="func", seen=_all_out), LONG_LOOK]
# The first item is slower than all others.
SLOW_FIRST: list[Hold] = [Until(probe="func", which=lambda args: args == (FEW[0],), seen=lambda ledger: _out(ledger) >= 2)]
# All items but the first are still at work when the caller stops.
AT_WORK: list[Hold] = [Until(probe="func", which=lambda args: args != (FEW[0],), give_up="still")]


@check(points=1)
def test_each_result(play: Play) -> None:
    """Each item is handled once, by a worker, and its result comes out of the iterator once."""
    run = play("loop", items=ITEMS, processes=3, holds=STREAM, may_leave=True)
    _came_back(run, len(ITEMS))
    expect.foreign(run, "func")
    expect.called_once_each(run, "func", [[item] for item in ITEMS])
    _expect_results(run, ITEMS)


@check(points=2, methods="all", needs=["test_each_result"])
def test_at_once(play: Play) -> None:
    """As many workers as asked for are at work at the same time, and no more."""
    run = play("loop", items=ITEMS, processes=3, holds=STREAM, may_leave=True)
    _came_back(run, len(ITEMS))
    expect.together(run, "func", parties=3)
    expect.at_most(run, "func", parties=3)


@check(points=3, needs=["test_at_once"])
def test_as_soon_as_there(play: Play) -> None:
    """Each result comes out as soon as it is there, while other items are still at work."""
    stream = play("loop", items=ITEMS, processes=3, holds=STREAM, may_leave=True)
    kept_back = [call for call in stream.of_probe("func") if not call.met]
    if kept_back and _out_before(stream, kept_back[0]) < 3:  # of three results that were there, when nothing moved any more
        raise Mistake("results-kept-back")
    run = play("loop", items=FEW, processes=3, holds=SLOW_FIRST, may_leave=True)
    _came_back(run, len(FEW))
    if not all(call.met for call in run.of_probe("func") if call.args == (FEW[0],)):
        raise Mistake("waits-for-the-slow-one")
    if kept_back:
        with about(stream):
            raise Mistake("results-kept-back")
    _expect_results(run, FEW)


@check(points=2, needs=["test_as_soon_as_there"])
def test_leaves_nothing(play: Play) -> None:
    """No process is left after the last result, and none when the caller stops early."""
    run = play("loop", items=ITEMS, processes=3, holds=STREAM, may_leave=True)
    _nothing_left(run, "gave its last result")
    for ending, when in (("close", "was closed early"), ("forget", "was forgotten early")):
        run = play("loop", items=[*FEW, 6, 4], processes=2, take=1, ending=ending, holds=AT_WORK, may_leave=True)
        _came_back(run, len(FEW) + 2)
        _nothing_left(run, when)


@check(points=1, needs=["test_each_result"])
def test_an_error(play: Play) -> None:
    """An exception of the function comes out of next(), and no process is left."""
    run = play("loop", items=[*FEW, 6], processes=2, failing=FEW[:1], ending="close", holds=AT_WORK, may_leave=True)
    if run.hung and any(call.how == "raised" for call in run.of_probe("func")):
        raise Mistake("error-unanswered")
    expect.ended(run)
    expect.returned(run)
    values, note = _values(run), run.note("raised")
    for value in values:
        if type(value) is Raised:
            raise Mistake("error-yielded", have=shorten(value, 80))
    if note is None:
        raise Mistake("error-lost")
    want = dealt.failure(run, "func", FEW[0], f"func({FEW[0]})")
    if note.fields["error"] != want:
        raise Mistake("error-differs", have=shorten(note.fields["error"], 120), want=shorten(want, 120))
    extra = Counter(map(repr, values)) - Counter(map(repr, _results(run, [*FEW[1:], 6])))
    if extra:
        raise Mistake("wrong-results", missing="-", extra=", ".join(extra))
    _nothing_left(run, "raised the exception of func")


@check(points=1, needs=["test_each_result"])
def test_nothing_to_do(play: Play) -> None:
    """Without items there are no results."""
    run = play("loop", items=[])
    _came_back(run, 0)
    _expect_results(run, [])


def _came_back(run: Run, items: int) -> None:
    """The loop over the iterator came to its end; ``items`` is how many calls were to be made."""
    done = sum(call.how in ("returned", "raised") for call in run.of_probe("func"))
    inside = any(call.how == "inside" for call in run.of_probe("func"))
    if run.hung and done < items and not inside:
        expect.foreign(run, "func")
        expect.no_child_errors(run)
        raise Mistake("nobody-works")
    expect.ended(run)
    expect.returned(run)
    note = run.note("no iterator")
    if note is not None:
        raise Mistake("no-iterator", have=shorten(note.fields["value"], 80))


def _out_before(run: Run, call: Call) -> int:
    """Return how many results had come out of the iterator when this call was let go on."""
    return sum(note.name == "yielded" and note.at < (call.go or 0) for note in run.notes)


def _values(run: Run) -> list[Any]:
    """Return what came out of the iterator, in this order."""
    return [note.fields["value"] for note in run.notes if note.name == "yielded"]


def _results(run: Run, items: list[int]) -> list[Any]:
    """Return what the function gave back for these items."""
    return dealt.results(run, "func", items, of=lambda call: None if call.args[0] == 3 else call.dealt)


def _expect_results(run: Run, items: list[int]) -> None:
    have = Counter(map(repr, _values(run)))
    want = Counter(map(repr, _results(run, items)))
    if have != want:
        looks.long_enough(run, lost=not have - want)
        missing, extra = (", ".join(sorted(part)) or "-" for part in (want - have, have - want))
        raise Mistake("wrong-results", missing=missing[:200], extra=extra[:200])


def _nothing_left(run: Run, when: str) -> None:
    """At the census no process of the iterator's was there, alive or not waited for."""
    one = run.invocation
    if one is not None and (one.leftovers or one.held):
        raise Mistake("left-behind", when=when, count=max(len(one.leftovers), len(one.held)))
