"""What happens on stage in ex27: items that come one by one, and a handler that tells the judge who calls it."""

from __future__ import annotations

from ..api import Stage
from ..declared import END, KILLS, given, says
from ..pools import Kills, tell_the_end
from ..probes import DRAWN, Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


ROUNDS = 3  # one more than there are workers: so many waits with a timeout, one after another, can run out meanwhile


class Items(Probe):
    """Items that come one by one. The judge holds the first until nothing moves: the workers find an empty queue."""

    def __init__(self, items: list[Any]) -> None:
        super().__init__("next item")
        self.items = items

    def __iter__(self) -> Iterator[Any]:
        for number, item in enumerate(self.items):
            dealt = self.tell(number)
            yield dealt if item == DRAWN else item


class Handle(Probe):
    """Handles an item. Inside it, ``still at work`` is a gate for each of ``ROUNDS``."""

    def __init__(self) -> None:
        super().__init__("handle")

    def __call__(self, item: Any) -> None:
        tell_the_end()
        with self.call(item) as (dealt, ends):
            for number in range(ROUNDS):
                Probe("still at work").tell(item, number)
            if ends:
                raise failure(f"handle({item!r})", dealt)


@says(
    calls=("process_all",),
    probes={"next item": (int,), "handle": (object,), "still at work": (object, int), **END},
    inside={"still at work": "handle"},
    ends={"handle": given(failing="raise")},
    notes=KILLS,
)
def work(stage: Stage, items: list[Any], workers: int, *, failing: list[Any] | None = None) -> None:
    """Run the student's function once."""
    with Kills(stage):
        stage.call("process_all", Items(items), Handle(), workers)
