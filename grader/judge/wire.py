"""Values that the stage sends, and how much of them there may be; ``protocol`` has the messages that hold them."""

import base64
from dataclasses import dataclass
from typing import Any

MAX_MESSAGE = 16 * 1024 * 1024
"""Bytes. A report carries results of several MiB; more than this is no answer of any exercise."""

ITEM = 64
"""Bytes that one item of a list or an object takes in memory, about; in a message it may be two."""

MAX_DEPTH = 64

MAX_HASHED = 2_000
MAX_HASHED_OF_PLAY = 20_000
"""Values that one set or dictionary may hold, and all of one play together, what is inside a key counted too. Whoever chooses
numbers of the same hash makes each look at all the others. The exercises need 41, and some hundreds in a play."""

NAME, TEXT = 100, 300
"""Characters that a name may have, such as a probe's or a type's, and a text, such as an exception's. The stage keeps to them;
who speaks its language need not, so what comes in is cut here."""

MAX_ARGUMENTS = 20
MAX_FACTS = 200
"""Entries of a list of facts, such as the names that a file defines."""

MAX_FRAMES = 10
MAX_NUMBER = 10**9


def weight(data: bytes) -> int:
    """Return what this piece of a message will take in memory, about, before it is parsed."""
    return len(data) + ITEM * (data.count(b",") + data.count(b"[") + data.count(b"{"))


class BadMessage(ValueError):
    """The bytes are no message of the stage. The text says which part is wrong."""


class TooMuch(BadMessage):
    """The message holds more than any exercise needs."""


@dataclass(slots=True)
class Hashing:
    """How many values may still be put into the sets and dictionaries of a play."""

    left: int = MAX_HASHED_OF_PLAY

    def take(self, count: int) -> None:
        """Allow so many more. Raises ``TooMuch`` when they are too many for one container, or for the play."""
        self.left -= count
        if count > MAX_HASHED or self.left < 0:
            raise TooMuch("value: too many entries to be hashed")


@dataclass(frozen=True, slots=True)
class Other:
    """A value that is no plain data: the name of its type and how it showed itself."""

    type: str
    text: str

    def __repr__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception as a value: the name of its type and its text."""

    type: str
    text: str

    def __repr__(self) -> str:
        return f"{self.type}({self.text!r})"


def short(value: Any, depth: int = 0) -> Any:
    """Return a fact from JSON that is small whatever it was: texts and lists cut, numbers in bounds, no objects."""
    if type(value) is str:
        return value[: NAME if depth else TEXT]
    if type(value) is int:
        return max(-MAX_NUMBER, min(value, MAX_NUMBER))
    if type(value) is list and depth < 2:
        return [short(one, depth + 1) for one in value[: MAX_FRAMES if depth else MAX_FACTS]]
    return value if value is None or type(value) in (bool, float) else None


def decode(value: Any, hashing: Hashing | None = None, depth: int = 0, *, key: bool = False) -> Any:
    """Return the value that ``stage.wire.encode`` put into JSON.

    hashing: what the play may still hash. key: the value stands in a set, or is a key, and so all that is in it is hashed.
    Raises ``BadMessage`` for an unknown tag, wrong content or too much depth, ``TooMuch`` for too many entries.
    """
    hashing = hashing or Hashing()
    if depth > MAX_DEPTH:
        raise BadMessage("value: too deep")
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) is not dict or len(value) != 1:
        raise BadMessage("value: one tag expected")
    [(tag, content)] = value.items()
    if tag in ("bytes", "bytearray"):
        return _bytes(tag, content)
    if type(content) is not list:
        raise BadMessage(f"value.{tag}: list expected")
    if tag in ("error", "other"):
        return _described(tag, content)
    if key or tag in ("dict", "set", "frozenset"):
        hashing.take(len(content))
    return _container(tag, content, hashing, depth + 1, key=key)


def _bytes(tag: str, content: Any) -> bytes | bytearray:
    try:
        data = base64.b64decode(content, validate=True)
    except (ValueError, TypeError):
        raise BadMessage(f"value.{tag}: no base64") from None
    return data if tag == "bytes" else bytearray(data)


def _described(tag: str, content: list[Any]) -> Other | Raised:
    if len(content) != 2 or not all(type(part) is str for part in content):
        raise BadMessage(f"value.{tag}: two texts expected")
    kind, text = (part.encode("utf-8", "backslashreplace").decode() for part in (content[0][:NAME], content[1][:TEXT]))
    return Raised(kind, text) if tag == "error" else Other(kind, text)


def _container(tag: str, content: list[Any], hashing: Hashing, depth: int, *, key: bool) -> Any:
    try:
        if tag == "dict":
            return {decode(name, hashing, depth, key=True): decode(item, hashing, depth) for name, item in content}
        items = [decode(item, hashing, depth, key=key or tag in ("set", "frozenset")) for item in content]
        kinds = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
        return kinds[tag](items)
    except KeyError:
        raise BadMessage(f"value: unknown tag {tag[:40]!r}") from None
    except (TypeError, ValueError) as error:
        if isinstance(error, BadMessage):
            raise
        raise BadMessage(f"value.{tag}: {type(error).__name__}") from None
