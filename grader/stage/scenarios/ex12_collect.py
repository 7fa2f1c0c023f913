"""What happens on stage in ex12: functions that return something small, something large, or fail."""

from __future__ import annotations

from ..api import Stage
from ..probes import Failure, Probe

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import Any


class Func(Probe):
    """Returns the item as it is, None for "nothing", a text of ``size`` characters if that is given; fails for ``failing``."""

    def __init__(self, size: int, failing: list[Any]) -> None:
        super().__init__("func")
        self.size = size
        self.failing = failing

    def __call__(self, item: Any) -> Any:
        with self.call(item):
            if item in self.failing:
                raise Failure(f"func({item!r}) fails on purpose")
            if item == "nothing":
                return None
            return item if not self.size else str(item) * self.size


def work(stage: Stage, items: list[Any], size: int = 0, failing: list[Any] | None = None) -> list[Any] | None:
    """Run the student's function once. Return the results' first letters and lengths, when they are texts."""
    outcome = stage.call("collect", Func(size, failing or []), items)
    if size and type(outcome.value) is list:
        return [[text[:1], len(text)] if type(text) is str else None for text in outcome.value]
    return None
