"""The workers of a cluster as graders: for who conducts, they are what servers of this machine are.

A grader has a place on one worker, and one job at a time, which is a command of its own there. The engine may lose it, do it
again elsewhere or answer late: only what is heard while the job is waited for counts, and the journal decides.
"""

import gzip
import io
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...grading import service
from ...grading.service import Answer, Decided, Ended, Job, Ready
from ...statuses import GRADER_FAILED
from ..canary import Canary
from ..pool import GRACE, Grader, Heard, Pool
from ..problem import ClassProblem
from . import cluster, worker

MOST = 512 * 1024 * 1024
"""Bytes of the answers to one job, unpacked."""

TRIES = 2
"""Times that a worker may fail to get ready before it is left alone."""

LOOK = 1.0
"""Seconds between two looks at which workers there are."""

ALONE = 60.0
"""Seconds in which there must be a worker."""


CALL = "__import__('pickle').loads(function)(*given)"
"""What the engine carries out: it would look for our functions by name, where there is no kit."""


@dataclass(slots=True, eq=False, kw_only=True)
class FarGrader(Grader):
    """A place on a worker.

    kit: where the kit is there; None until it is ready. task: what it is at now. gone: its worker has been seen to be.
    """

    pool: "FarPool"
    address: str
    kit: str | None = None
    task: Any = None
    gone: bool = False

    def prepare(self) -> None:
        """Send the kit, and have the kit's own answers graded: a worker that fails at them is not used."""
        data, digest = self.pool.archive
        self._submit(lambda install: self._installed(install), "install", worker.install, data, digest)

    def _installed(self, kit: Any) -> None:
        if not isinstance(kit, str):
            self._heard(None)
            return
        self.kit = kit
        jobs = [Job(name=f"canary-{n}", files=(one.file,), seed=0) for n, one in enumerate(self.pool.canaries)]
        self._run(jobs, self._proved)

    def _proved(self, data: Any) -> None:
        answers = understood(data)
        ready = answers[0] if answers and isinstance(answers[0], Ready) else None
        found = {one.job: one.verdict for one in answers if isinstance(one, Decided)}
        if ready is not None and surroundings(ready) != self.pool.where:
            self.pool.said = f"{self.address}: {', '.join(surroundings(ready))}, not {', '.join(self.pool.where)}"
            ready = None
        good = all(one.good(found.get(f"canary-{n}")) for n, one in enumerate(self.pool.canaries))
        self._heard(ready if good else None)

    def give(self, job: Job) -> None:
        self.job, self.jobs = job.name, self.jobs + 1
        self._run([replace(job, output=None)], self._graded)  # a folder of this machine is none of the worker's

    def _graded(self, data: Any) -> None:
        answers = [one for one in understood(data) if not isinstance(one, Ready)]
        for one in answers:
            self._heard(one)
        if not (answers and isinstance(answers[-1], Ended)):
            self._heard(None)

    def lose(self) -> None:
        """Its worker has gone. The engine would keep the task until that one comes back, and say nothing."""
        if not self.gone:
            self.gone = True
            self._heard(None)

    def end(self, grace: float = GRACE) -> None:
        """End what it is at. Whoever no longer answers is not waited for for ever."""
        thread = threading.Thread(target=self._end, daemon=True)
        thread.start()
        thread.join(cluster.PATIENCE)

    def _end(self) -> None:
        """That the engine forgets a task does not end its command, so the worker is told to."""
        task, self.task = self.task, None
        if task is not None and not task.done():
            try:
                self.pool.client.cancel([task], force=True)
                name = _stopped(str(task.key))
                self.pool.client.run(worker.stop, name, workers=[self.address], wait=False, on_error="ignore")
            except Exception as error:  # the worker, or the scheduler, has gone: then the command ends by itself
                self.pool.note(error)

    def _run(self, jobs: Sequence[Job], then: Any) -> None:
        lines = gzip.compress("".join(job.encode() for job in jobs).encode("ascii"), 6)
        name = _stopped(self._key("grade"))
        self._submit(then, "grade", worker.carry_out, self.kit, name, self.pool.arguments, lines, self.pool.seconds)

    def _key(self, what: str) -> str:
        """Return what the engine calls a task. Others may see it there: nothing of a student is in it."""
        return f"many-hands-{self.pool.run}-{self.number}-{self.jobs}-{what}"

    def _submit(self, then: Any, what: str, function: Any, *given: Any) -> None:
        """Have a function carried out by this worker and no other, once; ``then`` gets what it returns, None if it fails."""
        try:
            task = self.pool.client.submit(
                eval, CALL, {"function": cluster.sent(function), "given": given}, key=self._key(what),
                workers=[self.address], allow_other_workers=False, pure=False, retries=0,
            )  # fmt: skip
        except Exception as error:  # there is no way to the scheduler
            self.pool.note(error)
            self._heard(None)
            return
        self.task = task
        task.add_done_callback(lambda done: threading.Thread(target=self._take, args=(done, then), daemon=True).start())

    def _take(self, task: Any, then: Any) -> None:
        try:
            found = task.result(timeout=cluster.PATIENCE)
        except Exception as error:  # it has failed, was lost with its worker, or was cancelled
            self.pool.note(error)
            found = None
        task.release()
        then(found)

    def _heard(self, answer: Answer | None) -> None:
        if isinstance(answer, Ready):
            self.pool.failed.pop(self.address, None)
        elif not self.ready and not self.retired:
            self.pool.failed[self.address] += 1
        self.pool.events.put(Heard(self, answer))


