"""How it is proved: two lines are read as they are printed, and the kernel says how long the process slept in between.

A busy machine makes a sleep longer, never shorter; too long is only one single wait that was seen to last.
"""

from grader.checking import Lesson, Mistake, Play, check, expect, longest_gap

LESSON = Lesson(title="A worker", part="A", section="2", contract=("worker(num, seconds=2.0)",))
SECONDS = 0.3
MARGIN = 0.2  # one uninterrupted wait that is longer than asked for by so much was asked to be longer


@check(points=2)
def test_lines(play: Play) -> None:
    """It prints the two lines, with its number."""
    run = play("here", num=7, seconds=SECONDS)
    expect.returned(run)
    expect.lines(run, _lines(7), starts=["Worker "])
    over = run.invocations[-1].ended or 0.0
    if late := [line for line in run.lines() if line.text in _lines(7) and line.at > over]:
        raise Mistake("line-after-return", line=late[0].text)


@check(points=2, needs=["test_lines"])
def test_sleeps(play: Play) -> None:
    """Between the lines it sleeps as long as it is told."""
    run = play("here", num=7, seconds=SECONDS)
    gap = longest_gap(*(line for line in run.lines() if line.text in _lines(7)))
    if gap < SECONDS:
        raise Mistake("no-pause", gap=f"{gap:.2f}", seconds=SECONDS)
    one = run.invocations[-1]
    ran, waited = one.awake or (0.0, 0.0)
    asleep = (one.ended or 0.0) - one.started - ran - waited
    if asleep < SECONDS / 2 and asleep < ran:  # many short sleeps get longer on a busy machine: they wait each time
        raise Mistake("busy-wait", seconds=SECONDS)
    slept = run.longest_wait.get(run.caller, 0.0)
    if slept > SECONDS + MARGIN:
        raise Mistake("sleeps-longer", seconds=SECONDS, slept=f"{slept:.1f}")


@check(points=1, methods="all", needs=["test_lines"])
def test_in_a_process(play: Play) -> None:
    """It does the same in a process of its own."""
    run = play("in_a_process", num=12, seconds=0.05)
    expect.no_child_errors(run)
    expect.lines(run, _lines(12), starts=["Worker "])


def _lines(num: int) -> list[str]:
    return [f"Worker {num} started", f"Worker {num} finished"]
