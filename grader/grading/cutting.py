"""Cuts what came from a program to the room that a report has for it, so that no report grows with what a program says."""

import json
from collections.abc import Mapping
from typing import Any

from .evidence import cut

NAME, TEXT = 100, 300
"""Characters of a name, such as a probe's or that of a kind of exceptions, and of a text."""

FACT = 1_000
"""Characters of one fact of a message, which may be several lines."""

FACTS, LABELS, OUTPUT, OTHERS = 6_000, 6_000, 8_000, 6_000
"""Bytes of JSON that a check may have of each: facts of its message, labels of its timeline, lines, waits and errors."""

MANY = 20
LARGE = 10**18


class Room:
    """What texts may still take in a report: left, in bytes as JSON has them, where one character takes up to twelve."""

    def __init__(self, left: int) -> None:
        self.left = left

    def cut(self, text: str, length: int) -> str:
        """Return as much of a text as has room, at most this many characters, and one at least; take that room."""
        text = cut(text, length)
        if len(json.dumps(text)) > self.left:
            text = cut(text, max(1, self.left // 12))
        self.left -= len(json.dumps(text))
        return text

    def facts(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Return the facts of a message, all cut."""
        return {name: self._fact(fact) for name, fact in facts.items()}

    def _fact(self, fact: Any) -> Any:
        if fact is None or type(fact) in (bool, float) or (type(fact) is int and abs(fact) < LARGE):
            return fact
        if isinstance(fact, Mapping):
            return self.facts({str(name)[:NAME]: one for name, one in list(fact.items())[:MANY]})
        if isinstance(fact, list | tuple):
            return [self._fact(one) for one in fact[:MANY]]
        return self.cut(str(fact), FACT)
