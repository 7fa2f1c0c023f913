"""The timeline as text: one lane for each process, a bar for each call of a probe."""

from rich.cells import cell_len

from ..grading.evidence import Evidence
from ..messages import Words
from . import lanes

LIFE, BUSY = "·", "█"
ASCII = {LIFE: ".", BUSY: "#"}


def drawn(evidence: Evidence, say: Words, *, width: int = 44) -> list[str]:
    """Return the lines of the picture, the axis last; empty when nothing was seen.

    A lane shows a process's life as dots and its calls as blocks. Every call is at least one block wide.
    """
    picture = lanes.lanes(evidence, say)
    if not picture:
        return []
    whole = lanes.span(picture)
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
    length = say("seconds", seconds=f"{whole:.2f}")
    lines.append(" " * (wide + 1) + "0" + " " * (width - 1 - cell_len(length)) + length)
    return lines
