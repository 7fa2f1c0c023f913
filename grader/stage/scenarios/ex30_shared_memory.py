"""What happens on stage in ex30: a function that changes bytes in place, and looks at what memory it has been given."""

from __future__ import annotations

import contextlib
import mmap
import os

from ..calls import Stage
from ..probes import Failure, Probe

TYPE_CHECKING = False  # see ``calls``
if TYPE_CHECKING:
    from typing import Any

FOLDER = "/dev/shm/"
GONE = " (deleted)"


class Func(Probe):
    """Adds 100 to each byte. Tells what it was given, and what shared segments its process sees when its turn comes."""

    def __init__(self, failing: list[int]) -> None:
        super().__init__("func")
        self.failing = failing

    def __call__(self, view: Any) -> None:
        kind, part = describe(view), content(view)
        with self.call(part):
            Probe("view").tell(kind)
            for name in segments():
                Probe("segment").tell(name.removesuffix(GONE), name.endswith(GONE))
            if part and part[0] in self.failing:
                del view
                raise Failure("func fails on purpose")
            if type(view) is memoryview:
                for i in range(len(view)):
                    view[i] = (view[i] + 100) % 256


def describe(view: Any) -> str:
    """Say in a word what this is."""
    if type(view) is not memoryview:
        return type(view).__name__
    if type(view.obj) is not mmap.mmap:
        return "copy"
    return "shared" if view.contiguous else "gaps"


def content(view: Any) -> list[int] | None:
    try:
        return list(bytes(view))
    except (TypeError, ValueError):
        return None


def segments() -> list[str]:
    """Return the files of shared memory that this process uses, semaphores not among them, where the system tells."""
    try:
        with open("/proc/self/maps") as maps:
            files = {line.split(maxsplit=5)[5].strip() for line in maps if FOLDER in line}
    except OSError:
        return []
    return sorted(file for file in files if not file.startswith(FOLDER + "sem."))


def change(stage: Stage, length: int, workers: int, failing: list[int] | None = None) -> list[str]:
    """Run the student's function once, on bytes that are all different; report which segments the system has now."""
    stage.call("transform", Func(failing or []), bytes(range(length)), workers)
    with contextlib.suppress(OSError):
        return [FOLDER + name for name in os.listdir(FOLDER)]
    return []
