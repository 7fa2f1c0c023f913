"""The timeline as text: one lane for each process, a bar for each call of a probe."""

from collections.abc import Mapping, Sequence
from typing import Any

LIFE, BUSY = "·", "█"
ASCII = {LIFE: ".", BUSY: "#"}


def lanes(evidence: Mapping[str, Any], *, width: int = 44) -> list[str]:
    """Return the lines of the picture, the axis last; empty when nothing was seen.

    A lane shows a process's life as dots and its calls as blocks. Every call is at least one block wide.
    """
    bars: Sequence[Mapping[str, Any]] = evidence.get("timeline", [])
    if not bars:
        return []
    names: Mapping[str, str] = evidence.get("processes", {})
    start = min(bar["start"] for bar in bars)
    span = max(max(bar["end"] for bar in bars) - start, 0.001)
    order: list[int] = list(dict.fromkeys(bar["pid"] for bar in sorted(bars, key=lambda bar: bar["start"])))
    wide = max(len(names.get(str(pid), "?")) for pid in order)
    lines = []
    for pid in order:
        own = [bar for bar in bars if bar["pid"] == pid]
        row = [" "] * width
        for bar in sorted(own, key=lambda bar: bool(bar["label"])):
            first = min(width - 1, int((bar["start"] - start) / span * width))
            last = max(first + 1, round((bar["end"] - start) / span * width))
            for column in range(first, min(last, width)):
                row[column] = BUSY if bar["label"] else LIFE
        said = ", ".join(dict.fromkeys(bar["label"] for bar in own if bar["label"]))
        lines.append(f"{names.get(str(pid), '?'):>{wide}} {''.join(row)} {said}".rstrip())
    end = f"{span:.2f} s"
    lines.append(" " * (wide + 1) + "0" + end.rjust(width - 1))
    return lines
