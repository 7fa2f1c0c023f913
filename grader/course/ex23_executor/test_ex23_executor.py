"""How it is proved: workers are held until all are at work; then one item ends its worker, also while items are handed in."""

from typing import Any

from grader.checking import Lesson, Mistake, Play, Raised, Run, Until, check, dealt, expect, meet, shorten

LESSON = Lesson(
    title="Futures, and a worker that dies",
    part="C",
    section="4",
    contract=("run_futures(func, items, max_workers=2)",),
)
ITEMS = [4, 0, 7, 4, 9]
KILLER = 5
MEET = [meet("func", parties=3, linger=True)]
# The second item is asked for when nothing moves any more: the worker of the first has died, and the executor knows it.
AFTER_THE_DEATH = Until(probe="next item", which=lambda args: args == (1,), give_up="still", once=True)


@check(points=2)
def test_results(play: Play) -> None:
    """Every result stands under the index of its item."""
    run = play("work", items=ITEMS, max_workers=3, failing=[7], holds=MEET)
    expect.ended(run)
    expect.returned(run)
    expect.foreign(run, "func")
    expect.called_once_each(run, "func", [[item] for item in ITEMS])
    answers = _answers(run, len(ITEMS))
    if answers[2] != dealt.failure(run, "func", ITEMS[2], f"func({ITEMS[2]})"):
        raise Mistake("error-not-kept", have=shorten(answers[2]))
    wanted = {index: one for index, one in enumerate(dealt.results(run, "func", ITEMS)) if index != 2}
    have = {index: answer for index, answer in answers.items() if index != 2}
    if have != wanted:
        raise Mistake("wrong-value", have=shorten(have, 200), want=shorten(wanted, 200))


@check(points=2, methods="all", needs=["test_results"])
def test_at_once(play: Play) -> None:
    """As many workers as asked for are at work at the same time."""
    run = play("work", items=ITEMS, max_workers=3, failing=[7], holds=MEET)
    expect.returned(run)
    expect.together(run, "func", parties=3)
    expect.at_most(run, "func", parties=3)


@check(points=2, needs=["test_results"])
def test_a_worker_dies(play: Play) -> None:
    """When an item kills its worker, the function still returns, and says so for that item."""
    run = play("work", items=[3, KILLER, 8], max_workers=2, killing=[KILLER], holds=[meet("func", parties=2)], may_raise=True)
    _survived(run, [3, KILLER, 8])


@check(points=2, needs=["test_a_worker_dies"])
def test_dies_during_submission(play: Play) -> None:
    """The same when the worker dies before all items are submitted."""
    run = play(
        "work", items=[KILLER, 3], max_workers=2, killing=[KILLER], slowly=True, holds=[AFTER_THE_DEATH], may_raise=True
    )
    drawn = [call.dealt for call in run.of_probe("next item") if call.args == (2,)]
    _survived(run, [KILLER, 3, *(drawn or [0])])


@check(points=1, needs=["test_results"])
def test_nothing_to_do(play: Play) -> None:
    """Without items the dictionary is empty."""
    expect.value(play("work", items=[], max_workers=2), {})


def _answers(run: Run, count: int) -> dict[int, Any]:
    """Return the dictionary, when it is one and has a key for each item."""
    have = run.value
    if type(have) is not dict:
        raise Mistake("wrong-value", have=shorten(have, 200), want="a dictionary")
    if sorted(have, key=repr) != list(range(count)):
        raise Mistake("keys-differ", have=shorten(list(have), 200), want=str(list(range(count))))
    return have


def _survived(run: Run, items: list[Any]) -> None:
    """The function returned a dictionary although a worker died, and it is true."""
    expect.foreign(run, "func")
    if run.hung and any(call.how == "died" for call in run.calls):
        raise Mistake("death-unnoticed")
    expect.ended(run)
    one = run.invocations[-1]
    if one.error is not None and one.error.type == "BrokenProcessPool":
        raise Mistake("death-raised", error=one.error.type, **expect.raised_at(run, one))
    expect.returned(run)
    answers, killer = _answers(run, len(items)), items.index(KILLER)
    if not _broken(answers[killer]):
        raise Mistake("killer-not-named", have=shorten(answers[killer]))
    have = [answers[index] for index in range(len(items))]
    for index, result in enumerate(dealt.results(run, "func", items, have=have)):
        if index != killer and answers[index] != result and not _broken(answers[index]):
            want = f"{result} or BrokenProcessPool"
            raise Mistake("wrong-value", have=shorten(answers[index]), want=want)


def _broken(answer: Any) -> bool:
    return type(answer) is Raised and answer.type == "BrokenProcessPool"
