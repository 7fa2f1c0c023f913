"""The timeline as text: one lane for each process, a bar for each call of a probe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len

from ..messages import Words

LIFE, BUSY = "·", "█"
ASCII = {LIFE: ".", BUSY: "#"}

Evidence = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One process of a picture: its name, its life and its calls as ``(start, end)`` in seconds, and a label for each call."""

    name: str
    life: tuple[tuple[float, float], ...]
    calls: tuple[tuple[float, float], ...]
    labels: tuple[str, ...]


def who(name: str, words: Words) -> str:
    """Return how a report calls a process that the evidence calls ``main`` or ``process N``."""
    kind, _, number = name.partition(" ")
    return words("main") if kind == "main" else words("process", number=number) if kind == "process" else name


def lanes(evidence: Evidence, words: Words) -> tuple[Lane, ...]:
    """Return a lane for each process, the first born first; times count from the first thing that was seen."""
    bars: Sequence[Mapping[str, Any]] = evidence.get("timeline", [])
    start = min((bar["start"] for bar in bars), default=0.0)
    names: Mapping[str, str] = evidence.get("processes", {})
    order = dict.fromkeys(bar["pid"] for bar in sorted(bars, key=lambda bar: bar["start"]))
    found = []
    for pid in order:
        own = [(bar["label"], (bar["start"] - start, bar["end"] - start)) for bar in bars if bar["pid"] == pid]
        found.append(
            Lane(
                name=who(names.get(str(pid), "?"), words),
                life=tuple(times for label, times in own if not label),
                calls=tuple(times for label, times in own if label),
                labels=tuple(label for label, _ in own if label),
            )
        )
    return tuple(found)


def tells(evidence: Evidence) -> bool:
    """Say whether a picture of this shows more than that the main process lived."""
    bars = evidence.get("timeline", [])
    return len({bar["pid"] for bar in bars}) > 1 or any(bar["label"] for bar in bars)


def span(picture: Sequence[Lane]) -> float:
    """Return how many seconds a picture covers."""
    return max([0.001, *(end for lane in picture for _, end in lane.life + lane.calls)])


def drawn(evidence: Evidence, words: Words, *, width: int = 44) -> list[str]:
    """Return the lines of the picture, the axis last; empty when nothing was seen.

    A lane shows a process's life as dots and its calls as blocks. Every call is at least one block wide.
    """
    picture = lanes(evidence, words)
    if not picture:
        return []
    whole = span(picture)
    wide = max(cell_len(lane.name) for lane in picture)
    lines = []
    for lane in picture:
        row = [" "] * width
        for sign, bars in ((LIFE, lane.life), (BUSY, lane.calls)):
            for start, end in bars:
                first = min(width - 1, int(start / whole * width))
                last = max(first + 1, round(end / whole * width))
                row[first : min(last, width)] = sign * (min(last, width) - first)
        lines.append(
            f"{' ' * (wide - cell_len(lane.name))}{lane.name} {''.join(row)} {', '.join(dict.fromkeys(lane.labels))}".rstrip()
        )
    lines.append(" " * (wide + 1) + "0" + f"{whole:.2f} s".rjust(width - 1))
    return lines
