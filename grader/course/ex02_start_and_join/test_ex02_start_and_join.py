"""How it is proved: each worker is held until all of them are inside at once; then they are let go one by one.

Whoever starts them in turn never has all inside; whoever waits for only some of them has returned while others still work.
"""

from grader.checking import Lesson, Play, check, expect, meet

LESSON = Lesson(title="Start processes and wait for them", part="A", section="2", contract=("run_workers(worker, nums)",))
NUMS = [4, 5, 6]
ALL_MEET = meet("worker", parties=3, singly=True)
OLDEST_FIRST = meet("worker", parties=3, singly=True, oldest_first=True)


@check(points=1)
def test_each_number(play: Play) -> None:
    """worker(num) is called once for each number, in a process of its own."""
    run = play("workers", nums=NUMS, holds=[ALL_MEET], may_leave=True)
    expect.returned(run)
    expect.foreign(run, "worker")
    expect.called_once_each(run, "worker", [[num] for num in NUMS])


@check(points=3, methods="all", needs=["test_each_number"])
def test_all_at_once(play: Play) -> None:
    """All workers are running before the first one finishes."""
    run = play("workers", nums=NUMS, holds=[ALL_MEET], may_leave=True)
    expect.returned(run)
    expect.together(run, "worker", parties=3)


@check(points=2, needs=["test_each_number"])
def test_waits_for_all(play: Play) -> None:
    """The function waits for every process, then prints the last line."""
    # Where the system keeps no trace of who was not joined, one order shows what the other hides.
    for hold in (ALL_MEET, OLDEST_FIRST):
        run = play("workers", nums=NUMS, holds=[hold], may_leave=True)
        expect.nothing_left(run)
        expect.last_line(run, "All processes finished", after=run.of_probe("worker"))


@check(points=1, needs=["test_each_number"])
def test_one_fails(play: Play) -> None:
    """A worker that raises does not disturb the others, and nothing is left behind."""
    run = play("workers", nums=[1, 2, 2], failing=[1], may_raise=True)
    expect.called_once_each(run, "worker", [[1], [2], [2]])


@check(points=1, needs=["test_each_number"])
def test_no_numbers(play: Play) -> None:
    """Without numbers there is nothing to start, but the last line is still printed."""
    run = play("workers", nums=[])
    expect.last_line(run, "All processes finished", after=())
