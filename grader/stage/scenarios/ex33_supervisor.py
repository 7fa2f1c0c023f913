"""What happens on stage in ex33: a task that returns, raises, or kills its process, attempt by attempt as a script says."""

from __future__ import annotations

import multiprocessing.util
import os

from ..api import Stage
from ..declared import says
from ..probes import Probe, failure, long_text

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import Any

LARGE = 136_000


class Parcel:
    """A result that tells the judge when it is packed for its way to another process, and when it is unpacked there.

    What is unpacked has the number that the packing was dealt: nobody has it otherwise.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __reduce__(self) -> tuple[Any, ...]:
        return unpack, (self.name, Probe("packed").tell(self.name))


def unpack(name: str, dealt: int) -> str:
    Probe("unpacked").tell(name)
    return f"{name.upper()} {dealt}"


def result(item: str, dealt: int) -> Any:
    """Return what the task gives back for an item. ``large`` is more than a pipe holds."""
    if item == "large":
        return long_text(dealt, LARGE)
    return {"none": None, "zero": 0}.get(item, f"{item.upper()} {dealt}")


class Task(Probe):
    """Does what the script says for this attempt of the item. Beyond it, a result."""

    def __init__(self) -> None:
        super().__init__("task")

    def __call__(self, item: str) -> Any:
        with self.call(item) as (dealt, ends):
            if ends == "raise":
                raise failure(f"task({item!r})", dealt)
            if item == "leaves":  # when all that it has to send is sent
                multiprocessing.util.Finalize(None, os._exit, (5,), exitpriority=-100)
            return Parcel(item) if item == "parcel" else result(item, dealt)


def _script(args: dict[str, Any], call: tuple[Any], attempt: int) -> str | None:
    """Return how this attempt of an item ends."""
    endings: list[str] = next((each for item, each in (args["script"] or {}).items() if item == call[0]), [])
    return endings[attempt - 1] if attempt <= len(endings) else None


@says(
    calls=("run_supervised",),
    probes={"task": (object,), "packed": (str,), "unpacked": (str,)},
    ends={"task": _script},
)
def work(
    stage: Stage,
    items: list[str],
    workers: int,
    max_attempts: int | None = None,
    *,
    script: dict[str, list[str]] | None = None,
) -> None:
    """Run the student's function once; without ``max_attempts`` it is left to its default.

    script: for each item that fails, how its attempts end, one after another: ``raise``, ``kill``, ``exit N``.
    """
    limit = () if max_attempts is None else (max_attempts,)
    stage.call("run_supervised", Task(), items, workers, *limit)
