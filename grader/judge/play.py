"""Plays one scenario: start a stage, listen, keep limits, see a stall, and leave nothing behind."""

import contextlib
import os
import signal
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from grader.stage import lifeline as arm
from grader.stage.forkserver import limits

from . import processes, stacks, system
from . import sandbox as boxes
from . import stall as resting
from . import storage as stored
from .holds import Hold
from .launcher import Host, Opened, StageFault, host
from .ledger import MAX_LINES, MAX_OUTPUT
from .run import Run
from .seen import End, Leftover, Waiting, last_line
from .stall import Rest
from .witness import MAX_MESSAGES, MAX_WEIGHT

PATIENCE = 15.0
"""Seconds without news after which a play is given up, if its processes were busy and had processor time enough."""

POLLING = 4.0
"""The same for processes that sleep nearly all the time, and only a timer wakes them now and then to look again."""

DEADLINE = 60.0
"""Seconds after which every play ends."""

CALM = 0.3
"""Seconds without news after which calls that only wait for stillness go on, though timers run: it could only acquit."""

TICK = 0.01
"""Seconds without news after which the judge looks at the processes, when a call waits for stillness."""

REST = 0.04
"""The same when no call waits: then only a stall is to be seen, and the processes need the processor more."""

FED = 1.0
"""Seconds of processor time used since the last news: who had that much and does not get on is not starved."""

SIGKILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows: its SIGTERM ends a process at once

STORED = 0.2
"""Seconds between two looks at what the processes have stored; that takes longer than the other looks."""

TIDY = 1.0
"""Seconds that multiprocessing's resource tracker has, after all others have ended, to remove what they have left."""

AGAIN = 3
"""Times that a scenario is played again when a defect of CPython's has ended it; see ``stacks.in_pool_defect``.

It happens once in some hundred times, so a program that meets it four times in a row has another reason to hang.
"""

