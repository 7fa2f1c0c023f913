"""The report in the terminal: the board of the course, then one thing to do next, explained in full."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Literal

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..grading.evidence import SHOWN
from ..grading.results import CheckResult, ExerciseResult, Results
from ..messages import Words
from . import lanes, model, text, timeline
from .marks import SIGNS, number, page

Detail = Literal["quiet", "normal", "verbose"]

WIDTH = 80

STYLES = {"passed": "green", "failed": "bold red", "not_started": "", "not_run": "", "grader_error": "bold magenta"}
ASCII = {"✓": "+", "✗": "x", "·": ".", "–": "-", "…": "...", "→": "->", "—": "-", "│": "|", **timeline.ASCII}


def console(file: IO[str] | None = None, *, stderr: bool = False) -> Console:
    """Return a console at most 80 columns wide, without colour where that is not wanted."""
    made = Console(file=file, stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=False)
    made.width = min(made.width, WIDTH)
    return made


def show(
    results: Results,
    to: Console,
    *,
    detail: Detail = "normal",
    offer_hint: bool = False,
    watching: bool = False,
    after: str | None = None,
) -> None:
    """Print the report.

    offer_hint: the student has tried the exercise to do next several times. watching: it is graded again on every save, and a
    key leads on, so no commands are given. after: the exercise to go on with when this single one has passed, if there is one.
    """
    report = _Report(results, Words(results.language), plain_signs(to), watching, after)
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


def plain_signs(to: Console) -> bool:
    """Say whether the terminal shows ASCII only."""
    try:
        "".join(ASCII).encode(to.encoding)
    except (UnicodeEncodeError, LookupError):
        return True
    return False


@dataclass(frozen=True, slots=True)
class _Report:
    """One report in one language; ``ascii``: the terminal shows nothing else. ``watching``, ``after``: see ``show``."""

    results: Results
    say: Words
    ascii: bool
    watching: bool
    after: str | None

    def parts(self, *, verbose: bool, offer_hint: bool) -> Iterator[RenderableType]:
        yield from self._board()
        if verbose:
            yield self._text(self.say.of("report", self.results.environment.sandbox))
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
        status = self.say.of("status", first.status)
        return Text("; ").join(
            [score, self._text(self.say("quiet", name=first.name, status=status, title=first.first_failure.title))]
        )

    def _text(self, line: str, style: str = "") -> Text:
        line = text.clean(line).expandtabs()
        if self.ascii:
            for sign, instead in ASCII.items():
                line = line.replace(sign, instead)
        return Text(line, style=style)

    def _mark(self, status: str) -> Text:
        return self._text(f"{SIGNS[status]} {self.say.of('status', status)}", STYLES[status])

    def _score(self) -> Text:
        return self._text(self.say("score", score=number(self.results.score), whole=number(self.results.max_score)))

    def _board(self) -> Iterator[RenderableType]:
        for letter in dict.fromkeys(one.part for one in self.results.exercises):
            yield self._text(self.say("part", letter=letter, title=self.say.of("parts", letter)), "bold")
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
        seconds = self.say("seconds", seconds=f"{self.results.seconds:.1f}")
        yield self._score() + self._text(f"   ({seconds})")
        yield self._text(text.environment(where, self.say))
        if self.results.retried:
            yield self._text(self.say("retried", count=self.results.retried))

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
            yield self._text(self.say("failures", count=len(bad), name=one.name[:4]))
        explained: set[str] = set()
        for failed in bad if verbose else [one.first_failure]:
            if failed is not None and failed.message not in explained:
                explained.add(failed.message)
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
            yield self._text(f"({self.say('under', method=check.start_method)})")
        yield ""
        if check.words is not None:
            for part in (check.words.seen, check.words.means):
                if part:
                    yield Padding(self._text(part), (0, 0, 0, 2))
            yield Padding(self._text(self.say("try"), "bold") + self._text(f" {check.words.advice}"), (0, 0, 0, 2))
        for rows in (self._waits(check), self._errors(check), self._picture(check), self._output(check)):
            lines = list(rows)
            if lines:
                yield ""
                yield Padding(Group(*lines), (0, 0, 0, 2))
        if check.code:
            yield ""
            yield Padding(self._text(self.say("more-about", page=page(check, self.results.language))), (0, 0, 0, 2))

    def _waits(self, check: CheckResult) -> Iterator[RenderableType]:
        waits = list(text.waits(text.evidence(check), self.say))
        if waits:
            yield self._text(self.say("waits-here"), "bold")
        for sentence, source in waits:
            yield Padding(self._text(sentence), (0, 0, 0, 2))
            if source:
                yield self._cut(f"      {source}", "cyan")

    def _errors(self, check: CheckResult) -> Iterator[RenderableType]:
        for sentence in text.errors(text.evidence(check), self.say):
            yield self._text(sentence)

    def _picture(self, check: CheckResult) -> Iterator[RenderableType]:
        own, recorded = text.evidence(check), model.of(check.exercise, check.name)
        rows, right = timeline.drawn(own, self.say), timeline.drawn(recorded, self.say)
        if not rows or not (lanes.tells(own) or lanes.tells(recorded)):
            return
        yield self._text(self.say("what-ran"), "bold")
        yield from (self._cut(f"  {row}") for row in rows)
        if right:
            yield self._text(self.say("should-look"), "bold")
            yield from (self._cut(f"  {row}") for row in right)
        yield self._cut("  " + self.say("legend", life=timeline.LIFE, busy=timeline.BUSY))

    def _output(self, check: CheckResult) -> Iterator[RenderableType]:
        evidence = text.evidence(check)
        rows = text.output(evidence, self.say)
        if not rows:
            return
        yield self._text(self.say("printed"), "bold")
        for row in rows[:SHOWN]:
            yield self._cut(f"  {row}")
        more = len(rows) - SHOWN + evidence.output_cut
        if more > 0:
            yield self._text("  … " + self.say("more-lines", count=more))
        if more > 0 and evidence.output_file:
            yield self._text("  " + self.say("whole-output", file=evidence.output_file))

    def _cut(self, line: str, style: str = "") -> Text:
        cut = self._text(line, style)
        cut.no_wrap, cut.overflow = True, "crop" if self.ascii else "ellipsis"
        return cut

    def _pictures(self) -> Iterator[RenderableType]:
        for one in self.results.exercises:
            for check in one.checks:
                rows = timeline.drawn(text.evidence(check), self.say)
                if check.outcome == "passed" and rows:
                    yield ""
                    yield self._cut(f"{one.name[:4]}  {check.title} [{check.start_method}]")
                    yield from (self._cut(f"  {row}") for row in rows)

    def _next(self, failures: list[ExerciseResult], offer_hint: bool) -> Iterator[RenderableType]:
        if failures:
            short = failures[0].name[:4]
            again = self.say("only-this" if len(self.results.exercises) > 1 else "grade-again")
            rows = [] if self.watching else [(again, f"nox -s grade -- {short}")]
            if offer_hint and not self.watching:
                rows.append((self.say("hint-offer"), f"nox -s hint -- {short}"))
            yield self._commands(rows)
            return
        fresh = next((one for one in self.results.exercises if one.status == "not_started"), None)
        if fresh is not None:
            yield self._start(fresh.name, "next-one" if self.results.score else "start-here")
        elif len(self.results.exercises) == 1:
            yield self._text(self.say("all-passed-one", name=self.results.exercises[0].name), "bold green")
            if self.watching:
                yield self._text(self.say("watch-next"))
            elif self.after is not None:
                yield ""
                yield self._start(self.after, "next-one")
        else:
            yield self._text(self.say("all-passed"), "bold green")

    def _start(self, name: str, key: str) -> RenderableType:
        file = f"{self.results.named}/{name}.py"
        if self.watching:
            return self._text(self.say("watch-write", file=file))
        return self._commands([(self.say(key), file), (self.say("then"), f"nox -s grade -- {name[:4]}")])

    def _commands(self, rows: Iterable[tuple[str, str]]) -> Table:
        table = Table.grid(padding=(0, 2))
        for what, command in rows:
            table.add_row(self._text(what), self._text(command, "bold"))
        return table
