"""Whether anything can still happen: with snapshots written by hand, and no process at all."""

from dataclasses import replace

import pytest

from grader.judge.patience import Patience
from grader.judge.processes import Process, Snapshot, Task
from grader.judge.processes.snapshots import HIDDEN, LONGEST
from grader.judge.stall import SURE, StallDetector

PID = 10


def seen(*tasks: Task) -> Snapshot:
    """Return a snapshot of one process with these threads."""
    return {PID: Process(pid=PID, parent=1, state="S", tasks=tasks, armed=frozenset())}


def asleep(switches: int = 5, *, tid: int = PID, timer: str = "none") -> Task:
    return Task(tid, "S", switches, timer)  # type: ignore[arg-type]


def runs(switches: int = 5, *, tid: int = PID) -> Task:
    return Task(tid, "R", switches)


def test_rest_lasts_as_long_as_nobody_has_moved() -> None:
    stall = StallDetector()
    assert stall.lasted(1.0) == 0.0
    for at in (1.0, 1.2, 1.5):
        assert stall.feed(seen(asleep()), at)
    assert stall.lasted(1.5) == 0.5


def test_who_has_run_in_between_ends_the_rest() -> None:
    stall = StallDetector()
    stall.feed(seen(asleep(5)), 1.0)
    stall.feed(seen(asleep(6)), 2.0)
    assert stall.lasted(2.0) == 0.0
    stall.feed(seen(asleep(6)), 2.5)
    assert stall.lasted(2.5) == 0.5


@pytest.mark.parametrize("state", ["R", "D"])
def test_a_thread_that_wants_to_run_is_not_at_rest(state: str) -> None:
    stall = StallDetector()
    stall.feed(seen(asleep()), 1.0)
    assert not stall.feed(seen(asleep(), Task(11, state, 3)), 2.0)
    assert stall.lasted(3.0) == 0.0


@pytest.mark.parametrize("state", ["S", "Z", "T"])
def test_who_sleeps_is_dead_or_stopped_is_at_rest(state: str) -> None:
    assert StallDetector().feed(seen(Task(PID, state, 3)), 1.0)


def test_a_thread_that_is_new_ends_the_rest() -> None:
    stall = StallDetector()
    stall.feed(seen(asleep()), 1.0)
    stall.feed(seen(asleep(), asleep(1, tid=11)), 2.0)
    assert stall.lasted(2.0) == 0.0


def test_news_end_the_rest() -> None:
    stall = StallDetector()
    stall.feed(seen(asleep()), 1.0)
    stall.disturb()
    assert stall.lasted(2.0) == 0.0
    stall.feed(seen(asleep()), 2.0)
    assert stall.lasted(2.25) == 0.25


@pytest.mark.parametrize("timer", ["only", "also", "unknown"])
def test_a_timer_may_wake_somebody(timer: str) -> None:
    stall = StallDetector()
    for at in (1.0, 2.0):
        assert stall.feed(seen(asleep(), asleep(tid=11, timer=timer)), at)
    assert stall.timed
    assert not stall.main_timed
    assert stall.lasted(2.0) == 0.0


@pytest.mark.parametrize("timer", ["only", "also", "unknown"])
def test_naps_are_those_of_main_threads(timer: str) -> None:
    stall = StallDetector()
    stall.feed(seen(asleep(timer=timer)), 1.0)
    assert stall.main_timed


def test_who_sleeps_for_a_set_time_may_do_something_new_when_it_wakes() -> None:
    stall = StallDetector()
    stall.feed(seen(asleep(5, timer="only")), 1.0)
    assert not stall.sleepers_woke
    stall.feed(seen(asleep(6, timer="only")), 2.0)
    assert stall.sleepers_woke
    stall.disturb()
    stall.feed(seen(asleep(6, timer="only")), 3.0)
    assert not stall.sleepers_woke


def test_who_waits_with_a_timeout_is_no_sleeper() -> None:
    stall = StallDetector()
    stall.feed(seen(asleep(timer="also")), 1.0)
    assert stall.sleepers_woke


