"""The judge's ears: a local socket server to which the stage's processes report.

The kernel says which process speaks. Time is the judge's clock on arrival. Every message is answered, and output is
taken in before each message, so what caused another thing always stands before it in the ledger.
"""

import contextlib
import errno
import json
import selectors
import socket
import time
from collections.abc import Callable
from typing import Any, Literal

from . import system
from .folder import Folder
from .holds import Hold
from .ledger import Ledger
from .scheduler import Keeper
from .seen import Invocation, Leftover, Life, Note, Trouble
from .wire import MAX_MESSAGE, BadMessage, Hashing, TooMuch, decode, field, parse, weight

MAX_CONNECTIONS = 256
MAX_MESSAGES = 50_000
MAX_STACK = 256 * 1024
MAX_WEIGHT = 64 * 1024 * 1024
"""Bytes that all messages of one play may take in the judge, see ``wire.weight``, those that are not complete included."""


class _Connection:
    """One conversation: who speaks, what has come in so far, and what it is about."""

    def __init__(self, sock: socket.socket, peer: system.Peer | None) -> None:
        self.sock = sock
        self.peer = peer
        self.buffer = bytearray()
        self.more = False  # whether a whole message, or one that is too long, lies in the buffer
        self.call: int | None = None
        self.life: int | None = None
        self.stack = b""

    def pid(self, claimed: int) -> int:
        """Return who speaks: by the kernel's word, or else by its own first word."""
        if self.peer is None:
            self.peer = system.Peer(claimed)
        return self.peer.pid

    def alive(self) -> bool:
        return self.peer is None or self.peer.alive()

    def over(self) -> bool:
        """Say whether its process has ended or has closed it. What it had said before may lie here unread."""
        return not self.alive() or system.hung_up(self.sock)

    @property
    def closed(self) -> bool:
        return self.sock.fileno() == -1

    def close(self) -> None:
        if not self.closed:
            system.discard(self.sock)
            if self.peer is not None:
                self.peer.close()


