"""How long the judge waits for a program that tells nothing: for its timers, for what it computes, for a processor."""

from dataclasses import dataclass

from . import processes
from .processes.snapshots import LONGEST
from .stall import NAP, STALL, STILL, StallDetector

PATIENCE = 15.0
"""Seconds without news after which a play is given up, if its processes were busy and had processor time enough."""

CALM = 0.3
"""Seconds without news after which calls that only wait for stillness go on, though timers run: it could only acquit."""

FED = 1.0
"""Seconds of processor time used since the last news: who had that much and does not get on is not starved."""

PRUDENCE = 10.0
"""Seconds, in all of a play, for which calls that only wait for stillness are held beyond that: while a timer that the
kernel tells runs out, or a process uses the processor (so many seconds for itself). It might go on only then. A program that
looks again and again never comes to rest, so this ends."""

SLICES = 2.5
"""Seconds of these for which short timers, one after another, may be a single nap."""

SETTLED = 2
"""Looks in a row, with an ear for news in between, that must have seen all at rest before who is mostly asleep counts as
calm: one whose timer has just run out may be about to tell something."""

BUSY = 12.0
"""Seconds without news after which they go on though processes were busy: on a loaded machine those get little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """What follows from a time without news.

    spends: the seconds of the play's prudence that it has taken.
    still: calls that have waited for stillness may go on.
    timers, naps: also those that wait for timers, and those that wait for naps.
    stall: nothing will ever move again, by the kernel's word.
    tired: something might, but it has been waited for long enough.
    """

    spends: float
    still: bool
    timers: bool
    naps: bool
    stall: bool
    tired: bool


class Patience:
    """Follows one play.

    polling: see ``Plan``. stall: what the kernel says of stillness. looked_at: when it was last asked.
    """

    def __init__(self, polling: float) -> None:
        self.stall = StallDetector()
        self.looked_at = 0.0
        self._polling = polling
        self._seen: processes.Snapshot = {}
        self._prudence, self._slices = PRUDENCE, SLICES
        self._news_at = 0.0
        self._ran_at_news: dict[int, float] | None = None
        self._queued_at_news: float | None = None
        self._looks = self._busy_looks = self._rests = 0

    def news(self, now: float) -> None:
        """Something was told, or a call was let go: all waiting begins anew."""
        self._news_at = now
        self._ran_at_news = self._queued_at_news = None
        self._looks = self._busy_looks = self._rests = 0
        self.stall.disturb()

    def look(self, seen: processes.Snapshot, now: float) -> bool:
        """Take in the next snapshot; say whether every thread in it is at rest."""
        self._seen, self.looked_at = seen, now
        self._looks += 1
        resting = self.stall.feed(seen, now)
        self._busy_looks += not resting
        if not resting or self._one_woke():
            self._rests = 0
        self._rests += resting
        return resting

    def at_rest(self, now: float) -> Quiet:
        """Say what follows from the time without news until now."""
        seconds, lasted = now - self._news_at, self.stall.lasted(now)
        if seconds > CALM and self._queued_at_news is None:
            self._queued_at_news = processes.queued_seconds(self._seen)
        still, tired = lasted >= STILL or self._calm(now), self._tired(now)
        sliced = still and self._naps(seconds)
        return Quiet(
            spends=0.0 if lasted >= STILL else seconds - CALM,
            still=still,
            timers=still and self._timers_over(now) and not sliced,
            naps=still and not sliced and not (self._awaits(NAP) and seconds <= CALM + self._prudence),
            stall=lasted >= STALL,
            tired=tired,
        )

    def spend(self, quiet: Quiet) -> None:
        """Calls were let go after this: what they were held for is spent for the whole play."""
        self._prudence -= min(quiet.spends, self._prudence)
        self._slices -= min(quiet.spends, self._slices)

    def _calm(self, now: float) -> bool:
        """Say whether there has been no news for so long that nothing is to be expected, though timers run."""
        quiet = now - self._news_at
        if quiet <= CALM or not self.stall.sleepers_woke:
            return False
        if not self._asleep:
            return self._had_its_time(now)
        if self._rests < SETTLED:
            return False
        return quiet > CALM + self._prudence or not (self._awaits(0.0) or (self.stall.sleeps and self._naps(quiet)))

    def _tired(self, now: float) -> bool:
        """Say whether there has been no news for so long that the play is given up."""
        quiet = now - self._news_at
        if quiet > PATIENCE and not self.starved(now):
            return True
        settled = self._asleep and self._rests >= SETTLED
        return settled and quiet > self._polling and not self._awaits(LONGEST, self._polling)

    def _one_woke(self) -> bool:
        """Say whether a timer has just run out that had run since soon after the last news; not a shorter one."""
        return any(began <= self._news_at + CALM for began in self.stall.ended)

    def _naps(self, quiet: float) -> bool:
        """Say whether short timers that run may be one nap in slices. Who looks again and again seems the same."""
        return self.stall.main_timed and quiet <= CALM + self._slices

    def _awaits(self, longest: float, begun: float = CALM) -> bool:
        """Say whether a timer is running, hidden or at most so long, of a wait that began so soon after the last news."""
        return self.stall.awaits(self._news_at + begun, self.looked_at, longest)

    def _timers_over(self, now: float) -> bool:
        """Say whether who waits with a timeout has been awake in between, or had the time for that."""
        return self.stall.timers_woke or (not self._asleep and self._had_its_time(now))

    def _had_its_time(self, now: float) -> bool:
        """Say whether a process that is busy, and tells nothing, has been waited for as long as that is worth."""
        ran = self._ran()
        most = max(ran, default=0.0)
        return most >= FED + self._prudence or (sum(ran) >= FED and now - self._news_at > BUSY)

    @property
    def _asleep(self) -> bool:
        """Whether nearly all looks since the last news have seen every thread at rest."""
        return self._busy_looks * 5 < self._looks

    def _fed(self) -> bool:
        """Say whether the processes have used so much processor time since the last news that nobody is starved."""
        return sum(self._ran()) >= FED

    def _ran(self) -> list[float]:
        """Return the processor time that each thread has used since the last news."""
        ran = processes.ran_seconds(self._seen)
        if self._ran_at_news is None:
            self._ran_at_news = ran
        return [seconds - self._ran_at_news.get(tid, 0.0) for tid, seconds in ran.items()]

    @property
    def queue_is_told(self) -> bool:
        """Whether the kernel says for how long processes have waited for a processor."""
        return processes.queued_seconds(self._seen) is not None

    def starved(self, now: float) -> bool:
        """Say whether processes that want to run have hardly been let: then waiting proves nothing yet.

        They have waited for a processor for most of the time since the last news, by the kernel's word. One that waits in the
        kernel for something else is not asleep either. Where that is not told, who is mostly not asleep counts as starved.
        """
        queued = processes.queued_seconds(self._seen)
        hungry = self._busy_looks * 2 > self._looks
        if queued is not None:
            waited = queued - (queued if self._queued_at_news is None else self._queued_at_news)
            hungry = waited * 2 > now - self._news_at
        return hungry and not self._fed()
