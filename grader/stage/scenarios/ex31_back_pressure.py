"""What happens on stage in ex31: a source that tells the judge of each item that is asked from it, and a handler."""

from __future__ import annotations

from ..api import Stage
from ..declared import END, KILLS, says
from ..pools import Kills, tell_the_end
from ..probes import DRAWN, Failure, Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class Source(Probe):
    """Gives the items one by one; says that an item is asked for before it gives it. It fails after ``fails_after`` items."""

    def __init__(self, items: list[Any], fails_after: int | None) -> None:
        super().__init__("source")
        self.items = items
        self.fails_after = fails_after

    def __call__(self) -> Iterator[Any]:
        self.tell()
        return self.each()

    def each(self) -> Iterator[Any]:
        tell_the_end()
        for number, item in enumerate(self.items):
            if number == self.fails_after:
                raise Failure("the source fails on purpose")
            dealt = Probe("next").tell(item)
            yield dealt if item == DRAWN else item


class Handle(Probe):
    """Fails for the items in ``failing``."""

    def __init__(self, failing: list[Any]) -> None:
        super().__init__("handle")
        self.failing = failing

    def __call__(self, item: Any) -> None:
        with self.call(item) as dealt:
            if item in self.failing:
                raise failure(f"handle({item!r})", dealt)


@says(calls=("bounded_pipeline",), probes={"source": (), "next": (object,), "handle": (object,), **END}, notes=KILLS)
def pipeline(
    stage: Stage, items: list[Any], capacity: int, failing: list[Any] | None = None, fails_after: int | None = None
) -> None:
    """Run the student's function once."""
    with Kills(stage):
        stage.call("bounded_pipeline", Source(items, fails_after), Handle(failing or []), capacity)
