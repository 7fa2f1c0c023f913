"""The timeline as SVG: one lane for each process, its life a thin line, its calls labelled bars, a time axis below.

It has no colours of its own: ``currentColor``, and the classes ``life``, ``call``, ``axis``, ``grid`` and ``name`` for a
page's style sheet. It has no ids, so that a page may hold many.
"""

import math
from collections.abc import Sequence
from html import escape  # the library, not the report beside this file

from rich.cells import cell_len, chop_cells

from ..grading.evidence import Evidence, cut
from ..messages import Words
from . import lanes
from .lanes import Lane
from .text import clean

WIDTH = 640
ROW, BAR, GAP = 22, 16, 8
CELL = 6.7
"""How wide a letter is, in pixels, at most; a Chinese one is twice as wide."""
NAME = 16
"""Letters of a process's name that are shown."""
TICKS = 6

Span = tuple[float, float]


def drawn(evidence: Evidence, say: Words, *, title: str) -> str:
    """Return the picture; empty when nothing was seen. The same evidence always gives the same text."""
    picture = lanes.lanes(evidence, say)
    if not picture:
        return ""
    return _Drawing(picture, say, title).text()


class _Drawing:
    def __init__(self, picture: Sequence[Lane], say: Words, title: str) -> None:
        self.picture = picture
        self.say = say
        self.title = title
        self.whole = lanes.span(picture)
        self.left = round(min(NAME, max(cell_len(clean(lane.name)) for lane in picture)) * CELL) + 14
        self.right = WIDTH - 16

    def text(self) -> str:
        rows = [_rows(lane.calls) for lane in self.picture]
        tops = [GAP]
        for own in rows:
            tops.append(tops[-1] + max([0, *own]) * ROW + ROW + GAP)
        bottom = tops[-1]
        height = bottom + 24
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline" role="img" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" font-family="ui-sans-serif, system-ui, sans-serif" font-size="12" '
            'fill="currentColor">',
            f"<title>{_safe(self.title)}</title>",
            f"<desc>{_safe(self._described())}</desc>",
            *self._axis(bottom),
        ]
        for lane, own, top in zip(self.picture, rows, tops, strict=False):
            parts += self._lane(lane, own, top)
        return "\n".join([*parts, "</svg>"])

    def _x(self, seconds: float) -> float:
        share = min(1.0, max(0.0, seconds / self.whole))
        return round(self.left + share * (self.right - self.left), 1)

    def _seconds(self, value: float, digits: int = 2) -> str:
        return self.say("seconds", seconds=f"{value:.{digits}f}")

    def _described(self) -> str:
        """Return what the picture shows, in say, for those who cannot see it."""
        sentences = []
        for lane in self.picture:
            life = ", ".join(self._during(span) for span in lane.life) or "?"
            sentences.append(self.say.of("report", "lane").format(who=lane.name, life=life))
            for label, span in zip(lane.labels, lane.calls, strict=True):
                sentences.append(self.say.of("report", "call").format(call=cut(label, 60), during=self._during(span)))
        return " ".join(sentences)

    def _during(self, span: Span) -> str:
        return self.say.of("report", "during").format(start=f"{span[0]:.2f}", end=f"{span[1]:.2f}")

    def _axis(self, bottom: int) -> list[str]:
        step = _step(self.whole)
        digits = max(0, -math.floor(math.log10(step) + 1e-9))
        parts = []
        for n in range(math.floor(self.whole / step + 1e-9) + 1):
            x = self._x(n * step)
            name = self._seconds(n * step, digits) if n else "0"
            parts.append(f'<path class="grid" d="M{x} {GAP}V{bottom}" stroke="currentColor" stroke-opacity=".15"/>')
            parts.append(
                f'<text class="axis" x="{x}" y="{bottom + 16}" text-anchor="middle" font-size="11">{_safe(name)}</text>'
            )
        parts.append(f'<path class="axis" d="M{self.left} {bottom}H{self.right}" stroke="currentColor" stroke-opacity=".5"/>')
        return parts

    def _lane(self, lane: Lane, rows: Sequence[int], top: int) -> list[str]:
        middle = top + ROW // 2
        floor = top + max(rows) * ROW + ROW if rows else middle  # under the bars, so that it crosses no label
        name = _safe(_fit(lane.name, NAME))
        parts = [f'<text class="name" x="{self.left - 8}" y="{middle + 4}" text-anchor="end">{name}</text>']
        for start, end in lane.life:
            x, until = self._x(start), max(self._x(start) + 1, self._x(end))
            parts.append(f'<path class="life" d="M{x} {floor}H{until:.1f}" stroke="currentColor" stroke-width="2"/>')
        for n, (label, (start, end), row) in enumerate(zip(lane.labels, lane.calls, rows, strict=True)):
            y = top + row * ROW + (ROW - BAR) // 2
            beside = [span for other, span in enumerate(lane.calls) if other != n and rows[other] == row]
            parts += self._call(label, (start, end), y, beside)
        return parts

    def _call(self, label: str, span: Span, y: int, beside: Sequence[Span]) -> list[str]:
        """Draw a bar, and its label inside or, where that is too narrow, in the free room after or before it."""
        x, wide = self._x(span[0]), max(2.0, round(self._x(span[1]) - self._x(span[0]), 1))
        after = min([WIDTH, *(self._x(start) for start, _ in beside if start >= span[1])]) - x - wide
        before = x - max([self.left, *(self._x(end) for _, end in beside if end <= span[0])])
        about = _safe(f"{cut(label, 200)}: {self._during(span)}")
        parts = [
            f'<g class="call"><title>{about}</title><rect x="{x}" y="{y}" width="{wide}" height="{BAR}" rx="2" '
            'fill="currentColor" fill-opacity=".2" stroke="currentColor"/>'
        ]
        needed = cell_len(clean(label)) * CELL + 8
        for room, at, anchor in (
            (wide, x + 4, "start"), (after, x + wide + 4, "start"), (before, x - 4, "end"), (max(wide, after), None, "start"),
        ):  # fmt: skip
            if at is None:  # nowhere in full: cut it, where there is more room
                at = x + 4 if wide >= after else x + wide + 4
            elif room < needed:
                continue
            if shown := _fit(label, int((room - 8) / CELL)):
                parts.append(f'<text x="{at:.1f}" y="{y + 12}" text-anchor="{anchor}" font-size="11">{_safe(shown)}</text>')
            break
        parts.append("</g>")
        return ["".join(parts)]


def _rows(calls: Sequence[Span]) -> list[int]:
    """Return for each call the row in which it is drawn: calls at the same time are drawn one below the other."""
    rows = [0] * len(calls)
    free: list[float] = []
    for n in sorted(range(len(calls)), key=lambda n: calls[n]):
        start, end = calls[n]
        row = next((row for row, until in enumerate(free) if until <= start), len(free))
        free[row : row + 1] = [end]
        rows[n] = row
    return rows


def _step(whole: float) -> float:
    """Return a step for the axis that is 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(whole / TICKS))
    return next(power * factor for factor in (1, 2, 5, 10) if whole / (power * factor) <= TICKS)


def _fit(text: str, cells: int) -> str:
    """Return a text that is at most so many letters wide; empty when there is no room for even two."""
    text = clean(text)
    if cell_len(text) <= cells:
        return text
    return chop_cells(text, cells - 1)[0] + "…" if cells >= 3 else ""


def _safe(text: str) -> str:
    return escape(clean(text))
