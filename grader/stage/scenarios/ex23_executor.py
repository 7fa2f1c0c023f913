"""What happens on stage in ex23: functions that work, fail, or kill their own process, and items that come one by one."""

from __future__ import annotations

from ..api import Stage
from ..declared import given, says
from ..probes import Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Iterator


class Func(Probe):
    """Returns the number that the judge has drawn."""

    def __init__(self) -> None:
        super().__init__("func")

    def __call__(self, item: int) -> int:
        with self.call(item) as (dealt, ends):
            if ends == "raise":
                raise failure(f"func({item})", dealt)
            return dealt


class Items(Probe):
    """Gives the items one by one, and behind them one that the judge has drawn.

    It tells the judge before each: so the judge can wait for something in between.
    """

    def __init__(self, items: list[int]) -> None:
        super().__init__("next item")
        self.items = items

    def __iter__(self) -> Iterator[int]:
        for number, item in enumerate(self.items):
            self.tell(number)
            yield item
        yield self.tell(len(self.items))


@says(
    calls=("run_futures",),
    probes={"func": (object,), "next item": (int,)},
    ends={"func": given(failing="raise", killing="kill")},
)
def work(
    stage: Stage,
    items: list[int],
    max_workers: int,
    slowly: bool = False,
    *,
    failing: list[int] | None = None,
    killing: list[int] | None = None,
) -> None:
    """Run the student's function once; with ``slowly`` its items come one by one, and one more is drawn.

    failing: the items for which func raises. killing: those for which its process is killed.
    """
    stage.call("run_futures", Func(), Items(items) if slowly else items, max_workers)
