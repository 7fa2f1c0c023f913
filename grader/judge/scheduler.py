"""Keeps calls waiting as the check's holds ask, and says which may go on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .holds import Hold, Meet, Until
from .ledger import Ledger
from .seen import Call


@dataclass(slots=True)
class _HoldState:
    """The state of one hold: the calls that wait, the processes that have had their turn, and how it went."""

    hold: Hold
    waiting: list[int] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    met: bool = False
    over: bool = False


class HoldScheduler:
    """Decides for each call that enters a probe whether it waits, and for each that waits when it may go on.

    alive: says whether the process of a call still lives, so that only living processes meet.
    """

    def __init__(self, holds: Iterable[Hold], ledger: Ledger, alive: Callable[[int], bool]) -> None:
        self._states = [_HoldState(hold) for hold in holds]
        self._ledger = ledger
        self._alive = alive

    @property
    def busy(self) -> bool:
        """Whether any call waits here."""
        return any(state.waiting for state in self._states)

    def enter(self, number: int) -> None:
        """Take in a call that has just begun; afterwards ``waits`` tells whether it may not go on yet."""
        call = self._ledger.calls[number]
        for state in self._states:
            hold = state.hold
            if state.over:
                continue
            if isinstance(hold, Until):
                if call.probe == hold.probe and _meant(hold, call) and not (hold.once and self._repeated(call)):
                    state.waiting.append(number)
                    return
            elif call.pid == self._ledger.caller:
                continue  # nobody to meet: work in the caller's own process is a finding of its own
            elif call.probe in hold.probes and (hold.again or call.pid not in state.seen):
                state.seen.add(call.pid)
                state.waiting.append(number)
                return

    def _repeated(self, call: Call) -> bool:
        earlier = self._ledger.calls[: call.number]
        return any((one.probe, one.args) == (call.probe, call.args) for one in earlier)

    def waits(self, number: int) -> bool:
        return any(number in state.waiting for state in self._states)

    def forget(self, number: int) -> None:
        """The call is over: its process has died."""
        for state in self._states:
            if number in state.waiting:
                state.waiting.remove(number)

    def satisfied(self) -> list[tuple[int, bool]]:
        """Return the calls whose condition is fulfilled now, each with whether it has met the others."""
        gone: list[tuple[int, bool]] = []
        for state in self._states:
            if isinstance(state.hold, Until):
                if state.waiting and state.hold.seen is not None and state.hold.seen(self._ledger):
                    gone += self._release(state, met=True)
            elif not state.met and self._together(state) >= state.hold.parties:
                state.met = True
                if not state.hold.linger:
                    gone += self._release(state, met=True)
                    state.over = state.met = not state.hold.again  # with ``again``, the next ones have to meet too
        return gone

    def still(self, *, timers: bool = True, naps: bool = True) -> list[tuple[int, bool]]:
        """Nothing moves: return the calls that have only been waiting for that, of the first hold that has some.

        timers: whether no timer is running, or each has run out at least once. naps: the same of short ones.
        """
        others_will_go = False  # a hold that looks for something looks on as long as calls wait for timers only
        for state in self._states:
            if others_will_go and isinstance(state.hold, Until) and state.hold.seen is not None:
                continue
            if (naps or not state.hold.naps) and (gone := self._still(state, timers)):
                return gone
            others_will_go |= bool(state.waiting) and (state.met or _only_for_stillness(state.hold))
        return []

    def _still(self, state: _HoldState, timers: bool) -> list[tuple[int, bool]]:
        hold = state.hold
        if isinstance(hold, Until):
            return self._release(state, met=False) if hold.give_up == "still" and (timers or not hold.timers) else []
        if hold.again:
            return self._release(state, met=False)
        if not state.met:
            if hold.give_up != "still" or not state.waiting:
                return []
            state.over = True
            return self._release(state, met=False)
        if hold.timers and not timers:
            return []
        if hold.singly:
            return self._release_one(state, first=min if hold.oldest_first else max)
        state.over = True
        return self._release(state, met=True)

    def give_up(self) -> list[tuple[int, bool]]:
        """Nothing will ever move: return all calls that wait. Their holds are over, and not fulfilled."""
        gone: list[tuple[int, bool]] = []
        for state in self._states:
            if state.waiting:
                gone += self._release(state, met=state.met)
                state.over = True
        return gone

    def function_over(self) -> list[tuple[int, bool]]:
        """The student's function has returned: return the calls that have met and only linger. Others may still meet."""
        gone: list[tuple[int, bool]] = []
        for state in self._states:
            if isinstance(state.hold, Meet) and state.met:
                gone += self._release(state, met=True)
                state.over = True
        return gone

    def _together(self, state: _HoldState) -> int:
        pids = {self._ledger.calls[number].pid for number in state.waiting if self._alive(number)}
        return len(pids)

    def _release_one(self, state: _HoldState, first: Callable[..., int]) -> list[tuple[int, bool]]:
        if not state.waiting:
            return []
        number = first(state.waiting, key=lambda number: self._ledger.calls[number].pid)  # numbers grow with each start
        state.waiting.remove(number)
        return [(number, True)]

    def _release(self, state: _HoldState, *, met: bool) -> list[tuple[int, bool]]:
        gone = [(number, met) for number in state.waiting]
        state.waiting.clear()
        return gone


def _only_for_stillness(hold: Hold) -> bool:
    """Say whether calls wait in this hold for nothing else than stillness, be it with timers."""
    return isinstance(hold, Until) and hold.seen is None and hold.give_up == "still"


def _meant(hold: Until, call: Call) -> bool:
    """Say whether a hold is about this call. What a program has given a probe may be such that it cannot even be asked."""
    try:
        return hold.which(call.args)
    except (TypeError, ValueError, LookupError, AttributeError):
        return False
