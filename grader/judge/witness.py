"""What the messages of a stage mean: the witness writes the ledger, and answers.

Time is the judge's clock on arrival. Every message is answered, and output is taken in before each message, so what caused
another thing always stands before it in the ledger.
"""

import time
from collections.abc import Callable
from typing import Any, assert_never

from . import processes, protocol, system
from .connection import Connection
from .deal import Dealer, SharedNumbers
from .folder import Folder
from .holds import Hold
from .ledger import Ledger
from .line import Line
from .processes import Alarms
from .scheduler import HoldScheduler
from .seen import Invocation, Leftover, Life, Note, Trouble
from .server import Server
from .wire import BadMessage, Hashing

MAX_WHY = 100
"""Characters that are kept of why a message was refused; it may quote what somebody said."""


class Witness:
    """Listens to one play and writes its ledger.

    folder, name: of its socket. Nothing is read before ``begin``; whoever speaks earlier waits. server: takes in what comes.
    alarms: sees who sets an alarm, where the system lets it.
    """

    def __init__(self, folder: Folder, name: str) -> None:
        self.ledger = Ledger()
        self.scheduler = HoldScheduler((), self.ledger, self._call_alive)
        self.server = Server(folder, name, self)
        self._hashing = Hashing()
        self._order: dict[str, Any] = {}
        self._line: Line | None = None
        self._born_ones: set[int] = set()
        self._copies: set[int] = set()
        self._in_time: frozenset[int] | None = None
        self._census: Callable[[frozenset[int]], tuple[Leftover, ...]] = lambda helpers: ()
        self._awake: Callable[[int], tuple[float, float] | None] = lambda pid: None
        self._began = time.perf_counter()
        self._calls: dict[int, Connection] = {}
        self._answers: dict[int, tuple[dict[str, Any], protocol.Enter]] = {}
        self._dealer = Dealer(0)
        self._awake_before: tuple[float, float] | None = None
        self._main: Connection | None = None
        self.alarms: Alarms | None = None

    def begin(
        self,
        order: dict[str, Any],
        line: Line,
        holds: tuple[Hold, ...],
        census: Callable[[frozenset[int]], tuple[Leftover, ...]],
        awake: Callable[[int], tuple[float, float] | None],
        dealer: Dealer,
        shared: SharedNumbers,
    ) -> None:
        """Start the play's clock and listen.

        order: what the stage's main process is told to play. line: what it may say then. dealer, shared: see ``deal``.
        census: lists what is left of the caller's children, without multiprocessing's own processes; it is given those that
        the caller says are such. awake: see ``processes.awake_seconds``.
        """
        self.scheduler = HoldScheduler(holds, self.ledger, self._call_alive)
        self._dealer, self.ledger.shared = dealer, shared
        self._order, self._line, self._census, self._awake = order, line, census, awake
        self._began = time.perf_counter()

    def now(self) -> float:
        """Return the seconds since the play began."""
        return time.perf_counter() - self._began

    @property
    def caller_gone(self) -> bool:
        """Whether the stage's main process has ended, after it had begun."""
        return bool(self.ledger.caller) and self._main is None

    def let_go(self, numbers: list[tuple[int, bool]]) -> bool:
        """Let these calls go on; say whether there were any."""
        for number, met in numbers:
            connection = self._calls.get(number)
            if connection is not None and self.ledger.calls[number].left is None:
                self._go(number, connection, met=met)
        return bool(numbers)

    def _go(self, number: int, connection: Connection, *, met: bool) -> None:
        """Let one call go on. What it writes is written at this moment; what it has read, it has read when it came in."""
        self.ledger.go(number, self.now(), met=met)
        answer, message = self._answers.pop(number)
        self.ledger.shared.write(message.writes, self.ledger.calls[number].pid)
        self.server.answer(connection, answer)

    def close(self) -> None:
        """Take in what was printed last, and stop listening."""
        self.server.close()
        self.ledger.finish_output(self.now())

    # What the server tells

    def printed(self, data: bytes, pid: int | None, stream: str, after: float) -> None:
        self.ledger.output(data, pid, "err" if stream == "err" else "out", self.now(), after)

    def refused(self, why: str) -> None:
        if self.ledger.caller:  # what came before the stage has said hello was not said by the submission
            self.ledger.strays.append(why[:MAX_WHY])

    def hung_up(self, connection: Connection) -> None:
        if connection.call is not None and self.ledger.calls[connection.call].left is None:
            self.ledger.leave(connection.call, self.now(), "died")
            self.scheduler.forget(connection.call)
        if connection.life is not None:
            self.ledger.end_life(connection.life, self.now())
        if connection is self._main:
            self._main = None

    def heard(self, connection: Connection, line: bytes) -> None:
        """Do what a message asks for, and answer it. Raises ``BadMessage``, ``TooMuch``."""
        envelope = protocol.parse(line)
        pid = connection.pid(envelope.pid)
        if envelope.op in protocol.CALLER_SAYS and connection is not self._main:
            raise BadMessage(f"{envelope.op}: not on the line of the stage's main process")
        match envelope.open(self._hashing):
            case protocol.Born():
                self._born(connection, pid)
            case protocol.Hello():
                self._hello(connection, pid)
            case protocol.Printing() | protocol.Stacks() if not self.server.told:
                raise BadMessage(f"op: unknown {envelope.op!r}")
            case protocol.Printing(data, stream):
                self.server.messages -= 1  # what is printed has limits of its own
                self.ledger.output(data, pid, stream, self.now(), self.server.looked_before)
                self.server.answer(connection, {})
            case protocol.Stacks():
                connection.watched = pid
                self.server.answer(connection, {})
            case protocol.Enter() as message:
                self._admit(connection, pid, message)
                self._enter(connection, pid, message)
            case protocol.Leave() as message:
                self._leave(connection, message)
            case message:
                self._caller_says(message)
                self.server.answer(connection, {})

    # What it means

    def _born(self, connection: Connection, pid: int) -> None:
        if connection.life is not None or connection.call is not None:
            raise BadMessage("born: on a line that is in use")
        if any(other != pid and system.one_memory(other, pid) for other in self._born_ones):
            raise BadMessage("born: a process that has its memory in common with another is a thread")
        connection.life = pid
        if processes.is_copy(pid, self._born_ones):
            self._copies.add(pid)
        self._born_ones.add(pid)
        self.ledger.lives.append(Life(pid=pid, born=self.now()))
        self.server.answer(connection, {})

    def _hello(self, connection: Connection, pid: int) -> None:
        if self.ledger.caller or connection.life != pid:
            raise BadMessage("op: unknown 'hello'")
        self.ledger.caller = pid
        self._main = connection
        if self.alarms is not None and not self.alarms.can_take(pid):
            self.alarms = None
        self.server.answer(connection, {**self._order, "alarms": self.alarms is not None})

    def _admit(self, connection: Connection, pid: int, message: protocol.Enter) -> None:
        """Raise ``BadMessage`` for a call that is none of the scenario's, or that no process of multiprocessing's makes."""
        assert self._line is not None
        self._line.enter(message, by_caller=pid == self.ledger.caller, within=self.ledger.within(pid))
        if connection.life is not None:
            raise BadMessage("enter: on a life line")
        if pid not in self._born_ones:
            raise BadMessage("a call by a process that multiprocessing has not started")

    def _enter(self, connection: Connection, pid: int, message: protocol.Enter) -> None:
        if connection.call is not None:
            raise BadMessage("enter: one call a connection, args a list")
        if not self.ledger.shared.has(message.reads) or not self.ledger.shared.has([name for name, _ in message.writes]):
            raise BadMessage("enter: no such shared number")
        assert self._line is not None
        read = self.ledger.shared.read(message.reads, pid)
        what = f"{message.probe} {message.args!r}"
        dealt = self._dealer.draw(what)
        ends = self._line.ends(message, self._dealer.drawn(what))
        number = self.ledger.enter(
            probe=message.probe,
            args=(*message.args, *read),
            pid=pid,
            main_thread=message.main_thread,
            dealt=dealt,
            ends=ends,
            at=self.now(),
            late=self._in_time is not None and pid not in self._in_time,
        )
        if message.child and pid in self._copies:
            self.ledger.copies.add(pid)
        connection.call = number
        self._calls[number] = connection
        self._answers[number] = {"dealt": dealt, "ends": ends, "read": read}, message
        self.scheduler.enter(number)
        if not self.scheduler.waits(number):
            self._go(number, connection, met=False)
        self.let_go(self.scheduler.satisfied())

    def _leave(self, connection: Connection, message: protocol.Leave) -> None:
        if connection.call is None:
            raise BadMessage("leave: no call to leave")
        call = self.ledger.calls[connection.call]
        if call.go is None:
            raise BadMessage("leave: before it was let go")
        if call.left is not None:
            raise BadMessage("leave: it is over")
        assert self._line is not None
        self._line.leave(call, message)
        self.ledger.leave(connection.call, self.now(), message.how)
        self.let_go(self.scheduler.satisfied())
        self.server.answer(connection, {})

    def _caller_says(self, message: protocol.CallerMessage) -> None:
        assert self._line is not None
        self._line.take(message)
        match message:
            case protocol.Loading():
                self._take_alarms()
            case protocol.Loaded(method, signatures, helpers):
                self.ledger.signatures = signatures
                self.ledger.loaded_at = self.now()
                self.ledger.early = self._census(helpers)  # such a process may say only later that it was born
                if method != self._order["method"]:
                    self.ledger.trouble = Trouble(problem="sets-start-method")
            case protocol.Unloadable(problem, facts):
                self.ledger.trouble = Trouble(problem=problem, facts=dict(facts))
            case protocol.Calling(name):
                self._awake_before = self._awake(self.ledger.caller)
                self.ledger.invocations.append(Invocation(name=name, started=self.now()))
            case protocol.Over(helpers):
                self._over(helpers)
            case protocol.Outcome(method, value, error, frames):
                self.ledger.tell_outcome(method=method, value=value, error=error, frames=frames)
            case protocol.Told(name, fields):
                self.ledger.notes.append(Note(at=self.now(), name=name, fields=fields))
                self.let_go(self.scheduler.satisfied())
            case protocol.Report(value):
                self.ledger.report = value
                self.ledger.reported = True
                if self._in_time is None:
                    self._close_to_others(self._census(frozenset()))
            case _:
                assert_never(message)

    def _take_alarms(self) -> None:
        try:
            if self.alarms is not None:
                self.alarms.take(self.ledger.caller)
        except OSError as error:
            self.server.lost = error

    def _over(self, helpers: frozenset[int]) -> None:
        assert self._line is not None
        for number in self.ledger.inside():  # a process that died before this moment is not inside any more
            if (connection := self._calls[number]).over():
                self.server.hear_out(connection)  # a call can say one thing only: that it is left
        at = self.now()
        after = self._awake(self.ledger.caller)
        before = self._awake_before
        leftovers = self._census(helpers)
        awake = None if after is None or before is None else (after[0] - before[0], after[1] - before[1])
        self.ledger.end_invocation(at, leftovers=leftovers, held=self.ledger.inside(), awake=awake)
        if self._line.calls_over:
            self._close_to_others(leftovers)
        self.let_go(self.scheduler.function_over())

    def _close_to_others(self, there: tuple[Leftover, ...]) -> None:
        """All has been called that is to be called: who begins from now on is too late."""
        self._in_time = frozenset({self.ledger.caller, *(one.pid for one in there)})

    def _call_alive(self, number: int) -> bool:
        connection = self._calls.get(number)
        return connection is not None and connection.alive()
