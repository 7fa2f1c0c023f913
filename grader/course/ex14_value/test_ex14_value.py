from grader import expect
from grader.checking import RACE, Lesson, Message, Mistake, Play, Run, check, meet

LESSON = Lesson(
    title="A shared number",
    part="B",
    section="3",
    contract=("add_many(counter, times)", "count_with(add, workers, times)"),
)
TOGETHER = [meet("add", parties=3, singly=True)]

MESSAGES = {
    "lost-update": Message(
        seen="{processes} processes called add_many at the same time, and {lost} of their {want} additions were lost.",
        means=(
            "counter.value += 1 reads, adds and writes. Two processes have read the same number before one of them wrote, so "
            "both wrote the same sum. A lock prevents that only if it is the same lock for all, held from reading to writing."
        ),
        advice="Put the reading and the writing into one block: with counter.get_lock(): counter.value += 1",
    ),
    "wrong-sum": Message(
        seen="One process called add_many(counter, {times}), and the counter holds {have} afterwards. {want} was expected.",
        means="It does not add exactly 1, exactly as often as it was asked to.",
        advice="Repeat counter.value += 1 as often as `times` says; range(times) counts that.",
    ),
    "value-without-lock": Message(
        seen="add got a counter without a lock (a {kind}). A multiprocessing.Value with its lock was expected.",
        means="Value(…, lock=False), RawValue and a manager's Value have no get_lock(), so nobody can add to them safely.",
        advice='Make it with multiprocessing.Value("i", 0).',
    ),
    "no-shared-value": Message(
        seen="add got an object that is no shared number (a {kind}). A multiprocessing.Value was expected.",
        means="Processes do not share variables: each has its own copy of an int or a list, and changes only that.",
        advice='Make the counter with multiprocessing.Value("i", 0), and pass it in args.',
    ),
}


@check(points=1)
def test_adds(play: Play) -> None:
    """One process adds exactly as often as it is asked to."""
    run = play("race", times=2, processes=1, holds=RACE)
    expect.no_child_errors(run)
    expect.ended(run)
    if run.report != 2:
        raise Mistake("wrong-sum", times=2, have=run.report, want=2)


@check(points=4, needs=["test_adds"])
def test_nothing_is_lost(play: Play) -> None:
    """Two processes add to the same number, and no addition is lost."""
    run = play("race", times=2, processes=2, holds=RACE)
    expect.no_child_errors(run)
    expect.ended(run)
    if run.report != 4:
        raise Mistake("lost-update", processes=2, lost=4 - int(run.report or 0), want=4)


@check(points=2, methods="all")
def test_workers_at_once(play: Play) -> None:
    """count_with runs add in as many processes as it is asked to, all at the same time."""
    run = play("count", workers=3, times=2, holds=TOGETHER)
    expect.returned(run)
    _shared(run)
    expect.together(run, "add", parties=3)
    expect.called_once_each(run, "add", [[2]] * 3)


@check(points=2, needs=["test_workers_at_once"])
def test_total(play: Play) -> None:
    """count_with returns what all of them have counted."""
    run = play("count", workers=3, times=2, holds=TOGETHER)
    expect.nothing_left(run)
    expect.value(run, 6)
    expect.value(play("count", workers=0, times=2), 0)


@check(points=1, needs=["test_workers_at_once"])
def test_add_fails(play: Play) -> None:
    """When add raises, count_with still ends, and leaves nothing behind."""
    run = play("count", workers=2, times=1, failing=True, may_raise=True)
    expect.called_once_each(run, "add", [[1]] * 2)


def _shared(run: Run) -> None:
    for call in run.of_probe("odd counter"):
        raise Mistake("value-without-lock" if call.args[0] == "no lock" else "no-shared-value", kind=call.args[1])
