"""What happens on stage in ex06: a state is given away, changed elsewhere, and looked at on both sides."""

from __future__ import annotations

import multiprocessing
import multiprocessing.util
import zlib

from .. import pools
from ..api import Stage
from ..declared import END, LOOK, given, says
from ..looks import Looks
from ..probes import Probe, failure, long_text

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from typing import Any

MIB = 1024 * 1024
RUN = ("run_isolated",)
MUTATE = {"mutate": (str,), **LOOK, **END}


class Mutate(Probe):
    """Changes a state in place, at every depth, and returns nothing. Its process tells the judge that it is about to end.

    It reports the type of what it was given. If it fails, half of the work is done.
    """

    def __init__(self) -> None:
        super().__init__("mutate")

    def __call__(self, state: Any) -> None:
        with self.call(type(state).__name__) as (dealt, ends):
            if multiprocessing.parent_process() is not None:
                multiprocessing.util.Finalize(None, Probe(pools.END).tell, exitpriority=-100)  # when all its data is sent
            self.change(state, dealt, fails=bool(ends))

    def change(self, state: Any, dealt: int, *, fails: bool = False) -> None:
        state["town"] = f"Paris {dealt}"
        state["house"]["rooms"].append(dealt)
        if fails:
            raise failure("mutate", dealt)
        del state["job"]


class Clear(Mutate):
    """Leaves nothing in a list."""

    def change(self, state: Any, dealt: int, *, fails: bool = False) -> None:
        state.clear()


class Album:
    """A large state: some MiB of pictures, which nobody can compress much."""

    def __init__(self) -> None:
        self.title = "summer"
        self.pictures = bytearray(long_text("pictures", 3 * MIB), "ascii")

    def summary(self) -> list[str | int]:
        return [self.title, len(self.pictures), zlib.crc32(self.pictures)]


class Repaint(Mutate):
    """Changes an album, and makes it larger still."""

    def change(self, state: Any, dealt: int, *, fails: bool = False) -> None:
        state.title = f"winter {dealt}"
        state.pictures[1000] = 7
        state.pictures.extend(b"snow" * (MIB // 4))


@says(calls=RUN, probes=MUTATE, ends={"mutate": given(failing="raise")}, report=dict)
def mutated(stage: Stage, *, failing: bool = False) -> dict[str, Any]:
    """Run the student's function once on a nested dictionary; report what this process's own state is afterwards."""
    state = {"town": "London", "job": "poet", "house": {"rooms": [1]}}
    with Looks(stage):
        stage.call("run_isolated", Mutate(), state)
    return state


@says(calls=RUN, probes=MUTATE, report=list)
def cleared(stage: Stage) -> list[int]:
    """The same with a list that the child leaves empty."""
    state = [3, 1, 2]
    stage.call("run_isolated", Clear(), state)
    return state


@says(calls=RUN, probes=MUTATE, report=dict.fromkeys(("returned", "own", "before", "wanted"), list))
def large(stage: Stage) -> dict[str, object]:
    """The same with a large object; report summaries, and what the child's should be but for the number in its title."""
    state, wanted = Album(), Album()
    before = state.summary()
    value = stage.call("run_isolated", Repaint(), state).value
    Repaint().change(wanted, 0)
    parts = value if type(value) is tuple else ()
    return {
        "returned": [part.summary() if type(part) is Album else repr(part)[:100] for part in parts],
        "own": state.summary(),
        "before": before,
        "wanted": wanted.summary(),
    }