def test_a_wait_with_a_timeout_counts_as_over_when_it_was_seen_often_enough() -> None:
    stall = StallDetector()
    for _ in range(SURE):
        stall.feed(seen(asleep(5, timer="also")), 1.0)
        assert not stall.timers_woke
    stall.feed(seen(asleep(6, timer="also")), 2.0)
    assert stall.timers_woke


def test_one_look_at_a_wait_is_not_enough() -> None:
    stall = StallDetector()
    stall.feed(seen(asleep(5, timer="also")), 1.0)
    stall.feed(seen(asleep(6, timer="also")), 2.0)
    assert not stall.timers_woke


def test_looks_before_the_last_news_do_not_count() -> None:
    stall = StallDetector()
    for _ in range(SURE):
        stall.feed(seen(asleep(5, timer="also")), 1.0)
    stall.disturb()
    stall.feed(seen(asleep(6, timer="also")), 2.0)
    assert not stall.timers_woke


def test_waits_that_were_over_before_the_last_news_do_not_count() -> None:
    stall = StallDetector()
    for switches in (5, 5, 6):
        stall.feed(seen(asleep(switches, timer="also")), 1.0)
    assert stall.timers_woke
    stall.disturb()
    stall.feed(seen(asleep(6, timer="also")), 2.0)
    assert not stall.timers_woke


def test_waits_are_over_only_when_all_are_at_rest_again() -> None:
    stall = StallDetector()
    for _ in range(SURE):
        stall.feed(seen(asleep(5, timer="also")), 1.0)
    stall.feed(seen(asleep(6, timer="also"), runs(tid=11)), 2.0)
    assert not stall.timers_woke
    stall.feed(seen(asleep(6, timer="also"), asleep(tid=11)), 3.0)
    assert stall.timers_woke


def test_without_a_timer_there_is_nothing_to_wait_for() -> None:
    stall = StallDetector()
    stall.feed(seen(asleep()), 1.0)
    assert not stall.timed
    assert stall.timers_woke
    assert stall.sleepers_woke


@pytest.mark.parametrize("timer", ["only", "also"])
def test_the_longest_wait_is_one_that_was_not_interrupted(timer: str) -> None:
    stall = StallDetector()
    for at, switches in ((1.0, 5), (1.5, 5), (2.0, 6), (4.0, 6), (4.5, 7), (5.0, 7)):
        stall.feed(seen(asleep(switches, timer=timer)), at)
    assert stall.longest_wait == {PID: 2.0}


def test_a_wait_is_measured_anew_after_a_look_that_saw_no_timer() -> None:
    stall = StallDetector()
    for at, timer in ((1.0, "only"), (2.0, "unknown"), (3.0, "only"), (3.5, "only")):
        stall.feed(seen(asleep(timer=timer)), at)
    assert stall.longest_wait == {PID: 0.5}


@pytest.mark.parametrize("timer", ["none", "unknown"])
def test_a_wait_that_may_have_no_timer_is_not_measured(timer: str) -> None:
    stall = StallDetector()
    for at in (1.0, 3.0):
        stall.feed(seen(asleep(timer=timer)), at)
    assert stall.longest_wait == {}


def timed(switches: int = 5, *, timer: str = "also", within: float | None = 8.0) -> Task:
    return Task(PID, "S", switches, timer, within)  # type: ignore[arg-type]


def test_a_timer_that_runs_out_soon_is_awaited() -> None:
    stall = StallDetector()
    stall.feed(seen(timed()), 1.0)
    assert stall.awaits(since=1.0, now=5.0, longest=LONGEST)
    stall.feed(seen(timed(6)), 5.0)
    assert not stall.awaits(since=1.0, now=5.0, longest=LONGEST), "its time is over; a new wait began too late to count"


def test_a_wait_that_began_before_the_last_news_is_awaited_too() -> None:
    stall = StallDetector()
    stall.feed(seen(timed()), 1.0)
    stall.disturb()
    stall.feed(seen(timed()), 4.0)
    assert stall.awaits(since=3.0, now=4.0, longest=LONGEST)


def test_a_timer_is_awaited_no_longer_than_the_longest_whatever_the_program_says() -> None:
    """The length stands in the program's memory, and it may change it."""
    stall = StallDetector()
    for at in (1.0, 10.0):
        stall.feed(seen(timed(within=0.5)), at)
        assert stall.awaits(since=1.0, now=at, longest=LONGEST)
    assert not stall.awaits(since=1.0, now=11.5, longest=LONGEST)


