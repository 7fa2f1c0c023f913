"""When a call that a probe has announced may go on. A check names its holds; the witness applies them.

When nothing moves, the holds of a list let go in its order, one at a time. A hold never decides a verdict: it makes visible
what a program does, who is inside together and who waits for whom.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from grader.stage.looks import LOOKED
from grader.stage.pools import END

GiveUp = Literal["stall", "still"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meet:
    """Calls wait until ``parties`` of them are inside at once, each in a living process of its own.

    probes: the probes whose calls wait for each other.
    linger: when they have met, they stay until nothing moves, so that one process too many shows, and a caller
        that does not wait for them.
    singly: after that they are let go one by one, the youngest process first, each when nothing moves. A caller that
        waits for only some of them returns while others are still inside.
    oldest_first: the oldest process goes first instead. Who waits for the first only has returned too early in this order.
    timers: they stay until a thread that waits with a timeout has been awake in between: so a caller that gives up when
        its time is over has done so.
    again: every call waits like this, and not only the first of each process. It gives up when nothing moves.
    give_up: whether a moment without movement ends the waiting for those who have not come, or only a stall.
    naps: when nothing else moves, they stay until a short timer that is running has run out.
    """

    probes: tuple[str, ...]
    parties: int
    linger: bool = False
    singly: bool = False
    oldest_first: bool = False
    timers: bool = True
    again: bool = False
    give_up: GiveUp = "stall"
    naps: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Until:
    """A call of ``probe`` is held until ``seen`` says that the judge has seen enough.

    probe, which: the probe, and which of its calls by their arguments.
    seen: looks at the ledger. ``None`` means: until nothing moves.
    give_up: whether a moment without movement ends the hold, or only a stall.
    timers: a thread that waits with a timeout must have been awake in between: so one that gives up when its time is over
        has done so. For programs that look again and again this costs their longest timeout.
    naps: the same of short timers only.
    once: of calls with the same arguments only the first is held. So nobody can say again what is said once, and wait in it.
    """

    probe: str
    which: Callable[[tuple[Any, ...]], bool] = lambda args: True
    seen: Callable[[Any], bool] | None = None
    give_up: GiveUp = "stall"
    timers: bool = False
    naps: bool = False
    once: bool = False


Hold = Meet | Until


def meet(
    *probes: str,
    parties: int,
    linger: bool = False,
    singly: bool = False,
    oldest_first: bool = False,
    timers: bool = True,
    again: bool = False,
    give_up: GiveUp = "stall",
    naps: bool = False,
) -> Meet:
    """Return a rendezvous of the calls of these probes; see ``Meet``."""
    return Meet(
        probes=probes, parties=parties, linger=linger or singly, singly=singly, oldest_first=oldest_first, timers=timers,
        again=again, give_up=give_up, naps=naps,
    )  # fmt: skip


RACE = (
    meet("read", parties=2, again=True, naps=True),
    Until(probe="write", give_up="still", naps=True),
    Until(probe="unlock", give_up="still", naps=True),
)
"""The holds for ``stage.probes.RaceProbe``. Reads go before writes, so that two that can read the same number do."""

SLOW_END = Until(probe=END, give_up="still")
"""A worker process that ends stays until nothing moves: a function that does not wait for its end is over first."""


def _alone(ledger: Any) -> bool:
    """Say whether the caller has had other processes, and they have all ended."""
    others = [life for life in ledger.lives if life.pid != ledger.caller]
    return bool(others) and all(life.ended is not None for life in others)


LONG_LOOK = Until(probe=LOOKED, seen=_alone, give_up="still")
"""A look into a queue is over when all others have ended, or nothing else moves: who does not look again loses what has come.

It stands behind all other holds, since it lets go of nobody who waits in one of them.
"""

SLOWER_END = Until(probe=END, give_up="still", timers=True)
"""The same, and who waits with a timeout has waited that long."""