LEAVE = 2.0
"""Seconds that the stage has, after its report, to leave by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one play may use. Bytes and counts are for all its processes together, ``each`` for one.

    early: processes that start while the submission is imported; under spawn each of them imports it again. stored: bytes
    in files, also open ones without a name, and in shared memory. files: how many there may be. answers: bytes that all
    it says takes in the judge; ``wire.MAX_MESSAGE`` and ``wire.MAX_DEPTH`` limit each message.
    """

    processes: int = 64
    early: int = 8
    threads: int = 512
    memory: int = 2 * 1024**3
    stored: int = 256 * 1024**2
    files: int = 2_000
    output: int = MAX_OUTPUT
    lines: int = MAX_LINES
    answers: int = MAX_WEIGHT
    each: dict[str, int] = field(
        default_factory=lambda: {"RLIMIT_CORE": 0, "RLIMIT_FSIZE": 64 * 1024**2, "RLIMIT_NOFILE": 1024}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to play. ``names`` are the functions and classes that the submission must have."""

    exercise: str
    source: bytes
    names: tuple[str, ...]
    scenario: str
    args: dict[str, Any]
    method: str
    sandbox: boxes.Sandbox
    holds: tuple[Hold, ...] = ()
    limits: Limits = field(default_factory=Limits)
    polling: float = POLLING


def play(plan: Plan) -> Run:
    """Play a scenario and return what was seen. Nothing of it is left when this returns.

    Raises ``StageFault`` when the machine does not let a stage start.
    """
    house = House(plan.sandbox)
    try:
        return house.play(plan)
    finally:
        house.close()


class House:
    """Plays scenarios one after another in one kind of sandbox.

    Each play has a stage of its own, which knows nothing of any submission until its play begins.
    """

    def __init__(self, sandbox: boxes.Sandbox) -> None:
        self._sandbox: boxes.Sandbox = sandbox
        self._host: Host | None = None
        self._limits = limits()

    @property
    def kept(self) -> Host | None:
        """What is kept ready now."""
        return self._host

    def prepare(self) -> Host:
        """Have a place where stages start. Done ahead, the first play need not wait for it. Raises ``StageFault``."""
        if self._host is not None and not (self._host.usable and (self._host.folder.path / "lib").is_dir()):
            self.close()  # a tidying program may have removed its folder
        if self._host is None:
            if limits() != self._limits:  # what starts now inherits them
                raise StageFault("a program has changed the limits of the grader's own process (prlimit)")
            system.adopt_orphans()
            self._host = host(self._sandbox)
        return self._host

    def play(self, plan: Plan) -> Run:
        """Play a scenario; see ``play``. What ended in a defect of CPython's says nothing of the plan: it is played again."""
        again = 0
        while any(map(stacks.in_pool_defect, (run := self._once(plan)).waiting)) and again < AGAIN:
            again += 1
        return replace(run, played_again=again)

    def _once(self, plan: Plan) -> Run:
        opened = self._open()
        play = _Play(plan, opened)
        try:
            return play.run()
        finally:
            opened.close()
            if not play.swept:  # with the host ends its sandbox; what lives on all the same is in nobody's way
                self.close()

    def _open(self) -> Opened:
        """Start a stage. Where that fails on a host that has served before, a play has spoilt it, and a new one does it."""
        served = self._host is not None and self._host.usable
        try:
            return Opened(self.prepare())
        except StageFault:
            if not served:
                raise
        self.close()
        return Opened(self.prepare())

    def close(self) -> None:
        """End what was kept ready."""
        if self._host is not None:
            self._host.close()
            self._host = None


class _Play:
    """The state of one play, and the loop that follows it to its end."""

    def __init__(self, plan: Plan, opened: Opened) -> None:
        self.plan = plan
        self.host = opened.host
        self.rest = Rest()
        self.folder = opened.folder
        self.stored_at = 0.0
        self.others = processes.children(os.getpid()) - {self.host.pid}
        self.processes: processes.Snapshot = {}
        self.waiting: tuple[Waiting, ...] = ()
        self.news_at = 0.0
        self.ran_at_news: float | None = None
        self.looks = self.busy_looks = 0
        self.looked_at = 0.0
        self.reported_at: float | None = None
        self.swept = True
        opened.work.write(f"{plan.exercise}.py", plan.source)
        self.witness = opened.witness
        self.witness.begin(self._told(opened.work.path), plan.holds, self._census, processes.awake_seconds)

    def _told(self, work: Path) -> dict[str, Any]:
        plan = self.plan
        return {
            "exercise": plan.exercise, "scenario": plan.scenario, "args": plan.args, "method": plan.method,
            "names": list(plan.names), "folder": str(work), "limits": plan.limits.each,
        }  # fmt: skip

    def run(self) -> Run:
        try:
            end = self._follow()
            unreachable = self.witness.unreachable
            ended_at = self.witness.now()
            if end in ("processes", "threads"):
                self._storm()
        finally:
            if self.witness.refused is not None:
                self.witness.close()  # to look at the processes needs files too
            self.swept = self._sweep()
            self.witness.close()
        ledger = self.witness.ledger
        if self.witness.refused is not None:
            raise StageFault(f"the judge could not listen to all processes: {self.witness.refused}")
        if not ledger.caller:
            said = last_line("\n".join(line.text for line in ledger.printed))
            raise StageFault(f"the stage did not begin: {said}")
        if unreachable:
            raise StageFault("the judge's socket was removed while the program ran, by this program or another")
        return Run.of(ledger, self.plan, end=end, ended_at=ended_at, waiting=self.waiting, longest_wait=self.rest.longest_wait)

    def _follow(self) -> End:
        while True:
            pause = TICK if self.witness.keeper.busy or self.reported_at is not None else REST
            if self.witness.pump(pause):
                self._news()
            end = self._over()
            if end is None and self.witness.now() - self.looked_at >= pause:
                end = self._look()
            if end is not None:
                return end

    def _news(self) -> None:
        self.news_at = self.witness.now()
        self.ran_at_news = None
        self.looks = self.busy_looks = 0
        self.rest.disturb()

    def _over(self) -> End | None:
        """Say how the play has ended, as far as news alone tell."""
        ledger, now = self.witness.ledger, self.witness.now()
        if self.witness.refused is not None:
            return "died"  # somebody waits for an answer that will not come
        if ledger.output_bytes > self.plan.limits.output or ledger.lines > self.plan.limits.lines:
            return "output"
        if self.witness.messages > MAX_MESSAGES:
            return "messages"
        if self.witness.weight > self.plan.limits.answers:
            return "answers"
        if ledger.loaded_at is None and len(ledger.lives) > 1 + self.plan.limits.early:
            return "early"
        if ledger.reported:
            self.reported_at = self.reported_at or now
            if self.witness.caller_gone or now - self.reported_at > LEAVE:
                return "done"
        elif self.witness.caller_gone or (not ledger.caller and self.host.ended()):
            return "died"
        if now > DEADLINE:
            return "starved" if self._starved() else "deadline"
        return None

    def _look(self) -> End | None:
        """Look at the processes: is anything over a limit, and can anything still happen?"""
        now = self.looked_at = self.witness.now()
        self.processes = self._snapshot()
        limits = self.plan.limits
        if len(self.processes) > limits.processes:
            return "processes"
        if sum(len(process.tasks) for process in self.processes.values()) > limits.threads:
            return "threads"
        if processes.memory(self.processes) > limits.memory:
            return "memory"
        if now - self.stored_at > STORED:
            count, size = stored.used(self.folder, self.processes, own=self.plan.sandbox == "bubblewrap")
            self.stored_at = now + 4 * (self.witness.now() - now)  # what takes long must not keep the judge from all else
            if count > limits.files or size > limits.stored:
                return "stored"
        self.looks += 1
        self.busy_looks += not self.rest.feed(self.processes, now)
        return self._judge_rest(now)

    def _judge_rest(self, now: float) -> End | None:
        lasted, quiet = self.rest.lasted(now), now - self.news_at
        keeper = self.witness.keeper
        asleep = self.busy_looks * 5 < self.looks
        calm = quiet > CALM and (asleep or self._fed()) and self.rest.sleepers_woke
        tired = (asleep and quiet > self.plan.polling) or (quiet > PATIENCE and not self._starved())
        if lasted >= resting.STILL or calm:
            if self.witness.let_go(keeper.still(timers=self.rest.timers_woke or (not asleep and self._fed()))):
                self._news()
                return None
            if self.reported_at is not None:
                return "done"  # it has reported, and what is left of it waits for something that will not come
        if lasted >= resting.STALL or tired:
            if self.witness.let_go(keeper.give_up()):
                self._news()
                return None
            self.waiting = self._stacks()
            return "stalled" if lasted >= resting.STALL else "patience"
        return None

    def _fed(self) -> bool:
        """Say whether the processes have used so much processor time since the last news that nobody is starved."""
        ran = processes.ran_seconds(self.processes)
        if self.ran_at_news is None:
            self.ran_at_news = ran
        return ran - self.ran_at_news >= FED

    def _starved(self) -> bool:
        """Say whether processes that want to run have hardly been let: then waiting proves nothing yet."""
        return self.busy_looks * 2 > self.looks and not self._fed()

    def _snapshot(self) -> processes.Snapshot:
        return processes.snapshot(os.getpid(), self.others, self.host.own())

    def _census(self) -> tuple[Leftover, ...]:
        """Return what is left below the caller, or was left to the judge, except multiprocessing's own helpers."""
        now = self._snapshot()
        caller = self.witness.ledger.caller
        above = _ancestors(caller, now)
        spared = processes.helpers(now) | above | {caller}
        return tuple(Leftover(pid=pid, zombie=process.zombie) for pid, process in sorted(now.items()) if pid not in spared)

    def _stacks(self) -> tuple[Waiting, ...]:
        texts = self.witness.stacks(self._ask)
        return stacks.parse(texts, self.witness.ledger.caller)

    def _ask(self) -> set[int]:
        """Signal each process that is armed. One that is not would die of the signal."""
        if arm.SIGNAL is None:
            return set()
        asked = set()
        for pid, process in self._snapshot().items():
            if int(arm.SIGNAL) in process.armed and processes.send(arm.SIGNAL, pid, os.getpid()):
                asked.add(pid)
        return asked

    def _storm(self) -> None:
        """Stop processes that start others faster than they can be ended one by one.

        With the host ends its sandbox, and the kernel ends all that is in it. Where there is none they are first stopped,
        round by round, until nobody is left who could start another.
        """
        self._end(self.host.pid)
        stopped: set[int] = set()
        until = time.monotonic() + 5
        while time.monotonic() < until and (fresh := set(self._snapshot()) - stopped):
            for pid in fresh:
                processes.send(getattr(signal, "SIGSTOP", SIGKILL), pid, os.getpid())
            stopped |= fresh

    def _end(self, pid: int) -> None:
        processes.send(SIGKILL, pid, os.getpid())

    def _sweep(self) -> bool:
        """End every process of the stage, whatever it ignores, and reap what became the judge's own child.

        Says whether none is left. What the play has shown counts all the same.
        """
        if self.plan.sandbox == "tree":  # a sandbox has these names for itself
            self._let_trackers_clean()
        began = time.monotonic()
        pause = 0.0005
        while time.monotonic() < began + 10:
            left = self._snapshot()
            for pid, process in left.items():
                if not process.zombie:
                    self._end(pid)
                elif process.parent == os.getpid() and pid != self.host.pid:
                    with contextlib.suppress(OSError):
                        os.waitpid(pid, os.WNOHANG)
            if self.host.ended() and not left:
                return True
            if time.monotonic() > began + 2:  # the submission has stopped the host, so that it reaps nobody
                self._end(self.host.pid)
            time.sleep(pause)
            pause = min(pause * 2, 0.02)
        return False

    def _let_trackers_clean(self) -> None:
        """End all but multiprocessing's resource trackers, and give those a moment to end by themselves.

        They do so when everybody else has gone, and remove named semaphores and shared memory that were left. Who is
        killed cannot do that, and outside a sandbox these names would stay on the machine.
        """
        trackers = processes.trackers(self._snapshot())
        until = time.monotonic() + TIDY
        while trackers and time.monotonic() < until:
            left = self._snapshot()
            for pid, process in left.items():
                if pid not in trackers and not process.zombie:
                    self._end(pid)
            trackers &= {pid for pid, process in left.items() if not process.zombie}
            time.sleep(0.002)


def _ancestors(pid: int, seen: processes.Snapshot) -> set[int]:
    """Return what stands above the caller inside the stage: the sandbox's own processes."""
    found: set[int] = set()
    while pid in seen:
        pid = seen[pid].parent
        found.add(pid)
    return found
