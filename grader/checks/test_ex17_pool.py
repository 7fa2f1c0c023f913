from grader import expect
from grader.checking import Hold, Lesson, Message, Mistake, Play, Run, Until, check, meet
from grader.judge.ledger import Ledger

LESSON = Lesson(title="A pool of processes", part="C", section="4", contract=("run_in_pool(worker, nums, processes=2)",))
NUMS = [4, 9, 1, 7, 3, 8, 6]
PROCESSES = 3
FIRST_WAVE = [meet("worker", parties=PROCESSES, linger=True)]


def _two_at_work(ledger: Ledger) -> bool:
    return len(ledger.calls) > 1


# The one that fails waits until another is at work, and that one is still at work when the news of the error is out.
FIRST_FAILS: list[Hold] = [
    Until(probe="worker", which=lambda args: args[0] == 1, seen=_two_at_work),
    Until(probe="worker", which=lambda args: args[0] > 1, give_up="still"),
]

MESSAGES = {
    "pool-not-closed": Message(
        seen="{call} was called, and pool.join() raised ValueError: {text}",
        means="join() waits for the workers to end, and they do not end before they know that no more work will come.",
        advice="Call pool.close() before pool.join().",
    ),
    "work-lost": Message(
        seen="{call} was over, and {done} of {want} calls of worker had been done.",
        means=(
            "Either the pool was ended before its work was done: leaving its with block, or terminate(), does that at once. "
            "Or the calls failed, because of a lambda or wrong arguments, and the error hides in a result nobody asks for."
        ),
        advice=(
            "Call close() and join() before the pool's with block ends. If that is so already, keep what apply_async() "
            "returns and call its get(): it shows the error."
        ),
    ),
}


@check(points=2)
def test_each_number(play: Play) -> None:
    """worker(num) is called once for each number, in a worker process."""
    run = _first_wave(play)
    expect.foreign(run, "worker")
    _all_done(run, NUMS)
    expect.returned(run)
    expect.called_once_each(run, "worker", [[num] for num in NUMS])


@check(points=3, methods="all", needs=["test_each_number"])
def test_at_once(play: Play) -> None:
    """As many calls as there are worker processes run at the same time, and never more."""
    run = _first_wave(play)
    expect.returned(run)
    expect.together(run, "worker", parties=PROCESSES)
    expect.at_most(run, "worker", parties=PROCESSES)


@check(points=2, needs=["test_each_number"])
def test_waits(play: Play) -> None:
    """It waits until all is done and the workers have ended, then prints the last line."""
    run = _first_wave(play)
    expect.nothing_left(run)
    expect.last_line(run, "All processes finished", after=run.of_probe("worker"))


@check(points=1, needs=["test_each_number"])
def test_one_fails(play: Play) -> None:
    """A call that fails does not disturb the others."""
    run = play("pool", nums=[1, 2, 3, 4], processes=2, failing=[1], holds=FIRST_FAILS, may_raise=True)
    _all_done(run, [1, 2, 3, 4])
    expect.called_once_each(run, "worker", [[num] for num in (1, 2, 3, 4)])


@check(points=1, needs=["test_each_number"])
def test_no_numbers(play: Play) -> None:
    """Without numbers it prints the last line, and leaves no worker behind."""
    run = play("pool", nums=[], processes=2)
    expect.last_line(run, "All processes finished", after=())


def _first_wave(play: Play) -> Run:
    return play("pool", nums=NUMS, processes=PROCESSES, holds=FIRST_WAVE, may_leave=True)


def _all_done(run: Run, nums: list[int]) -> None:
    """No work was lost: neither by a pool that was ended too early, nor by an error that nobody saw."""
    one = run.invocations[-1]
    if one.error is not None and one.error.type == "ValueError" and "Pool is still running" in one.error.text:
        raise Mistake("pool-not-closed", call="run_in_pool(…)", text=one.error.text)
    expect.ended(run)
    expect.nothing_left(run)
    expect.no_child_errors(run)
    done = {repr(call.args) for call in run.of_probe("worker") if call.how in ("returned", "raised")}
    if len(done) < len(nums) and run.children():
        raise Mistake("work-lost", call="run_in_pool(…)", done=len(done), want=len(nums))
