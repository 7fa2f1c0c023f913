"""Standard input as a line to who has started a command: when it ends, nobody waits for the command any more, and it ends too.

Whoever is killed cannot say goodbye, but the system closes his end of a pipe, on every platform. So a thread reads what nobody
may ever write: a look at the pipe now and then would need what Windows cannot do.
"""

import contextlib
import os
import queue
import subprocess
import threading
from collections.abc import Iterator
from typing import Any, Literal

Tie = Literal["ends", "jobs"]
"""What standard input is for. ends: for nothing else; what comes is thrown away. jobs: it is the command's own, which gets
what comes through a pipe."""

GRACE = 1.5
"""Seconds that a command has to end by itself, so that it leaves no half file."""


class Tether:
    """Sees when standard input ends, and then ends what it holds. cut: whether it had to, so that nobody listens any more."""

    def __init__(self, tie: Tie) -> None:
        self.cut = False
        self._tie = tie
        self._changed = threading.Condition()
        self._held: subprocess.Popen[bytes] | None = None
        self._come: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def start(self) -> None:
        """Begin to look. What comes is handed on by a thread of its own: who is slow to take it must not hide the end."""
        for work in (self._run, self._pass_on):
            threading.Thread(target=work, daemon=True).start()  # it may wait for ever

    @property
    def how(self) -> dict[str, Any]:
        """Return how a command is started that this one is to end, for ``Popen``."""
        return {"stdin": subprocess.PIPE if self._tie == "jobs" else subprocess.DEVNULL}

    @contextlib.contextmanager
    def holds(self, started: "subprocess.Popen[bytes]") -> Iterator[None]:
        """End this process when standard input ends, or has ended, until the block is over."""
        with self._changed:
            self._held = started
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._held = None
                self._changed.notify_all()
            if started.stdin is not None:
                with contextlib.suppress(OSError):
                    started.stdin.close()

    def _run(self) -> None:
        with contextlib.suppress(OSError):  # whatever it is, nobody is at the other end
            while data := os.read(0, 64 * 1024):
                if self._tie == "jobs":
                    self._come.put(data)
        with self._changed:
            self._changed.wait_for(lambda: self._held is not None)
            held, self.cut = self._held, True
        assert held is not None
        for end in (held.terminate, held.kill):
            with contextlib.suppress(OSError):
                end()
            with self._changed:
                if self._changed.wait_for(lambda: self._held is not held, GRACE):
                    return

    def _pass_on(self) -> None:
        while True:
            data = self._come.get()
            with self._changed:
                self._changed.wait_for(lambda: self._held is not None)
                held = self._held
            assert held is not None
            assert held.stdin is not None
            with contextlib.suppress(OSError, ValueError):  # it has died; the one that comes after it knows what it was at
                held.stdin.write(data)
                held.stdin.flush()
