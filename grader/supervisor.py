"""Starts the command in a process of its own and outlives it: whatever kills it, the user gets a sentence, nothing is left.

What holds a judge up is ended from here too, see ``judge/watchdog.py``. Where the judge is the command itself, it is then
started again.

It imports little, because every command waits for it.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

from . import faults
from .judge import system, tidy
from .judge.folder import PARENT, private
from .judge.tether import Tether, Tie
from .judge.watchdog import Watchdog
from .statuses import GOOD, GRADER_FAILED, NOT_UNDERSTOOD, STOPPED, WRONG

STATUSES = frozenset({GOOD, WRONG, NOT_UNDERSTOOD, GRADER_FAILED})
"""With which a command ends by itself."""
GRACE = 1.5
"""Seconds that a command has to end by itself after Ctrl-C."""

TIED = "--tied"
"""The option of ``grade`` that says: end when standard input ends."""

AGAIN = 5
"""Times that a command is started again after a check has held it up: it leaves out what has done so."""


def tie(arguments: Sequence[str]) -> Tie | None:
    """Return what standard input is for, besides what a command usually does with it. arguments: of the command line."""
    if arguments[:1] == ["serve"]:
        return "jobs"
    tied = any(len(word) > len("--") and TIED.startswith(word) for word in arguments)  # argparse takes an abbreviation, too
    return "ends" if arguments[:1] == ["grade"] and tied else None


def supervise(command: Sequence[str], tie: Tie | None = None) -> int:
    """Run a command to its end; return its exit status, or 3, with a sentence, when it did not end by itself.

    The command has a session of its own, so Ctrl-C comes here only, however early or often it is pressed. tie: see ``tether``;
    when standard input ends, all ends that was begun here.
    """
    try:
        tether = Tether(tie) if tie is not None else None
        status = _supervised(command, tether)
        if tether is not None and tether.cut:
            return GOOD if tie == "jobs" else STOPPED  # without a word: nobody listens
        if status == STOPPED:
            _say(faults.said("stopped", command))
        elif status not in STATUSES:
            how = f"by {system.signal_name(-status)}" if status < 0 else f"with exit status {status}"
            _say(faults.said("fault-ended", command, how=how))
            return GRADER_FAILED
        return status
    except Exception as error:
        return faults.tell(error, command)


def _supervised(command: Sequence[str], tether: Tether | None) -> int:
    presses = _Presses()
    there = tidy.below()
    system.adopt_orphans()
    try:
        folder = private()
    except OSError as error:
        why = error.strerror or type(error).__name__
        print(faults.said("fault-temporary", command, why=why, place=error.filename or "TMPDIR"), file=sys.stderr)
        return GRADER_FAILED
    with contextlib.ExitStack() as undo:
        undo.callback(folder.remove)
        watchdog = Watchdog(folder.path)
        watchdog.start()
        undo.callback(watchdog.stop)
        environment = {**os.environ, PARENT: str(folder.path)}
        if tether is not None:
            tether.start()
        for _ in range(1 + AGAIN):
            status, again = _once(command, environment, presses, there, watchdog, tether)
            if not again or (tether is not None and tether.cut):
                break
        return status


def _once(
    command: Sequence[str],
    environment: dict[str, str],
    presses: "_Presses",
    there: frozenset[int],
    watchdog: Watchdog,
    tether: Tether | None,
) -> tuple[int, bool]:
    """Run the command; return its exit status, and whether the watchdog had to end it: then a check has held it up.

    Started again, it leaves that check out and does all others. there: what ran before it, and is left alone.
    """
    with contextlib.closing(system.group()) as group:
        how = tether.how if tether is not None else {}
        started = group.start(command, env=environment, close_fds=False, **how)  # such as >(cat)
        try:
            presses.ready()
            with tether.holds(started) if tether is not None else contextlib.nullcontext():
                return _wait(started), started.pid in watchdog.ended
        except KeyboardInterrupt:
            return _interrupted(started), False
        finally:
            with contextlib.suppress(Exception):  # cleaning up decides nothing
                tidy.sweep(there)


def _say(text: str) -> None:
    print(f"\n{text}", file=sys.stderr)


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
    if sys.platform == "linux":
        seen = None
        with contextlib.suppress(ChildProcessError):  # the tether's thread has looked after it first
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
    return STOPPED
