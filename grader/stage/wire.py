"""What the stage says to the judge: one JSON object a line, over a local socket.

Plain values travel as JSON; a container, and whatever JSON does not know, travels as an object with one tag. The judge
reads it in ``grader/judge/wire.py``. Only exact types count as plain: a subclass may lie about itself.
"""

from __future__ import annotations

import binascii
import json
import os
import socket
import sys

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Self

ADDRESS = "MANY_HANDS_WITNESS"
"""The environment variable with the witness's address: ``unix:PATH`` or ``tcp:PORT``; with ``TOLD`` before it, or without."""

TOLD = "told+"
"""Before an address: what is printed must be told, and stacks too, since the system helps the judge with neither."""

STACKS, WAITS = b"s", b"w"
"""What the judge asks a process for on the line that it has for that: its stack, or whether its waits have an end."""

_address = ""

MAX_DEPTH = 30
MAX_REPR = 300
LARGE = 10**4000  # made once: for a list of many numbers it would take longer than all the rest
PLAIN = (type(None), bool, float, str)


def encode(value: object, depth: int = 0) -> Any:
    """Return the JSON form of a value. Never raises for a value that lies, breaks or contains itself."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is int and abs(int(value)) < LARGE:  # type: ignore[call-overload]
        return value
    if depth < MAX_DEPTH:
        if kind in (list, tuple, set, frozenset):
            return {kind.__name__: [encode(item, depth + 1) for item in value]}  # type: ignore[attr-defined]
        if kind is dict:
            return {"dict": [[encode(k, depth + 1), encode(v, depth + 1)] for k, v in value.items()]}  # type: ignore[attr-defined]
        if kind in (bytes, bytearray):
            return {kind.__name__: binascii.b2a_base64(value, newline=False).decode("ascii")}  # type: ignore[arg-type]
    if isinstance(value, BaseException):
        return {"error": [kind.__name__, shown(value, str)]}
    return {"other": [kind.__name__, shown(value, repr)]}


def shown(value: object, how: Any) -> str:
    """Return a short text for a value, whatever its own ``__repr__`` or ``__str__`` does."""
    try:
        return str(how(value))[:MAX_REPR]
    except BaseException as error:  # a hostile __repr__ may raise anything
        return f"<{type(error).__name__} while it was shown>"


def address() -> str:
    """Return the witness's address. Afterwards it is in the environment again, if the program has emptied that."""
    global _address
    _address = os.environ.setdefault(ADDRESS, _address)
    return _address


class Channel:
    """One conversation with the witness. The kernel tells it which process is speaking."""

    def __init__(self) -> None:
        kind, _, where = address().removeprefix(TOLD).partition(":")
        end: Any
        if sys.platform != "win32" and kind == "unix":
            family, end = socket.AF_UNIX, where
        else:
            family, end = socket.AF_INET, ("127.0.0.1", int(where))
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.settimeout(None)  # whatever the program has made the default of
        self.socket.connect(end)
        self._rest = b""

    def ask(self, op: str, **fields: object) -> dict[str, Any]:
        """Say one thing and wait for the answer. Every message is answered, so cause comes before effect.

        Raises ``ConnectionError`` when the judge has gone.
        """
        message = {"op": op, "pid": os.getpid(), **fields}
        self.socket.sendall(json.dumps(message).encode("ascii") + b"\n")
        while b"\n" not in self._rest:
            data = self.socket.recv(65536)
            if not data:
                raise ConnectionError("the judge has ended this run")
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        self.socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
