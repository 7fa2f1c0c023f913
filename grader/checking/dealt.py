"""What a probe's calls gave back, by the numbers that the judge has dealt them: what a right result is made of."""

import signal
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from grader.stage.probes import DRAWN, digest, exit_code, long_text

from ..judge.run import Run
from ..judge.seen import Call
from ..judge.wire import Other, Raised

__all__ = ["KILLED", "NOTHING", "code", "digest", "drawn", "failure", "long_text", "number", "results"]

NOTHING = Other("nothing", "(no result)")
"""Stands where a result should be, when no call for that item has given one."""


KILLED = -9 if hasattr(signal, "SIGKILL") else int(signal.SIGTERM)
"""The exit code of a process that is killed in a call. On Windows it ends itself, with the number of SIGTERM."""


def number(call: Call) -> Any:
    """Return what most probes give back: the number that this call was dealt."""
    return call.dealt


def code(call: Call) -> int:
    """Return the exit code of a call that has ended its process with one."""
    return exit_code(call.dealt)


def results(
    run: Run,
    probe: str,
    items: Iterable[Any],
    *,
    have: object = None,
    of: Callable[[Call], Any] = number,
    how: str = "returned",
) -> list[Any]:
    """Return what the calls of a probe gave back, in the order of the items; each is the last argument of a call.

    have: what the student's function made of them. Of equal items nobody can say which call was for which, so that order is
    taken which fits. of: what a call gave back. how: how the calls ended that count; empty for all of them.
    """
    given: dict[str, list[Any]] = {}
    for call in run.of_probe(probe):
        if how in ("", call.how):
            given.setdefault(repr(call.args[-1]), []).append(of(call))
    found = []
    for position, item in enumerate(items):
        rest = given.get(repr(item)) or [NOTHING]
        there = have[position] if type(have) is list and position < len(have) else None
        found.append(rest.pop(next((at for at, one in enumerate(rest) if repr(one) == repr(there)), 0)))
    return found


def drawn(run: Run, probe: str, items: Sequence[Any], *, to: str) -> list[Any]:
    """Return the items with the number that the judge has drawn in the place of ``DRAWN``.

    probe: what tells that an item is given out, by its place or itself. to: the probe that it comes to in the end. When it was
    given out more than once, the number counts that came there.
    """
    there = {repr(call.args[-1]) for call in run.of_probe(to)}
    found = list(items)
    for index, item in enumerate(items):
        if type(item) is str and item == DRAWN:
            given = [call.dealt for call in run.of_probe(probe) if call.args in ((index,), (DRAWN,))]
            found[index] = next((number for number in given if repr(number) in there), given[-1] if given else DRAWN)
    return found


def failure(run: Run, probe: str, item: Any, what: str) -> Raised:
    """Return the exception that the call for this item has raised on purpose. what: the call as the exception names it."""
    dealt = next((call.dealt for call in run.of_probe(probe) if call.how == "raised" and call.args[-1] == item), 0)
    return Raised("Failure", f"{what} fails on purpose ({dealt})")