class Witness:
    """Listens to one play and writes its ledger.

    folder, name: of its socket. Nothing is read before ``begin``; whoever speaks earlier waits. refused: why it could not
    listen to somebody, when the machine gave it no more files or memory. Then what was not heard proves nothing.
    """

    def __init__(self, folder: Folder, name: str) -> None:
        self.ledger = Ledger()
        self.keeper = Keeper((), self.ledger, self._call_alive)
        self.messages = 0
        self.weight = 0
        self.refused: OSError | None = None
        self._hashing = Hashing()
        self._plan: dict[str, Any] = {}
        self._census: Callable[[], tuple[Leftover, ...]] = tuple
        self._awake: Callable[[int], tuple[float, float] | None] = lambda pid: None
        self._began = time.monotonic()
        self._selector = selectors.DefaultSelector()
        self._connections: dict[int, _Connection] = {}
        self._calls: dict[int, _Connection] = {}
        self._awake_before: tuple[float, float] | None = None
        self._stacks_wanted = False
        self._main: _Connection | None = None
        self._closed = False
        self._folder, self._name = folder, name
        self._server, self.address = _listen(folder, name)
        self._inode = self._identity()
        self._selector.register(self._server, selectors.EVENT_READ, self._accept)
        self._outputs: list[tuple[socket.socket, str]] = []
        self._empty_at: dict[socket.socket, float] = {}

    def begin(
        self,
        plan: dict[str, Any],
        holds: tuple[Hold, ...],
        census: Callable[[], tuple[Leftover, ...]],
        awake: Callable[[int], tuple[float, float] | None],
    ) -> None:
        """Start the play's clock and listen.

        plan: what the stage's main process is told. census: lists what is left of the caller's children. awake: see
        ``processes.awake_seconds``.
        """
        self.keeper = Keeper(holds, self.ledger, self._call_alive)
        self._plan, self._census, self._awake = plan, census, awake
        self._began = time.monotonic()

    def now(self) -> float:
        """Return the seconds since the play began."""
        return time.monotonic() - self._began

    def add_output(self, sock: socket.socket, stream: str) -> None:
        """Listen to one of the stage's output streams too."""
        self._outputs.append((sock, stream))
        self._selector.register(sock, selectors.EVENT_READ, None)

    def pump(self, timeout: float) -> bool:
        """Take in what comes within ``timeout`` seconds; say whether anything came.

        Of each connection it handles a message or two: each takes its time, and the limits must be looked at in between.
        """
        waiting = [connection for connection in self._connections.values() if connection.more]
        events = self._selector.select(0 if waiting else timeout)
        self._drain()
        for connection in waiting:
            self._next(connection)
        for key, _ in events:
            if key.data is not None and key.fd in self._selector.get_map():
                key.data()
        return bool(waiting or events)

    @property
    def unreachable(self) -> bool:
        """Whether its socket has gone, or another stands in its place. Then what it has not heard may have happened."""
        return self._identity() != self._inode

    def _identity(self) -> int:
        return self._folder.identity(self._name)  # 0 where it listens on a port

    @property
    def caller_gone(self) -> bool:
        """Whether the stage's main process has ended, after it had begun."""
        return bool(self.ledger.caller) and self._main is None

    def let_go(self, numbers: list[tuple[int, bool]]) -> bool:
        """Let these calls go on; say whether there were any."""
        for number, met in numbers:
            connection = self._calls.get(number)
            if connection is not None and self.ledger.calls[number].left is None:
                self.ledger.go(number, self.now(), met=met)
                self._answer(connection, {"met": met})
        return bool(numbers)

    def stacks(self, ask: Callable[[], set[int]], patience: float = 1.0) -> dict[int, str]:
        """Ask processes for their stacks, and return the texts that came, by process.

        ask: sends the signal, and returns the processes that will answer.
        """
        self._stacks_wanted = True
        expected = ask()
        until = time.monotonic() + patience
        quiet = 0
        while time.monotonic() < until and quiet < 2:
            moved = self.pump(0.03)
            have = {c.life for c in self._connections.values() if c.stack}
            quiet = quiet + 1 if expected <= have and not moved else 0
        return {
            connection.life: connection.stack.decode("utf-8", "replace")
            for connection in self._connections.values()
            if connection.life is not None and connection.stack
        }

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._drain()
        self.ledger.finish_output(self.now())
        for connection in list(self._connections.values()):
            connection.close()
        system.discard(*(sock for sock, _ in self._outputs), self._server)
        self._selector.close()
        self._folder.unlink(self._name)

    # What comes in

    def _drain(self) -> None:
        for sock, stream in self._outputs:
            self._drain_one(sock, stream)

    def _drain_one(self, sock: socket.socket, stream: str) -> None:
        for _ in range(64):  # a flood must not keep the judge from looking at its limits
            before = self.now()
            try:
                data, pid = system.read_stream(sock)
            except BlockingIOError:
                self._empty_at[sock] = before
                return
            except OSError:
                return
            if not data:
                with contextlib.suppress(KeyError, ValueError):
                    self._selector.unregister(sock)
                return
            kind: Literal["out", "err"] = "err" if stream == "err" else "out"
            self.ledger.output(data, pid, kind, self.now(), self._empty_at.get(sock, 0.0))

    def _accept(self) -> None:
        try:
            sock, _ = self._server.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM):
                self.refused = error
            return
        self.messages += 1  # who only connects, again and again, must come to an end too
        if len(self._connections) >= MAX_CONNECTIONS:
            system.discard(sock)
            return
        sock.setblocking(False)
        connection = _Connection(sock, system.peer(sock))
        self._connections[sock.fileno()] = connection
        self._selector.register(sock, selectors.EVENT_READ, lambda: self._read(connection))

    def _read(self, connection: _Connection) -> None:
        if self.weight > MAX_WEIGHT:  # the play is over; many lines could bring much more within one round
            return
        if connection.more:  # what came first is first
            return
        try:
            data = system.receive(connection.sock, 1024 * 1024)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._hang_up(connection)
        elif self._stacks_wanted and connection.life is not None:
            connection.stack = (connection.stack + data)[:MAX_STACK]
        else:
            connection.buffer += data
            self.weight += weight(data)
            connection.more = b"\n" in data or len(connection.buffer) > MAX_MESSAGE
            self._next(connection)

    def _next(self, connection: _Connection) -> None:
        """Handle the next message that lies in the buffer."""
        if self.weight > MAX_WEIGHT or not connection.more or connection.closed:
            return
        end = connection.buffer.find(b"\n")
        line = bytes(connection.buffer[:end])
        if end < 0 or len(line) > MAX_MESSAGE:
            self.weight = MAX_WEIGHT + 1
            return
        del connection.buffer[: end + 1]
        connection.more = b"\n" in connection.buffer
        self.messages += 1
        try:
            self._message(connection, parse(line))
        except TooMuch:
            self.weight = MAX_WEIGHT + 1
        except BadMessage as error:
            self._refuse(connection, str(error))

    def _hear_out(self, connection: _Connection) -> None:
        """Hang up, but first handle what was said before the end. A call can say one thing only: that it is left."""
        if connection.more:
            self._next(connection)
        else:
            self._read(connection)
        if not connection.closed:
            self._hang_up(connection)

    def _refuse(self, connection: _Connection, why: str) -> None:
        self.ledger.strays.append(why)
        self._hang_up(connection)

    def _hang_up(self, connection: _Connection) -> None:
        self._connections.pop(connection.sock.fileno(), None)
        with contextlib.suppress(KeyError, ValueError):
            self._selector.unregister(connection.sock)
        if connection.call is not None and self.ledger.calls[connection.call].left is None:
            self.ledger.leave(connection.call, self.now(), "died")
            self.keeper.forget(connection.call)
        if connection.life is not None:
            self.ledger.end_life(connection.life, self.now())
        if connection is self._main:
            self._main = None
        connection.close()

    # What it means

    def _message(self, connection: _Connection, message: dict[str, Any]) -> None:
        op = message["op"]
        pid = connection.pid(field(message, "pid", int))
        if op in ("born", "enter", "leave"):
            getattr(self, "_on_" + op)(connection, pid, message)
        elif op == "hello" and not self.ledger.caller and connection.life == pid:
            self.ledger.caller = pid
            self._main = connection
            self._answer(connection, self._plan)
        elif op in _CALLER_SAYS:
            if connection is self._main:
                getattr(self, "_on_" + op)(message)
                self._answer(connection, {})
            else:  # a forked copy of the caller that ran on into the scenario
                self.ledger.strays.append(f"{op} from another process than the caller")
                self._answer(connection, {"stop": True})
        else:
            raise BadMessage(f"op: unknown {op[:40]!r}")

    def _on_born(self, connection: _Connection, pid: int, message: dict[str, Any]) -> None:
        connection.life = pid
        self.ledger.lives.append(Life(pid=pid, born=self.now()))
        self._answer(connection, {})

    def _on_enter(self, connection: _Connection, pid: int, message: dict[str, Any]) -> None:
        args = self._decode(field(message, "args", dict))
        if connection.call is not None or type(args) is not list:
            raise BadMessage("enter: one call a connection, args a list")
        number = self.ledger.enter(
            probe=field(message, "probe", str),
            args=tuple(args),
            pid=pid,
            main_thread=field(message, "main", bool),
            at=self.now(),
        )
        connection.call = number
        self._calls[number] = connection
        self.keeper.enter(number)
        if not self.keeper.waits(number):
            self.ledger.go(number, self.now(), met=False)
            self._answer(connection, {"met": False})
        self.let_go(self.keeper.satisfied())

    def _on_leave(self, connection: _Connection, pid: int, message: dict[str, Any]) -> None:
        how = field(message, "how", str)
        if connection.call is None or how not in ("returned", "raised"):
            raise BadMessage("leave: no call to leave")
        if self.ledger.calls[connection.call].go is None:
            raise BadMessage("leave: before it was let go")
        self.ledger.leave(connection.call, self.now(), "raised" if how == "raised" else "returned")
        self.let_go(self.keeper.satisfied())
        self._answer(connection, {})

    def _on_loading(self, message: dict[str, Any]) -> None:
        pass

    def _on_loaded(self, message: dict[str, Any]) -> None:
        self.ledger.loaded_at = self.now()
        self.ledger.early = self._census()  # such a process may say only later that it was born
        if field(message, "method", str, None) != self._plan["method"]:
            self.ledger.trouble = Trouble(problem="sets-start-method")

    def _on_unloadable(self, message: dict[str, Any]) -> None:
        facts = {name: value for name, value in message.items() if name not in ("op", "pid", "problem")}
        if "error" in facts:
            facts["error"] = self._decode(facts["error"])
        self.ledger.trouble = Trouble(problem=field(message, "problem", str), facts=facts)

    def _on_calling(self, message: dict[str, Any]) -> None:
        self._awake_before = self._awake(self.ledger.caller)
        self.ledger.invocations.append(Invocation(name=field(message, "name", str), started=self.now()))

    def _on_returned(self, message: dict[str, Any]) -> None:
        self._over(message, value=self._decode(message.get("value")))

    def _on_raised(self, message: dict[str, Any]) -> None:
        frames = field(message, "frames", list)
        if not all(type(f) is list and len(f) == 2 and type(f[0]) is int and type(f[1]) is str for f in frames):
            raise BadMessage("raised.frames: pairs of line and function expected")
        self._over(message, error=self._decode(field(message, "error", dict)), frames=tuple((f[0], f[1]) for f in frames))

    def _over(self, message: dict[str, Any], **how: Any) -> None:
        if not self.ledger.calling:
            raise BadMessage("returned, raised: no call that could be over")
        for number in self.ledger.inside():  # a process that died before this moment is not inside any more
            if (connection := self._calls[number]).over():
                self._hear_out(connection)
        at = self.now()
        after = self._awake(self.ledger.caller)
        before = self._awake_before
        self.ledger.end_invocation(
            at,
            method=field(message, "method", str, None),
            leftovers=self._census(),
            held=self.ledger.inside(),
            awake=None if after is None or before is None else (after[0] - before[0], after[1] - before[1]),
            **how,
        )
        self.let_go(self.keeper.function_over())

    def _on_note(self, message: dict[str, Any]) -> None:
        fields = self._decode(field(message, "fields", dict))
        if type(fields) is not dict:
            raise BadMessage("note.fields: dict expected")
        self.ledger.notes.append(Note(at=self.now(), name=field(message, "name", str), fields=fields))
        self.let_go(self.keeper.satisfied())

    def _on_report(self, message: dict[str, Any]) -> None:
        self.ledger.report = self._decode(message.get("value"))
        self.ledger.reported = True

    def _decode(self, value: Any) -> Any:
        return decode(value, self._hashing)

    def _call_alive(self, number: int) -> bool:
        connection = self._calls.get(number)
        return connection is not None and connection.alive()

    def _answer(self, connection: _Connection, answer: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):  # it has died meanwhile; its hang-up comes next
            connection.sock.sendall(json.dumps(answer).encode("ascii") + b"\n")


_CALLER_SAYS = frozenset({"loading", "loaded", "unloadable", "calling", "returned", "raised", "note", "report"})


def _listen(folder: Folder, name: str) -> tuple[socket.socket, str]:
    """Return the listening socket and its address for the stage."""
    if hasattr(socket, "AF_UNIX") and system.linux():
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.bind(folder.reach(name))
        system.refuse_rights(server)
        address = f"unix:{folder.path / name}"
    else:
        server = socket.create_server(("127.0.0.1", 0))
        address = f"tcp:{server.getsockname()[1]}"
    server.listen(MAX_CONNECTIONS)
    server.setblocking(False)
    return server, address
