"""Which held call goes on, and when: with a ledger written by hand, and no process at all."""

from collections.abc import Iterable
from typing import Any

import pytest

from grader.judge.holds import LONG_LOOK, RACE, Hold, Until, meet
from grader.judge.ledger import Ledger
from grader.judge.scheduler import HoldScheduler
from grader.stage.looks import LOOKED

CALLER = 1


class Play:
    """A play in which calls come and go as a test says. gone: numbers of calls whose processes have died."""

    def __init__(self, *holds: Hold) -> None:
        self.ledger = Ledger(caller=CALLER)
        self.gone: set[int] = set()
        self.scheduler = HoldScheduler(holds, self.ledger, lambda number: number not in self.gone)

    def enter(self, probe: str, *args: Any, pid: int) -> int:
        number = self.ledger.enter(probe=probe, args=args, pid=pid, main_thread=True, at=float(len(self.ledger.calls)))
        self.scheduler.enter(number)
        return number

    def enter_all(self, probe: str, pids: Iterable[int]) -> list[int]:
        return [self.enter(probe, pid=pid) for pid in pids]

    def leave(self, number: int) -> None:
        self.ledger.leave(number, 9.0, "returned")


def gone(numbers: Iterable[int], *, met: bool) -> list[tuple[int, bool]]:
    return [(number, met) for number in numbers]


def test_a_call_that_no_hold_names_does_not_wait() -> None:
    play = Play(meet("worker", parties=2))
    assert not play.scheduler.waits(play.enter("other", pid=2))
    assert not play.scheduler.busy


def test_calls_wait_until_enough_are_inside() -> None:
    play = Play(meet("worker", parties=3))
    first = play.enter_all("worker", [2, 3])
    assert play.scheduler.satisfied() == []
    assert all(map(play.scheduler.waits, first))
    last = play.enter("worker", pid=4)
    assert play.scheduler.satisfied() == gone([*first, last], met=True)
    assert not play.scheduler.busy


def test_who_comes_when_they_have_met_does_not_wait() -> None:
    play = Play(meet("worker", parties=2))
    play.enter_all("worker", [2, 3])
    play.scheduler.satisfied()
    assert not play.scheduler.waits(play.enter("worker", pid=4))


def test_two_calls_of_one_process_do_not_meet() -> None:
    play = Play(meet("worker", parties=2))
    play.enter("worker", pid=2)
    assert not play.scheduler.waits(play.enter("worker", pid=2)), "only the first call of a process waits"
    assert play.scheduler.satisfied() == []


def test_calls_of_several_probes_meet() -> None:
    play = Play(meet("producer", "consumer", parties=2))
    numbers = [play.enter("producer", pid=2), play.enter("consumer", pid=3)]
    assert play.scheduler.satisfied() == gone(numbers, met=True)


def test_the_caller_meets_nobody() -> None:
    play = Play(meet("worker", parties=1))
    assert not play.scheduler.waits(play.enter("worker", pid=CALLER))


def test_only_the_living_meet() -> None:
    play = Play(meet("worker", parties=2))
    dead = play.enter("worker", pid=2)
    play.gone.add(dead)
    living = play.enter("worker", pid=3)
    assert play.scheduler.satisfied() == []
    play.scheduler.forget(dead)
    assert not play.scheduler.waits(dead)
    third = play.enter("worker", pid=4)
    assert play.scheduler.satisfied() == gone([living, third], met=True)


def test_who_lingers_stays_until_nothing_moves() -> None:
    play = Play(meet("worker", parties=2, linger=True))
    numbers = play.enter_all("worker", [2, 3])
    assert play.scheduler.satisfied() == []
    one_too_many = play.enter("worker", pid=4)
    assert play.scheduler.waits(one_too_many)
    assert play.scheduler.still(timers=False) == [], "a wait with a timeout may still end"
    assert play.scheduler.still() == gone([*numbers, one_too_many], met=True)
    assert not play.scheduler.waits(play.enter("worker", pid=5)), "the hold is over"


