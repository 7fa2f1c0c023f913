"""What the judge decides in a play, so that nobody can know it before: what calls are dealt, and the numbers that are shared.

Each call of a probe is dealt a number of its own, which it is told only when it goes on. What the probe then returns, raises
or changes depends on it. So a result shows which call it comes from, and that it came from there.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FIRST, LAST = 100, 999
"""Numbers that are dealt look like those that people write into examples. A play with more calls gets longer ones."""


AT_ONCE = 16
"""Shared numbers that one call may name."""


class Dealer:
    """Draws numbers, no two of them alike in one play. The same calls in a play with the same seed get the same ones."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._asked: dict[str, int] = {}
        self._taken: set[int] = set()

    def draw(self, what: str) -> int:
        """Return the next number for calls of this description."""
        asked = self._asked[what] = self._asked.get(what, 0) + 1
        chance = random.Random(f"{self._seed} {what} {asked}")
        last = LAST if len(self._taken) < (LAST - FIRST) // 2 else LAST * 1000
        number = chance.randint(FIRST, last)
        while number in self._taken:
            number = chance.randint(FIRST, last)
        self._taken.add(number)
        return number

    def drawn(self, what: str) -> int:
        """Return how many numbers have been drawn for calls of this description."""
        return self._asked.get(what, 0)

    def begin(self, shared: Mapping[str, int | None]) -> "SharedNumbers":
        """Return shared numbers that begin like this; None is for one that is drawn."""
        return SharedNumbers({name: self.draw(name) if number is None else number for name, number in shared.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One change of a shared number by a process: what it held before, and what it holds since.

    blind: another process has changed it since this one has last read or written it, so what that one wrote is lost.
    """

    pid: int
    name: str
    before: int
    after: int
    blind: bool


class SharedNumbers:
    """Whole numbers that the stage's processes share, such as a counter: they are kept here, and read and written by probes.

    first: what each of them held when the play began. now: what it holds. writes: all changes, in their order.
    """

    def __init__(self, first: Mapping[str, int]) -> None:
        self.first = dict(first)
        self.now = dict(first)
        self.writes: list[Write] = []
        self._changed: dict[str, int] = dict.fromkeys(first, 0)  # how often
        self._known: dict[tuple[int, str], int] = {}  # by process: how often, when it had last read or written it

    def has(self, names: Sequence[str]) -> bool:
        """Say whether the play has these, and they are not more than one call may name."""
        return len(names) <= AT_ONCE and self.now.keys() >= set(names)

    def read(self, names: Sequence[str], pid: int) -> tuple[int, ...]:
        """Return what these hold now, to this process."""
        self._known.update(((pid, name), self._changed[name]) for name in names)
        return tuple(self.now[name] for name in names)

    def write(self, changes: Iterable[tuple[str, int]], pid: int) -> None:
        """Change these, for this process."""
        for name, number in changes:
            blind = self._known.get((pid, name), 0) != self._changed[name]
            self.writes.append(Write(pid=pid, name=name, before=self.now[name], after=number, blind=blind))
            self.now[name] = number
            self._changed[name] += 1
            self._known[pid, name] = self._changed[name]
