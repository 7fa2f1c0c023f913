"""What happens on stage in ex33: a task that returns, raises, or kills its process, attempt by attempt as a script says."""

from __future__ import annotations

import itertools
import os
import signal
import tempfile

from ..api import Stage
from ..probes import Failure, Probe

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import Any

RESULTS: dict[str, Any] = {"none": None, "zero": 0, "large": "x" * 100_000}  # the last is more than a pipe holds


class Parcel:
    """A result that tells the judge when it is packed for its way to another process, and when it is unpacked there."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __reduce__(self) -> tuple[Any, ...]:
        Probe("packed").tell(self.name)
        return unpack, (self.name,)


def unpack(name: str) -> str:
    Probe("unpacked").tell(name)
    return name.upper()


class Task(Probe):
    """Does what the script says for this attempt of the item: ``raise``, ``kill``, ``exit N``. Beyond it, a result.

    An attempt's number is the first for which there is no file yet: that works whatever carries the task to its process.
    """

    def __init__(self, script: dict[str, list[str]]) -> None:
        super().__init__("task")
        self.script = script
        self.folder = tempfile.mkdtemp()

    def __call__(self, item: str) -> Any:
        with self.call(item):
            script = self.script.get(item)
            if script:
                attempt = self._attempt(item)
                if attempt < len(script):
                    self._fail(item, script[attempt])
            return Parcel(item) if item == "parcel" else RESULTS.get(item, item.upper())

    def _attempt(self, item: str) -> int:
        for number in itertools.count():
            try:
                os.close(os.open(f"{self.folder}/{item}-{number}", os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                continue
            return number
        raise AssertionError

    def _fail(self, item: str, how: str) -> None:
        if how == "raise":
            raise Failure(f"task({item!r}) fails on purpose")
        if how == "kill":
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        os._exit(int(how.removeprefix("exit ")))


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
