"""How it is proved: all workers are held until all of them are inside at once; then they end one by one.

TODO(author): say in two or three lines which hold makes which mistake visible.
"""

from grader.checking import Lesson, Play, check, expect, meet

LESSON = Lesson(
    title="The title",
    part="PART",
    section="",
    contract=("run_all(worker, nums)",),
)
NUMS = [4, 5, 6]
ALL_MEET = meet("worker", parties=3, singly=True)


@check(points=2)
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
    expect.together(run, "worker", parties=3)


@check(points=1, needs=["test_each_number"])
def test_waits_for_all(play: Play) -> None:
    """The function waits until every process has ended."""
    run = play("workers", nums=NUMS, holds=[ALL_MEET], may_leave=True)
    expect.nothing_left(run)
