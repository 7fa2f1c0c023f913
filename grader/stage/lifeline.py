"""What every process of the stage does first: open its life line and be ready to show its stack.

The life line is a connection that a process holds until it ends, so the witness knows when each was born and when it
died. ``faulthandler`` writes the stacks to it when the judge asks with a signal. Children made by fork arm themselves
again through ``os.register_at_fork``; children made by spawn and forkserver import the stage's main module, which arms.
"""

from __future__ import annotations

import _thread
import contextlib
import faulthandler
import json
import os
import signal
import sys
import threading

from . import streams
from .standing import standing
from .wire import STACKS, TOLD, Channel, address

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from types import FrameType

SIGNAL = signal.SIGRTMAX - 3 if hasattr(signal, "SIGRTMAX") else getattr(signal, "SIGUSR2", None)
"""The signal that makes an armed process write its stacks. Rarely used by programs, and not by multiprocessing."""

HIGH = 200  # the life line sits above the file descriptors that a student's program counts or passes on
SPARE = 8  # how far below the limit it sits where that is lower

_channels: list[Channel] = []
_refused: list[Exception] = []


def arm() -> None:
    """Open this process's life line. Does nothing more when the judge has gone: the process is about to be ended."""
    streams.by_lines()
    while _channels:
        _channels.pop().close()  # inherited by fork: it belongs to the parent
    try:
        channel = Channel()
        _channels.append(channel)
        _move_up(channel)
        channel.ask("born")
        if told():
            _answer_with_stacks()
        elif SIGNAL is not None and hasattr(faulthandler, "register"):
            faulthandler.register(SIGNAL, file=channel.socket.fileno(), all_threads=True)
    except (OSError, ValueError) as error:
        _refused[:] = [error.with_traceback(None)]


def told() -> bool:
    """Say whether this process has to tell the judge what elsewhere the system does."""
    return address().startswith(TOLD)


def _answer_with_stacks() -> None:
    """Begin a thread which tells, whenever the judge asks, where the main thread stands. No list of threads names it."""
    channel = Channel()
    channel.ask("stacks")
    _thread.start_new_thread(_watch, (channel, threading.main_thread().ident or 0))


def _watch(channel: Channel, main: int) -> None:
    with contextlib.suppress(OSError):
        while asked := channel.socket.recv(64):
            if asked.endswith(STACKS):
                channel.socket.sendall(_stack(sys._current_frames().get(main)).encode("utf-8", "backslashreplace"))
            else:
                channel.socket.sendall(json.dumps(standing()).encode("ascii") + b"\n")


def _stack(frame: FrameType | None) -> str:
    """Return a stack in ``faulthandler``'s words."""
    text = "Current thread 0x0 (most recent call first):\n"
    while frame is not None:
        code = frame.f_code
        text += f'  File "{code.co_filename}", line {frame.f_lineno} in {code.co_name}\n'
        frame = frame.f_back
    return text


def _move_up(channel: Channel) -> None:
    if sys.platform == "win32":  # handles have no small numbers to keep free
        return
    import fcntl

    try:
        high = fcntl.fcntl(channel.socket.fileno(), fcntl.F_DUPFD_CLOEXEC, HIGH)
    except OSError:  # the limit is lower than that
        import resource

        lowest = resource.getrlimit(resource.RLIMIT_NOFILE)[0] - SPARE
        try:
            high = fcntl.fcntl(channel.socket.fileno(), fcntl.F_DUPFD_CLOEXEC, max(lowest, 3))
        except OSError:
            return
    channel.socket.close()
    channel.socket = type(channel.socket)(fileno=high)
    channel.socket.settimeout(None)


def own() -> Channel:
    """Return this process's life line. Raises what has prevented it."""
    if not _channels:
        raise _refused[0]
    return _channels[0]


streams.watch_submission()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=arm)
