"""Turns the stacks that processes wrote themselves (``faulthandler``) into records, and reads what they wait for."""

import itertools
import re
from collections.abc import Mapping

from .seen import Frame, Waiting, is_submission

_FRAME = re.compile(r'^  File "(?P<file>[^"\n]{1,400})", line (?P<line>\d{1,7}) in (?P<function>[^\n]{1,200})$', re.MULTILINE)

_CATALOGUE = (
    # file's end, function, what it waits for (a key of the messages' ``waits``); the more telling entries stand first
    ("multiprocessing/queues.py", "get", "queue-item"),
    ("multiprocessing/queues.py", "put", "queue-room"),
    ("multiprocessing/queues.py", "join", "queue-done"),
    ("queue.py", "get", "queue-item"),
    ("queue.py", "put", "queue-room"),
    ("multiprocessing/pool.py", "join", "pool"),
    ("multiprocessing/pool.py", "get", "result"),
    ("multiprocessing/pool.py", "wait", "result"),
    ("multiprocessing/pool.py", "next", "result"),
    ("concurrent/futures/_base.py", "result", "result"),
    ("multiprocessing/process.py", "join", "process"),
    ("multiprocessing/synchronize.py", "wait", "event"),
    ("multiprocessing/synchronize.py", "__enter__", "lock"),
    ("multiprocessing/sharedctypes.py", "__enter__", "lock"),
    ("threading.py", "wait", "condition"),
    ("threading.py", "join", "thread"),
    ("multiprocessing/connection.py", "recv", "message"),
    ("multiprocessing/connection.py", "recv_bytes", "message"),
    ("multiprocessing/connection.py", "poll", "message"),
    ("multiprocessing/connection.py", "send", "pipe-room"),
    ("multiprocessing/connection.py", "send_bytes", "pipe-room"),
    ("multiprocessing/connection.py", "wait", "message"),
    ("stage/wire.py", "ask", "judge"),
)


def parse(texts: Mapping[int, str], caller: int) -> tuple[Waiting, ...]:
    """Return where each process stood: the stack of its main thread, which faulthandler writes last."""
    found = []
    for pid, text in texts.items():
        block = re.split(r"^(?:Current thread|Thread) 0x", text, flags=re.MULTILINE)[-1]
        frames = tuple(
            Frame(file=match["file"], line=int(match["line"]), function=match["function"]) for match in _FRAME.finditer(block)
        )
        found.append(Waiting(pid=pid, caller=pid == caller, frames=_since_birth(frames)))
    return tuple(sorted(found, key=lambda one: (not one.caller, one.pid)))


def _since_birth(frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Leave out what a forked child has only inherited: the frames of its parent, from where it was started."""
    for number, frame in enumerate(frames):
        if frame.function == "_bootstrap" and frame.file.replace("\\", "/").endswith("multiprocessing/process.py"):
            return frames[:number]
    return frames


def waits_for(waiting: Waiting, submission: str, source: str) -> str:
    """Return what this process waits for, as a key of the messages' ``waits``. ``source`` is the student's line."""
    inner = []
    for frame in waiting.frames:
        if is_submission(frame.file, submission):
            break
        inner.append(frame)
    for end, function, what in _CATALOGUE:
        if any(frame.function == function and frame.file.replace("\\", "/").endswith(end) for frame in inner):
            return what
    if not inner and ("acquire(" in source or source.startswith("with ")):
        return "lock"  # taken in C: no frame of Python's shows it
    return "something"


def in_pool_defect(waiting: Waiting) -> bool:
    """Say whether the caller waits for ever in ``Pool.terminate()``, for a thread of the pool's own.

    That is a defect of CPython (gh-96995, gh-73945): a worker was ended in the middle of sending a result, as chance would
    have it, and took the lock of the results with it.
    """
    calls = [(frame.file.replace("\\", "/"), frame.function) for frame in waiting.frames]
    return waiting.caller and any(
        inner[1] == "join" and inner[0].endswith("/threading.py")
        and outer[1] == "_terminate_pool" and outer[0].endswith("/multiprocessing/pool.py")
        for inner, outer in itertools.pairwise(calls)
    )  # fmt: skip


def own_line(waiting: Waiting, submission: str) -> Frame | None:
    """Return the innermost line of the student's own file in this stack; None when there is none."""
    return next((frame for frame in waiting.frames if is_submission(frame.file, submission)), None)