def test_who_lingers_without_timers_goes_on_while_one_is_running() -> None:
    play = Play(meet("worker", parties=2, linger=True, timers=False))
    numbers = play.enter_all("worker", [2, 3])
    play.scheduler.satisfied()
    assert play.scheduler.still(timers=False) == gone(numbers, met=True)


@pytest.mark.parametrize("oldest_first", [False, True])
def test_singly_the_youngest_goes_first_or_the_oldest(oldest_first: bool) -> None:
    play = Play(meet("worker", parties=3, singly=True, oldest_first=oldest_first))
    oldest, youngest, middle = play.enter_all("worker", [2, 9, 5])
    assert play.scheduler.satisfied() == []
    first, last = (oldest, youngest) if oldest_first else (youngest, oldest)
    assert [play.scheduler.still() for _ in range(4)] == [
        gone([first], met=True), gone([middle], met=True), gone([last], met=True), [],
    ]  # fmt: skip


def test_when_the_function_is_over_only_those_who_have_met_go_on() -> None:
    play = Play(meet("worker", parties=2, linger=True), meet("other", parties=2))
    numbers = play.enter_all("worker", [2, 3])
    waiting = play.enter("other", pid=4)
    play.scheduler.satisfied()
    assert play.scheduler.function_over() == gone(numbers, met=True)
    assert play.scheduler.waits(waiting)
    assert not play.scheduler.waits(play.enter("worker", pid=5)), "the hold is over"


@pytest.mark.parametrize(("give_up", "goes"), [("still", True), ("stall", False)])
def test_who_waits_for_others_in_vain(give_up: Any, goes: bool) -> None:
    play = Play(meet("worker", parties=2, give_up=give_up))
    number = play.enter("worker", pid=2)
    assert play.scheduler.still() == (gone([number], met=False) if goes else [])
    assert play.scheduler.give_up() == ([] if goes else gone([number], met=False))
    assert not play.scheduler.waits(play.enter("worker", pid=3)), "the hold is over"


def test_a_moment_without_movement_ends_no_hold_that_nobody_has_come_to() -> None:
    play = Play(meet("worker", parties=2, give_up="still"))
    assert play.scheduler.still() == []
    assert play.scheduler.waits(play.enter("worker", pid=2))


def test_a_stall_ends_no_hold_that_nobody_has_come_to() -> None:
    play = Play(meet("worker", parties=2), meet("other", parties=2))
    number = play.enter("worker", pid=2)
    assert play.scheduler.give_up() == gone([number], met=False)
    assert play.scheduler.waits(play.enter("other", pid=2))


def test_who_has_met_has_met_also_when_a_stall_ends_the_hold() -> None:
    play = Play(meet("worker", parties=2, linger=True))
    numbers = play.enter_all("worker", [2, 3])
    play.scheduler.satisfied()
    assert play.scheduler.give_up() == gone(numbers, met=True)


def test_again_every_call_waits() -> None:
    play = Play(meet("read", parties=2, again=True))
    for _ in range(2):
        numbers = play.enter_all("read", [2, 3])
        assert play.scheduler.satisfied() == gone(numbers, met=True)
    alone = play.enter("read", pid=2)
    assert play.scheduler.still(timers=False) == gone([alone], met=False)
    assert play.scheduler.waits(play.enter("read", pid=2)), "the hold is not over"


def test_a_call_is_held_until_the_judge_has_seen_enough() -> None:
    play = Play(Until(probe="second", seen=lambda ledger: any(call.probe == "consumed" for call in ledger.calls)))
    number = play.enter("second", pid=2)
    assert play.scheduler.satisfied() == []
    assert play.scheduler.still() == [], "it gives up at a stall only"
    play.enter("consumed", pid=3)
    assert play.scheduler.satisfied() == gone([number], met=True)


