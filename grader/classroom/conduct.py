"""Grades a class with a pool of servers: what is begun, what is believed, what is tried again, and when all must stop.

One thread does it all: it alone writes to the journal, and hears of everything through the pool's queue. What the journal says
is replayed into a ``History`` as it is written, so that going on and starting anew know the same.
"""

import queue
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from ..grading.service import Answer, Decided, Ended, Job, JobFile, Ready
from ..statuses import GRADER_FAILED
from . import lines, state
from .canary import TRIES, Canary
from .disk import keeping
from .jobs import How, Running
from .journal import Journal
from .pool import Grader, Heard, Pool, Stop
from .problem import ClassProblem
from .state import History
from .store import Store
from .work import Work

IN_A_ROW = 5
"""Different submissions, one after another, that the grader fails at: then it is the machine."""

STARTS = 3
"""Servers, one after another, that end before they were ready."""

READY = 180.0
"""Seconds that a server has to get ready."""

LOOK = 0.5
"""Seconds after which times are looked at, though nothing was heard."""


class Conductor:
    """Grades what is waiting. tell: is called when something has changed. Raises ``ClassProblem``, ``OSError``."""

    def __init__(
        self, journal: Journal, store: Store, history: History, pool: Pool, how: How,
        works: Sequence[Work], canaries: Sequence[Canary], tell: Callable[["Conductor"], None] = lambda _: None,
    ) -> None:  # fmt: skip
        self.history, self.pool, self.how = history, pool, how
        self._journal, self._store, self._tell = journal, store, tell
        self._works = {one.pseudonym: one for one in works}
        self._canaries = tuple(canaries)
        self._order = [one.pseudonym for one in works]
        self._due: list[tuple[Canary, int]] = []
        self._proved = not self._canaries
        self._next_canary = 0.0
        self._in_a_row: list[str] = []
        self._starts = 0
        self._stop_at: float | None = None
        self._jobs = 0
        self.running: dict[str, Running] = {}

    def write(self, what: str, **facts: Any) -> int:
        """Add a line to the journal, and know what it says. Nothing that follows from it is done before it is durable."""
        with keeping(self.how.output.parent):
            n = self._journal.add(what, **facts)
        self.history.take(self._journal.last)
        return n

    def run(self) -> bool:
        """Grade until nothing is waiting; return whether that is so. False: somebody wanted it to end before."""
        if self.waiting():
            self._release()
        while True:
            self._look()
            self._dispatch()
            if not self.running and (self._stop_at is not None or not (self._due or self.waiting())):
                if self._stop_at is not None or not self._stale():
                    return self._stop_at is None
                self._release()  # the last word: the machine was to be trusted to the end
                continue
            self._hear()

    def waiting(self) -> list[str]:
        """Return what is still to be graded, in order; what failed before comes last, and what is suspect after that."""
        known = [self.history.students[name] for name in self._order]
        left = [one for one in known if self.history.state(one) == "waiting"]
        return [one.pseudonym for one in sorted(left, key=lambda one: one.failed)]

    # Time

    def _look(self) -> None:
        """Do what it is time for."""
        now = time.monotonic()
        if self.how.until is not None and time.time() >= self.how.until and self._stop_at is None:
            self._stop_at = now + self.how.last_moments
        if self._stop_at is not None and now >= self._stop_at:
            for name, one in list(self.running.items()):
                self._let_go(name, one, "stopped")
        for name, one in list(self.running.items()):
            if now - one.began > self.how.silence:
                self._let_go(name, one, "lost")
        for server in [one for one in self.pool.servers if not one.ready and now - one.began > READY]:
            self._lost(server, None)
        if now >= self._next_canary and self.waiting() and not self._due and not self._testing():
            self._release()
        self._tell(self)

    def _release(self) -> None:
        self._due = [(one, 1) for one in self._canaries]
        self._next_canary = time.monotonic() + self.how.every

    def _stale(self) -> bool:
        """Say whether a verdict has come since the canaries were good."""
        return bool(self._canaries) and any(one.n > self.history.proved for one in self.history.accepted.values())

    def _testing(self) -> bool:
        return any(one.canary is not None for one in self.running.values())

    # What is begun

    def _dispatch(self) -> None:
        """Give each server that waits something to do."""
        if self._stop_at is not None or (self.pool.full and self.pool.idle() is None):
            return
        self.pool.fill(len(self._due) + len(self.waiting()))
        while (server := self.pool.idle()) is not None:
            if self._due and any(one.alone for one in self.running.values()):
                return
            if self._due:
                canary, attempt = self._due.pop(0)
                self._begin(server, Running(server=server, canary=canary), {canary.file.exercise: canary.file}, str(attempt))
            elif not self._dispatch_one(server):
                return

    def _dispatch_one(self, server: Grader) -> bool:
        """Give a server the next submission; say whether there was one. What may harm others waits until it is alone."""
        if not self._proved:
            return False  # nothing is graded before the machine has shown what it can
        busy = {key for one in self.running.values() for key in one.keys.values()}
        for name in self.waiting():
            one = self.history.students[name]
            alone = one.failed >= state.SUSPECT
            if alone and self.running:
                return False
            keys = self.history.pending(one)
            if busy.isdisjoint(keys.values()) and not any(running.alone for running in self.running.values()):
                attempt = one.failed + 1
                self.write("begin", student=name, exercises=list(keys), attempt=attempt, alone=alone, worker=server.number)
                files = {exercise: self._works[name].files[exercise] for exercise in keys}
                self._begin(server, Running(server=server, student=name, keys=keys, alone=alone), files, name)
                return True
        return False

    def _begin(self, server: Grader, running: Running, files: Mapping[str, JobFile], name: str) -> None:
        if not self.how.unchanged():
            self._broken("kit-changed")
        self._jobs += 1
        running.began = time.monotonic()
        job = Job(
            name=f"{name}-{self._jobs}", files=tuple(files.values()), seconds=self.how.budget, seed=self.how.seed,
            output=str(self.how.output / running.student) if running.student else None,
        )  # fmt: skip
        self.running[job.name] = running
        server.give(job)

    # What is heard

    def _hear(self) -> None:
        try:
            event = self.pool.events.get(timeout=LOOK)
        except queue.Empty:
            return
        if isinstance(event, Stop):
            again = self._stop_at is not None
            self._stop_at = time.monotonic() + (0.0 if again else self.how.last_moments)
        elif not event.server.retired:
            self._take(event)

    def _take(self, event: Heard) -> None:
        server, answer = event.server, event.answer
        name = server.job or ""
        match answer:
            case Ready():
                self._starts, server.ready = 0, True
                if answer.kit != self.how.kit:
                    self._broken("kit-changed")
            case Decided() if self._expected(server, answer):
                self._decided(name, self.running[name], answer)
            case Ended(how="ended" | "budget") if answer.job == name and name in self.running:
                self._ended(name, self.running[name], answer)
            case _:
                self._lost(server, answer)

    def _expected(self, server: Grader, answer: Decided) -> bool:
        one = self.running.get(server.job or "")
        asked = one is not None and (answer.verdict.exercise in one.keys or one.canary is not None)
        return asked and answer.job == server.job

    def _decided(self, name: str, one: Running, answer: Decided) -> None:
        found = answer.verdict
        if one.canary is not None:
            one.found = found
            return
        key = one.keys[found.exercise]
        if key != found.key or not self.how.unchanged():
            self._broken("kit-changed")
        doubtful = found.status == lines.UNDECIDED
        one.faults += doubtful
        before = self.history.accepted.get(key)
        if before is not None:
            told = lines.of_verdict(one.student, key, found.exercise, found.plain(), before.file or "", "")
            if not doubtful and lines.outcome(lines.decision({"n": 0, **told})) != lines.outcome(before):
                self.write("disagreement", **told)
            return
        attempt = self.history.students[one.student].failed + 1 if doubtful else 0
        with keeping(self.how.output.parent):
            file, digest = self._store.put(key, found.plain(), attempt)
        self.write("verdict", **lines.of_verdict(one.student, key, found.exercise, found.plain(), file, digest))

    def _ended(self, name: str, one: Running, answer: Ended) -> None:
        if one.canary is not None:
            del self.running[name]
            self._canary(name, one, one.canary)
            return
        left = self.history.pending(self.history.students[one.student])
        how = "budget" if answer.how == "budget" and left else "fault" if one.faults or left else "ended"
        if how == "fault":
            self._let_go(name, one, how)
            return
        del self.running[name]
        self.write("end", student=one.student, how=how)
        if how == "ended":
            self._in_a_row.clear()
        self.pool.done(one.server)

    def _lost(self, server: Grader, answer: Answer | None) -> None:
        """A server has died, or says what makes no sense."""
        one = self.running.get(server.job or "")
        if one is not None:
            self._let_go(server.job or "", one, "lost" if self._stop_at is None else "stopped")  # Ctrl-C may have reached it
        else:
            self._starts += 1
            self.pool.replace(server, 0.0)
            if self._starts >= STARTS:
                self._broken("no-servers")
        self.pool.sweep()

    def _let_go(self, name: str, one: Running, how: str) -> None:
        """A job has not come to its end, or not to a good one: its server is not trusted any more."""
        del self.running[name]
        self.pool.replace(one.server)
        if one.canary is not None:
            if how != "stopped":
                self._canary(name, one, one.canary)
            return
        self.write("end", student=one.student, how=how)
        if how in lines.COUNTED:
            self._in_a_row = [*(other for other in self._in_a_row if other != one.student), one.student]
            if len(self._in_a_row) >= IN_A_ROW:
                self._broken("machine-broken")

    def _canary(self, name: str, one: Running, canary: Canary) -> None:
        good = canary.good(one.found)
        found = one.found.status if one.found is not None else None
        proved = good and not self._due and not self._testing()
        self.write("canary", name=canary.name, good=good, expected=canary.status, found=found, proved=proved)
        self._proved = self._proved or proved
        if good:
            self.pool.done(one.server)
            return
        self.pool.replace(one.server)
        attempt = int(name.partition("-")[0])
        if attempt >= TRIES:
            self._broken("canary-failed", name=canary.name, found=found or "-", since=self.history.proved)
        self._due.insert(0, (canary.instead or canary, attempt + 1))

    def _broken(self, key: str, *, since: int | None = None, **facts: str) -> NoReturn:
        """Stop, and hold nothing against anybody that has failed since the machine was to be trusted, or was running.

        since: the line after which no verdict is believed; None when all are.
        """
        failed = (one for one in self.history.students.values() if one.failed and one.ended > self.history.proved)
        names = {*(one.pseudonym for one in failed), *(one.student for one in self.running.values() if one.student)}
        self.write("stop", why=key, forgiven=sorted(names), since=since)
        raise ClassProblem(key, status=GRADER_FAILED, why=self.pool.complaint() or "-", **facts)
