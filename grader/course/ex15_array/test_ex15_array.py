"""How it is proved: the processes are held until all are at work; each slot must be filled once, with its number."""

from collections import Counter

from grader.checking import Lesson, Mistake, Play, Run, Until, check, dealt, expect, meet, shorten

LESSON = Lesson(title="A shared array", part="B", section="3", contract=("parallel_fill(func, length, workers)",))
LENGTH, WORKERS = 8, 3
# The one that fails does so when the other is at work, and that one takes its time.
OTHER_IS_SLOW = [
    Until(probe="func", which=lambda args: args == (0,), seen=lambda ledger: len(ledger.calls) == 2),
    Until(probe="func", which=lambda args: args == (1,), give_up="still", timers=True),
]
MEET = [meet("func", parties=WORKERS, singly=True)]


@check(points=3)
def test_filled(play: Play) -> None:
    """Every slot holds its number, even when the slots cannot be divided evenly."""
    run = play("work", length=LENGTH, workers=WORKERS, holds=MEET)
    expect.foreign(run, "func")
    expect.no_child_errors(run)
    expect.returned(run)
    expect.nothing_left(run)
    _once_each(run, LENGTH)
    _right_numbers(run, LENGTH)


@check(points=3, methods="all", needs=["test_filled"])
def test_at_once(play: Play) -> None:
    """As many processes as asked for work at the same time, and all have ended when it returns."""
    run = play("work", length=LENGTH, workers=WORKERS, holds=MEET)
    expect.together(run, "func", parties=WORKERS)
    pids = {call.pid for call in run.of_probe("func")}
    if len(pids) > WORKERS:
        raise Mistake("more-processes", have=len(pids), want=WORKERS)
    expect.no_child_errors(run)
    expect.returned(run)
    _right_numbers(run, LENGTH)


@check(points=1, needs=["test_filled"])
def test_few_slots(play: Play) -> None:
    """Each process gets a slot if there are enough; fewer slots than processes are fine too, and none."""
    run = play("work", length=4, workers=3, holds=MEET)
    _once_each(run, 4)
    pids = {call.pid for call in run.of_probe("func")}
    if len(pids) < WORKERS:
        raise Mistake("worker-without-slots", have=len(pids), want=WORKERS)
    expect.together(run, "func", parties=WORKERS)
    _right_numbers(run, 4)
    for length in (2, 0):
        run = play("work", length=length, workers=3)
        expect.returned(run)
        _once_each(run, length)
        _right_numbers(run, length)


@check(points=1, needs=["test_filled"])
def test_func_fails(play: Play) -> None:
    """When func raises in one process, the others do their slots, and nothing is left behind."""
    run = play("work", length=2, workers=2, failing=[0], holds=OTHER_IS_SLOW, may_raise=True)
    expect.ended(run)
    _once_each(run, 2)
    expect.finished(run, "func")


def _once_each(run: Run, length: int) -> None:
    done = Counter(repr(call.args[0]) for call in run.of_probe("func"))  # as texts: numbers may be chosen to be slow in a set
    want = [repr(i) for i in range(length)]
    missing = [i for i in want if i not in done]
    if missing:
        have = length - len(missing)
        raise Mistake("slots-left-out", have=have, want=length, missing=", ".join(missing))
    twice = sorted((i for i, times in done.items() if times > 1 or i not in want), key=lambda text: (len(text), text))
    if twice:
        raise Mistake("slots-done-twice", extra=", ".join(twice))


def _right_numbers(run: Run, length: int) -> None:
    have = run.value
    want = dealt.results(run, "func", range(length), have=have, of=lambda call: call.dealt + 0.1)
    if type(have) is list and length and len(have) == length:
        if not any(have):
            raise Mistake("array-not-shared", have=shorten(have))
        if have == [int(number) for number in want]:
            raise Mistake("fractions-lost", have=shorten(have))
        if have != want and [round(number, 3) for number in have] == [round(number, 3) for number in want]:
            raise Mistake("digits-lost", have=shorten(have), want=shorten(want))
    expect.value(run, want)