def test_which_calls_are_held_their_arguments_say() -> None:
    play = Play(Until(probe="worker", which=lambda args: args == (7,), give_up="still"))
    assert not play.scheduler.waits(play.enter("worker", 8, pid=2))
    assert play.scheduler.waits(play.enter("worker", 7, pid=2))


def test_the_caller_too_is_held_by_until() -> None:
    play = Play(Until(probe="pause", give_up="still"))
    assert play.scheduler.waits(play.enter("pause", pid=CALLER))


@pytest.mark.parametrize("timers", [True, False])
def test_until_nothing_moves(timers: bool) -> None:
    play = Play(Until(probe="worker", give_up="still", timers=timers))
    number = play.enter("worker", pid=2)
    assert play.scheduler.satisfied() == []
    assert play.scheduler.still(timers=False) == ([] if timers else gone([number], met=False))
    assert play.scheduler.still() == (gone([number], met=False) if timers else [])


def test_when_nothing_moves_the_holds_let_go_in_their_order() -> None:
    play = Play(Until(probe="first", give_up="still"), Until(probe="second", give_up="still"))
    second, first = play.enter("second", pid=2), play.enter("first", pid=3)
    assert play.scheduler.still() == gone([first], met=False)
    assert play.scheduler.still() == gone([second], met=False)


def test_a_call_waits_for_one_hold_only() -> None:
    play = Play(meet("worker", parties=2), Until(probe="worker", give_up="still"))
    first = play.enter("worker", pid=2)
    second = play.enter("worker", pid=2)
    assert play.scheduler.still() == gone([second], met=False)
    assert play.scheduler.waits(first)


def test_what_is_said_again_is_not_held() -> None:
    play = Play(Until(probe="next", give_up="still", once=True))
    first = play.enter_all("next", [2])
    assert not play.scheduler.waits(play.enter("next", pid=3))
    first.append(play.enter("next", 1, pid=2))
    assert play.scheduler.still() == gone(first, met=False)
    assert not play.scheduler.waits(play.enter("next", 1, pid=2))


def test_in_a_race_reads_go_before_writes() -> None:
    play = Play(*RACE)
    write = play.enter("write", pid=2)
    read = play.enter("read", pid=3)
    assert play.scheduler.still() == gone([read], met=False)
    assert play.scheduler.still() == gone([write], met=False)


@pytest.mark.parametrize("naps", [True, False])
def test_until_no_short_timer_is_running(naps: bool) -> None:
    play = Play(Until(probe="worker", give_up="still", naps=naps))
    number = play.enter("worker", pid=2)
    assert play.scheduler.still(naps=False) == ([] if naps else gone([number], met=False))
    assert play.scheduler.still() == (gone([number], met=False) if naps else [])


def test_who_waits_for_short_timers_does_not_keep_those_who_do_not() -> None:
    play = Play(Until(probe="patient", give_up="still", naps=True), Until(probe="worker", give_up="still"))
    play.enter("patient", pid=2)
    number = play.enter("worker", pid=3)
    assert play.scheduler.still(naps=False) == gone([number], met=False)


def test_a_look_is_held_as_long_as_others_wait_for_timers_only() -> None:
    play = Play(meet("worker", parties=2, singly=True), LONG_LOOK)
    look = play.enter(LOOKED, "empty", False, pid=CALLER)
    one, other = play.enter_all("worker", [2, 3])
    play.scheduler.satisfied()
    assert play.scheduler.still(timers=False) == []
    assert play.scheduler.still() == gone([other], met=True)
    assert play.scheduler.still() == gone([one], met=True)
    assert play.scheduler.still(timers=False) == gone([look], met=False)


def test_a_look_goes_on_where_others_wait_for_who_has_not_come() -> None:
    play = Play(meet("worker", parties=2, singly=True), LONG_LOOK)
    look = play.enter(LOOKED, "empty", False, pid=CALLER)
    play.enter("worker", pid=2)
    assert play.scheduler.still(timers=False) == gone([look], met=False)
