"""Standard output and error as a program finds them that was started by hand.

What is printed must reach the judge when it is printed, as a terminal shows it, whatever the program makes of the streams:
it may set them up anew, or put a stream of its own on top of ``sys.stdout.buffer``.
"""

from __future__ import annotations

import io
import os
import sys
from importlib.machinery import PathFinder

from .wire import TOLD, Channel, address

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

SUBMISSION = "MANY_HANDS_SUBMISSION"
"""The environment variable with the name of the student's module."""


class _Through(io.BufferedWriter):
    """Hands on at once what is written, whole, and keeps nothing back."""

    def write(self, data: Any, /) -> int:
        count = super().write(data)
        self.flush()
        return count


def renew() -> None:
    """Make the streams anew on what file descriptors 1 and 2 are now. An older stream still knows what they were before."""
    sys.stdout = sys.__stdout__ = _stream(1, "<stdout>", "strict")  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _stream(2, "<stderr>", "backslashreplace")  # type: ignore[misc]


class _Told(io.RawIOBase):
    """Standard output, or error, where the system does not say who writes: each piece is told, and the judge says "yes" to it.

    What passes this by, such as another program's, still comes to the judge, without a name.
    """

    def __init__(self, number: int, name: str) -> None:
        self.name = name
        self._number = number
        self._channel: Channel | None = None
        self._pid = 0

    def fileno(self) -> int:
        return self._number

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        piece = bytes(data)
        try:
            if self._channel is None or self._pid != os.getpid():
                self._channel, self._pid = Channel(), os.getpid()  # one that fork has copied belongs to the parent
            self._channel.ask("print", stream=self._number, text=piece.decode("latin-1"))
        except OSError:
            return os.write(self._number, piece)
        return len(piece)


def _stream(number: int, name: str, errors: str) -> io.TextIOWrapper:
    told = address().startswith(TOLD)
    raw: Any = _Told(number, name) if told else io.FileIO(number, "wb", closefd=False)
    raw.name = name
    text = io.TextIOWrapper(_Through(raw), encoding="utf-8", errors=errors, line_buffering=True)
    text.mode = "w"  # type: ignore[misc]
    return text


def by_lines() -> None:
    """Have a whole line at a time handed on, so that lines of two processes never mix, also by streams of the program's."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(line_buffering=True)


class _Submission:
    """Finds the student's module, and sees to lines and environment when it has been imported, also in a child of spawn's."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name != os.environ.get(SUBMISSION):
            return None
        spec = PathFinder.find_spec(name)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def load_and_see(module: ModuleType) -> None:
                load(module)
                by_lines()
                address()

            spec.loader.exec_module = load_and_see  # type: ignore[method-assign]
        return spec


def watch_submission() -> None:
    """Have streams and environment seen to when this process has imported the student's module, which may change both."""
    sys.meta_path.insert(0, _Submission)
