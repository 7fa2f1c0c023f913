"""What the class's commands, pages and files say: ``words/en.toml`` and ``words/zh.toml``, a table for each step."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources


@functools.cache
def table(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return the parsed table of one language, a key of ``messages.LANGUAGES``."""
    return tomllib.loads(resources.files(__package__).joinpath("words", f"{language}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class ClassWords:
    """The phrases of one table. ``ClassWords("en", "marks")("key", name=…)`` fills the blanks of one."""

    language: str
    step: str

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return a phrase. Raises ``KeyError`` for an unknown one."""
        return table(self.language)[self.step][key].format_map(facts)
