"""The parts of the page, in the order of a teacher's questions. Each returns markup."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...grading.results import CheckResult
from ...report.html import safe
from ...report.marks import number
from ..records import ClassState, Student
from . import bars, histogram, markup, statistics, told
from .changes import Change
from .examples import Verdicts, example_of, explained
from .statistics import CELLS, Mistake, Row
from .texts import Texts, count, short
from .trust import Finding, findings, worst

SHOWN = 12
"""Mistakes with an explanation and an example; the table has all."""

IN_LINE = 8
"""Exercises that are named beside a mistake; the table has all."""

LISTED = 1000
"""Students that a list names."""

NAMED = 20
"""Those that stand at once on the page who are stuck, or whose points changed; the others open on a click."""


class Sections:
    """The parts that need no picture of the class. places: where a student's row is, by pseudonym."""

    def __init__(self, state: ClassState, rows: Sequence[Row], places: Mapping[str, str], texts: Texts) -> None:
        self.state, self.rows, self.places, self.texts = state, rows, places, texts
        self.say = texts.say

    def trust(self) -> Iterator[str]:
        found = findings(self.state)
        level = worst(found)
        kind = "bad" if level == "bad" else "running" if not self.state.ended else "good"
        yield f'<p class="band {kind}"><strong>{safe(told.verdict(self.state, found, self.texts))}</strong></p>'
        yield '<ul class="findings">'
        for one in found:
            sign, means = told.LEVELS[one.level]
            sign = f'<span class="sign" aria-hidden="true">{sign}</span>'
            word = f'<span class="hidden">{safe(self.say(means))}</span>'
            who = markup.details(self.say("who"), self._reasons(one)) if one.students else ""
            said = safe(told.finding(one, self.state, self.texts))
            yield f'<li class="{one.level}">{sign}{word} <div>{said}{who}</div></li>'
        yield "</ul>"
        yield _figures(told.circumstances(self.state, self.texts), "small")

    def _reasons(self, one: Finding) -> str:
        items = "".join(
            f"<li>{self._student(student.pseudonym)}{safe(self._reason(one, student))}</li>"
            for student in one.students[:LISTED]
        )
        return f"<ul>{items}</ul>{self._more(len(one.students))}"

    def _reason(self, one: Finding, student: Student) -> str:
        if one.key == "undecided":
            parts = [short(name) for name, own in student.decisions.items() if own.status == "grader_error"]
        else:
            parts = [self.texts.problem(own.key, own.facts) for own in student.problems]
        return self.say("colon") + self.say("comma").join(parts) if parts else ""

    def _more(self, whole: int) -> str:
        return markup.paragraph(self.say("and-more", count=count(whole - LISTED)), "soft") if whole > LISTED else ""

    def _student(self, pseudonym: str) -> str:
        who = safe(self.texts.student(pseudonym))
        return f'<a href="{safe(self.places[pseudonym])}">{who}</a>' if pseudonym in self.places else who

    def _students(self, every: Sequence[str]) -> str:
        who = " ".join(f"<li>{self._student(one)}</li>" for one in every[:LISTED])
        return f'<ul class="who">{who}</ul>{self._more(len(every))}'

    def marks(self) -> Iterator[str]:
        found = statistics.marks(self.rows, self.state.max_points)
        yield _figures(told.marks(found, self.state.max_points, self.texts), "big")
        yield histogram.drawn(found, self.state.max_points, self.texts)
        absent = [row.student.pseudonym for row in self.rows if not row.started]
        if absent:
            yield markup.details(self.say("who-not-started", count=count(len(absent))), self._students(absent))

    def exercises(self) -> Iterator[str]:
        rows = statistics.exercises(self.state, self.rows)
        yield bars.key(self.texts)
        yield '<ul class="exercises">'
        for one in rows:
            title = self.texts.exercise(one.name)
            first = told.fails_first(one, self.texts)
            yield (
                f"<li><h3>{safe(title)}</h3>{bars.states(one.cells, title, self.texts)}"
                f'<p class="soft">{safe(self.say("dot").join(told.exercise(one, self.texts)))}</p>'
                f"{markup.paragraph(first, 'soft first') if first else ''}</li>"
            )
        yield "</ul>"
        heads = [
            self.say("exercise"),
            *(self.say(one) for one in CELLS),
            self.say("median"),
            self.say("seconds"),
            self.say("first-check"),
        ]
        data = [
            [
                self.texts.exercise(one.name), *(count(one.cells[state]) for state in CELLS),
                "–" if one.middle is None else self.say("of", part=number(one.middle), whole=number(one.max_points)),
                "–" if one.seconds is None else number(one.seconds),
                "–" if one.first is None else self.texts.check(one.name, one.first[0]),
            ]
            for one in rows
        ]  # fmt: skip
        yield markup.details(self.say("as-table"), markup.table(self.say("exercises"), heads, data))

    def mistakes(self, verdicts: Verdicts) -> Iterator[str]:
        found = statistics.mistakes(self.state, self.rows)
        if not found:
            yield markup.paragraph(self.say("no-mistakes"), "soft")
            return
        for n, one in enumerate(found[:SHOWN]):
            yield from self._mistake(one, example_of(one, verdicts, self.texts.language), opened=not n)
        heads = [self.say("mistake"), self.say("students"), self.say("of-all"), self.say("exercises")]
        data = [
            [one.code, count(len(one.students)), self.texts.percent(len(one.students), len(self.rows)), self._where(one)]
            for one in found
        ]
        yield markup.details(
            self.say("all-mistakes", count=count(len(found))), markup.table(self.say("mistakes"), heads, data)
        )

    def _mistake(self, one: Mistake, example: CheckResult | None, *, opened: bool) -> Iterator[str]:
        message = self.texts.message(one.code, one.exercises[0][0])
        if message is None and example is not None:
            message = example.words
        many = len(one.students)
        affected = self.say(
            "affected", count=count(many), whole=count(len(self.rows)), share=self.texts.percent(many, len(self.rows))
        )
        where = self.texts.listed([self._times(*pair) for pair in one.exercises[:IN_LINE]], len(one.exercises))
        yield f'<article class="mistake"><h3><code>{safe(one.code)}</code></h3>'
        if message is not None:
            yield markup.paragraph(message.means, "told")
        yield bars.share(many, len(self.rows))
        yield f'<p><strong>{safe(affected)}</strong> <span class="soft">{safe(where)}</span></p>'
        if message is not None:
            page = self.texts.page(one.code, one.exercises[0][0])
            yield markup.details(
                self.say("advice" if example is None else "example"),
                "\n".join(explained(message, page, example, self.texts)), opened=opened,
            )  # fmt: skip
        yield markup.details(self.say("who-has-it"), self._students(one.students))
        yield f'<p class="only"><a href="#map" data-code="{safe(one.code)}">{safe(self.say("show-in-map"))}</a></p></article>'

    def _where(self, one: Mistake) -> str:
        return self.say("comma").join(self._times(*pair) for pair in one.exercises)

    def _times(self, name: str, many: int) -> str:
        return self.say("times", what=short(name), count=count(many))

    def stuck(self) -> Iterator[str]:
        found = statistics.stuck(self.state, self.rows)
        if not found:
            yield markup.paragraph(self.say("nobody-stuck"), "soft")
            return
        yield markup.paragraph(
            self.say("stuck-so", count=count(len({one.pseudonym for one in found})), least=statistics.STUCK)
        )
        lines = [
            f"<li>{self._student(one.pseudonym)} <code>{safe(one.code)}</code> "
            f'<span class="soft">{safe(self.say("comma").join(map(short, one.exercises)))}</span></li>'
            for one in found
        ]
        yield from self._folded(lines, "stuck")

    def changes(self, found: Sequence[Change]) -> Iterator[str]:
        yield markup.paragraph(told.changed(found, self.texts))
        if found:
            heads = [self.say(key) for key in ("student", "exercise", "before", "now", "reason")]
            rows = [told.change(one, self.texts) for one in found[:LISTED]]
            table = markup.table(self.say("changes"), heads, rows) + self._more(len(found))
            yield table if len(found) <= NAMED else markup.details(self.say("as-table"), table)

    def _folded(self, lines: Sequence[str], kind: str) -> Iterator[str]:
        yield f'<ul class="{kind}">{"".join(lines[:NAMED])}</ul>'
        if rest := lines[NAMED:LISTED]:
            inner = f'<ul class="{kind}">{"".join(rest)}</ul>{self._more(len(lines))}'
            yield markup.details(self.say("and-more", count=count(len(rest))), inner)


def _figures(pairs: Iterable[tuple[str, str]], kind: str) -> str:
    inner = "".join(f"<div><dt>{safe(name)}</dt><dd>{safe(value)}</dd></div>" for name, value in pairs)
    return f'<dl class="{kind}">{inner}</dl>'
