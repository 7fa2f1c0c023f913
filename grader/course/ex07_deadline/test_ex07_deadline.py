"""How it is proved: targets that end, that tidy up when asked, that ignore SIGTERM; only lower limits of time count.

The time is made longer, play by play, until the target was ready before it was over: no slow machine can decide anything.
"""

import signal
from dataclasses import replace
from typing import Any

from grader.checking import Lesson, Mistake, Play, Run, StageFault, check, dealt, expect

LESSON = Lesson(
    title="A deadline for a process",
    part="A",
    section="2",
    contract=("run_with_deadline(target, args=(), seconds=1.0, grace=1.0)",),
)
TERMINATED = -int(signal.SIGTERM)
KILLED = -int(getattr(signal, "SIGKILL", signal.SIGTERM))
ASKED = KILLED != TERMINATED
"""Whether terminate() asks, and kill() ends a process. On Windows both end it at once, so no target has its time there."""

TARGETS = [["return", 0], ["exit", 3], ["raise", 0], ["return", 0]]
# Longer and longer, until the target is ready before its time is over, however slow the machine is. Each is shorter than
# the time that the judge watches a program sleep.
SECONDS = (0.4, 1.5, 3.5)
GRACE = 0.6
LONG = 30.0  # the limits of the targets that end in time
PLAIN, TIDIES = 1.5, 1.5
ROUNDING = 0.02  # seconds by which two clocks may differ


@check(points=3, methods="all")
def test_in_time(play: Play) -> None:
    """A target that ends in time is not waited for any longer, and its exit code is returned."""
    run = play("quick", may_leave=True)
    expect.foreign(run, "target")
    _slept_on(run)
    expect.ended(run)
    for one, code in zip(run.invocations, _codes(run), strict=False):
        each = replace(run, invocations=(one,))
        expect.returned(each)
        expect.foreign(each, "target")
        if one.value is None:
            expect.no_child_errors(run)
            raise Mistake("no-exit-code")
        if one.value in (TERMINATED, KILLED) and one.ended is not None:
            raise Mistake("ended-too-early", have=one.ended - one.started, want=LONG)
        expect.value(each, code)
    expect.called_once_each(run, "target", TARGETS)


@check(points=1, needs=["test_in_time"])
def test_waited_for(play: Play) -> None:
    """When it returns, the process has ended and has been waited for."""
    expect.nothing_left(play("quick", may_leave=True))


@check(points=3, needs=["test_in_time"])
def test_deaf(play: Play) -> None:
    """A target that ignores SIGTERM is killed, when its seconds and the grace are over."""
    for seconds in SECONDS:
        run = play("deaf", seconds=seconds, grace=GRACE, may_leave=True, may_hang=True, may_raise=True)
        _kept_the_limits(run, seconds, GRACE)
        if run.of_probe("target"):
            break
    else:
        raise StageFault("the machine was too busy: a process was not ready within seconds of its start")
    if run.hung or run.end == "deadline":
        asked = bool(run.of_probe("asked"))
        raise Mistake("waits-for-the-deaf" if asked else "waits-without-limit", source=expect.standing_at(run))
    expect.ended(run)
    one = run.invocation
    if one is not None and (one.leftovers or one.held):
        killed = all(life.ended is not None for life in run.children() if life.pid == run.of_probe("target")[0].pid)
        raise Mistake("not-awaited" if killed else "left-alive")
    expect.returned(run)
    if run.value is None:
        raise Mistake("no-exit-code")
    expect.value(run, KILLED)


@check(points=2, needs=["test_in_time", "test_deaf"])
def test_polite(play: Play) -> None:
    """A target that ends when it is asked, or tidies up first, has its time, and is not killed."""
    for seconds in SECONDS:
        run = play("asked", seconds=seconds, plain=PLAIN, tidies=TIDIES, may_hang=True)
        if any(call.probe == "target" for call in run.calls) or _ended_with("tidy", run) != TERMINATED:
            break
    else:
        raise StageFault("the machine was too busy: a process was not ready within seconds of its start")
    plain, tidy = _ended_with("plain", run), _ended_with("tidy", run)
    if plain is not NEVER:
        lasted = _lasted("plain", run)
        if lasted < PLAIN - ROUNDING:
            raise Mistake("ended-too-early", have=lasted, want=PLAIN)
    if not ASKED:
        expect.ended(run)
        for have in (plain, tidy):
            if type(have) is not int or have != TERMINATED:
                raise Mistake("wrong-value", have=repr(have), want=TERMINATED)
        return
    if tidy == KILLED:
        raise Mistake("killed-at-once" if run.of_probe("asked") else "never-asked")
    _slept_on(run)
    if run.end == "patience" and run.of_probe("target") and not run.of_probe("asked"):
        raise Mistake("never-asked")
    expect.ended(run)
    expect.no_child_errors(run)
    code = dealt.code(run.of_probe("target")[-1]) if run.of_probe("target") else TERMINATED
    if tidy != code and plain == TERMINATED:
        raise Mistake("guessed-code", have=repr(tidy), want=code)
    for have, want in ((plain, TERMINATED), (tidy, code)):
        if type(have) is not int or have != want:
            raise Mistake("wrong-value", have=repr(have), want=want)
    _tidied_up(run)


def _codes(run: Run) -> list[int]:
    """Return the exit codes of the targets that end in time."""
    exits = [dealt.code(call) for call in run.of_probe("target") if call.args[:1] == ("exit",)]
    return [0, *(exits[:1] or [TERMINATED]), 1, 0]


def _tidied_up(run: Run) -> None:
    """The target that tidies up has taken its time for that: nobody has told it that it needs none."""
    for asked, target in zip(run.of_probe("asked"), run.of_probe("target"), strict=False):
        if asked.left is not None and target.left is not None and target.left - asked.left < TIDIES - ROUNDING:
            raise Mistake("odd-message", file=run.file, what="the target is over sooner than it takes to tidy up")


NEVER = "it did not return"


def _ended_with(name: str, run: Run) -> Any:
    """Return what the student's function returned in this process of the play ``asked``."""
    return next((call.args[1] for call in run.of_probe("ends") if call.args[0] == name), NEVER)


def _lasted(name: str, run: Run) -> float:
    """Return for how many seconds the student's function ran there. It was never less."""
    times = {probe: [call.entered for call in run.of_probe(probe) if call.args[0] == name] for probe in ("begins", "ends")}
    return times["ends"][0] - times["begins"][0] if times["begins"] else 0.0


def _slept_on(run: Run) -> None:
    """The function does not sleep while no target is left that could end."""
    targets = run.of_probe("target", "plain")
    if run.end == "patience" and targets and all(call.left is not None for call in targets):
        raise Mistake("sleeps-on", source=expect.standing_at(run))


def _kept_the_limits(run: Run, seconds: float, grace: float) -> None:
    """The target, which never ends by itself, was not ended before the seconds were over, nor before the grace was.

    A slow machine can only make it live longer.
    """
    one = run.invocation
    if one is None or not one.returned or one.value is None:
        return
    ends = [one.ended, *(life.ended for life in run.children())]
    lived = min(end for end in ends if end is not None) - one.started
    if lived < seconds - ROUNDING:
        raise Mistake("ended-too-early", have=lived, want=seconds)
    if ASKED and run.of_probe("target") and lived < seconds + grace - ROUNDING:
        raise Mistake("killed-at-once")
