"""What happens on stage in ex30: a function that changes bytes in place, and looks at what memory it has been given."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os

from ..api import Stage
from ..declared import says
from ..probes import Probe, failure

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import Any

FOLDER = "/dev/shm/"
GONE = " (deleted)"


class Func(Probe):
    """Adds to each byte what the judge has drawn.

    Tells what it was given, and whether that segment still has its name when its turn comes.
    """

    def __init__(self) -> None:
        super().__init__("func")

    def __call__(self, view: Any) -> None:
        kind, part = describe(view), content(view)
        with self.call(part) as (dealt, ends):
            Probe("view").tell(kind)
            if name := segment(view):
                Probe("segment").tell(name.removesuffix(GONE), name.endswith(GONE))
            if ends:
                del view
                raise failure("func", dealt)
            if type(view) is memoryview:
                for i in range(len(view)):
                    view[i] = (view[i] + dealt) % 256


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


def segment(view: Any) -> str | None:
    """Return the file of the shared memory that a view shows, where the system tells.

    A process may have more of them: those of its locks, barriers and values, which have no names.
    """
    try:
        address = ctypes.addressof(ctypes.c_char.from_buffer(view))
        with open("/proc/self/maps", encoding="utf-8") as maps:
            for line in maps:
                first, last = line.split(maxsplit=1)[0].split("-")
                if int(first, 16) <= address < int(last, 16):
                    file = line.split(maxsplit=5)[-1].strip()
                    return file if file.startswith(FOLDER) else None
    except (OSError, TypeError, ValueError):
        pass
    return None


def _fails(args: dict[str, Any], call: tuple[list[int] | None], attempt: int) -> str | None:
    """Return how func ends: it raises for the parts that begin with one of the numbers in ``failing``."""
    return "raise" if call[0] and call[0][0] in (args["failing"] or []) else None


@says(
    calls=("transform",),
    probes={"func": (list[int] | None,), "view": (str,), "segment": (str, bool)},
    ends={"func": _fails},
    inside={"view": "func", "segment": "func"},
    report=list[str],
)
def change(stage: Stage, length: int, workers: int, *, failing: list[int] | None = None) -> list[str]:
    """Run the student's function once, on bytes that are all different; report which segments the system has now."""
    stage.call("transform", Func(), bytes(range(length)), workers)
    with contextlib.suppress(OSError):
        return [FOLDER + name for name in os.listdir(FOLDER)]
    return []
