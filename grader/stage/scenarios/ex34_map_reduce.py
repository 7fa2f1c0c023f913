"""What happens on stage in ex34: a text is indexed, line by line. Scripted calls kill their process, or raise."""

from __future__ import annotations

from ..api import Stage
from ..declared import LOOK, says
from ..looks import Looks
from ..probes import Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

ENOUGH = 6  # attempts after which what raises stops raising, so that a program that tries for ever comes to an end


class Map(Probe):
    """Gives (word, what the judge has drawn) for each word, and (0, number of words); 0.0 is the same key.

    Lines with odd numbers give a list. Where it dies or raises, it has given some pairs already. The judge can hold it at
    ``half``, until they are on their way.
    """

    def __init__(self) -> None:
        super().__init__("map_fn")

    def __call__(self, line: list[Any]) -> Iterable[tuple[Any, int]]:
        number, text = line
        return list(self._pairs(number, text)) if number % 2 else self._pairs(number, text)

    def _pairs(self, number: int, text: str) -> Iterator[tuple[Any, int]]:
        with self.call(number) as (dealt, ends):
            words = text.split()
            yield 0 if number % 2 else 0.0, len(words)  # for a dictionary that is one key
            for position, word in enumerate(words):
                if position == 4 and ends:
                    if ends == "raise":
                        raise failure(f"map_fn of {number!r}", dealt)
                    Probe("half").tell(number)
                    return
                yield word, dealt


class Reduce(Probe):
    """Adds up the values of the key 0; for a word it gives its sorted values. Behind them stands what the judge has drawn.

    It tells the judge which values it was given.
    """

    def __init__(self) -> None:
        super().__init__("reduce_fn")

    def __call__(self, key: Any, values: list[int]) -> Any:
        key = 0 if key == 0 else key
        with self.call(key, sorted(values) if type(values) is list else []) as (dealt, ends):
            if type(values) is not list:
                Probe("values").tell(type(values).__name__)
            if ends == "raise":
                raise failure(f"reduce_fn of {key!r}", dealt)
            return [sum(values), dealt] if key == 0 else [*sorted(values), dealt]


def _script(args: dict[str, Any], call: tuple[Any], attempt: int) -> str | None:
    """Return how a call ends: the first for a key in ``killing`` kills its process, and those for one in ``failing`` raise."""
    if call[0] in (args["failing"] or []) and attempt <= ENOUGH:
        return "raise"
    return "kill" if call[0] in (args["killing"] or []) and attempt == 1 else None


@says(
    calls=("map_reduce",),
    probes={"map_fn": (object,), "reduce_fn": (object, list), "half": (object,), "values": (str,), "later": (), **LOOK},
    own=("later",),
    inside={"half": "map_fn", "values": "reduce_fn"},
    ends={"map_fn": _script, "reduce_fn": _script},
    report=object,
)
def work(
    stage: Stage,
    lines: list[str],
    workers: int,
    *,
    killing: list[Any] | None = None,
    failing: list[Any] | None = None,
) -> Any:
    """Run the student's function once. Return the result as it is a while later: in ``later`` the judge can wait."""
    numbered = [[number, line] for number, line in enumerate(lines, 1)]
    with Looks(stage):
        outcome = stage.call("map_reduce", Map(), Reduce(), numbered, workers)
    Probe("later").tell()
    return outcome.value
