"""Students and exercises as one picture. Each state is one path, in which neighbours in a row are one line.

A picture of 1,000 by 34 has few elements so, and is there at once. What the script needs to sort and to filter, and the tables
for those who cannot see the picture, are made from the same rows.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from ...report.html import safe
from ...report.marks import number
from . import markup
from .bars import SIGNS
from .statistics import CELLS, Row
from .texts import Texts, column, count, fitted, short

CELL, LETTER, MARK = 20, 7.3, 52
"""Pixels: a cell's side, a letter's width, and what the points take."""

PART = 100
"""Students in one table."""


class HeatMap:
    """The picture of these rows. exercises: their names. links: the page of a student, by pseudonym."""

    def __init__(self, rows: Sequence[Row], exercises: Sequence[str], links: Mapping[str, str], texts: Texts) -> None:
        self.rows, self.exercises, self.links, self.texts = rows, exercises, links, texts
        self.labels = [fitted(texts.student(row.student.pseudonym)) for row in rows]
        longest = max(
            (len(one.encode("utf-16-le")) // 2 + sum(ord(sign) > 0x2E7F for sign in one) for one in self.labels), default=1
        )
        self.left = round(longest * LETTER) + 12 + MARK
        self.width = self.left + len(exercises) * CELL + 2

    def html(self) -> str:
        """Return the picture with its heads, which stay in sight, and the tables below."""
        box = markup.wide(f'<div class="map" id="map">{self._heads()}{self._picture()}</div>', self.texts.say("heat-map"))
        return "\n".join([box, f'<div id="tables">{"".join(self._tables())}</div>', self._data()])

    def _heads(self) -> str:
        names = "".join(
            f'<text x="{self.left + n * CELL + CELL / 2:g}" y="13" text-anchor="middle">{safe(column(one, n))}</text>'
            for n, one in enumerate(self.exercises)
        )
        return f'<svg class="heads" aria-hidden="true" width="{self.width}" height="18">{names}</svg>'

    def _picture(self) -> str:
        paths = "".join(
            f'<path class="{state}" stroke="url(#c-{state})" d="{path}"/>'
            for state, path in zip(CELLS, self._paths(), strict=True)
        )
        inner = (
            f'<g class="who">{"".join(self._names())}</g>\n<g class="points">{"".join(self._points())}</g>\n'
            f'<g class="paths" transform="translate({self.left} {CELL / 2:g}) scale({CELL})">{paths}</g>'
        )
        return markup.picture(
            "cells", self.width, max(1, len(self.rows)) * CELL, self.texts.say("heat-map"), self._described(), inner
        )

    def _names(self) -> Iterator[str]:
        for n, label in enumerate(self.labels):
            yield f'<text y="{n * CELL + 14}">{safe(label)}</text>'

    def _points(self) -> Iterator[str]:
        for n, row in enumerate(self.rows):
            yield f'<text x="{self.left - 10}" y="{n * CELL + 14}">{self._mark(row)}</text>'

    def _mark(self, row: Row) -> str:
        """Return the points; a sign after them says that they are no mark yet."""
        return number(row.points) + ("" if row.whole else "+?")

    def _paths(self) -> Iterator[str]:
        """Yield for each state a path in cells: ``M2 5h3`` is three exercises of the sixth student."""
        for state in CELLS:
            parts = []
            for y, row in enumerate(self.rows):
                x = 0
                while x < len(row.cells):
                    start = x
                    while x < len(row.cells) and row.cells[x] == state:
                        x += 1
                    if x > start:
                        parts.append(f"M{start} {y}h{x - start}")
                    x += 1
            yield "".join(parts)

    def _described(self) -> str:
        """Return in words what the picture shows."""
        counted = Counter(one for row in self.rows for one in row.cells)
        whole = sum(counted.values())
        shares = self.texts.say("comma").join(
            self.texts.say(
                "share", what=self.texts.say(one), count=count(counted[one]), share=self.texts.percent(counted[one], whole)
            )
            for one in CELLS
            if counted[one]
        )
        failed = Counter(
            name for row in self.rows for name, one in zip(self.exercises, row.cells, strict=True) if one == "failed"
        )
        said = self.texts.say("heat-map-says", rows=count(len(self.rows)), columns=len(self.exercises), shares=shares or "–")
        if failed:
            name, many = min(failed.items(), key=lambda one: (-one[1], one[0]))
            said += " " + self.texts.say("heat-map-worst", exercise=self.texts.exercise(name), count=count(many))
        return said

    def _tables(self) -> Iterator[str]:
        """Yield the same as tables. The cells of a row have no closing tags, which HTML does not ask for: it halves them."""
        heads = "".join(
            f'<th scope="col"><abbr title="{safe(self.texts.exercise(one))}">{safe(short(one))}</abbr></th>'
            for one in self.exercises
        )
        key = self.texts.say("comma").join(f"{SIGNS[one]} {self.texts.say(one)}" for one in CELLS)
        for start in range(0, len(self.rows), PART):
            part = self.rows[start : start + PART]
            name = self.texts.say("rows-as-table", first=count(start + 1), last=count(start + len(part)))
            body = "\n".join(self._table_row(start + n, row) for n, row in enumerate(part))
            top = (
                f'<th scope="col">{safe(self.texts.say("student"))}</th><th scope="col">{safe(self.texts.say("points"))}</th>'
            )
            table = (
                f'<table class="grid">\n<caption>{safe(key)}</caption>\n<thead><tr>{top}{heads}</tr></thead>\n'
                f"<tbody>\n{body}\n</tbody>\n</table>"
            )
            yield markup.details(name, markup.wide(table, name)) + "\n"

    def _table_row(self, n: int, row: Row) -> str:
        who = safe(self.texts.student(row.student.pseudonym))
        if (link := self.links.get(row.student.pseudonym)) is not None:
            who = f'<a href="{safe(link)}">{who}</a>'
        cells = "".join(f"<td>{SIGNS[one]}" for one in row.cells)
        return f'<tr id="s{n}"><th scope="row">{who}<td>{self._mark(row)}{cells}'

    def _data(self) -> str:
        """Return what the script reads. It is text for every browser: within it no tag can begin."""
        codes = sorted({code for row in self.rows for own in row.codes for code in own})
        place = {code: n for n, code in enumerate(codes)}
        value = {
            "left": self.left, "cell": CELL, "states": CELLS,
            "words": [self.texts.say(one) for one in CELLS],
            "exercises": [self.texts.exercise(one) for one in self.exercises],
            "anchors": [quote(one, errors="replace") for one in self.exercises],
            "codes": codes,
            "say": {
                "cell": self.texts.say("cell-says", who="{who}", points="{points}", exercise="{exercise}", what="{what}"),
                "shown": self.texts.say("shown", count="{count}", whole="{whole}"), "open": self.texts.say("open-page"),
                "row": self.texts.say("open-row"), "grid": self.texts.say("grid"), "point": self.texts.say("point"),
            },
            "rows": [
                [
                    self.texts.student(row.student.pseudonym), self.labels[n], self._mark(row),
                    "".join(str(CELLS.index(one)) for one in row.cells),
                    [[place[one] for one in own] for own, cell in zip(row.codes, row.cells, strict=True) if cell == "failed"],
                    self.links.get(row.student.pseudonym, 0),
                ]
                for n, row in enumerate(self.rows)
            ],
        }  # fmt: skip
        text = json.dumps(value, separators=(",", ":"), ensure_ascii=True).replace("<", "\\u003c")
        return f'<script type="application/json" id="data">{text}</script>'
