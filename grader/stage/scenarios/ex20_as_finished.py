"""What happens on stage in ex20: a loop over the student's iterator, which tells the judge of each result that comes out."""

from __future__ import annotations

import gc

from ..api import Stage
from ..declared import LOOK, Often, given, says
from ..looks import Looks
from ..probes import Probe, failure

NOTHING = 3


class Func(Probe):
    """Returns the number that the judge has drawn, for one item None."""

    def __init__(self) -> None:
        super().__init__("func")

    def __call__(self, item: int) -> int | None:
        with self.call(item) as (dealt, ends):
            if ends:
                raise failure(f"func({item})", dealt)
            return None if item == NOTHING else dealt


@says(
    calls=("as_finished",),
    probes={"func": (object,), **LOOK},
    ends={"func": given(failing="raise")},
    notes={"no iterator": {"value": object}, "raised": {"error": Exception}, "yielded": Often(value=object)},
)
def loop(
    stage: Stage,
    items: list[int],
    processes: int | None = None,
    take: int | None = None,
    ending: str = "keep",
    *,
    failing: list[int] | None = None,
) -> None:
    """Loop over the student's iterator, to its end or to an exception, or for ``take`` results only.

    processes: None leaves the argument out.
    ending: what becomes of the iterator before the judge takes its census: ``keep`` it as it is, ``forget`` it, or ``close``
        it, if it has a ``close``, and otherwise forget it.
    """
    args = [Func(), items, *([] if processes is None else [processes])]
    stage.check("as_finished", *args)
    with Looks(stage):
        stage.act("as_finished", follow, stage, args, take, ending)


def follow(stage: Stage, args: list[object], take: int | None, ending: str) -> object:
    """Do what ``loop`` says; return the iterator if it is to live on."""
    given = stage.submission.as_finished(*args)
    if not hasattr(given, "__iter__"):
        stage.note("no iterator", value=given)
        return None
    iterator = iter(given)
    del given
    taken = 0
    while taken != take:
        try:
            value = next(iterator)
        except StopIteration:
            break
        except Exception as error:  # its traceback would keep the iterator alive, so it goes with this block
            stage.note("raised", error=error)
            break
        stage.note("yielded", value=value)
        taken += 1
    if ending == "close" and hasattr(iterator, "close"):
        iterator.close()
        ending = "keep"
    if ending == "keep":
        return iterator
    del iterator
    gc.collect()  # an exception that a frame of the iterator's still names keeps it alive in a circle
    return None
