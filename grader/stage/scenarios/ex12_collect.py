"""What happens on stage in ex12: functions that return something small, something large, or fail."""

from __future__ import annotations

from ..api import Stage
from ..declared import END, KILLS, LOOK, says
from ..looks import Looks
from ..pools import Kills, tell_the_end
from ..probes import Probe, digest, failure, long_text

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import Any


class Func(Probe):
    """Returns the item and the number that the judge has drawn, what counts as false as it is, and None for "nothing".

    With a ``size`` it returns a text of so many characters, drawn by that number. It fails for the items in ``failing``.
    """

    def __init__(self, size: int, failing: list[Any]) -> None:
        super().__init__("func")
        self.size = size
        self.failing = failing

    def __call__(self, item: Any) -> Any:
        tell_the_end()
        with self.call(item) as dealt:
            if item in self.failing:
                raise failure(f"func({item!r})", dealt)
            if item == "nothing":
                return None
            if self.size:
                return long_text(dealt, self.size)
            return [item, dealt] if item else item


@says(calls=("collect",), probes={"func": (object,), **LOOK, **END}, notes=KILLS, report=list | None)
def work(stage: Stage, items: list[Any], size: int = 0, failing: list[Any] | None = None) -> list[Any] | None:
    """Run the student's function once. Return the results' digests and lengths, when they are large texts."""
    with Looks(stage), Kills(stage):
        outcome = stage.call("collect", Func(size, failing or []), items)
    if size and type(outcome.value) is list:
        return [[digest(text), len(text)] if type(text) is str else None for text in outcome.value]
    return None
