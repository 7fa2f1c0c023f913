"""The timeline as lanes, one for each process: what pictures are drawn from, in the terminal and on pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..grading.evidence import Evidence
from ..messages import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One process of a picture: its name, its life and its calls as ``(start, end)`` in seconds, and a label for each call."""

    name: str
    life: tuple[tuple[float, float], ...]
    calls: tuple[tuple[float, float], ...]
    labels: tuple[str, ...]


def who(name: str, say: Words) -> str:
    """Return how a report calls a process that the evidence calls ``main`` or ``process N``."""
    kind, _, number = name.partition(" ")
    return say("main") if kind == "main" else say("process", number=number) if kind == "process" else name


def lanes(evidence: Evidence, say: Words) -> tuple[Lane, ...]:
    """Return a lane for each process, the first born first; times count from the first thing that was seen."""
    bars = evidence.timeline
    start = min((bar.start for bar in bars), default=0.0)
    order = dict.fromkeys(bar.pid for bar in sorted(bars, key=lambda bar: bar.start))
    picture = []
    for pid in order:
        own = [(bar.label, (bar.start - start, bar.end - start)) for bar in bars if bar.pid == pid]
        picture.append(
            Lane(
                name=who(evidence.processes.get(pid, "?"), say),
                life=tuple(times for label, times in own if not label),
                calls=tuple(times for label, times in own if label),
                labels=tuple(label for label, _ in own if label),
            )
        )
    return tuple(picture)


def tells(evidence: Evidence) -> bool:
    """Say whether a picture of this shows more than that the main process lived."""
    bars = evidence.timeline
    return len({bar.pid for bar in bars}) > 1 or any(bar.label for bar in bars)


def span(picture: Sequence[Lane]) -> float:
    """Return how many seconds a picture covers."""
    return max([0.001, *(end for lane in picture for _, end in lane.life + lane.calls)])
