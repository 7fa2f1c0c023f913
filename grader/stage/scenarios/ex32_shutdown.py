"""What happens on stage in ex32: a service is started, gets items, and is stopped; or its workers hang and do not listen."""

from __future__ import annotations

import multiprocessing

from .. import signals
from ..api import Stage
from ..declared import given, says
from ..probes import DRAWN, Parcel, Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import Any

TICKS = 24
LARGE = 200_000  # characters: more than a pipe holds


class Handle(Probe):
    """Handles an item, which may be a parcel.

    Inside it, ``still at work`` is a gate that is told which process this is: they are counted as they were made.
    """

    def __init__(self) -> None:
        super().__init__("handle")

    def __call__(self, item: Any) -> None:
        if type(item) is Parcel:
            item = item.name
        with self.call(item) as (dealt, ends):
            Probe("still at work").tell(*multiprocessing.current_process()._identity[-1:])
            if ends:
                raise failure(f"handle({item!r})", dealt)


class Hang(Probe):
    """Never comes back, and ignores SIGTERM.

    At first it tells the judge now and then that it is there: the judge lets each tick go on when nothing has moved.
    """

    def __init__(self) -> None:
        super().__init__("handle")

    def __call__(self, item: Any) -> None:
        signals.turn_deaf()
        with self.call(item):
            for number in range(TICKS):
                Probe("tick").tell(number)
            signals.wait_for_ever()


@says(
    calls=("Service", "start", "stop|submit", "stop"),
    probes={"handle": (object,), "still at work": tuple, "packed": (str,), "pause": ()},
    own=("pause",),
    inside={"still at work": "handle"},
    ends={"handle": given(failing="raise")},
    notes={"late": {"error": str}},
    stops=True,
)
def serve(stage: Stage, items: list[Any], workers: int, timeout: float, *, failing: list[Any] | None = None) -> None:
    """Start the service, give it items, stop it, try to give it one more, and stop it again.

    In the call ``pause`` the judge can wait until the workers have looked into an empty queue.
    """
    service = stage.make("Service", Handle(), workers)
    if stage.act("start", _start, service).error is not None:
        return
    dealt = Probe("pause").tell()
    parts = {"last": Parcel("last"), DRAWN: dealt}
    if not _submitted(stage, service, [parts.get(item, item) if type(item) is str else item for item in items]):
        return
    if stage.act("stop", _stop, service, timeout).error is not None:
        return
    try:
        service.submit("late")
    except RuntimeError:
        stage.note("late", error="RuntimeError")
    except BaseException as error:
        stage.note("late", error=type(error).__name__)
    else:
        stage.note("late", error="")
    stage.act("stop", _stop, service, timeout)


@says(
    calls=("Service", "start", "stop|submit"),
    probes={"handle": (object,), "tick": (int,), "ready": ()},
    own=("ready",),
    inside={"tick": "handle"},
    stops=True,
)
def hang(stage: Stage, workers: int, timeout: float, large: bool = False) -> None:
    """Stop a service whose workers all hang. The judge holds ``ready`` until they do. large: large items are left then."""
    service = stage.make("Service", Hang(), workers)
    if stage.act("start", _start, service).error is not None:
        return
    if not _submitted(stage, service, list(range(workers))):
        return
    Probe("ready").tell()
    if large and not _submitted(stage, service, ["x" * LARGE] * 2):
        return
    stage.act("stop", _stop, service, timeout)


def _start(service: Any) -> None:
    service.start()


def _submitted(stage: Stage, service: Any, items: list[Any]) -> bool:
    """Submit all items; say whether that went well. The judge lets lingering calls go after each call that it is told of."""
    try:
        for item in items:
            service.submit(item)
    except BaseException as error:
        stage.act("submit", _raise, error)
        return False
    return True


def _raise(error: BaseException) -> None:
    raise error


def _stop(service: Any, timeout: float) -> None:
    service.stop(timeout)
