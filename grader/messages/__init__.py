"""Every sentence for students, each under a code. The words are in ``en.toml`` and ``zh.toml``, one table a code.

``seen``: what was called, what happened, what was expected. ``means``: what that means. ``advice``: what to try.
A code that only one exercise can earn has its words in that exercise's own ``en.toml`` and ``zh.toml``, under the same
three names.
"""

import functools
import locale
import os
import re
import string
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The words of one code, with blanks such as ``{name}`` for the facts.

    seen: what was called, what happened, what was expected.
    means: what that means.
    advice: what to try.
    """

    seen: str
    means: str
    advice: str

    def blanks(self) -> set[str]:
        """Return the names of the facts that the words use."""
        parts = (part for text in (self.seen, self.means, self.advice) for part in string.Formatter().parse(text))
        return {name.partition(".")[0].partition("[")[0] for _, name, _, _ in parts if name}

    def filled(self, facts: Mapping[str, Any], phrases: Mapping[str, str] | None = None) -> "Message":
        """Return the message with its blanks filled. A fact that is missing shows as ``?``.

        phrases: translations of facts that are English phrases.
        """
        known = _Facts(
            {name: barred((phrases or {}).get(fact, fact)) if isinstance(fact, str) else fact for name, fact in facts.items()}
        )
        return Message(seen=_filled(self.seen, known), means=_filled(self.means, known), advice=_filled(self.advice, known))


BAR = "│ "
"""Stands before each line that came from a program, so that nobody takes it for one of the grader's own."""


def barred(text: str) -> str:
    """Return a text of a program's that stands within a sentence: each line after its first begins with a bar."""
    return re.sub(r"\n( *)", rf"\n\1{BAR}", text)


def _filled(part: str, facts: "_Facts") -> str:
    """Fill the blanks. A line that has nothing but facts, such as one of the program's source, begins with a bar."""
    lines: list[str] = []
    for line in part.split("\n"):
        said, indent = line.format_map(facts), len(line) - len(line.lstrip())
        quoted = lines and line[indent:].startswith("{") and said.strip()
        lines.append(said[:indent] + BAR + said[indent:] if quoted else said)
    return "\n".join(lines).strip()


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"


LANGUAGES = ("en", "zh")


@functools.cache
def table(language: str = "en") -> Mapping[str, Any]:
    """Return the parsed table of one language."""
    return tomllib.loads(resources.files(__package__).joinpath(f"{language}.toml").read_text("utf-8"))


def codes() -> frozenset[str]:
    """Return the codes that every exercise may use."""
    return frozenset(table()["messages"])


def message(code: str, language: str = "en") -> Message:
    """Return the words of a code that every exercise may use. Raises ``KeyError`` for an unknown one."""
    return Message(**table(language)["messages"][code])


@dataclass(frozen=True, slots=True)
class Words:
    """What the kit itself says in one language: short phrases by group and key, with blanks for facts."""

    language: str = "en"

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return a phrase of the group ``ui``. Raises ``KeyError`` for an unknown one."""
        return str(table(self.language)["ui"][key]).format_map(facts)

    def of(self, group: str, key: str) -> str:
        """Return a phrase of this group, such as what a process waits for; the key itself when there is none."""
        return str(table(self.language).get(group, {}).get(key, key))


def spoken(wanted: str | None = None) -> str:
    """Return the language to speak: the one asked for, else that of the environment's locale, else English.

    A locale whose letters the standard output cannot write does not count: nobody can read question marks.
    """
    if wanted in LANGUAGES:
        return str(wanted)
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    place = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return "zh" if place.lower().startswith(("zh", "chinese")) and _can_write("中文") else "en"


def _can_write(text: str) -> bool:
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
