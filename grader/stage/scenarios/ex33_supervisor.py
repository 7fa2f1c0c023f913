"""What happens on stage in ex33: a task that returns, raises, or kills its process, attempt by attempt as a script says."""

from __future__ import annotations

import itertools
import multiprocessing.util
import os
import signal
import tempfile

from ..api import Stage
from ..declared import says
from ..probes import Probe, failure, long_text

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import Any

LARGE = 136_000


class Parcel:
    """A result that tells the judge when it is packed for its way to another process, and when it is unpacked there."""

    def __init__(self, name: str, dealt: int) -> None:
        self.name = name
        self.dealt = dealt

    def __reduce__(self) -> tuple[Any, ...]:
        Probe("packed").tell(self.name)
        return unpack, (self.name, self.dealt)


def unpack(name: str, dealt: int) -> str:
    Probe("unpacked").tell(name)
    return f"{name.upper()} {dealt}"


def result(item: str, dealt: int) -> Any:
    """Return what the task gives back for an item. ``large`` is more than a pipe holds."""
    if item == "large":
        return long_text(dealt, LARGE)
    return {"none": None, "zero": 0}.get(item, f"{item.upper()} {dealt}")


class Task(Probe):
    """Does what the script says for this attempt of the item: ``raise``, ``kill``, ``exit N``. Beyond it, a result.

    An attempt's number is the first for which there is no file yet: that works whatever carries the task to its process.
    """

    def __init__(self, script: dict[str, list[str]]) -> None:
        super().__init__("task")
        self.script = script
        self.folder = tempfile.mkdtemp()

    def __call__(self, item: str) -> Any:
        with self.call(item) as dealt:
            script = self.script.get(item)
            if script:
                attempt = self._attempt(item)
                if attempt < len(script):
                    self._fail(item, script[attempt], dealt)
            if item == "leaves":  # when all that it has to send is sent
                multiprocessing.util.Finalize(None, os._exit, (5,), exitpriority=-100)
            return Parcel(item, dealt) if item == "parcel" else result(item, dealt)

    def _attempt(self, item: str) -> int:
        for number in itertools.count():
            try:
                os.close(os.open(f"{self.folder}/{item}-{number}", os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                continue
            return number
        raise AssertionError

    def _fail(self, item: str, how: str, dealt: int) -> None:
        if how == "raise":
            raise failure(f"task({item!r})", dealt)
        if how == "kill":
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        os._exit(int(how.removeprefix("exit ")))


@says(calls=("run_supervised",), probes={"task": (object,), "packed": (str,), "unpacked": (str,)})
def work(
    stage: Stage,
    items: list[str],
    workers: int,
    script: dict[str, list[str]] | None = None,
    max_attempts: int | None = None,
) -> None:
    """Run the student's function once; without ``max_attempts`` it is left to its default."""
    limit = () if max_attempts is None else (max_attempts,)
    stage.call("run_supervised", Task(script or {}), items, workers, *limit)
