"""The bar of an exercise, and the patterns by which states are told apart without colours."""

from collections.abc import Mapping

from ...report.html import safe
from .markup import picture
from .statistics import CELLS, Cell
from .texts import Texts, count

WIDTH, HEIGHT = 300, 16

SIGNS: Mapping[Cell, str] = {"passed": "✓", "failed": "✗", "not_started": "·", "grader_error": "!", "open": "–"}
"""In tables, and in the summary in a terminal."""

_TILES: Mapping[Cell, str] = {
    "passed": '<path class="ink" d="M.3 .52l.14 .15 .27 -.33"/>',
    "failed": '<path class="ink" d="M.32 .32l.36 .36M.68 .32l-.36 .36"/>',
    "not_started": '<circle class="dot" cx=".5" cy=".5" r=".09"/>',
    "grader_error": '<path class="ink" d="M.5 .22v.34M.5 .7v.08"/>',
    "open": '<path class="ink" d="M.34 .5h.32"/>',
}
"""What stands in a cell of the heat map, which is 1 wide and 1 high."""

_HATCHES: Mapping[Cell, str] = {
    "passed": "",
    "failed": '<path class="ink" d="M-2 8L8 -2M-2 16L16 -2M6 18L18 6"/>',
    "not_started": '<circle class="dot" cx="4" cy="4" r="1.2"/><circle class="dot" cx="12" cy="12" r="1.2"/>',
    "grader_error": '<path class="ink" d="M4 0V16M12 0V16"/>',
    "open": '<path class="ink" d="M0 8H16"/>',
}
"""What stands in a bar, repeated every 16 by 16 pixels."""


def patterns() -> str:
    """Return the patterns, each a fill of its own: ``url(#c-…)`` for cells, ``url(#b-…)`` for bars."""
    cells = "".join(
        f'<pattern id="c-{one}" class="{one}" patternUnits="userSpaceOnUse" x="0" y="-.5" width="1" height="1">'
        f'<rect class="ground" x=".04" y=".04" width=".92" height=".92" rx=".1"/>{_TILES[one]}</pattern>'
        for one in CELLS
    )
    bars = "".join(
        f'<pattern id="b-{one}" class="{one}" patternUnits="userSpaceOnUse" width="16" height="16">'
        f'<rect class="ground" width="16" height="16"/>{_HATCHES[one]}</pattern>'
        for one in CELLS
    )
    return f'<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>{cells}{bars}</defs></svg>'


def states(counted: Mapping[Cell, int], title: str, texts: Texts) -> str:
    """Return a bar that shows how many students stand where."""
    whole = sum(counted.values())
    described = texts.say("comma").join(
        texts.say("share", what=texts.say(one), count=count(counted[one]), share=texts.percent(counted[one], whole))
        for one in CELLS
        if counted[one]
    )
    parts, at = [], 0.0
    for one in CELLS:
        if counted[one]:
            length = WIDTH * counted[one] / whole
            parts.append(f'<rect x="{at:.1f}" width="{length:.1f}" height="{HEIGHT}" fill="url(#b-{one})"/>')
            at += length
            if at < WIDTH - 0.05:
                parts.append(f'<path class="edge" d="M{at:.1f} 0V{HEIGHT}"/>')
    return picture("states", WIDTH, HEIGHT, title, described or texts.say("nobody"), "".join(parts), stretched=True)


def share(part: int, whole: int) -> str:
    """Return a bar for a share that a text beside it names."""
    length = WIDTH * part / whole if whole else 0
    return (
        f'<svg class="share" aria-hidden="true" viewBox="0 0 {WIDTH} 6" width="{WIDTH}" height="6" preserveAspectRatio="none">'
        f'<rect class="all" width="{WIDTH}" height="6"/><rect class="part" width="{length:.1f}" height="6"/></svg>'
    )


def key(texts: Texts) -> str:
    """Return what each pattern means."""
    items = "".join(
        f'<li><svg aria-hidden="true" viewBox="0 -.5 1 1" width="18" height="18">'
        f'<path d="M0 0h1" stroke="url(#c-{one})"/></svg>'
        f'<svg aria-hidden="true" viewBox="0 0 24 16" width="24" height="16">'
        f'<rect width="24" height="16" fill="url(#b-{one})"/></svg>'
        f" {safe(texts.say(one))}</li>"
        for one in CELLS
    )
    return f'<ul class="key">{items}</ul>'
