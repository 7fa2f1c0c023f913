"""Callables that the scenario hands to the student. Each tells the witness who calls it, and waits until it may go on.

All of them are picklable, so they pass to a child under every start method.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from multiprocessing import RLock

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
    def call(self, *args: object) -> Iterator[tuple[int, str | None]]:
        """Enter the probe, wait for the witness's go, and leave again when the block ends.

        The witness sees the process die inside if it does. Gives the number that the judge has dealt this call: what the probe
        returns, raises or changes has to depend on it, so that nobody can know it without this call. And says how this call
        has to end, if not by returning; see ``says``. The probe raises by itself; a process that is to end in the call ends
        with the block, however the block ends.
        """
        pid = os.getpid()
        with Channel() as channel:
            answer = self._enter(channel, args)
            ends: str | None = answer["ends"]
            how: dict[str, object] = {"how": "returned"}
            try:
                yield answer["dealt"], ends
            except BaseException as error:
                how = {"how": "raised", "error": encode(error)}
                raise
            finally:
                if os.getpid() == pid:  # a copy made by fork in the middle of the block is not in this call
                    end_process(ends)
                    channel.ask("leave", **how)

    def tell(self, *args: object) -> int:
        """Say that something happened: a call that is over at once. Return the number that it was dealt."""
        with self.call(*args) as (dealt, _):
            return dealt

    def read(self, *names: str) -> list[int]:
        """Return what these shared numbers held when this call began."""
        with Channel() as channel:
            read: list[int] = self._enter(channel, (), reads=list(names))["read"]
            channel.ask("leave", how="returned")
            return read

    def write(self, name: str, number: int) -> None:
        """Change a shared number when this call may go on."""
        with Channel() as channel:
            self._enter(channel, (number,), writes={name: number})
            channel.ask("leave", how="returned")

    def _enter(self, channel: Channel, args: tuple[object, ...], **shared: object) -> dict[str, Any]:
        main = threading.current_thread() is threading.main_thread()
        # What os.fork makes goes on as the process that its parent was.
        child = bool(getattr(multiprocessing.current_process(), "_parent_pid", None) == os.getppid())
        message = {"reads": [], "writes": {}, "child": child, **shared}
        return channel.ask("enter", probe=self.name, args=encode(list(args)), main=main, **message)


def end_process(ends: str | None) -> None:
    """End this process in the middle of its call, if that is how the call ends."""
    if ends == "kill":
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    elif ends and ends.startswith("exit "):
        os._exit(int(ends.removeprefix("exit ")))


class Failure(Exception):
    """What a probe raises when the scenario wants a callable that fails."""


def failure(what: str, dealt: int) -> Failure:
    """Return the exception of a call that is to fail. Its text has the number that the call was dealt."""
    return Failure(f"{what} fails on purpose ({dealt})")


def exit_code(dealt: int) -> int:
    """Return the exit code of a call that is to exit: none that Python or the kernel gives by itself."""
    return 128 + dealt % 120


def long_text(seed: object, size: int) -> str:
    """Return a text of so many characters, a multiple of four, that follows from ``seed`` and cannot be compressed much."""
    from binascii import b2a_base64  # here, since few plays need it
    from hashlib import shake_128

    return b2a_base64(shake_128(repr(seed).encode()).digest(size // 4 * 3), newline=False).decode()


def digest(text: str) -> str:
    """Return a few characters that tell this text from any other."""
    from hashlib import shake_128

    return shake_128(text.encode("utf-8", "replace")).hexdigest(8)


class LockProbe(Probe):
    """A recursive lock that lets others go first: after each release it waits a moment for whoever wants it now.

    So a program that releases its lock between reading and writing shows what can come in between.
    """

    def __init__(self) -> None:
        super().__init__("unlock")
        self._lock = RLock()

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

    name: of the shared number, which the judge keeps; see ``Plan.shared``.
    """

    def __init__(self, name: str) -> None:
        super().__init__("read")
        self.number = name
        self._lock = LockProbe()
        self._write = Probe("write")

    @property
    def value(self) -> int:
        return self.read(self.number)[0]

    @value.setter
    def value(self, number: int) -> None:
        self.put(number)

    def put(self, number: int) -> None:
        """Write the number, as a Value does it: a large one is cut, and what is no whole number is refused."""
        from ctypes import c_int  # here, since few plays need it

        self._write.write(self.number, c_int(number).value)

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


DRAWN = "drawn"
"""An item of this name stands for a number that the judge draws: so nobody can know it who has not been given it."""


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
        return Parcel, (self.name, self.size, long_text(self.name, self.size) if self.size else "")


class Handle(Probe):
    """Handles an item, which may be a parcel."""

    def __init__(self) -> None:
        super().__init__("handle")

    def __call__(self, item: Any) -> None:
        if type(item) is Parcel:
            item = item.name
        with self.call(item) as (dealt, ends):
            if ends:
                raise failure(f"handle({item!r})", dealt)
