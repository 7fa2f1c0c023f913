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

Shape = object

RACE: dict[str, Shape] = {"read": (), "write": (int,), "unlock": ()}
"""The probes of a ``RaceProbe``."""

END: dict[str, Shape] = {"process end": ()}
"""The probe of ``pools.tell_the_end``."""


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


class Says:
    """One scenario's declaration; see ``says``."""

    def __init__(
        self,
        calls: Any,
        probes: Mapping[str, Shape],
        own: tuple[str, ...],
        notes: Mapping[str, Shape],
        report: Any,
        stops: bool,
    ) -> None:
        self.calls = calls
        self.probes = probes
        self.own = own
        self.notes = notes
        self.report = report
        self.stops = stops


def says(
    *,
    calls: tuple[str, ...] | Callable[[dict[str, Any]], tuple[str, ...]] = (),
    probes: Mapping[str, Shape] | None = None,
    own: tuple[str, ...] = (),
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
    notes: for each, its fields.
    report: what is returned at the end.
    stops: it ends early, and returns None, when a call raises.

    For ``calls`` and ``report`` it may be a function of the scenario's arguments, given by name.
    """

    def mark(scenario: Callable[..., object]) -> Callable[..., Any]:
        scenario.says = Says(calls, probes or {}, own, notes or {}, report, stops)  # type: ignore[attr-defined]
        return scenario

    return mark
