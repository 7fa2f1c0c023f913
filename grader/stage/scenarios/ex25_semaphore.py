"""What happens on stage in ex25: a work in which the judge can hold a process before it begins, and before it ends."""

from __future__ import annotations

from ..api import Stage
from ..declared import given, says
from ..probes import Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import Any


class Work(Probe):
    """Stands for the work. Inside it, ``still at work`` is a second gate."""

    def __init__(self) -> None:
        super().__init__("work")

    def __call__(self, item: Any) -> None:
        with self.call(item) as (dealt, ends):
            Probe("still at work").tell(item)
            if ends:
                raise failure(f"work({item!r})", dealt)


@says(
    calls=("throttled",),
    probes={"work": (object,), "still at work": (object,)},
    inside={"still at work": "work"},
    ends={"work": given(failing="raise")},
)
def work(stage: Stage, items: list[Any], limit: int, *, failing: list[Any] | None = None) -> None:
    """Run the student's function once."""
    stage.call("throttled", Work(), items, limit)
