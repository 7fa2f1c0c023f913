"""Callables that the scenario hands to the student. Each tells the witness who calls it, and waits until it may go on.

All of them are picklable, so they pass to a child under every start method.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import threading

from .wire import Line, encode

TYPE_CHECKING = False  # see ``calls``
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class Probe:
    """One thing that the student's processes call. Subclasses give it a signature and something to do."""

    def __init__(self, name: str) -> None:
        self.name = name

    @contextlib.contextmanager
    def call(self, *args: object) -> Iterator[dict[str, Any]]:
        """Enter the probe, wait for the witness's go, and leave again when the block ends.

        The witness sees the process die inside if it does. Gives the witness's answer.
        """
        main = threading.current_thread() is threading.main_thread()
        with Line() as line:
            answer = line.ask("enter", probe=self.name, args=encode(list(args)), main=main)
            try:
                yield answer
            except BaseException as error:
                line.ask("leave", how="raised", error=encode(error))
                raise
            line.ask("leave", how="returned")

    def tell(self, *args: object) -> None:
        """Say that something happened: a call that is over at once."""
        with self.call(*args):
            pass


class Failure(Exception):
    """What a probe raises when the scenario wants a callable that fails."""


class RaceProbe(Probe):
    """Stands for a shared ``Value('i')``: each read of it waits a moment for a second reader.

    It has the whole public face of a ``Value``. With a lock held around read and write nobody else can read meanwhile;
    without one, two processes read the same number, and one of the two additions is lost, every time. The judge holds
    the calls named ``read``.
    """

    def __init__(self, start: int = 0) -> None:
        super().__init__("read")
        self._value = multiprocessing.Value("i", start)

    @property
    def value(self) -> int:
        now = self._value.get_obj().value
        self.tell(now)
        return int(now)

    @value.setter
    def value(self, number: int) -> None:
        self._value.get_obj().value = number

    def get_obj(self) -> RaceProbe:
        return self

    def get_lock(self) -> Any:
        return self._value.get_lock()

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        return bool(self._value.get_lock().acquire(block, timeout))

    def release(self) -> None:
        self._value.get_lock().release()

    def __enter__(self) -> bool:
        return bool(self._value.__enter__())

    def __exit__(self, *error: Any) -> None:
        self._value.__exit__(*error)

    def peek(self) -> int:
        """Return the number without waiting: for the scenario, when all is over."""
        return int(self._value.get_obj().value)
