"""Every sentence for students, each under a code. The words are in ``en.toml``, one table a code.

``seen``: what was called, what happened, what was expected. ``means``: what that means. ``advice``: what to try.
A code that only one exercise can earn has its words in that exercise's check module, under the same three names.
"""

import functools
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any


class Mistake(Exception):
    """What a check has found in the student's program. ``facts`` fill the message's blanks: plain texts and numbers."""

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The words of one code, with blanks such as ``{name}`` for the facts."""

    seen: str
    means: str
    advice: str

    def blanks(self) -> set[str]:
        """Return the names of the facts that the words use."""
        parts = (part for text in (self.seen, self.means, self.advice) for part in string.Formatter().parse(text))
        return {name.partition(".")[0].partition("[")[0] for _, name, _, _ in parts if name}

    def filled(self, facts: Mapping[str, Any]) -> "Message":
        """Return the message with its blanks filled. A fact that is missing shows as ``?``."""
        known = _Facts(facts)
        return Message(
            seen=self.seen.format_map(known).strip(),
            means=self.means.format_map(known).strip(),
            advice=self.advice.format_map(known).strip(),
        )


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


@functools.cache
def table(language: str = "en") -> Mapping[str, Any]:
    """Return the parsed table of one language."""
    text = resources.files(__package__).joinpath(f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


def codes() -> frozenset[str]:
    """Return the codes that every exercise may use."""
    return frozenset(table()["messages"])


def message(code: str, own: Mapping[str, Message] | None = None) -> Message:
    """Return the words for a code: the exercise's own, else the common ones. Raises ``KeyError`` for an unknown code."""
    if own and code in own:
        return own[code]
    return Message(**table()["messages"][code])


def phrase(group: str, key: str) -> str:
    """Return a short phrase, such as what a process waits for; the key itself when there is none."""
    return str(table().get(group, {}).get(key, key))
