"""Follows one play on a stage that has been started: listen, keep limits, see a stall, and leave nothing behind."""

import os
import time
from collections.abc import Callable
from typing import Any

from grader.stage.lifeline import SIGNAL
from grader.stage.wire import STACKS, WAITS

from . import processes, stacks, storage, system, tidy
from .deal import Dealer
from .effort import OwnTime
from .launcher import StageFault, StartedStage
from .line import Line
from .patience import Patience
from .plan import Plan
from .run import Run
from .sandbox import environment, home
from .seen import End, Leftover, Waiting, last_line
from .server import MAX_MESSAGES

DEADLINE = 60.0
"""Seconds after which every play ends."""

TICK = 0.01
"""Seconds without news after which the judge looks at the processes, when a call waits for stillness."""

IDLE_TICK = 0.04
"""The same when no call waits: then only a stall is to be seen, and the processes need the processor more."""

STORED = 0.2
"""Seconds between two looks at what the processes have stored; that takes longer than the other looks."""

SHORT = 20
"""The part of the machine's memory, one in so many, that must stay free while a play takes more and more of it."""

LEAVE = 2.0
"""Seconds that the stage has, after its report, to leave by itself."""


class Play:
    """The state of one play, and the loop that follows it to its end. tidying: is called before the sweep."""

    def __init__(self, plan: Plan, line: Line, stage: StartedStage, tidying: Callable[[], None] = lambda: None) -> None:
        self.plan = plan
        self.tidying = tidying
        self.own = OwnTime()
        self.launcher = stage.launcher
        self.patience = Patience(plan.polling)
        self.place = stage.place
        self.stored_at = self.look_again_at = 0.0
        self.began, self.makers = time.time(), set[int]()
        self.free_memory, self.all_memory = system.free_memory()
        self.others = processes.children(os.getpid()) - {self.launcher.pid}
        self.waiting: tuple[Waiting, ...] = ()
        self.reported_at: float | None = None
        self.swept = True
        self.witness = stage.witness
        self.alarms = self.witness.alarms = processes.alarm_watch()
        dealer = Dealer(plan.seed)
        shared, told = dealer.begin(plan.shared), self._told(line)
        self.witness.begin(told, line, plan.holds, self._census, processes.awake_seconds, dealer, shared)

    def _told(self, line: Line) -> dict[str, Any]:
        plan = self.plan
        return {
            "exercise": plan.exercise, "scenario": plan.scenario, "args": line.told, "method": plan.method,
            "names": list(plan.names), "folder": str(self.place.work), "limits": plan.limits.each,
        }  # fmt: skip

    def run(self) -> Run:
        try:
            end = self._follow()
            self.tidying()
            unreachable = self.witness.server.unreachable
            ended_at = self.witness.now()
            if end in ("processes", "threads"):
                tidy.stop_storm(self._snapshot, self.launcher)
        finally:
            if self.witness.server.lost is not None:
                self.witness.close()  # to look at the processes needs files too
            self.swept = self._sweep()
            self.witness.close()
            if self.alarms is not None:
                self.alarms.close()
        ledger = self.witness.ledger
        if self.witness.server.lost is not None:
            raise StageFault(f"the judge could not listen to all processes: {self.witness.server.lost}")
        if not ledger.caller:
            said = last_line("\n".join(line.text for line in ledger.printed))
            raise StageFault(f"the stage did not begin: {said}")
        if unreachable:
            raise StageFault("the judge's socket was removed while the program ran, by this program or another")
        return Run.of(
            ledger, self.plan, end=end, ended_at=ended_at, waiting=self.waiting, longest_wait=self.patience.stall.longest_wait,
            own_seconds=self.own.seconds,
        )  # fmt: skip

    def _follow(self) -> End:
        while True:
            pause = TICK if self.witness.scheduler.busy or self.reported_at is not None else IDLE_TICK
            if self.witness.server.pump(pause):
                self.patience.news(self.witness.now())
                self.witness.server.waits.disturb()
            if self.alarms is not None:
                self.alarms.answer()
            end = self._over()
            now = self.witness.now()
            if end is None and now - self.patience.looked_at >= pause and now >= self.look_again_at:
                end = self._look()
                self.look_again_at = 2 * self.witness.now() - now  # where a look takes long it leaves as much time to others
            if end is not None:
                return end

    def _over(self) -> End | None:
        """Say how the play has ended, as far as news alone tell."""
        ledger, now = self.witness.ledger, self.witness.now()
        if self.witness.server.lost is not None:
            return "died"  # somebody waits for an answer that will not come
        if ledger.strays:
            return "misfit"
        if ledger.output_bytes > self.plan.limits.output or ledger.lines > self.plan.limits.lines:
            return "output"
        if self.witness.server.messages > MAX_MESSAGES:
            return "messages"
        if self.witness.server.weight > self.plan.limits.answers:
            return "answers"
        if ledger.loaded_at is None and len(ledger.lives) > 1 + self.plan.limits.early:
            return "early"
        if ledger.reported:
            self.reported_at = self.reported_at or now
            if self.witness.caller_gone or now - self.reported_at > LEAVE:
                return "done"
        elif self.witness.caller_gone or (not ledger.caller and self.launcher.ended()):
            return "died"
        if now > DEADLINE:
            return "starved" if self._starved(now) else "deadline"
        return None

    def _starved(self, now: float) -> bool:
        """Say whether the play has been so long because the machine was too busy, and not the program too slow.

        Where the system does not tell who waits for a processor, it is so when the program had less than half of the time.
        """
        patience = self.patience
        return patience.starved(now) or (not patience.queue_is_told and self.own.seconds < now / 2)

    def _look(self) -> End | None:
        """Look at the processes: is anything over a limit, and can anything still happen?"""
        now = self.witness.now()
        seen = self._snapshot()
        self.makers |= seen.keys()
        limits = self.plan.limits
        if len(seen) > limits.processes:
            return "processes"
        if sum(len(process.tasks) for process in seen.values()) > limits.threads:
            return "threads"
        if processes.memory(seen) > limits.memory:
            return "memory"
        if now - self.stored_at > STORED:
            count, size = storage.used(self.place.folder, seen)
            size += sum(self._segments().values())
            self._look_at_the_machine()
            self.stored_at = now + 4 * (self.witness.now() - now)  # what takes long must not keep the judge from all else
            if count > limits.files or size > limits.stored:
                return "stored"
        resting = self.patience.look(seen, now)
        if self.witness.server.told and resting and self.witness.server.waits.due(seen, now):
            self.witness.server.ask(WAITS)
        self.own.look(seen, now, resting=resting)
        return self._decide(now)

    def _look_at_the_machine(self) -> None:
        """Raise ``StageFault`` when memory runs out. Some of it nobody can count, so nobody is blamed: see limits.md."""
        free, _ = system.free_memory()
        if free < self.all_memory // SHORT and self.free_memory - free > min(self.plan.limits.memory, self.all_memory // 2):
            raise StageFault("the machine has run out of memory during this play")

    def _decide(self, now: float) -> End | None:
        """When nothing moves, let calls go on that have waited for that, or else end the play."""
        patience = self.patience
        quiet = patience.at_rest(now)
        if quiet.still:
            if self._let_go(self.witness.scheduler.still(timers=quiet.timers, naps=quiet.naps)):
                patience.spend(quiet)
                return None
            if self.reported_at is not None:
                return "done"  # it has reported, and what is left of it waits for something that will not come
        if quiet.stall or quiet.tired:
            if self._let_go(self.witness.scheduler.give_up()):
                return None
            self.waiting = self._stacks()
            return "stalled" if quiet.stall else "patience"
        return None

    def _let_go(self, calls: list[tuple[int, bool]]) -> bool:
        """Let held calls go on, which is news; say whether there were any."""
        gone = self.witness.let_go(calls)
        if gone:
            self.patience.news(self.witness.now())
        return gone

    def _snapshot(self) -> processes.Snapshot:
        seen = processes.snapshot(os.getpid(), self.others, self.launcher.own())
        seen = self.witness.server.waits.marked(seen)
        return seen if self.alarms is None else self.alarms.marked(seen)

    def _census(self, helpers: frozenset[int]) -> tuple[Leftover, ...]:
        """Return what is left below the caller, or was left to the judge, except multiprocessing's own helpers.

        helpers: the processes that the stage says are such; the kernel must confirm it.
        """
        now = self._snapshot()
        caller = self.witness.ledger.caller
        above = _ancestors(caller, now)
        modules = environment(home(self.launcher.sandbox, self.launcher.folder.path))["PYTHONPATH"]
        own = processes.helpers(now, helpers, caller, modules)
        spared = (own - {call.pid for call in self.witness.ledger.calls}) | above | {caller}
        return tuple(Leftover(pid=pid, zombie=process.zombie) for pid, process in sorted(now.items()) if pid not in spared)

    def _stacks(self) -> tuple[Waiting, ...]:
        texts = self.witness.server.stacks(self._ask)
        return stacks.parse(texts, self.witness.ledger.caller)

    def _ask(self) -> set[int]:
        """Signal each process that is armed. One that is not would die of the signal."""
        if self.witness.server.told:
            return self.witness.server.ask(STACKS)
        assert SIGNAL is not None
        asked = set()
        for pid, process in self._snapshot().items():
            if int(SIGNAL) in process.armed and processes.send(SIGNAL, pid, os.getpid()):
                asked.add(pid)
        return asked

    def _segments(self) -> dict[int, int]:
        """Return the System V shared memory of this play, where it is the machine's; a sandbox has its own."""
        if self.launcher.sandbox != "tree" or not system.linux():
            return {}
        return storage.segments(self.makers | {life.pid for life in self.witness.ledger.lives}, self.began)

    def _sweep(self) -> bool:
        """End every process of the stage; say whether none is left. What the play has shown counts all the same."""
        if self.launcher.sandbox == "tree":  # a sandbox has the names of semaphores and shared memory for itself
            tidy.let_trackers_clean(self._snapshot)
        swept = tidy.end_play(self._snapshot, self.launcher)
        storage.remove_segments(self._segments())
        return swept


def _ancestors(pid: int, seen: processes.Snapshot) -> set[int]:
    """Return what stands above the caller inside the stage: the sandbox's own processes."""
    found: set[int] = set()
    while pid in seen:
        pid = seen[pid].parent
        found.add(pid)
    return found
