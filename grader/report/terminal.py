"""The report in the terminal: the board of the course, then one thing to do next, explained in full."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Literal

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .. import messages
from ..course.catalogue import exercises
from ..files import EXERCISES
from ..grading.results import CheckResult, ExerciseResult, Results
from ..grading.verdict import SHOWN
from ..messages import Words
from . import model as reference
from . import text as plain
from . import timeline

Detail = Literal["quiet", "normal", "verbose"]

WIDTH = 80

SIGNS = {"passed": "✓", "failed": "✗", "not_started": "·", "not_run": "–", "grader_error": "!"}
STYLES = {"passed": "green", "failed": "bold red", "not_started": "", "not_run": "", "grader_error": "bold magenta"}
ASCII = {"✓": "+", "✗": "x", "·": ".", "–": "-", "…": "...", "→": "->", "—": "-", **timeline.ASCII}


def console(file: IO[str] | None = None, *, stderr: bool = False) -> Console:
    """Return a console at most 80 columns wide, without colour where that is not wanted."""
    made = Console(file=file, stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=False)
    made.width = min(made.width, WIDTH)
    return made


def show(
    results: Results, to: Console, *, detail: Detail = "normal", offer_hint: bool = False, watching: bool = False
) -> None:
    """Print the report.

    offer_hint: the student has tried the exercise to do next several times. watching: it is graded again on every save, and a
    key leads on, so no commands are given.
    """
    report = _Report(results, Words(results.language), plain_signs(to), watching)
    if detail == "quiet":
        to.print(report.line())
        return
    parts = report.parts(verbose=detail == "verbose", offer_hint=offer_hint)
    if to.legacy_windows:
        for part in parts:
            to.print(part)
        return
    with to.capture() as captured:
        for part in parts:
            to.print(part)
    to.file.write("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))  # a table pads its rows
    to.file.flush()


def number(value: float) -> str:
    """Return points as people write them: 3, 2.5, 0.67."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def plain_signs(to: Console) -> bool:
    """Say whether the terminal shows ASCII only."""
    try:
        "".join(ASCII).encode(to.encoding)
    except (UnicodeEncodeError, LookupError):
        return True
    return False


