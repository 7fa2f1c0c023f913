"""What happens on stage in ex31: a source that tells the judge of each item that is asked from it, and a handler."""

from __future__ import annotations

from ..api import Stage
from ..declared import END, KILLS, given, says
from ..pools import Kills, tell_the_end
from ..probes import DRAWN, Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class Source(Probe):
    """Gives the items one by one; says that an item is asked for before it gives it, or fails."""

    def __init__(self, items: list[Any]) -> None:
        super().__init__("source")
        self.items = items

    def __call__(self) -> Iterator[Any]:
        self.tell()
        return self.each()

    def each(self) -> Iterator[Any]:
        tell_the_end()
        for item in self.items:
            with Probe("next").call(item) as (dealt, ends):
                if ends:
                    raise failure("the source", dealt)
            yield dealt if item == DRAWN else item


class Handle(Probe):
    """Handles an item, or fails."""

    def __init__(self) -> None:
        super().__init__("handle")

    def __call__(self, item: Any) -> None:
        with self.call(item) as (dealt, ends):
            if ends:
                raise failure(f"handle({item!r})", dealt)


@says(
    calls=("bounded_pipeline",),
    probes={"source": (), "next": (object,), "handle": (object,), **END},
    ends={"handle": given(failing="raise"), "next": given(source_fails="raise")},
    notes=KILLS,
)
def pipeline(
    stage: Stage, items: list[Any], capacity: int, *, failing: list[Any] | None = None, source_fails: list[Any] | None = None
) -> None:
    """Run the student's function once.

    failing: the items for which handle raises. source_fails: those that the source does not give, but raises.
    """
    with Kills(stage):
        stage.call("bounded_pipeline", Source(items), Handle(), capacity)
