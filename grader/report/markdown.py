"""A summary in Markdown, for the page that a CI service shows: a table per exercise, and its first failure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..grading.results import CheckResult, ExerciseResult, Results
from ..grading.verdict import SHOWN
from ..messages import Words
from . import text as plain
from .terminal import SIGNS, number, page

LONGEST = 2000
LINE = 160
STILL = "&#8203;"
"""An empty letter: it keeps ``@name``, ``#1`` and ``https://`` from being turned into mentions and links."""


def render(results: Results) -> str:
    """Return the summary. Whatever came from a program is escaped, or stands in a block of code."""
    words = Words(results.language)
    blocks = [f"# {escaped(words('score', score=number(results.score), whole=number(results.max_score)))}"]
    for one in results.exercises:
        if one.status != "not_started":
            blocks += _exercise(one, words)
    waiting = [escaped(one.name) for one in results.exercises if one.status == "not_started"]
    if waiting:
        blocks.append(f"{SIGNS['not_started']} {escaped(words.of('status', 'not_started'))}: {', '.join(waiting)}")
    where = results.environment
    blocks.append(escaped(f"{plain.environment(where, words)}. {words.of('html', where.sandbox)}"))
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Return a text, as one line, that Markdown shows as it is: no markup, no HTML, no mention, no link."""
    text = re.sub(r"([\\`*_\[\]~$])", r"\\\1", _line(text).replace("&", "&amp;"))
    text = re.sub(r"^(\d*)([-+#=.):])", r"\1\\\2", text)  # lists, headings and rules are so only at the beginning
    return _still(text).replace("<", "&lt;").replace(">", "&gt;").replace("|", "&#124;")


def _line(text: str) -> str:
    return " ".join(plain.clean(plain.cut(text, LONGEST)).split())


def _still(text: str) -> str:
    """Return a text without mentions and links, for they are found even where Markdown is escaped."""
    text = re.sub(r"@|#(?=\d)", lambda found: found[0] + STILL, text).replace("://", f":{STILL}//")
    return re.sub(r"(?i)\bwww\.", lambda found: found[0][:-1] + STILL + ".", text)


def block(lines: list[str], kind: str = "text") -> str:
    """Return lines as a block of code whose fence none of them can close."""
    body = [plain.cut(plain.clean(line), LINE) for text in lines for line in text.split("\n")]
    longest = max([2, *(len(run) for line in body for run in re.findall("`+", line))])
    fence = "`" * (longest + 1)
    return "\n".join([f"{fence}{kind}", *body, fence])


def _mark(status: str, words: Words) -> str:
    return f"{SIGNS[status]} {escaped(words.of('status', status))}"


def _exercise(one: ExerciseResult, words: Words) -> Iterator[str]:
    yield f"## {escaped(f'{one.name[:4]} {one.title}')}"
    yield f"{_mark(one.status, words)} · {number(one.score)}/{number(one.max_score)}"
    head = [escaped(words.of("html", key)) for key in ("outcome", "check", "start-method", "points")]
    rows = [f"| {' | '.join(head)} |", "|---|---|---|---:|"]
    for check in one.checks:
        points = f"{number(check.points)}/{number(check.max_points)}"
        rows.append(f"| {_mark(check.outcome, words)} | {escaped(check.title)} | {escaped(check.start_method)} | {points} |")
    yield "\n".join(rows)
    if one.first_failure is not None:
        yield from _failure(one.first_failure, words)


def _failure(check: CheckResult, words: Words) -> Iterator[str]:
    summary = f"{words.of('status', check.outcome)}: {check.title} ({check.start_method})"
    yield f"<details>\n<summary>{_still(html.escape(_line(summary)))}</summary>"  # HTML: backslashes would show
    if check.words is not None:
        for text in (check.words.seen, check.words.means):
            if text:
                yield "<br>\n".join(escaped(line) for line in text.split("\n") if line.strip())
        yield f"**{escaped(words('try'))}** {escaped(check.words.advice)}"
    seen = plain.evidence(check)
    waits = [line for sentence, source in plain.waits(seen, words) for line in (sentence, f"    {source}") if line.strip()]
    printed = plain.output(seen, words)
    more = len(printed) - SHOWN + int(seen.get("output_cut", 0))
    shown = printed[:SHOWN] + (["… " + words("more-lines", count=more)] if more > 0 else [])
    for heading, lines in (("waits-here", waits), (None, list(plain.errors(seen, words))), ("printed", shown)):
        if lines:
            if heading:
                yield escaped(words(heading))
            yield block(lines)
    if check.code:
        yield escaped(words("more-about", page=page(check, words.language)))
    yield "</details>"
