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

    If it is told so, it returns a text of so many characters, drawn by that number.
    """

    def __init__(self) -> None:
        super().__init__("func")

    def __call__(self, item: Any) -> Any:
        tell_the_end()
        with self.call(item) as (dealt, ends):
            if ends == "raise":
                raise failure(f"func({item!r})", dealt)
            if item == "nothing":
                return None
            if ends:
                return long_text(dealt, int(ends.removeprefix("large ")))
            return [item, dealt] if item else item


def _ending(args: dict[str, Any], call: tuple[Any], attempt: int) -> str | None:
    """Return how func ends: it raises for the items in ``failing``, and returns as many characters as ``size`` says."""
    if call[0] in (args["failing"] or []):
        return "raise"
    return f"large {args['size']}" if args["size"] else None


@says(
    calls=("collect",),
    probes={"func": (object,), **LOOK, **END},
    ends={"func": _ending},
    notes=KILLS,
    report=list | None,
)
def work(stage: Stage, items: list[Any], size: int = 0, *, failing: list[Any] | None = None) -> list[Any] | None:
    """Run the student's function once. Return the results' digests and lengths, when they are large texts."""
    with Looks(stage), Kills(stage):
        outcome = stage.call("collect", Func(), items)
    if size and type(outcome.value) is list:
        return [[digest(text), len(text)] if type(text) is str else None for text in outcome.value]
    return None
