"""What happens on stage in ex34: a text is indexed, line by line. Scripted calls kill their process, or raise."""

from __future__ import annotations

import os
import signal
import tempfile

from ..api import Stage
from ..declared import LOOK, says
from ..looks import Looks
from ..probes import Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

ENOUGH = 6  # attempts after which what raises stops raising, so that a program that tries for ever comes to an end


class Scripted(Probe):
    """A probe that kills its process at the first call for some keys, and raises at the calls for others."""

    def __init__(self, name: str, killing: list[Any], failing: list[Any]) -> None:
        super().__init__(name)
        self.killing = killing
        self.failing = failing
        self.folder = tempfile.mkdtemp()

    def act(self, key: Any, dealt: int) -> None:
        """Do what the script has for this call. Attempts are counted in files, whatever carries the probe."""
        if key in self.failing and self._count(key) <= ENOUGH:
            raise failure(f"{self.name} of {key!r}", dealt)
        if key in self.killing and self._count(key) == 1:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    def _count(self, key: Any) -> int:
        number = 1
        while True:
            try:
                os.close(os.open(f"{self.folder}/{key}-{number}", os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                number += 1
            else:
                return number


class Map(Scripted):
    """Gives (word, what the judge has drawn) for each word, and (0, number of words); 0.0 is the same key.

    Lines with odd numbers give a list. Where it dies or raises, it has given some pairs already. The judge can hold it at
    ``half``, until they are on their way.
    """

    def __call__(self, line: list[Any]) -> Iterable[tuple[Any, int]]:
        number, text = line
        return list(self._pairs(number, text)) if number % 2 else self._pairs(number, text)

    def _pairs(self, number: int, text: str) -> Iterator[tuple[Any, int]]:
        with self.call(number) as dealt:
            words = text.split()
            yield 0 if number % 2 else 0.0, len(words)  # for a dictionary that is one key
            for position, word in enumerate(words):
                if position == 4:
                    if number in self.killing:
                        Probe("half").tell(number)
                    self.act(number, dealt)
                yield word, dealt


class Reduce(Scripted):
    """Adds up the values of the key 0; for a word it gives its sorted values. Behind them stands what the judge has drawn.

    It tells the judge which values it was given.
    """

    def __call__(self, key: Any, values: list[int]) -> Any:
        key = 0 if key == 0 else key
        with self.call(key, sorted(values) if type(values) is list else []) as dealt:
            if type(values) is not list:
                Probe("values").tell(type(values).__name__)
            self.act(key, dealt)
            return [sum(values), dealt] if key == 0 else [*sorted(values), dealt]


@says(
    calls=("map_reduce",),
    probes={"map_fn": (object,), "reduce_fn": (object, list), "half": (object,), "values": (str,), "later": (), **LOOK},
    own=("later",),
    report=object,
)
def work(
    stage: Stage,
    lines: list[str],
    workers: int,
    killing: list[Any] | None = None,
    failing: list[Any] | None = None,
) -> Any:
    """Run the student's function once. Return the result as it is a while later: in ``later`` the judge can wait."""
    maps, reduces = Map("map_fn", killing or [], failing or []), Reduce("reduce_fn", killing or [], failing or [])
    with Looks(stage):
        outcome = stage.call("map_reduce", maps, reduces, [[number, line] for number, line in enumerate(lines, 1)], workers)
    Probe("later").tell()
    return outcome.value
