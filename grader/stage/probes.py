"""Callables that the scenario hands to the student. Each tells the witness who calls it, and waits until it may go on.

All of them are picklable, so they pass to a child under every start method.
"""

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from .wire import Line, encode


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
