"""Keeps calls waiting as the check's holds ask, and says which may go on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .holds import Hold, Meet, Until
from .ledger import Ledger


@dataclass(slots=True)
class _Kept:
    """The state of one hold: the calls that wait, the processes that have had their turn, and how it went."""

    hold: Hold
    waiting: list[int] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    met: bool = False
    over: bool = False


class Keeper:
    """Decides for each call that enters a probe whether it waits, and for each that waits when it may go on.

    alive: says whether the process of a call still lives, so that only living processes meet.
    """

    def __init__(self, holds: Iterable[Hold], ledger: Ledger, alive: Callable[[int], bool]) -> None:
        self._kept = [_Kept(hold) for hold in holds]
        self._ledger = ledger
        self._alive = alive

    @property
    def busy(self) -> bool:
        """Whether any call waits here."""
        return any(kept.waiting for kept in self._kept)

    def enter(self, number: int) -> None:
        """Take in a call that has just begun; afterwards ``ready`` tells whether it may go on."""
        call = self._ledger.calls[number]
        for kept in self._kept:
            hold = kept.hold
            if kept.over:
                continue
            if isinstance(hold, Until):
                if call.probe == hold.probe and hold.which(call.args):
                    kept.waiting.append(number)
                    return
            elif call.pid == self._ledger.caller:
                continue  # nobody to meet: work in the caller's own process is a finding of its own
            elif call.probe in hold.probes and (hold.again or call.pid not in kept.seen):
                kept.seen.add(call.pid)
                kept.waiting.append(number)
                return

    def waits(self, number: int) -> bool:
        return any(number in kept.waiting for kept in self._kept)

    def forget(self, number: int) -> None:
        """The call is over: its process has died."""
        for kept in self._kept:
            if number in kept.waiting:
                kept.waiting.remove(number)

    def satisfied(self) -> list[tuple[int, bool]]:
        """Return the calls whose condition is fulfilled now, each with whether it has met the others."""
        gone: list[tuple[int, bool]] = []
        for kept in self._kept:
            if isinstance(kept.hold, Until):
                if kept.waiting and kept.hold.seen is not None and kept.hold.seen(self._ledger):
                    gone += self._release(kept, met=True)
            elif not kept.met and self._together(kept) >= kept.hold.parties:
                kept.met = True
                if not kept.hold.linger:
                    gone += self._release(kept, met=True)
                    kept.over, kept.met = not kept.hold.again, kept.hold.again is False
        return gone

    def still(self, *, timers: bool = True) -> list[tuple[int, bool]]:
        """Nothing moves: return the calls that have only been waiting for that, of the first hold that has some.

        timers: whether no timer is running, or each has run out at least once.
        """
        return next((gone for kept in self._kept if (gone := self._still(kept, timers))), [])

    def _still(self, kept: _Kept, timers: bool) -> list[tuple[int, bool]]:
        hold = kept.hold
        if isinstance(hold, Until):
            return self._release(kept, met=False) if hold.give_up == "still" and (timers or not hold.timers) else []
        if hold.again:
            return self._release(kept, met=False)
        if not kept.met:
            if hold.give_up != "still" or not kept.waiting:
                return []
            kept.over = True
            return self._release(kept, met=False)
        if hold.timers and not timers:
            return []
        if hold.singly:
            return self._release_youngest(kept)
        kept.over = True
        return self._release(kept, met=True)

    def give_up(self) -> list[tuple[int, bool]]:
        """Nothing will ever move: return all calls that wait. Their holds are over, and not fulfilled."""
        gone: list[tuple[int, bool]] = []
        for kept in self._kept:
            if kept.waiting:
                gone += self._release(kept, met=kept.met)
                kept.over = True
        return gone

    def function_over(self) -> list[tuple[int, bool]]:
        """The student's function has returned: return the calls that have met and only linger. Others may still meet."""
        gone: list[tuple[int, bool]] = []
        for kept in self._kept:
            if isinstance(kept.hold, Meet) and kept.met:
                gone += self._release(kept, met=True)
                kept.over = True
        return gone

    def _together(self, kept: _Kept) -> int:
        pids = {self._ledger.calls[number].pid for number in kept.waiting if self._alive(number)}
        return len(pids)

    def _release_youngest(self, kept: _Kept) -> list[tuple[int, bool]]:
        if not kept.waiting:
            return []
        number = max(kept.waiting, key=lambda number: self._ledger.calls[number].pid)  # numbers grow with each start
        kept.waiting.remove(number)
        return [(number, True)]

    def _release(self, kept: _Kept, *, met: bool) -> list[tuple[int, bool]]:
        gone = [(number, met) for number in kept.waiting]
        kept.waiting.clear()
        return gone
