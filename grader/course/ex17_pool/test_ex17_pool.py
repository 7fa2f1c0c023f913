"""How it is proved: workers are held until all are at work, the last call until nothing moves, and each worker's end too.

So one call too few or too many at once shows, and so does a pool that is ended, or left, before its work is done.
"""

import re

from grader.checking import SLOW_END, Call, Hold, Lesson, Mistake, Play, Run, Until, check, expect, meet, pools

LESSON = Lesson(title="A pool of processes", part="C", section="4", contract=("run_in_pool(worker, nums, processes=2)",))
LINE = "All processes finished"
NUMS = [4, 9, 0, 7, 9, 8, 6]
PROCESSES = 3
# The last number's call is over only when all else is, and whoever waits with a timeout has waited that long: a function that
# ends the pool before its work is done is at that point by then.
LAST = Until(probe="worker", which=lambda args: args == (NUMS[-1],), give_up="still", timers=True)
FIRST_WAVE: list[Hold] = [meet("worker", parties=PROCESSES, linger=True), LAST, SLOW_END]

# The one that fails waits until another is at work, and that one is still at work when the news of the error is out.
FIRST_FAILS: list[Hold] = [
    Until(probe="worker", which=lambda args: args[0] == 1, seen=pools.two_at_work),
    Until(probe="worker", which=lambda args: args[0] > 1, give_up="still"),
    SLOW_END,
]
# As many as map() hands out one by one: with more it makes chunks. And more than an executor cannot cancel any more.
EIGHT = [1, 2, 3, 4, 5, 6, 7, 8]
# Each repetition keeps what it has taken: two of spaces in a row would else try every way to share a long blank.
ARGS_NOT_A_TUPLE = re.compile(r"apply_async\(\s*+[\w.]++\s*+,\s*+(?:args\s*+=\s*+)?+(?:\w++|\(\s*+\w++\s*+\))\s*+,?+\s*+\)")


@check(points=2)
def test_each_number(play: Play) -> None:
    """worker(num) is called once for each number, in a worker process, and waited for."""
    run = _first_wave(play)
    expect.ended(run)
    expect.foreign(run, "worker")
    _returned(run)
    if not _all_in_time(run, NUMS):
        expect.nothing_left(run)
    _all_done(run, NUMS)


@check(points=3, methods="all", needs=["test_each_number"])
def test_at_once(play: Play) -> None:
    """As many calls as there are worker processes run at the same time, and never more."""
    run = _first_wave(play)
    expect.ended(run)
    _returned(run)
    pools.at_work(run, "worker", parties=PROCESSES)
    pools.same_processes(run, "worker", parties=PROCESSES)


@check(points=1, needs=["test_each_number"])
def test_waits(play: Play) -> None:
    """It waits until all is done and the workers have ended, then prints the last line."""
    run = _first_wave(play)
    pools.gone(run)
    expect.last_line(run, LINE, after=run.of_probe("worker"))
    pools.ends_told(run, "worker")


@check(points=1, needs=["test_each_number"])
def test_one_fails(play: Play) -> None:
    """A call that fails does not disturb the others."""
    run = play("pool", nums=EIGHT, failing=[1], holds=FIRST_FAILS, may_raise=True, may_leave=True)
    expect.ended(run)
    if not _all_in_time(run, EIGHT):
        done = sum(_in_time(run, call) for call in run.of_probe("worker"))
        raise Mistake("error-stops-others", done=done, want=len(EIGHT))
    pools.gone(run)
    expect.called_once_each(run, "worker", [[num] for num in EIGHT])
    if run.invocations[-1].returned:
        expect.last_line(run, LINE, after=run.of_probe("worker"))


@check(points=1, needs=["test_at_once"])
def test_default_size(play: Play) -> None:
    """When the number of worker processes is not given, there are two."""
    run = play("pool", nums=EIGHT, failing=[1], holds=FIRST_FAILS, may_raise=True, may_leave=True)
    pools.at_work(run, "worker", parties=2)


@check(points=1, needs=["test_each_number"])
def test_no_numbers(play: Play) -> None:
    """Without numbers it prints the last line, and leaves no worker behind."""
    run = play("pool", nums=[], processes=2, may_leave=True)
    expect.ended(run)
    _returned(run)
    pools.gone(run)
    expect.last_line(run, LINE, after=())


def _first_wave(play: Play) -> Run:
    """Play the main scenario: the first calls stay inside together until nothing moves."""
    return play("pool", nums=NUMS, processes=PROCESSES, holds=FIRST_WAVE, may_leave=True)


def _returned(run: Run) -> None:
    """The function returned. Names the mistakes in the order of a pool's methods."""
    one = run.invocation
    if one is not None and one.error is not None and one.error.type == "ValueError":
        known = {"text": one.error.text, **expect.raised_at(run, one)}
        if "Pool is still running" in one.error.text:
            raise Mistake("pool-not-closed", **known)
        if "Pool not running" in one.error.text:
            raise Mistake("closed-too-early", **known)
    expect.returned(run)


def _in_time(run: Run, call: Call) -> bool:
    """Say whether a call had come to its own end when the student's function was over."""
    ended = run.invocations[-1].ended
    return call.how != "died" and call.left is not None and ended is not None and call.left <= ended


def _all_in_time(run: Run, nums: list[int]) -> bool:
    calls = run.of_probe("worker")
    return len(calls) >= len(nums) and all(_in_time(run, call) for call in calls)


def _all_done(run: Run, nums: list[int]) -> None:
    """Each number had its call to the end, and only one: no work was lost, by a pool's early end or an error unseen."""
    calls = run.of_probe("worker")
    done = [call for call in calls if call.how in ("returned", "raised")]
    strange = {repr(call.args) for call in calls} - {repr((num,)) for num in nums}
    if len(done) < len(nums) and run.children() and not strange:
        expect.no_child_errors(run)
        if not calls and ARGS_NOT_A_TUPLE.search(run.source):
            raise Mistake("args-lost")
        raise Mistake("work-lost", done=len(done), want=len(nums))
    expect.called_once_each(run, "worker", [[num] for num in nums])
