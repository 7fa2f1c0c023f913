"""What happens on stage in ex11: items that come late, and a handler that tells the judge who calls it."""

from __future__ import annotations

from ..api import Stage
from ..probes import Failure, Probe

TYPE_CHECKING = False  # see ``calls``
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


LARGE = 200_000  # characters: more than a pipe holds


class Parcel:
    """A large item. It tells the judge when it is packed for its way to another process, and can be held there.

    Whoever fills the queue first and then looks whether it is empty finds it empty: the first item is still on its way.
    """

    def __init__(self, name: str, filling: str = "") -> None:
        self.name = name
        self.filling = filling

    def __reduce__(self) -> tuple[Any, ...]:
        Probe("packed").tell(self.name)
        return Parcel, (self.name, "x" * LARGE)


class Items(Probe):
    """Items that come one by one. The judge holds the first until nothing moves: the consumers find an empty queue."""

    def __init__(self, items: list[Any]) -> None:
        super().__init__("next item")
        self.items = items

    def __iter__(self) -> Iterator[Any]:
        for number, item in enumerate(self.items):
            self.tell(number)
            yield Parcel(item) if item == "large" else item


class Handle(Probe):
    """Handles an item; fails for those in ``failing``."""

    def __init__(self, failing: list[Any]) -> None:
        super().__init__("handle")
        self.failing = failing

    def __call__(self, item: Any) -> None:
        if type(item) is Parcel:
            item = item.name
        with self.call(item):
            if item in self.failing:
                raise Failure(f"handle({item!r}) fails on purpose")


def work(stage: Stage, items: list[Any], consumers: int, failing: list[Any] | None = None) -> None:
    """Run the student's function once."""
    stage.call("fan_out", Items(items), Handle(failing or []), consumers)