def _stopped(key: str) -> str:
    """Return by which name a command can be stopped. An argument that is a key would be taken for that task's result."""
    return f"command of {key}"


def understood(data: Any) -> list[Answer]:
    """Return what a command has said, as far as it can be understood. It comes from a machine that may do anything."""
    if not isinstance(data, bytes):
        return []
    found = []
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            for line in packed.read(MOST).splitlines():
                found.append(service.answer(line))
    except (OSError, ValueError, EOFError):
        return found
    return found


def surroundings(ready: Ready) -> tuple[str, ...]:
    where = ready.environment
    return (".".join(where.python.split(".")[:2]), where.sandbox, where.platform)


@dataclass(slots=True, kw_only=True)
class FarPool(Pool):
    """Graders on the workers of a cluster, one for each thread of a worker. size: at most so many.

    run: names this start. arguments: of the serving command. seconds: after which a command is ended.
    where: Python, sandbox and system of the class. failed: how often each worker has not got ready. said: the last complaint.
    """

    client: Any
    run: str
    arguments: tuple[str, ...]
    seconds: float
    canaries: Sequence[Canary]
    where: tuple[str, ...]
    archive: tuple[bytes, str] = field(default_factory=cluster.packed)
    failed: Counter[str] = field(default_factory=Counter)
    said: str = ""
    workers: Mapping[str, int] = field(default_factory=dict)
    _closed: threading.Event = field(default_factory=threading.Event)
    _seen: float = field(default_factory=time.monotonic)
    _looked: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        """Keep in mind which workers there are, and how many threads each has. The scheduler may take its time, or be gone."""
        while not self._closed.wait(LOOK):
            try:
                told = self.client.scheduler_info(n_workers=-1)["workers"]
                self._looked = time.monotonic()
                self.workers = {address: int(one["nthreads"]) for address, one in told.items()}
            except Exception as error:
                self.note(error)
                continue
            for one in list(self.servers):
                if isinstance(one, FarGrader) and one.address not in self.workers:
                    one.lose()

    @property
    def full(self) -> bool:
        """It is asked to fill itself at any time, so that it sees who has gone."""
        return False

    def close(self, grace: float = GRACE) -> None:
        """End all graders."""
        self._closed.set()
        Pool.close(self, grace)

    def fill(self, wanted: int) -> None:
        """Take places on workers, also on new ones. Raises ``ClassProblem`` when there has been none for long."""
        if time.monotonic() - self._looked > ALONE:
            raise ClassProblem("no-scheduler", step="far", status=GRADER_FAILED, why=self.said or "-")
        free = self._places()
        if free or self.servers:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > ALONE:
            raise ClassProblem("no-workers", step="far", status=GRADER_FAILED, why=self.said or "-")
        for address in free[: max(0, min(wanted, self.size) - len(self.servers))]:
            grader = FarGrader(number=next(self._numbers), pool=self, address=address)
            self.servers.append(grader)
            grader.prepare()

    def _places(self) -> list[str]:
        """Return the workers with a free place, once for each; those with the most of them first."""
        taken = Counter(one.address for one in self.servers if isinstance(one, FarGrader))
        free = {
            address: threads - taken[address] for address, threads in self.workers.items()
            if self.failed[address] < TRIES
        }  # fmt: skip
        return [address for turn in range(max(free.values(), default=0)) for address in sorted(free) if free[address] > turn]

    def note(self, error: Exception) -> None:
        """Remember what the engine has complained of."""
        self.said = " ".join(f"{type(error).__name__}: {error}".split())[:300]

    def sweep(self) -> None:
        """What a worker has left ends there by itself."""
        self.leaving = [(server, thread) for server, thread in self.leaving if thread.is_alive()]

    def complaint(self) -> str:
        return self.said
