"""What happens on stage in ex11: items that come late, and a handler that tells the judge who calls it."""

from __future__ import annotations

from ..api import Stage
from ..declared import given, says
from ..probes import DRAWN, Handle, Parcel, Probe

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


LARGE = 200_000
"""Characters: more than a pipe holds. Whoever fills the queue first and then looks whether it is empty finds it empty."""


class Items(Probe):
    """Items that come one by one. The judge holds the first until nothing moves: the consumers find an empty queue."""

    def __init__(self, items: list[Any]) -> None:
        super().__init__("next item")
        self.items = items

    def __iter__(self) -> Iterator[Any]:
        for number, item in enumerate(self.items):
            dealt = self.tell(number)
            yield Parcel(item, LARGE) if item == "large" else dealt if item == DRAWN else item


@says(
    calls=("fan_out",),
    probes={"next item": (int,), "packed": (str,), "handle": (object,)},
    ends={"handle": given(failing="raise")},
)
def work(stage: Stage, items: list[Any], consumers: int, *, failing: list[Any] | None = None) -> None:
    """Run the student's function once."""
    stage.call("fan_out", Items(items), Handle(), consumers)
