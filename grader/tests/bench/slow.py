"""Makes some processes of a submission slow: ``stress.py`` lets this text run at the end of it.

Before a line of theirs, the first two times that they come to it, they let all others go first. A slow process wants to run,
so it never looks idle, as one that sleeps does.
"""

import os
import sys
import threading
import time
from collections import Counter
from multiprocessing import parent_process
from types import FrameType
from typing import Any

file: str = globals()["file"]  # the submission's path
slow: str = globals()["slow"]  # who is slow, see ``stress.SLOW``

PAUSE = 0.015
LINES = 1_000  # after which a process is left alone: to be traced makes long computations much longer

seen: Counter[tuple[int, int]] = Counter()


def is_slow() -> bool:
    if parent_process() is None:
        return slow == "caller"
    return slow in ("children", ("even", "odd")[os.getpid() % 2])


def pause(frame: FrameType, event: str, arg: Any) -> Any:
    pid = os.getpid()
    seen[pid, frame.f_lineno] += 1
    seen[pid, 0] += 1
    if seen[pid, 0] > LINES:
        sys.settrace(None)
        return None
    if event in ("line", "return") and seen[pid, frame.f_lineno] <= 2 and is_slow():
        over = time.monotonic() + PAUSE
        while time.monotonic() < over:
            os.sched_yield()
    return pause


def trace(frame: FrameType, event: str, arg: Any) -> Any:
    code = frame.f_code
    return pause if code.co_filename == file and code.co_name != "<module>" else None


sys.settrace(trace)
threading.settrace(trace)
