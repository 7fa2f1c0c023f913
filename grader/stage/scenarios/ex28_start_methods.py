"""What happens on stage in ex28: a function that tells the judge how the process was started in which it runs."""

from __future__ import annotations

import contextlib
import multiprocessing.context
import os
import sys

from ..api import Stage
from ..declared import END, Often, says
from ..pools import Kills, tell_the_end
from ..probes import Probe, failure, long_text

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

LARGE = 300_000
SETTERS = {
    multiprocessing.context.DefaultContext.set_start_method.__code__,
    multiprocessing.context._force_start_method.__code__,
}
_copied: list[str] = []  # what the caller writes into it, only a copy of the caller sees


class Func(Probe):
    """Tells how its process was started. What it returns depends on the number that the judge has drawn."""

    def __init__(self, kind: str) -> None:
        super().__init__("func")
        self.kind = kind

    def __call__(self, *args: int) -> object:
        with self.call(*args) as (dealt, ends):
            tell_the_end()
            Probe("start").tell(how_started())
            if ends:
                raise failure("func", dealt)
            if self.kind == "large":
                return long_text(dealt, LARGE).encode()
            return {"sum": sum(args, dealt), "nothing": None}[self.kind]


def how_started() -> str:
    """Return the start method by what can be seen of it: the memory of this process, and the command of its program."""
    if _copied:
        return "fork"
    return "forkserver" if "multiprocessing.forkserver" in " ".join(sys.orig_argv) else "spawn"


@contextlib.contextmanager
def watched(stage: Stage) -> Iterator[None]:
    """Note whether this thread sets the program's start method, also when it sets it back."""
    caller = os.getpid()
    seen = []

    def see(frame: FrameType, event: str, arg: object) -> None:
        if os.getpid() != caller:  # a child made by fork has inherited this
            sys.setprofile(None)
        elif event == "call" and frame.f_code in SETTERS:
            seen.append(frame.f_code.co_name)

    sys.setprofile(see)
    try:
        yield
    finally:
        sys.setprofile(None)
        if seen:
            stage.note("start method set")


@says(
    calls=lambda args: ("run_under",) * len(args["methods"]),
    probes={"func": tuple, "start": (str,), **END},
    inside={"start": "func"},
    ends={"func": lambda args, call, attempt: "raise" if args["kind"] == "error" else None},
    notes={"start method set": Often(), "kills": Often()},
)
def under(stage: Stage, methods: list[str], kind: str = "sum", args: list[int] | None = None) -> None:
    """Run the student's function once for each of these start methods, without ``args`` if there are none."""
    _copied.append("the caller was here")
    given = () if args is None else (tuple(args),)
    for method in methods:
        with watched(stage), Kills(stage):
            stage.call("run_under", method, Func(kind), *given)
