"""How it is proved: all are in the first phase together, and leave it one by one, each when nothing moves.

So a second that does not wait for all firsts begins too early. One that fails, or dies, must not keep the others for ever.
"""

from grader.checking import Hold, Lesson, Mistake, Play, Run, Until, check, expect, meet

LESSON = Lesson(title="Two phases", part="D", section="", contract=("two_phases(first, second, count)",))
COUNT = 3
MANY = 20  # some have not woken up yet at the barrier when others are through the second phase
LONG_WAIT = 2.5
"""Seconds. A process that was seen in so long a wait with a timeout may not be stuck: the judge was not patient enough."""


def _slow(number: int, *, timers: bool = False) -> Hold:
    """Return a hold: this call of first takes long."""
    return Until(probe="still in first", which=lambda args: args == (number,), give_up="still", timers=timers)


# All are in the first phase together. Then 2 ends it, when nothing moves 0, and when nothing moves again 1, so that a pool's
# process that is free first, and takes the next piece of work, is not the one that had the number 0.
PHASES: list[Hold] = [meet("first", parties=COUNT), _slow(0), _slow(1), meet("second", parties=COUNT)]
# One of them is slower than any wait with a timeout.
PATIENT: list[Hold] = [meet("first", parties=COUNT), _slow(1, timers=True)]
# When one fails in the first phase, the others are through it, and wait.
LAST_FAILS: list[Hold] = [meet("first", parties=COUNT), _slow(1)]
# When one fails in the second phase, the others are still in it when the news is out.
LATER: list[Hold] = [
    meet("second", parties=COUNT),
    Until(probe="still in second", which=lambda args: args != (1,), give_up="still", timers=True),
]


@check(points=3, methods="all")
def test_all_firsts_come_first(play: Play) -> None:
    """No process begins second before all have finished first, and each process runs both."""
    run = _phases(play)
    expect.foreign(run, "first", "second")
    firsts = run.of_probe("first")
    _not_early(run)
    if not run.hung:
        expect.returned(run)
    expect.together(run, "first", parties=COUNT)
    if run.hung and not run.of_probe("second"):
        expect.no_child_errors(run)
        if all(call.how == "returned" for call in firsts):
            raise Mistake("nobody-goes-on")
    expect.ended(run)
    for probe in ("first", "second"):
        expect.called_once_each(run, probe, [[i] for i in range(COUNT)])
    where = {call.args: call.pid for call in firsts}
    for call in run.of_probe("second"):
        if call.pid != where[call.args]:
            raise Mistake("another-process", number=call.args[0])


@check(points=1, needs=["test_all_firsts_come_first"])
def test_at_once(play: Play) -> None:
    """The second phase runs in all processes at the same time too, and all of them have ended."""
    run = _phases(play)
    expect.nothing_left(run)
    expect.together(run, "second", parties=COUNT)
    run = play("phases", count=MANY)
    expect.called_once_each(run, "second", [[i] for i in range(MANY)])
    run = play("phases", count=0)
    expect.ended(run)
    expect.called_once_each(run, "first", [])


@check(points=1, needs=["test_all_firsts_come_first"])
def test_however_slow(play: Play) -> None:
    """A first may take as long as it likes."""
    run = play("phases", count=COUNT, holds=PATIENT, may_raise=True, may_leave=True, may_hang=True)
    _not_early(run)


@check(points=1, needs=["test_all_firsts_come_first"])
def test_first_raises(play: Play) -> None:
    """When a first raises an exception, it still comes to its end."""
    run = play("phases", count=COUNT, failing=[1], holds=LAST_FAILS, may_raise=True, may_hang=True)
    if _stuck(run):
        raise Mistake("waits-for-the-failed")
    expect.called_once_each(run, "first", [[i] for i in range(COUNT)])


@check(points=1, needs=["test_first_raises"])
def test_first_dies(play: Play) -> None:
    """When a process dies in first, it still comes to its end."""
    run = play("phases", count=COUNT, dying=[1], holds=LAST_FAILS, may_raise=True, may_hang=True)
    if _stuck(run):
        raise Mistake("waits-for-the-dead")
    expect.called_once_each(run, "first", [[i] for i in range(COUNT)])


@check(points=1, needs=["test_all_firsts_come_first"])
def test_second_raises(play: Play) -> None:
    """When a second raises an exception, the others run to their end."""
    run = play("phases", count=COUNT, failing_later=[1], holds=LATER, may_raise=True)
    expect.finished(run, "second")
    expect.called_once_each(run, "second", [[i] for i in range(COUNT)])


def _phases(play: Play) -> Run:
    return play("phases", count=COUNT, holds=PHASES, may_leave=True, may_hang=True)


def _not_early(run: Run) -> None:
    """No second began before the last first was over."""
    firsts = run.of_probe("first")
    begun = min((call.entered for call in run.of_probe("second")), default=None)
    if begun is not None and any(call.entered < begun and (call.left is None or call.left > begun) for call in firsts):
        raise Mistake("second-too-early")


def _stuck(run: Run) -> bool:
    """Say whether somebody waits for ever. One who waits with a long timeout may still go on, when it is over."""
    if run.end == "patience" and any(seconds > LONG_WAIT for seconds in run.longest_wait.values()):
        return False
    if run.hung:
        return True
    expect.ended(run)
    return False
