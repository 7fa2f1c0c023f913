"""Grader processes that serve many submissions one after another. See ``grading.service`` for what is said on both sides.

Each is tied to this process by its standard input: it ends when that ends, however this process ends. A thread for each one
listens; all else is done by the one thread that owns the pool, which hears of everything through one queue.
"""

import contextlib
import io
import itertools
import os
import queue
import subprocess
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from ..grading import service
from ..grading.service import Answer, Job
from ..judge import processes, system, tidy

JOBS = 50
"""Jobs after which a server is replaced, whatever it may have gathered meanwhile."""

GRACE = 6.0
"""Seconds that a server has to end, with all that it has started, after its standard input has ended."""

LONGEST = 64 * 1024 * 1024
"""Bytes of a line: evidence is cut long before that."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a server has said; None when it has ended, or says what nobody can understand."""

    server: "Grader"
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody wants the grading to end."""


Events = queue.SimpleQueue[Heard | Stop]


@dataclass(slots=True, eq=False, kw_only=True)
class Grader:
    """Who grades one job at a time. jobs: that it was given. job: at which it is; None when it waits.

    began: by the monotonic clock.
    ready: whether it has said so. retired: whether it is being ended, and nothing that it says counts any more.
    """

    number: int
    jobs: int = 0
    job: str | None = None
    ready: bool = False
    retired: bool = False
    began: float = field(default_factory=time.monotonic)

    def give(self, job: Job) -> None:
        """Give it something to do. One that has died will be heard of."""
        raise NotImplementedError

    def end(self, grace: float = GRACE) -> None:
        """End it with all that it has started. Returns when that is done."""
        raise NotImplementedError


@dataclass(slots=True, eq=False, kw_only=True)
class Server(Grader):
    """A process of this machine."""

    process: "subprocess.Popen[bytes]"
    group: system.Group

    def give(self, job: Job) -> None:
        assert self.process.stdin is not None
        self.job, self.jobs = job.name, self.jobs + 1
        # A server reads what it is given at once, but one that was stopped never does: the owner must not wait for it.
        threading.Thread(target=self._write, args=(job.encode().encode("ascii"),), daemon=True).start()

    def _write(self, line: bytes) -> None:
        assert self.process.stdin is not None
        left = memoryview(line)
        with contextlib.suppress(OSError, ValueError):
            while left:
                left = left[self.process.stdin.write(left) :]

    def listen(self, events: Events) -> None:
        """Put what it says into the queue until it ends."""
        assert self.process.stdout is not None
        with contextlib.suppress(OSError, ValueError), io.BufferedReader(cast(io.FileIO, self.process.stdout)) as said:
            while (line := said.readline(LONGEST)).endswith(b"\n"):
                events.put(Heard(self, service.answer(line)))
        events.put(Heard(self, None))

    def end(self, grace: float = GRACE) -> None:
        with contextlib.suppress(OSError, ValueError):
            if self.process.stdin is not None:
                self.process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(grace, 0))
        if self.process.returncode is None:
            below = [self.process.pid, *processes.snapshot(self.process.pid)]
            for pid in below:
                processes.send(tidy.SIGKILL, pid, os.getpid())
            self.process.wait()
        with contextlib.suppress(OSError):
            self.group.close()


@dataclass(slots=True, kw_only=True)
class Pool:
    """Servers, up to a number of them. command: starts one. log: the file with what they complain of.

    there: processes below this one that are not the pool's. jobs: after which a server is replaced.
    """

    command: Sequence[str]
    environment: Mapping[str, str]
    size: int
    log: Path
    events: Events = field(default_factory=queue.SimpleQueue)
    there: Collection[int] = ()
    jobs: int = JOBS
    servers: list[Grader] = field(default_factory=list)
    leaving: list[tuple[Grader, threading.Thread]] = field(default_factory=list)
    _numbers: Any = field(default_factory=itertools.count)

    @property
    def full(self) -> bool:
        return len(self.servers) >= self.size

    def fill(self, wanted: int) -> None:
        """Start servers until there are as many as wanted, or as the pool may have. Raises ``OSError``."""
        while len(self.servers) < min(wanted, self.size):
            self.servers.append(self._start())

    def _start(self) -> Grader:
        group = system.group()
        with open(self.log, "ab") as log:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": log, "bufsize": 0}
            process = group.start(self.command, env=dict(self.environment), **pipes)
        server = Server(number=next(self._numbers), process=process, group=group)
        threading.Thread(target=server.listen, args=(self.events,), daemon=True).start()
        return server

    def idle(self) -> Grader | None:
        """Return a server that waits for a job."""
        return next((one for one in self.servers if one.ready and one.job is None), None)

    def done(self, server: Grader) -> None:
        """A job of this server is over, and went well."""
        if server.retired:
            return
        server.job = None
        if server.jobs >= self.jobs:
            self.replace(server)

    def replace(self, server: Grader, grace: float = GRACE) -> None:
        """End a server; another takes its place when there is something to do. Others go on meanwhile."""
        if server.retired:
            return
        server.retired = True
        self.servers.remove(server)
        thread = threading.Thread(target=server.end, args=(grace,))
        thread.start()
        self.leaving.append((server, thread))

    def sweep(self) -> None:
        """End what a server has left below this process that has died before it could do that itself."""
        self.leaving = [(server, thread) for server, thread in self.leaving if thread.is_alive()]
        everybody = (*self.servers, *(server for server, _ in self.leaving))
        pids = {server.process.pid for server in everybody if isinstance(server, Server)}
        tidy.sweep({*pids, *self.there})

    def close(self, grace: float = GRACE) -> None:
        """End all servers."""
        for server in list(self.servers):
            self.replace(server, grace)
        for _, thread in self.leaving:
            thread.join()
        self.sweep()

    def complaint(self) -> str:
        """Return the last line that a server has complained with; empty when none has."""
        with contextlib.suppress(OSError):
            lines = self.log.read_text("utf-8", "replace").split("\n")
            return next((line.strip()[:500] for line in reversed(lines) if line.strip()), "")
        return ""
