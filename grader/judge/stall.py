"""Tells a stage where nothing can happen any more from one that is only slow.

Two snapshots in a row that show every thread asleep, with the same count of switches, have an instant between them at
which all of them slept. If no timer will wake one, and the judge owes none an answer, that rest lasts for ever. A
starved process is runnable, not asleep, so load cannot look like rest.
"""

from dataclasses import dataclass, field, replace

from .processes.snapshots import HIDDEN, LONGEST, Snapshot, Task, Timer

STILL = 0.008
"""Seconds of rest, and at least two snapshots, after which a held call may go on. Too short could only acquit."""

STALL = 0.5
"""Seconds of rest after which the stage counts as stalled. Two snapshots would do; the rest is prudence."""

NAP = 1.5
"""Seconds: a shorter timer of a wait that others may end, too, is more likely a nap than the limit of a right answer."""

SURE = 2
"""Snapshots that must have shown a thread in a wait with a timeout that is over now, before it counts as woken.

One may have shown it in another short wait, for the interpreter's lock, say, on its way to the wait that matters.
"""


@dataclass(frozen=True, slots=True)
class _Wait:
    """What a thread does since the moment ``began``; see ``Task``. ``length``: the first ``within`` that was seen of it."""

    switches: int
    began: float
    timer: Timer
    within: float | None
    length: float | None

    @property
    def long(self) -> bool:
        """Whether it is longer than what is waited for anyway, and nothing but the timer is known to end it."""
        lasts = self.length is not None and HIDDEN < self.length <= LONGEST
        return self.timer == "alarm" or (self.timer in ("only", "unknown") and lasts)

    def counts(self, since: float, longest: float) -> bool:
        if self.timer == "none" or self.within is None:
            return False
        return self.long or (self.began <= since and (self.timer == "unknown" or self.within <= longest))

    def patience(self, longest: float) -> float:
        """Return for how many seconds it is waited for."""
        # How long it still lasts is the program's word: it may have changed that since. How long it lasts, the judge sees.
        return LONGEST if self.long else HIDDEN if self.timer == "unknown" else longest