@dataclass(frozen=True, slots=True)
class _Report:
    """One report in one language; ``ascii``: the terminal shows nothing else. ``watching``: see ``show``."""

    results: Results
    words: Words
    ascii: bool
    watching: bool

    def parts(self, *, verbose: bool, offer_hint: bool) -> Iterator[RenderableType]:
        yield from self._board()
        if verbose:
            yield self._text(self.words.of("html", self.results.environment.sandbox))
        failures = [one for one in self.results.exercises if one.first_failure is not None]
        for one in failures if verbose else failures[:1]:
            yield ""
            yield from self._exercise(one, verbose)
        if verbose:
            yield from self._pictures()
        yield ""
        yield from self._next(failures, offer_hint)

    def line(self) -> Text:
        """Return the whole result as one line."""
        score = self._score()
        first = next((one for one in self.results.exercises if one.first_failure is not None), None)
        if first is None or first.first_failure is None:
            return score
        status = self.words.of("status", first.status)
        return Text("; ").join(
            [score, self._text(self.words("quiet", name=first.name, status=status, title=first.first_failure.title))]
        )

    def _text(self, text: str, style: str = "") -> Text:
        text = plain.clean(text).expandtabs()
        if self.ascii:
            for sign, instead in ASCII.items():
                text = text.replace(sign, instead)
        return Text(text, style=style)

    def _mark(self, status: str) -> Text:
        return self._text(f"{SIGNS[status]} {self.words.of('status', status)}", STYLES[status])

    def _score(self) -> Text:
        return self._text(self.words("score", score=number(self.results.score), whole=number(self.results.max_score)))

    def _board(self) -> Iterator[RenderableType]:
        for letter in dict.fromkeys(one.part for one in self.results.exercises):
            yield self._text(self.words("part", letter=letter, title=self.words.of("parts", letter)), "bold")
            table = Table.grid(padding=(0, 1))
            table.add_column(min_width=14, no_wrap=True)
            table.add_column(ratio=1, no_wrap=True, overflow="ellipsis" if not self.ascii else "crop")
            table.add_column(justify="right", no_wrap=True)
            table.expand = True
            for one in self.results.exercises:
                if one.part == letter:
                    points = f"{number(one.score)}/{number(one.max_score)}"
                    table.add_row(Text("  ") + self._mark(one.status), self._text(f"{one.name[:4]}  {one.title}"), points)
            yield table
        where = self.results.environment
        yield ""
        seconds = self.words("seconds", seconds=f"{self.results.seconds:.1f}")
        yield self._score() + self._text(f"   ({seconds})")
        yield self._text(plain.environment(where, self.words))
        if self.results.retried:
            yield self._text(self.words("retried", count=self.results.retried))

    def _exercise(self, one: ExerciseResult, verbose: bool) -> Iterator[RenderableType]:
        yield self._text(f"{one.name}: {one.title}", "bold")
        yield ""
        table = Table.grid(padding=(0, 1))
        table.add_column(min_width=14, no_wrap=True)
        table.add_column(ratio=1, overflow="fold")
        table.add_column(justify="right", no_wrap=True)
        table.expand = True
        for check in one.checks:
            title = self._text(check.title + (f" [{check.start_method}]" if check.name in self._several else ""))
            points = f"{number(check.points)}/{number(check.max_points)}"
            table.add_row(Text("  ") + self._mark(check.outcome), title, points)
        yield table
        bad = [check for check in one.checks if check.outcome in ("failed", "grader_error")]
        for reason in self._not_run(one, {check.title for check in bad}):
            yield ""
            yield Padding(self._text(reason), (0, 0, 0, 2))
        if len(bad) > 1 and not verbose:
            yield ""
            yield self._text(self.words("failures", count=len(bad), name=one.name[:4]))
        told: set[str] = set()
        for failed in bad if verbose else [one.first_failure]:
            if failed is not None and failed.message not in told:
                told.add(failed.message)
                yield ""
                yield from self._explained(failed)

    def _not_run(self, one: ExerciseResult, bad: set[str]) -> Iterable[str]:
        """Return why checks were not run, each reason once, where that is one of the ``bad`` checks and not the same one."""
        waiting = [check for check in one.checks if check.outcome == "not_run" and check.words is not None]
        seen = [
            check.words.seen for check in waiting if check.words and any(t in check.words.seen for t in bad - {check.title})
        ]
        return dict.fromkeys(seen)

    @property
    def _several(self) -> set[str]:
        """The checks that were run under more than one start method."""
        every = {(check.name, check.start_method) for one in self.results.exercises for check in one.checks}
        return {name for name, number in Counter(name for name, _ in every).items() if number > 1}

    def _explained(self, check: CheckResult) -> Iterator[RenderableType]:
        yield self._text(check.title, "bold")
        if check.name in self._several:
            yield self._text(f"({self.words('under', method=check.start_method)})")
        yield ""
        if check.words is not None:
            for text in (check.words.seen, check.words.means):
                if text:
                    yield Padding(self._text(text), (0, 0, 0, 2))
            yield Padding(self._text(self.words("try"), "bold") + self._text(f" {check.words.advice}"), (0, 0, 0, 2))
        for part in (self._waits(check), self._errors(check), self._picture(check), self._output(check)):
            lines = list(part)
            if lines:
                yield ""
                yield Padding(Group(*lines), (0, 0, 0, 2))
        if check.code:
            yield ""
            yield Padding(self._text(self.words("more-about", page=page(check, self.results.language))), (0, 0, 0, 2))

    def _waits(self, check: CheckResult) -> Iterator[RenderableType]:
        waits = list(plain.waits(plain.evidence(check), self.words))
        if waits:
            yield self._text(self.words("waits-here"), "bold")
        for sentence, source in waits:
            yield Padding(self._text(sentence), (0, 0, 0, 2))
            if source:
                yield self._cut(f"      {source}", "cyan")

    def _errors(self, check: CheckResult) -> Iterator[RenderableType]:
        for sentence in plain.errors(plain.evidence(check), self.words):
            yield self._text(sentence)

    def _picture(self, check: CheckResult) -> Iterator[RenderableType]:
        own, model = plain.evidence(check), reference.of(check.exercise, check.name)
        rows, right = timeline.drawn(own, self.words), timeline.drawn(model, self.words)
        if not rows or not (timeline.tells(own) or timeline.tells(model)):
            return
        yield self._text(self.words("what-ran"), "bold")
        yield from (self._cut(f"  {row}") for row in rows)
        if right:
            yield self._text(self.words("should-look"), "bold")
            yield from (self._cut(f"  {row}") for row in right)
        yield self._cut("  " + self.words("legend", life=timeline.LIFE, busy=timeline.BUSY))

    def _output(self, check: CheckResult) -> Iterator[RenderableType]:
        evidence = plain.evidence(check)
        rows = plain.output(evidence, self.words)
        if not rows:
            return
        yield self._text(self.words("printed"), "bold")
        for row in rows[:SHOWN]:
            yield self._cut(f"  {row}")
        more = len(rows) - SHOWN + int(evidence.get("output_cut", 0))
        if more > 0:
            yield self._text("  … " + self.words("more-lines", count=more))
        if more > 0 and evidence.get("output_file"):
            yield self._text("  " + self.words("whole-output", file=evidence["output_file"]))

    def _cut(self, text: str, style: str = "") -> Text:
        cut = self._text(text, style)
        cut.no_wrap, cut.overflow = True, "crop" if self.ascii else "ellipsis"
        return cut

    def _pictures(self) -> Iterator[RenderableType]:
        for one in self.results.exercises:
            for check in one.checks:
                rows = timeline.drawn(check.evidence or {}, self.words)
                if check.outcome == "passed" and rows:
                    yield ""
                    yield self._cut(f"{one.name[:4]}  {check.title} [{check.start_method}]")
                    yield from (self._cut(f"  {row}") for row in rows)

    def _next(self, failures: list[ExerciseResult], offer_hint: bool) -> Iterator[RenderableType]:
        if failures:
            short = failures[0].name[:4]
            again = self.words("only-this" if len(self.results.exercises) > 1 else "grade-again")
            rows = [] if self.watching else [(again, f"nox -s grade -- {short}")]
            if offer_hint and not self.watching:
                rows.append((self.words("hint-offer"), f"nox -s hint -- {short}"))
            yield self._commands(rows)
            return
        fresh = next((one for one in self.results.exercises if one.status == "not_started"), None)
        if fresh is not None:
            yield self._start(fresh.name, "next-one" if self.results.score else "start-here")
        elif len(self.results.exercises) == 1:
            yield self._text(self.words("all-passed-one", name=self.results.exercises[0].name), "bold green")
            if self.watching:
                yield self._text(self.words("watch-next"))
            elif after := self._after(self.results.exercises[0]):
                yield ""
                yield self._start(after, "next-one")
        else:
            yield self._text(self.words("all-passed"), "bold green")

    def _after(self, one: ExerciseResult) -> str | None:
        """Return the exercise that comes after this one, for a student who goes through the course."""
        if self.results.submissions != EXERCISES.name:
            return None
        return next((other.name for other in exercises() if other.name > one.name), None)

    def _start(self, name: str, key: str) -> RenderableType:
        file = f"{self.results.submissions}/{name}.py"
        if self.watching:
            return self._text(self.words("watch-write", file=file))
        return self._commands([(self.words(key), file), (self.words("then"), f"nox -s grade -- {name[:4]}")])

    def _commands(self, rows: Iterable[tuple[str, str]]) -> Table:
        table = Table.grid(padding=(0, 2))
        for what, command in rows:
            table.add_row(self._text(what), self._text(command, "bold"))
        return table


def page(check: CheckResult, language: str) -> str:
    """Return the page of the documentation that explains this check's code."""
    name = "messages" if check.code in messages.codes() else f"exercises/{check.exercise}"
    return f"docs/{language}/{name}.md#{check.code}"
