"""Callables that the scenario hands to the student. Each tells the witness who calls it, and waits until it may go on.

All of them are picklable, so they pass to a child under every start method.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import threading

from .wire import Channel, encode

TYPE_CHECKING = False  # see ``api``
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
        with Channel() as channel:
            answer = channel.ask("enter", probe=self.name, args=encode(list(args)), main=main)
            try:
                yield answer
            except BaseException as error:
                channel.ask("leave", how="raised", error=encode(error))
                raise
            channel.ask("leave", how="returned")

    def tell(self, *args: object) -> None:
        """Say that something happened: a call that is over at once."""
        with self.call(*args):
            pass


class Failure(Exception):
    """What a probe raises when the scenario wants a callable that fails."""


class LockProbe(Probe):
    """A recursive lock that lets others go first: after each release it waits a moment for whoever wants it now.

    So a program that releases its lock between reading and writing shows what can come in between.
    """

    def __init__(self) -> None:
        super().__init__("unlock")
        self._lock = multiprocessing.RLock()

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        return self._lock.acquire(block, timeout)

    def release(self) -> None:
        self._lock.release()
        self.tell()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *error: object) -> None:
        self.release()


class RaceProbe(Probe):
    """Stands for a shared ``Value('i')``: each read waits a moment for a second reader, each write for further readers.

    It has the whole public face of a ``Value``. With a lock held around read and write nobody else can read meanwhile;
    without one, two processes read the same number, and one of the two additions is lost, every time. ``RACE``, in
    ``grader/judge/holds.py``, holds the calls named ``read``, ``write`` and ``unlock``.
    """

    def __init__(self, start: int = 0) -> None:
        super().__init__("read")
        self._number = multiprocessing.RawValue("i", start)
        self._lock = LockProbe()
        self._write = Probe("write")

    @property
    def value(self) -> int:
        now = int(self._number.value)
        self.tell(now)
        return now

    @value.setter
    def value(self, number: int) -> None:
        self._write.tell(number)
        self._number.value = number

    def get_obj(self) -> RaceProbe:
        return self

    def get_lock(self) -> LockProbe:
        return self._lock

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        return self._lock.acquire(block, timeout)

    def release(self) -> None:
        self._lock.release()

    def __enter__(self) -> bool:
        return self._lock.acquire()

    def __exit__(self, *error: object) -> None:
        self._lock.release()

    def peek(self) -> int:
        """Return the number without waiting: for the scenario, when all is over."""
        return int(self._number.value)


class Parcel:
    """An item that tells the judge when it is packed for its way to another process, and can be held there.

    size: how many characters it carries on its way.
    """

    def __init__(self, name: str, size: int = 0, filling: str = "") -> None:
        self.name = name
        self.size = size
        self.filling = filling

    def __reduce__(self) -> tuple[Any, ...]:
        Probe("packed").tell(self.name)
        return Parcel, (self.name, self.size, "x" * self.size)


class Handle(Probe):
    """Handles an item, which may be a parcel; fails for those in ``failing``."""

    def __init__(self, failing: list[Any]) -> None:
        super().__init__("handle")
        self.failing = failing

    def __call__(self, item: Any) -> None:
        if type(item) is Parcel:
            item = item.name
        with self.call(item):
            if item in self.failing:
                raise Failure(f"handle({item!r}) fails on purpose")
