"""How it is proved: producer and consumer are held until both run; the second item waits until the first was consumed.

The end mark must come when the producer is over, be it by an error, and is held until who does not wait has returned.
"""

from grader.checking import Hold, Ledger, Lesson, Mistake, Play, Run, Until, check, expect, meet

LESSON = Lesson(title="Producer and consumer together", part="B", section="3", contract=("run_pipeline(producer, consumer)",))
ITEMS = ["first", "second", "third"]


def _first_is_consumed(ledger: Ledger) -> bool:
    return any(call.probe == "consumed" for call in ledger.calls)


HOLDS: list[Hold] = [
    meet("producer", "consumer", parties=2),
    Until(probe="second item", seen=_first_is_consumed),
    Until(probe="last moment", give_up="still", timers=True),
    Until(probe="end mark", give_up="still", timers=True),  # who does not wait for the consumer returns meanwhile
]


@check(points=3, methods="all")
def test_both_at_once(play: Play) -> None:
    """Producer and consumer run at the same time, each in a process of its own, joined by a queue."""
    run = play("pipeline", holds=HOLDS, may_leave=True, may_hang=True)
    for call in run.of_probe("thread queue"):
        raise Mistake("thread-queue", kind=call.args[0])
    expect.returned(run)
    for call in run.of_probe("producer", "consumer"):
        if call.pid == run.caller:
            raise Mistake("threads" if not call.main_thread else "parent-does-the-work", name=call.probe)
    expect.together(run, "producer", "consumer", parties=2)
    _not_early(run)
    if not all(call.met for call in run.of_probe("second item")):
        raise Mistake("nothing-flows")


@check(points=3, needs=["test_both_at_once"])
def test_end_mark(play: Play) -> None:
    """The end mark comes when the producer is over, and everything was consumed before."""
    run = play("pipeline", holds=HOLDS, may_leave=True, may_hang=True)
    _ends(run)
    expect.called_once_each(run, "consumed", [[f"{item} {call.dealt}"] for call in run.of_probe("producer") for item in ITEMS])


@check(points=2, needs=["test_end_mark"])
def test_waits(play: Play) -> None:
    """It waits for both, then prints the last line."""
    run = play("pipeline", holds=HOLDS, may_leave=True)
    expect.nothing_left(run)
    for outer, inner in (("producer", "last moment"), ("consumer", "end mark")):
        told = [run.process(call) for call in run.of_probe(inner)]
        if any(call.how == "returned" and told.count(run.process(call)) != 1 for call in run.of_probe(outer)):
            raise Mistake("odd-message", file=run.file, what=f"a {outer} that says nothing of its {inner}")
    expect.last_line(run, "All processes finished", after=run.of_probe("producer", "consumer"))


@check(points=1, needs=["test_end_mark"])
def test_producer_fails(play: Play) -> None:
    """The end mark comes even when the producer fails."""
    run = play("pipeline", holds=HOLDS, producer_fails=True, may_raise=True, may_hang=True)
    _ends(run)


@check(points=1, needs=["test_end_mark"])
def test_consumer_fails(play: Play) -> None:
    """It ends even when the consumer fails."""
    play("pipeline", holds=HOLDS[:1], consumer_fails=True, may_raise=True)


def _ends(run: Run) -> None:
    """The consumer got the end mark after the producer was over, and the play came to its end."""
    over = _not_early(run)
    if run.hung and over is not None and not run.of_probe("end mark"):
        raise Mistake("no-end-mark", source=expect.standing_at(run))
    expect.ended(run)
    if not run.of_probe("end mark"):
        expect.no_child_errors(run)
        raise Mistake("no-end-mark", source="?: its process was killed")


def _not_early(run: Run) -> float | None:
    """The end mark did not come before the producer was over. Return when that was, None if it never was."""
    over = max((call.left for call in run.of_probe("producer") if call.left is not None), default=None)
    for mark in run.of_probe("end mark"):
        if over is None or mark.entered < over:
            raise Mistake("end-mark-too-early")
    return over
