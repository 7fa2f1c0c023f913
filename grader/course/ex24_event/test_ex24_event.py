"""How it is proved: each start is held until nothing moves, so a process that waits for no signal is at work by then."""

from grader.checking import Hold, Lesson, Mistake, Play, Run, Until, check, expect, meet

LESSON = Lesson(title="A common start", part="D", section="", contract=("start_together(work, count)",))
COUNT = 3
# The caller pauses before each start until nothing moves: a process that waits for no signal is at work by then.
SLOW_STARTS = Until(probe="process start", give_up="still", timers=True)
RACE_HOLDS: list[Hold] = [SLOW_STARTS, meet("work", parties=COUNT, singly=True)]
# The others are still at work when the news of the error is out.
FIRST_FAILS: list[Hold] = [Until(probe="work", which=lambda args: args[0] != 0, give_up="still", timers=True)]


@check(points=3, methods="all")
def test_nobody_begins_early(play: Play) -> None:
    """None of the calls of work begins before all processes have been started."""
    run = _race(play)
    expect.foreign(run, "work")
    if run.hung and not run.of_probe("work") and run.children():
        expect.no_child_errors(run)
        raise Mistake("no-signal")
    expect.returned(run)
    if run.peak("work") < 2:
        expect.nothing_left(run)
        expect.together(run, "work", parties=COUNT)
    _none_early(run)


@check(points=2, needs=["test_nobody_begins_early"])
def test_all_at_once(play: Play) -> None:
    """All the calls run at the same time, one for each number, each in a process of its own."""
    run = _race(play)
    expect.together(run, "work", parties=COUNT)
    expect.ended(run)
    expect.called_once_each(run, "work", [[i] for i in range(COUNT)])


@check(points=1, needs=["test_nobody_begins_early"])
def test_waits(play: Play) -> None:
    """It waits for all processes, and ends even when there are none."""
    expect.nothing_left(_race(play))
    run = play("race", count=0)
    expect.ended(run)
    expect.called_once_each(run, "work", [])


@check(points=1, needs=["test_all_at_once"])
def test_one_fails(play: Play) -> None:
    """A call that fails does not disturb the others."""
    run = play("race", count=COUNT, failing=[0], holds=FIRST_FAILS, may_raise=True)
    expect.finished(run, "work")
    expect.called_once_each(run, "work", [[i] for i in range(COUNT)])


def _race(play: Play) -> Run:
    return play("race", count=COUNT, holds=RACE_HOLDS, may_leave=True, may_hang=True)


def _none_early(run: Run) -> None:
    """No call of work came before the last of so many starts; what starts in ways that cannot be seen is not judged."""
    starts = run.of_probe("process start")
    if len(starts) > len(run.children()):  # each is told once, before it: whoever says more waits in what it says
        raise Mistake("odd-message", file=run.file, what="more starts than processes")
    begun = min((call.entered for call in run.of_probe("work")), default=None)
    if begun is None or len(starts) < COUNT:
        return
    before = sum(start.left is not None and start.left <= begun for start in starts)
    if before < COUNT:
        raise Mistake("begins-too-early", started=before, count=COUNT)