@dataclass(slots=True)
class StallDetector:
    """Compares snapshots as they come. Times are seconds of the judge's clock.

    timed: whether a timer will wake a thread of the last snapshot. sleeps: whether only a timer will. main_timed: whether a
    timer will wake the main thread of a process: a pool's other threads look for something to do again and again.
    sleepers_woke: whether each thread that sleeps for a set time has been awake since the last disturbance: one that has
    not may go on to do something new when it wakes.
    timers_woke: every thread that waits with a timeout has been seen in such a wait before, since the last disturbance,
    and that wait is over; and all threads are at rest again, so none is about to do what it does when its time is over.
    longest_wait: by process, the longest wait for a timer, or with a timeout, that was certainly one.
    ended: when each wait for a timer, or with a timeout, began that the snapshot before has shown and the last one does not.
    """

    since: float | None = None
    timed: bool = False
    sleeps: bool = False
    main_timed: bool = False
    sleepers_woke: bool = True
    timers_woke: bool = True
    _first: dict[int, int] = field(default_factory=dict)
    _seen: dict[int, int] = field(default_factory=dict)
    _timed: dict[int, tuple[int, int, float | None]] = field(default_factory=dict)
    _longest: dict[int, float] = field(default_factory=dict)
    _over: dict[int, int] = field(default_factory=dict)
    _slept: dict[int, tuple[int, float]] = field(default_factory=dict)
    _waits: dict[int, _Wait] = field(default_factory=dict)
    longest_wait: dict[int, float] = field(default_factory=dict)
    ended: tuple[float, ...] = ()

    def feed(self, snapshot: Snapshot, now: float) -> bool:
        """Take the next snapshot in; say whether every thread in it is at rest."""
        tasks = [(process.pid, task) for process in snapshot.values() for task in process.tasks]
        counts = {task.tid: task.switches for _, task in tasks}
        resting = all(task.at_rest for _, task in tasks)
        if not resting:
            self.since = None
        elif counts != self._seen or self.since is None:
            self.since = now
        self._note_timers([task for _, task in tasks], now)
        self.timed = any(task.timed for _, task in tasks)
        self.main_timed = any(task.timed and task.tid == pid for pid, task in tasks)
        self.sleeps = any(task.timer == "only" for _, task in tasks)
        self._seen = counts
        for _, task in tasks:
            self._first.setdefault(task.tid, task.switches)
        unmoved = [task for _, task in tasks if task.switches == self._first[task.tid]]
        self.sleepers_woke = not any(task.timer == "only" for task in unmoved)
        self.timers_woke = all([self._woke(task) for _, task in tasks if task.timed and task.timer != "said"]) and resting
        for pid, task in tasks:
            self._measure(pid, task.tid, task.switches if task.timer in ("only", "also") else -1, now)
        return resting

    def _note_timers(self, tasks: list[Task], now: float) -> None:
        """Note since when each thread is in its wait, and what is known of the timer that will end it."""
        before, self._waits = self._waits, {}
        for task in tasks:
            same = before.get(task.tid)
            if same is not None and same.switches == task.switches:
                length = task.within if same.length is None else same.length
                self._waits[task.tid] = replace(same, timer=task.timer, within=task.within, length=length)
            else:
                self._waits[task.tid] = _Wait(task.switches, now, task.timer, task.within, task.within)
        timed = {tid: wait for tid, wait in before.items() if wait.timer in ("only", "also", "alarm", "unknown")}
        self.ended = tuple(wait.began for tid, wait in timed.items() if self._begun(tid) != wait.began)

    def _begun(self, tid: int) -> float | None:
        """Return when a thread's wait has begun, or None when it has ended."""
        wait = self._waits.get(tid)
        return None if wait is None else wait.began

    def awaits(self, since: float, now: float, longest: float) -> bool:
        """Say whether a wait that began before ``since`` has a timer that should run out soon, and has not yet done so.

        longest: the longest timer, in seconds, that counts. One that is hidden, or that nobody else can end, always counts if
        it runs out within ``LONGEST``. Who looks again and again does not wait so long, so it may have begun at any time.
        """
        return any(wait.counts(since, longest) and now - wait.began <= wait.patience(longest) for wait in self._waits.values())

    def _woke(self, task: Task) -> bool:
        """Take in a snapshot of a thread that waits with a timeout; say whether earlier ones of its waits are over."""
        switches, looks, length = self._timed.get(task.tid, (task.switches, 0, None))
        if switches != task.switches:
            self._over[task.tid] = self._over.get(task.tid, 0) + looks
            looks = 0
            self._longest[task.tid] = max(self._longest.get(task.tid, 0.0), length or 0.0)
        self._timed[task.tid] = (task.switches, looks + 1, self._waits[task.tid].length)
        return self._over.get(task.tid, 0) >= SURE and not self._is_longer(task)

    def _is_longer(self, task: Task) -> bool:
        """Say whether a thread waits much longer now than ever since the last disturbance: not all its naps are over then."""
        length = self._waits[task.tid].length
        if length is None or not HIDDEN < length <= LONGEST:
            return False
        return length > self._longest.get(task.tid, 0.0) + NAP

    def _measure(self, pid: int, tid: int, switches: int, now: float) -> None:
        """Note the longest wait of each process, uninterrupted by the kernel's word."""
        before = self._slept.get(tid)
        if switches < 0:
            self._slept.pop(tid, None)
        elif before is None or before[0] != switches:
            self._slept[tid] = (switches, now)
        else:
            self.longest_wait[pid] = max(self.longest_wait.get(pid, 0.0), now - before[1])

    def disturb(self) -> None:
        """Something came from the stage: whatever rest there was is over."""
        self.since = None
        self._first = {}
        self._timed = {}
        self._longest = {}
        self._over = {}

    def lasted(self, now: float) -> float:
        """Return for how many seconds nothing has moved and no timer was running; 0 when something may still move."""
        return 0.0 if self.since is None or self.timed else now - self.since