@pytest.mark.parametrize("within", [None, LONGEST + 1])
def test_a_long_timer_is_not_awaited_and_neither_is_one_that_nobody_knows_of(within: float | None) -> None:
    stall = StallDetector()
    stall.feed(seen(timed(within=within)), 1.0)
    assert not stall.awaits(since=1.0, now=1.0, longest=LONGEST)


def test_a_hidden_timer_is_awaited_for_some_seconds_whichever_length_counts() -> None:
    stall = StallDetector()
    stall.feed(seen(timed(timer="unknown", within=HIDDEN)), 1.0)
    assert stall.awaits(since=1.0, now=1.0 + HIDDEN, longest=0.0)
    assert not stall.awaits(since=1.0, now=1.5 + HIDDEN, longest=0.0)


def test_only_a_timer_ends_a_sleep() -> None:
    stall = StallDetector()
    for timer in ("only", "also"):
        stall.feed(seen(timed(timer=timer)), 1.0)
        assert stall.sleeps == (timer == "only")


@pytest.mark.parametrize("timer", ["only", "unknown"])
def test_a_long_wait_that_only_a_timer_may_end_is_awaited_whenever_it_began(timer: str) -> None:
    """How long it is was seen first; how long it still lasts does not count."""
    stall = StallDetector()
    for at, left in ((5.0, HIDDEN + 1), (8.5, 0.5)):
        stall.feed(seen(timed(timer=timer, within=left)), at)
        assert stall.awaits(since=1.0, now=at, longest=0.0)
    assert not stall.awaits(since=1.0, now=5.5 + LONGEST, longest=0.0)
    stall.feed(seen(timed(6, timer=timer, within=HIDDEN)), 9.0)
    assert not stall.awaits(since=1.0, now=9.0, longest=0.0), "who looks again and again waits no longer than that"


def test_an_alarm_is_awaited_whenever_it_was_set() -> None:
    stall = StallDetector()
    stall.feed(seen(timed(timer="alarm", within=0.5)), 5.0)
    assert stall.awaits(since=1.0, now=5.0, longest=0.0)
    assert not stall.sleeps, "others may end that wait, too"
    stall.feed(seen(asleep()), 6.0)
    assert not stall.awaits(since=1.0, now=6.0, longest=0.0)


def test_who_has_just_woken_is_given_the_time_to_tell_something() -> None:
    patience = Patience(4.0)
    quiet = []
    for at, task in ((0.0, asleep()), (0.5, asleep()), (5.0, runs(6)), (5.1, asleep(7)), (5.2, asleep(7))):
        for _ in range(1 if at > 4 else 5):
            patience.look(seen(replace(task, timer="also")), at)
        now = patience.at_rest(at)
        quiet.append((now.still, now.tired))
    assert quiet == [(False, False), (True, False), (False, False), (False, False), (True, True)]


@pytest.mark.parametrize("gone", [False, True])
def test_who_has_just_woken_is_given_a_moment_to_tell_something(gone: bool) -> None:
    patience = Patience(15.0)
    other = asleep(5, tid=PID + 1)
    woken = (other,) if gone else (asleep(9), other)
    napping = (timed(5, within=0.3), other)
    quiet = []
    for at, tasks in ((0.01, napping), (0.2, napping), (0.301, woken), (0.311, woken)):
        patience.look(seen(*tasks), at)
        quiet.append(patience.at_rest(at).still)
    assert quiet == [False, False, False, True]


def test_a_wait_much_longer_than_those_that_are_over_is_not_over() -> None:
    stall = StallDetector()
    for at, task in ((0.0, timed(5, within=0.4)), (0.1, timed(5, within=0.3)), (0.5, timed(6, within=5.0))):
        stall.feed(seen(task), at)
    assert not stall.timers_woke
    for at, task in ((5.4, timed(6, within=0.1)), (5.6, timed(7, within=5.0))):
        stall.feed(seen(task), at)
    assert stall.timers_woke, "one that looks again and again waits no longer than before"
