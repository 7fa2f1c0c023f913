"""How much of a play's time was the program's own, and how much a busy machine's."""

from dataclasses import dataclass

from . import processes
from .processes import Snapshot

FREE = 2.0
"""Seconds of each play that nobody counts. Most plays are over by then, and to count takes time."""

LOOK = 0.25
"""Seconds that one look stands for at most: a judge that comes to look more seldom has no processor itself."""


@dataclass(slots=True)
class OwnTime:
    """Counts the seconds in which a program slept, or had a processor: one that only wanted a processor is not to blame."""

    seconds: float = 0.0
    _at: float = 0.0
    _ran: float | None = None

    def look(self, snapshot: Snapshot, now: float, *, resting: bool) -> None:
        """Take in the next snapshot. now: seconds since the play began. resting: every thread in it is at rest."""
        passed, self._at = min(now - self._at, LOOK), now
        if now < FREE:
            return
        if resting:
            self.seconds += passed
            self._ran = None
            return
        ran = sum(processes.ran_seconds(snapshot).values())
        if self._ran is not None:  # less than before: somebody has ended, and taken along what he had used
            self.seconds += min(max(ran - self._ran, 0.0), passed)
        self._ran = ran
