"""Starts the command in a process of its own and outlives it: whatever kills it, the user gets a sentence, nothing is left.

It imports little, because every command waits for it.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from .judge import system
from .judge.folder import PARENT, private

GRADER_FAILED = 3
STATUSES = frozenset({0, 1, 2, GRADER_FAILED})
GRACE = 1.5
"""Seconds that a command has to end by itself after Ctrl-C."""


def supervise(command: Sequence[str]) -> int:
    """Run a command to its end; return its exit status, or 3, with a sentence, when it did not end by itself.

    The command has a session of its own, so Ctrl-C comes here only, however early or often it is pressed.
    """
    presses = _Presses()
    system.adopt_orphans()
    try:
        folder = private()
    except OSError as error:
        why = error.strerror or type(error).__name__
        print(f"The grader could not make a temporary folder ({why}), so there are no results.", file=sys.stderr)
        return GRADER_FAILED
    started = subprocess.Popen(command, env={**os.environ, PARENT: str(folder.path)}, start_new_session=True)
    try:
        presses.ready()
        status = _wait(started)
    except KeyboardInterrupt:
        status = _interrupted(started)
    finally:
        sweep()
        folder.remove()
    if status == 130:
        print("\nStopped. All processes of this grading have been ended; nothing was written.", file=sys.stderr)
        return 130
    if status in STATUSES:
        return status
    how = f"by {system.signal_name(-status)}" if status < 0 else f"with exit status {status}"
    print(
        f"\nThe grader itself was ended {how}, so there are no results. That is not your program's verdict: run it again.",
        file=sys.stderr,
    )
    return GRADER_FAILED


class _Presses:
    """Takes one Ctrl-C, as soon as there is a command to end; those that follow must not disturb the tidying up."""

    def __init__(self) -> None:
        self._ready = self._pressed = False
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._press)

    def _press(self, number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._pressed = True
        if self._ready:
            raise KeyboardInterrupt

    def ready(self) -> None:
        """Raise ``KeyboardInterrupt`` from now on, also for a press that has come already."""
        self._ready = True
        if self._pressed:
            raise KeyboardInterrupt


def _wait(started: subprocess.Popen[bytes]) -> int:
    """Wait for the command's end. One that was stopped is ended: it has no terminal, so something below it did that."""
    if hasattr(os, "waitid"):
        seen = os.waitid(os.P_PID, started.pid, os.WEXITED | os.WSTOPPED | os.WNOWAIT)
        if seen is not None and seen.si_code == os.CLD_STOPPED:
            started.kill()
            started.wait()
            return -seen.si_status
    return started.wait()


def _interrupted(started: subprocess.Popen[bytes]) -> int:
    """Tell the command to end, and give it a moment to do so tidily; then end it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    started.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        started.wait(GRACE)
    started.kill()
    started.wait()
    return 130


def sweep(patience: float = 5.0) -> None:
    """End every process below this one, and reap those that became its own."""
    from .judge import tree

    until = time.monotonic() + patience
    while (left := tree.snapshot(os.getpid())) and time.monotonic() < until:
        for pid, process in left.items():
            with contextlib.suppress(OSError):
                if not process.zombie:
                    os.kill(pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
                elif process.parent == os.getpid():
                    os.waitpid(pid, os.WNOHANG)
        time.sleep(0.005)
