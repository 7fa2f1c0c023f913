"""What happens on stage in ex23: functions that work, fail, or kill their own process, and items that come one by one."""

from __future__ import annotations

import os
import signal

from ..api import Stage
from ..declared import says
from ..probes import Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Iterator


class Func(Probe):
    """Returns the number that the judge has drawn; the items in ``failing`` raise, those in ``killing`` kill their process."""

    def __init__(self, failing: list[int], killing: list[int]) -> None:
        super().__init__("func")
        self.failing = failing
        self.killing = killing

    def __call__(self, item: int) -> int:
        with self.call(item) as dealt:
            if item in self.failing:
                raise failure(f"func({item})", dealt)
            if item in self.killing:
                os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
            return dealt


class Items(Probe):
    """Gives the items one by one, and tells the judge before each: so the judge can wait for something in between."""

    def __init__(self, items: list[int]) -> None:
        super().__init__("next item")
        self.items = items

    def __iter__(self) -> Iterator[int]:
        for number, item in enumerate(self.items):
            self.tell(number)
            yield item


@says(calls=("run_futures",), probes={"func": (object,), "next item": (int,)})
def work(
    stage: Stage,
    items: list[int],
    max_workers: int,
    failing: list[int] | None = None,
    killing: list[int] | None = None,
    slowly: bool = False,
) -> None:
    """Run the student's function once; with ``slowly`` its items come one by one."""
    stage.call("run_futures", Func(failing or [], killing or []), Items(items) if slowly else items, max_workers)
