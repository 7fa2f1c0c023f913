"""Tells a stage where nothing can happen any more from one that is only slow.

Two snapshots in a row that show every thread asleep, with the same count of switches, have an instant between them at
which all of them slept. If no timer will wake one, and the judge owes none an answer, that rest lasts for ever. A
starved process is runnable, not asleep, so load cannot look like rest.
"""

from dataclasses import dataclass, field

from .tree import Snapshot

STILL = 0.025
"""Seconds of rest, and at least two snapshots, after which a held call may go on. Too short could only acquit."""

STALL = 0.5
"""Seconds of rest after which the stage counts as stalled. Two snapshots would do; the rest is prudence."""


@dataclass(slots=True)
class Rest:
    """Compares snapshots as they come. Times are seconds of the judge's clock."""

    since: float | None = None
    timed: bool = False
    runnable_at: float = 0.0
    _seen: dict[int, int] = field(default_factory=dict)
    _slept: dict[int, tuple[int, float]] = field(default_factory=dict)
    longest_sleep: dict[int, float] = field(default_factory=dict)

    def feed(self, snapshot: Snapshot, now: float) -> None:
        """Take the next snapshot in."""
        tasks = [(process.pid, task) for process in snapshot.values() for task in process.tasks]
        counts = {task.tid: task.switches for _, task in tasks}
        resting = all(task.at_rest for _, task in tasks)
        if not resting:
            self.since = None
            self.runnable_at = now
        elif counts != self._seen or self.since is None:
            self.since = now
        self.timed = any(task.timed for _, task in tasks)
        self._seen = counts
        for pid, task in tasks:
            self._measure(pid, task.tid, task.switches if task.sleeping else -1, now)

    def _measure(self, pid: int, tid: int, switches: int, now: float) -> None:
        """Note the longest sleep, uninterrupted by the kernel's word, of each process."""
        before = self._slept.get(tid)
        if switches < 0:
            self._slept.pop(tid, None)
        elif before is None or before[0] != switches:
            self._slept[tid] = (switches, now)
        else:
            self.longest_sleep[pid] = max(self.longest_sleep.get(pid, 0.0), now - before[1])

    def disturb(self) -> None:
        """Something came from the stage: whatever rest there was is over."""
        self.since = None
        self._seen = {}

    def lasted(self, now: float) -> float:
        """Return for how many seconds nothing has moved and no timer was running; 0 when something may still move."""
        return 0.0 if self.since is None or self.timed else now - self.since
