"""One page with everything, to open in a browser. It needs no network and runs no script."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import resources

from ..grading.results import CheckResult, ExerciseResult, Results
from ..messages import Words
from . import model, svg, text
from .marks import SIGNS, number, page

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Should anything slip through that is not text, the browser still does not run it."""


def render(results: Results) -> str:
    """Return the page."""
    return "\n".join(_Page(results).parts()) + "\n"


def safe(value: object) -> str:
    """Return a text for a page: nothing in it is markup, nothing steers."""
    return html.escape(text.clean(str(value)))


class _Page:
    """One page in one language."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.say = Words(results.language)

    def parts(self) -> Iterator[str]:
        score = self.say("score", score=number(self.results.score), whole=number(self.results.max_score))
        style = resources.files(__package__).joinpath("page.css").read_text("utf-8")
        yield f'<!DOCTYPE html>\n<html lang="{safe(self.results.language)}">\n<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{safe(POLICY)}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="referrer" content="no-referrer">'
        yield f"<title>Many Hands: {safe(score)}</title>\n<style>\n{style}</style>\n</head>\n<body>"
        yield f'<a class="skip" href="#exercises">{self._phrase("skip")}</a>'
        yield f'<header>\n<h1>Many Hands: {self._phrase("title")}</h1>\n<p class="score">{safe(score)}</p>'
        if self.results.max_score:
            share = f'min="0" max="{number(self.results.max_score)}" value="{number(self.results.score)}"'
            yield f'<meter {share} aria-label="{safe(score)}">{safe(score)}</meter>'
        yield "</header>\n<main>"
        yield from self._board()
        yield f'<section aria-labelledby="exercises">\n<h2 id="exercises">{self._phrase("exercises")}</h2>'
        started = [one for one in self.results.exercises if one.status != "not_started"]
        for one in started:
            yield from self._exercise(one)
        if not started and self.results.exercises:
            file = f"{self.results.named}/{self.results.exercises[0].name}.py"
            yield f"<p>{self._phrase('none-started', file=file)}</p>"
        elif len(started) < len(self.results.exercises):
            yield f'<p class="soft">{self._phrase("not-started", count=len(self.results.exercises) - len(started))}</p>'
        yield "</section>\n</main>"
        yield from self._environment()
        yield "</body>\n</html>"

    def _phrase(self, key: str, **facts: object) -> str:
        return safe(self.say.of("report", key).format(**facts))

    def _mark(self, status: str) -> str:
        word = safe(self.say.of("status", status))
        return f'<span class="mark {status}"><span aria-hidden="true">{SIGNS[status]}</span> {word}</span>'

    def _board(self) -> Iterator[str]:
        yield f'<section aria-labelledby="board">\n<h2 id="board">{self._phrase("at-a-glance")}</h2>'
        for letter in dict.fromkeys(one.part for one in self.results.exercises):
            yield f"<h3>{safe(self.say('part', letter=letter, title=self.say.of('parts', letter)))}</h3>"
            head = "".join(f'<th scope="col">{self._phrase(key)}</th>' for key in ("outcome", "exercise", "points"))
            yield f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>"
            for one in self.results.exercises:
                if one.part == letter:
                    name = f"{safe(one.name[:4])} {safe(one.title)}"
                    if one.status != "not_started":
                        name = f'<a href="#{safe(one.name)}">{name}</a>'
                    points = f"{number(one.score)}/{number(one.max_score)}"
                    yield f"<tr><td>{self._mark(one.status)}</td><td>{name}</td><td>{points}</td></tr>"
            yield "</tbody>\n</table>"
        yield "</section>"

    def _exercise(self, one: ExerciseResult) -> Iterator[str]:
        points = f"{number(one.score)}/{number(one.max_score)}"
        yield f'<article id="{safe(one.name)}" aria-labelledby="{safe(one.name)}-title">'
        yield f'<h3 id="{safe(one.name)}-title">{safe(one.name)}: {safe(one.title)}</h3>'
        yield f'<p>{self._mark(one.status)} <span class="soft">{points}</span></p>'
        explained: dict[str, CheckResult] = {}
        for check in one.checks:
            if check.outcome in ("failed", "grader_error"):
                yield f'<section class="check {check.outcome}">\n<h4>{self._head(check)}</h4>'
                yield from self._explained(check, explained.setdefault(check.message, check))
                yield from self._seen(check)
                yield "</section>"
            elif check.outcome == "not_run":
                yield f'<section class="check short not_run">\n<h4>{self._head(check)}</h4>'
                if check.words is not None:
                    yield f'<p class="told">{safe(check.words.seen)}</p>'
                yield "</section>"
            elif seen := list(self._seen(check)):
                yield f'<details class="check short passed">\n<summary><h4>{self._head(check)}</h4></summary>'
                yield from seen
                yield "</details>"
            else:
                yield f'<section class="check short passed">\n<h4>{self._head(check)}</h4></section>'
        yield "</article>"

    def _head(self, check: CheckResult) -> str:
        points = f'<span class="points">{number(check.points)}/{number(check.max_points)}</span>'
        under = f'<span class="soft">({safe(self.say("under", method=check.start_method))})</span>'
        return f"{points}{self._mark(check.outcome)} {safe(check.title)} {under}"

    def _explained(self, check: CheckResult, first: CheckResult) -> Iterator[str]:
        if check.outcome == "grader_error":
            yield f"<p><strong>{self._phrase('not-your-mistake')}</strong></p>"
        if check.words is None:
            return
        if first is not check:
            yield f"<p>{self._phrase('same', title=f'{first.title} ({first.start_method})')}</p>"
            return
        for part in (check.words.seen, check.words.means):
            if part:
                yield f'<p class="told">{safe(part)}</p>'
        yield f'<p class="told try"><strong>{safe(self.say("try"))}</strong> {safe(check.words.advice)}</p>'
        if check.code:
            where = safe(self.say("more-about", page=page(check, self.results.language)))
            yield f'<p class="soft">{where}</p>'

    def _seen(self, check: CheckResult) -> Iterator[str]:
        evidence = text.evidence(check)
        waits = [
            f"<p>{safe(sentence)}</p>{self._wide(source, sentence) if source else ''}"
            for sentence, source in text.waits(evidence, self.say)
        ]
        if waits:
            yield f"<h5>{safe(self.say('waits-here'))}</h5>"
            yield from waits
        for error in text.errors(evidence, self.say):
            yield f'<p class="told">{safe(error)}</p>'
        yield from self._pictures(check)
        printed = text.output(evidence, self.say)
        if printed:
            if cut := evidence.output_cut:
                printed.append("… " + self.say("more-lines", count=cut))
            yield f"<h5>{safe(self.say('printed'))}</h5>"
            yield self._wide("\n".join(printed), self.say("printed"))

    def _wide(self, lines: str, name: str) -> str:
        return f'<pre class="wide" tabindex="0" role="region" aria-label="{safe(name)}">{safe(lines)}</pre>'

    def _pictures(self, check: CheckResult) -> Iterator[str]:
        title = self.say.of("report", "picture").format(title=check.title)
        own = svg.drawn(text.evidence(check), self.say, title=title)
        if not own:
            return
        yield f"<h5>{safe(self.say('what-ran'))}</h5>"
        yield self._figure(own, self.say.of("report", "yours"), title)
        title = self.say.of("report", "picture-right").format(title=check.title)
        if check.outcome != "passed" and (right := svg.drawn(model.of(check.exercise, check.name), self.say, title=title)):
            yield self._figure(right, self.say.of("report", "right"), title)
        yield f'<p class="soft">{self._phrase("key")}</p>'

    def _figure(self, picture: str, caption: str, title: str) -> str:
        box = f'<div class="wide" tabindex="0" role="region" aria-label="{safe(title)}">{picture}</div>'
        return f"<figure><figcaption>{safe(caption)}</figcaption>{box}</figure>"

    def _environment(self) -> Iterator[str]:
        where = self.results.environment
        at = datetime.fromtimestamp(self.results.began, UTC)
        yield f'<footer aria-labelledby="environment">\n<h2 id="environment">{self._phrase("environment")}</h2>'
        yield f"<p>{safe(text.environment(where, self.say))}</p>"
        yield f"<p>{self._phrase(where.sandbox)}</p>\n<dl>"
        yield f"<dt>{self._phrase('files')}</dt><dd><code>{safe(self.results.named)}</code></dd>"
        stamp = f'<time datetime="{at:%Y-%m-%dT%H:%M:%SZ}">{at:%Y-%m-%d %H:%M} UTC</time>'
        seconds = safe(self.say("seconds", seconds=f"{self.results.seconds:.1f}"))
        yield f"<dt>{self._phrase('graded-at')}</dt><dd>{stamp} ({seconds})</dd>\n</dl>\n</footer>"
