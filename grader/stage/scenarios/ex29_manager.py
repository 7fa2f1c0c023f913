"""What happens on stage in ex29: a function that gives words, and a word that tells the judge each time it is sent on."""

from __future__ import annotations

import os

from ..api import Stage
from ..declared import given, says
from ..probes import Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import SupportsIndex

HOT = "to"
_splitting: list[int] = []  # the process that this module was told to watch


class Word(str):
    """A word that tells the judge when the process that split it sends it to another, where it arrives as a plain text."""

    __slots__ = ()

    def __str__(self) -> str:
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[type[str], tuple[str]]:
        if _splitting == [os.getpid()]:
            Probe("send").tell(self[:])
        return str, (self[:],)


class Split(Probe):
    """Gives the words of a text, and twice one that the judge has drawn. One word tells the judge its way."""

    def __init__(self) -> None:
        super().__init__("split")

    def __call__(self, text: str) -> list[str]:
        with self.call(text) as (dealt, ends):
            _splitting[:] = [os.getpid()]
            if ends:
                raise failure(f"split({text!r})", dealt)
            return [Word(word) if word == HOT else word for word in text.split()] + [f"n{dealt}"] * 2


@says(
    calls=("count_words",),
    probes={"split": (object,), "send": (str,)},
    ends={"split": given(failing="raise")},
    report=dict | None,
)
def count(stage: Stage, texts: list[str], workers: int, *, failing: list[str] | None = None) -> object:
    """Run the student's function once; report its dictionary as a plain one, if it is one."""
    value = stage.call("count_words", Split(), texts, workers).value
    return dict(value) if isinstance(value, dict) else None
