"""The witness's ears: a local socket to which the stage's processes report. Bytes and limits, and nothing of what they mean.

The kernel says which process speaks, for each piece that comes. Of each connection a message or two is handled at a time,
and what was printed is taken in before.
"""

import contextlib
import errno
import json
import selectors
import time
from collections.abc import Callable
from typing import Any, Protocol

from grader.stage.wire import TOLD

from . import system
from .connection import MAX_CONNECTIONS, Connection, listen
from .folder import Folder
from .told import ToldWaits
from .wire import MAX_MESSAGE, BadMessage, TooMuch, weight

MAX_MESSAGES = 50_000
MAX_STACK = 256 * 1024
MAX_WEIGHT = 64 * 1024 * 1024
"""Bytes that all messages of one play may take in the judge, see ``wire.weight``, those that are not complete included."""


class Listener(Protocol):
    """Who is told what comes in."""

    def now(self) -> float:
        """Return the time, in seconds, by which output is dated."""

    def heard(self, connection: Connection, line: bytes) -> None:
        """Somebody has said this. Raises ``BadMessage`` when it makes no sense, and ``TooMuch`` when it is too much."""

    def refused(self, why: str) -> None:
        """What somebody said made no sense."""

    def hung_up(self, connection: Connection) -> None:
        """A conversation is over: whoever led it has closed it, or has ended."""

    def printed(self, data: bytes, pid: int | None, stream: str, after: float) -> None:
        """A process, if the kernel tells which, has printed this, and not before ``after``."""


