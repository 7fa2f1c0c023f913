"""A summary in Markdown, for the page that a CI service shows: a table per exercise, and its first failure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..grading.evidence import SHOWN, cut
from ..grading.results import CheckResult, ExerciseResult, Results
from ..messages import Words
from . import text
from .marks import SIGNS, number, page

LONGEST = 2000
LINE = 160
STILL = "&#8203;"
"""An empty letter: it keeps ``@name``, ``#1`` and ``https://`` from being turned into mentions and links."""


def render(results: Results) -> str:
    """Return the summary. Whatever came from a program is escaped, or stands in a block of code."""
    say = Words(results.language)
    blocks = [f"# {escaped(say('score', score=number(results.score), whole=number(results.max_score)))}"]
    for one in results.exercises:
        if one.status != "not_started":
            blocks += _exercise(one, say)
    waiting = [escaped(one.name) for one in results.exercises if one.status == "not_started"]
    if waiting:
        blocks.append(f"{SIGNS['not_started']} {escaped(say.of('status', 'not_started'))}: {', '.join(waiting)}")
    where = results.environment
    blocks.append(escaped(f"{text.environment(where, say)}. {say.of('report', where.sandbox)}"))
    return "\n\n".join(blocks) + "\n"


def escaped(value: str) -> str:
    """Return a text, as one line, that Markdown shows as it is: no markup, no HTML, no mention, no link."""
    value = re.sub(r"([\\`*_\[\]~$])", r"\\\1", _line(value).replace("&", "&amp;"))
    value = re.sub(r"^(\d*)([-+#=.):])", r"\1\\\2", value)  # lists, headings and rules are so only at the beginning
    return _still(value).replace("<", "&lt;").replace(">", "&gt;").replace("|", "&#124;")


def _line(value: str) -> str:
    return " ".join(text.clean(cut(value, LONGEST)).split())


def _still(value: str) -> str:
    """Return a text without mentions and links, for they are found even where Markdown is escaped."""
    value = re.sub(r"@|#(?=\d)", lambda match: match[0] + STILL, value).replace("://", f":{STILL}//")
    return re.sub(r"(?i)\bwww\.", lambda match: match[0][:-1] + STILL + ".", value)


def block(lines: list[str], kind: str = "text") -> str:
    """Return lines as a block of code whose fence none of them can close."""
    body = [cut(text.clean(line), LINE) for several in lines for line in several.split("\n")]
    longest = max([2, *(len(run) for line in body for run in re.findall("`+", line))])
    fence = "`" * (longest + 1)
    return "\n".join([f"{fence}{kind}", *body, fence])


def _mark(status: str, say: Words) -> str:
    return f"{SIGNS[status]} {escaped(say.of('status', status))}"


def _exercise(one: ExerciseResult, say: Words) -> Iterator[str]:
    yield f"## {escaped(f'{one.name[:4]} {one.title}')}"
    yield f"{_mark(one.status, say)} · {number(one.score)}/{number(one.max_score)}"
    head = [escaped(say.of("report", key)) for key in ("outcome", "check", "start-method", "points")]
    rows = [f"| {' | '.join(head)} |", "|---|---|---|---:|"]
    for check in one.checks:
        points = f"{number(check.points)}/{number(check.max_points)}"
        rows.append(f"| {_mark(check.outcome, say)} | {escaped(check.title)} | {escaped(check.start_method)} | {points} |")
    yield "\n".join(rows)
    if one.first_failure is not None:
        yield from _failure(one.first_failure, say)


def _failure(check: CheckResult, say: Words) -> Iterator[str]:
    summary = f"{say.of('status', check.outcome)}: {check.title} ({check.start_method})"
    yield f"<details>\n<summary>{_still(html.escape(_line(summary)))}</summary>"  # HTML: backslashes would show
    if check.words is not None:
        for part in (check.words.seen, check.words.means):
            if part:
                yield "<br>\n".join(escaped(line) for line in part.split("\n") if line.strip())
        yield f"**{escaped(say('try'))}** {escaped(check.words.advice)}"
    seen = text.evidence(check)
    waits = [line for sentence, source in text.waits(seen, say) for line in (sentence, f"    {source}") if line.strip()]
    printed = text.output(seen, say)
    more = len(printed) - SHOWN + seen.output_cut
    shown = printed[:SHOWN] + (["… " + say("more-lines", count=more)] if more > 0 else [])
    for heading, lines in (("waits-here", waits), (None, list(text.errors(seen, say))), ("printed", shown)):
        if lines:
            if heading:
                yield escaped(say(heading))
            yield block(lines)
    if check.code:
        yield escaped(say("more-about", page=page(check, say.language)))
    yield "</details>"
