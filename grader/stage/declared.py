"""What a scenario declares: all that it and its probes may tell the judge. The judge takes nothing else for the stage's word.

A *shape* says what one value is like: a type, which must be met exactly (``object`` for any, ``Exception`` for one that was
raised), ``None``, ``list[int]``, ``dict[str, int]``, ``int | None``; a list, tuple or dictionary of shapes for one with just
these parts; ``OneOf`` and ``AtMost``. On stage nothing of this is looked at, so it costs no time there.
"""

from __future__ import annotations

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    Script = Callable[[dict[str, Any], tuple[Any, ...], int], str | None]

Shape = object

RACE: dict[str, Shape] = {"read": (), "write": (int,), "unlock": ()}
"""The probes of a ``RaceProbe``."""

END: dict[str, Shape] = {"process end": ()}
"""The probe of a process that ends; see ``pools``. No scenario's own process calls it."""


KILLS: dict[str, Shape] = {"kills": {}}
"""The note of ``pools.Kills``."""

LOOK: dict[str, Shape] = {"looked": (str, bool)}
"""The probe of ``looks.Looks``."""


class OneOf:
    """Whatever has one of these shapes."""

    def __init__(self, *shapes: Shape) -> None:
        self.shapes = shapes


class AtMost:
    """A list of at most so many values of this shape."""

    def __init__(self, count: int, shape: Shape) -> None:
        self.count = count
        self.shape = shape


class Often:
    """A note that may come any number of times, and not only once."""

    def __init__(self, **fields: Shape) -> None:
        self.fields = fields


def given(**endings: str) -> Script:
    """Return the script of calls that end as arguments of the scenario say, such as ``given(failing="raise")``.

    Each names an argument, and how these calls end: a list of items, for the calls that have one of them as their last
    argument; or True, for every call.
    """

    def script(args: dict[str, Any], call: tuple[Any, ...], attempt: int) -> str | None:
        for name, ending in endings.items():
            items = args[name]
            if items is True or (items and call[-1] in items):
                return ending
        return None

    return script


class Says:
    """One scenario's declaration; see ``says``."""

    def __init__(
        self,
        calls: Any,
        probes: Mapping[str, Shape],
        own: tuple[str, ...],
        inside: Mapping[str, str],
        ends: Mapping[str, Script],
        notes: Mapping[str, Shape],
        report: Any,
        stops: bool,
    ) -> None:
        self.calls = calls
        self.probes = probes
        self.own = own
        self.inside = inside
        self.ends = ends
        self.notes = notes
        self.report = report
        self.stops = stops


def says(
    *,
    calls: tuple[str, ...] | Callable[[dict[str, Any]], tuple[str, ...]] = (),
    probes: Mapping[str, Shape] | None = None,
    own: tuple[str, ...] = (),
    inside: Mapping[str, str] | None = None,
    ends: Mapping[str, Script] | None = None,
    notes: Mapping[str, Shape] | None = None,
    report: Shape | Callable[[dict[str, Any]], Shape] = None,
    stops: bool = False,
) -> Callable[[Callable[..., object]], Callable[..., Any]]:
    """Declare what a scenario says; see ``Stage`` for how.

    calls: the names of the student's functions that are called in the caller's process, in their order; ``stop|submit``
        for one of two.
    probes: for each, the shape of its arguments, a tuple. What the student's program passes on may be any ``object``.
    own: those of the probes that only the scenario itself calls, in the caller's process. Without ``calls`` all others are
        called in other processes, since the caller runs nothing of the student's.
    inside: for each probe that is only called within another, the name of that one; ``producer|consumer`` for one of two. The
        judge takes a call of the inner one only from a process that is in a call of the outer one at that moment. The outer
        one may also be one of ``calls``: then it is the caller's process, since that function was called.
    ends: for each probe whose calls may have to end in another way than by returning, its script: a function of the
        scenario's arguments, given by name, the call's, and a number: 1 for the first call with these arguments, 2 for the
        next. It returns ``raise``; ``exit`` for ``SystemExit``; ``kill`` for a process that is killed in the call, and
        ``exit N`` for one that ends in it with this code; or None. Any other word means something to the probe alone, which
        returns. The judge asks the script, and tells the probe; see ``given``.
    notes: for each, its fields.
    report: what is returned at the end.
    stops: it ends early, and returns None, when a call raises.

    For ``calls`` and ``report`` it may be a function of the scenario's arguments, given by name. Arguments that the scenario
    takes by name only, behind ``*``, are for its declaration alone: the judge does not send them to the stage, where a
    submission might find them. Each has a default.
    """

    def mark(scenario: Callable[..., object]) -> Callable[..., Any]:
        scenario.says = Says(calls, probes or {}, own, inside or {}, ends or {}, notes or {}, report, stops)  # type: ignore[attr-defined]
        return scenario

    return mark