class Server:
    """Listens at a socket of its own, in this folder and under this name, and at the stage's output.

    told: whether the stage tells what it prints, and where it waits, since the system does not. waits: what it tells of that.
    looked_before: when it was looked for what has come in, the time before the last. messages, weight: how many messages have
    come, and how many bytes of the judge's memory they take. lost: why it could not listen to somebody, when the machine gave
    it no more files or memory: then what was not heard proves nothing.
    """

    def __init__(self, folder: Folder, name: str, to: Listener) -> None:
        self.messages = 0
        self.weight = 0
        self.lost: OSError | None = None
        self._to = to
        self._selector = selectors.DefaultSelector()
        self._connections: dict[int, Connection] = {}
        self.told = not system.linux()
        self.waits = ToldWaits()
        self._news = False
        self.looked_before = self._looked_at = 0.0
        self._stacks_wanted = False
        self._closed = False
        self._folder, self._name = folder, name
        self._socket, address = listen(folder, name)
        self.address = f"{TOLD}{address}" if self.told else address
        self._inode = self._identity()
        self._selector.register(self._socket, selectors.EVENT_READ, self._accept)
        self._outputs: list[tuple[system.Output, str]] = []
        self._empty_at: dict[system.Output, float] = {}

    def add_output(self, output: system.Output, stream: str) -> None:
        """Listen to one of the stage's output streams too."""
        self._outputs.append((output, stream))
        if output.socket is not None:
            self._selector.register(output.socket, selectors.EVENT_READ, None)

    def pump(self, timeout: float) -> bool:
        """Take in what comes within ``timeout`` seconds; say whether anything came that was not asked for.

        Of each connection it handles a message or two: each takes its time, and the limits must be looked at in between.
        """
        self.looked_before, self._looked_at = self._looked_at, self._to.now()
        waiting = [connection for connection in self._connections.values() if connection.more]
        self._news = bool(waiting)
        events = self._selector.select(0 if waiting else timeout)
        self._drain()
        for connection in waiting:
            self._next(connection)
        for key, _ in events:
            if key.data is None:
                self._news = True
            elif key.fd in self._selector.get_map():
                key.data()
        return self._news

    @property
    def unreachable(self) -> bool:
        """Whether its socket has gone, or another stands in its place. Then what it has not heard may have happened."""
        return self._identity() != self._inode

    def _identity(self) -> int:
        return self._folder.identity(self._name)  # 0 where it listens on a port

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
            have = {c.life or c.watched for c in self._connections.values() if c.stack}
            quiet = quiet + 1 if expected <= have and not moved else 0
        return {
            pid: connection.stack.decode("utf-8", "replace")
            for connection in self._connections.values()
            if (pid := connection.life or connection.watched) is not None and connection.stack
        }

    def ask(self, what: bytes) -> set[int]:
        """Ask each process that has a line for that, see ``stage.wire.STACKS``; return these processes."""
        asked = set()
        for connection in self._connections.values():
            if connection.watched is not None:
                with contextlib.suppress(OSError):
                    connection.sock.sendall(what)
                    asked.add(connection.watched)
        return asked

    def answer(self, connection: Connection, answer: dict[str, Any]) -> None:
        """Answer whoever has said something, and waits for that."""
        with contextlib.suppress(OSError):  # it has died meanwhile; its hang-up comes next
            connection.sock.sendall(json.dumps(answer).encode("ascii") + b"\n")

    def hear_out(self, connection: Connection) -> None:
        """Hang up, but first handle what was said before the end, one message at most."""
        if connection.more:
            self._next(connection)
        else:
            self._read(connection)
        if not connection.closed:
            self._hang_up(connection)

    def close(self) -> None:
        """Take in what was printed last, and stop listening."""
        if self._closed:
            return
        self._closed = True
        self._drain()
        for connection in list(self._connections.values()):
            connection.close()
        for output, _ in self._outputs:
            output.close()
        system.discard(self._socket)
        self._selector.close()
        self._folder.unlink(self._name)

    def _drain(self) -> None:
        for output, stream in self._outputs:
            self._drain_one(output, stream)

    def _drain_one(self, output: system.Output, stream: str) -> None:
        for _ in range(64):  # a flood must not keep the judge from looking at its limits
            before = self._to.now()
            try:
                data, pid = output.read()
            except BlockingIOError:
                self._empty_at[output] = before
                return
            except OSError:
                return
            if not data:
                if output.socket is not None:
                    with contextlib.suppress(KeyError, ValueError):
                        self._selector.unregister(output.socket)
                return
            self._to.printed(data, pid, stream, self._empty_at.get(output, 0.0))

    def _accept(self) -> None:
        self._news = True
        try:
            sock, _ = self._socket.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM):
                self.lost = error
            return
        self.messages += 1  # who only connects, again and again, must come to an end too
        if len(self._connections) >= MAX_CONNECTIONS:
            system.discard(sock)
            return
        sock.setblocking(False)
        connection = Connection(sock, system.peer(sock))
        self._connections[sock.fileno()] = connection
        self._selector.register(sock, selectors.EVENT_READ, lambda: self._read(connection))

    def _read(self, connection: Connection) -> None:
        if self.weight > MAX_WEIGHT:  # the play is over; many lines could bring much more within one round
            return
        if connection.more:  # what came first is first
            return
        try:
            data, sender = system.receive(connection.sock, 1024 * 1024)
        except BlockingIOError:
            return
        except OSError:
            data, sender = b"", None
        own = sender is None or connection.pid(sender) == sender
        if data and own and connection.watched is not None and not self._stacks_wanted:
            self._take_word(connection, data)
            return
        self._news = True
        if not data or connection.foreign():
            self._hang_up(connection)
        elif self._stacks_wanted and (connection.life or connection.watched) is not None:
            connection.stack = (connection.stack + data)[:MAX_STACK] if own else connection.stack
        elif not own:
            self._refuse(connection, "a word by one process on the line of another")
        else:
            connection.buffer += data
            self.weight += weight(data)
            connection.more = b"\n" in data or len(connection.buffer) > MAX_MESSAGE
            self._next(connection)

    def _take_word(self, connection: Connection, data: bytes) -> None:
        """Take in what a process says of its waits. It is no news: it was asked for that."""
        assert connection.watched is not None
        self.weight += weight(data)
        connection.buffer += data
        while (end := connection.buffer.find(b"\n")) >= 0:
            self.waits.take(connection.watched, bytes(connection.buffer[:end]))
            del connection.buffer[: end + 1]

    def _next(self, connection: Connection) -> None:
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
            self._to.heard(connection, line)
        except TooMuch:
            self.weight = MAX_WEIGHT + 1
        except BadMessage as error:
            self._refuse(connection, str(error))

    def _refuse(self, connection: Connection, why: str) -> None:
        self._to.refused(why)
        self._hang_up(connection)

    def _hang_up(self, connection: Connection) -> None:
        self._connections.pop(connection.sock.fileno(), None)
        with contextlib.suppress(KeyError, ValueError):
            self._selector.unregister(connection.sock)
        self._to.hung_up(connection)
        connection.close()
