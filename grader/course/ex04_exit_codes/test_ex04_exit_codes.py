"""How it is proved: all tasks are held until they run at once, and end in four ways, the youngest first.

So an order of ends is never the order of the tasks. Codes of zero, of an exception and of a signal are told apart.
"""

from typing import Any

from grader.checking import Call, Lesson, Mistake, Play, Run, Until, check, dealt, expect, meet

LESSON = Lesson(title="Exit codes", part="A", section="2", contract=("exit_codes(tasks)",))
TWICE = meet("task", parties=2, singly=True)
EACH_WAY = ["exit", "raise", "return", "kill"]
ONE_TWICE = ["exit late", "raise", "exit", "exit"]
LAST_ENDS_LAST = ["raise", "exit", "exit", "exit late"]
ALL_MEET = meet("task", parties=4, singly=True)  # they end youngest first, the other way round than they began
# This task goes on when the others have ended, and whoever waits with a timeout has waited that long.
LATE = Until(probe="task", which=lambda args: args == ("exit late",), give_up="still", timers=True)


@check(points=1)
def test_each_task(play: Play) -> None:
    """Each task is called once, in a process of its own."""
    run = play("tasks", endings=["return", "return"], holds=[TWICE], may_leave=True)
    expect.foreign(run, "task")
    expect.returned(run)
    _expect_codes(run, ["return", "return"])


@check(points=2, needs=["test_each_task"])
def test_codes(play: Play) -> None:
    """The exit codes tell how each process ended, in the order of the tasks."""
    run = play("tasks", endings=EACH_WAY, holds=[ALL_MEET], may_leave=True)
    expect.ended(run)
    expect.returned(run)
    _expect_codes(run, EACH_WAY)


@check(points=3, methods="all", needs=["test_each_task"])
def test_all_at_once(play: Play) -> None:
    """All tasks are running before the first one ends."""
    run = play("tasks", endings=EACH_WAY, holds=[ALL_MEET])
    expect.ended(run)
    expect.returned(run)
    expect.together(run, "task", parties=4)
    _expect_codes(run, EACH_WAY)


@check(points=1, needs=["test_codes", "test_all_at_once"])
def test_first_ends_last(play: Play) -> None:
    """The order is that of the tasks, even when the first one ends last and one is there twice."""
    for endings in (ONE_TWICE, LAST_ENDS_LAST):
        run = play("tasks", endings=endings, holds=[LATE])
        expect.returned(run)
        _expect_codes(run, endings)


@check(points=1, needs=["test_each_task"])
def test_no_tasks(play: Play) -> None:
    """Without tasks the list is empty."""
    run = play("tasks", endings=[])
    expect.value(run, [])


def _code(call: Call) -> int:
    """Return the exit code that a task leaves behind."""
    return {"return": 0, "raise": 1, "kill": dealt.KILLED}.get(call.args[0], dealt.code(call))


def _expect_codes(run: Run, endings: list[str]) -> None:
    """Each of these tasks was called once, and the function returned their exit codes; else the mistake that explains best."""
    expect.called_once_each(run, "task", [[ending] for ending in endings])
    have: Any = run.value
    want = dealt.results(run, "task", endings, have=have, of=_code, how="")
    if type(have) is not list or len(have) != len(want):
        expect.value(run, want)
    known = {"have": repr(have)[:200], "want": repr(want)}
    if None in have:
        raise Mistake("no-code", **known)
    if set(have) == {5}:
        raise Mistake("result-not-code", **known)
    for code, wanted in zip(have, want, strict=True):
        if wanted < 0 and code == -wanted:
            raise Mistake("sign-lost", have=code, want=wanted)
    if have != want and sorted(map(str, have)) == sorted(map(str, want)):
        raise Mistake("not-in-task-order", **known)
    expect.value(run, want)
