"""One page with everything, to open in a browser. It needs no network and runs no script."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import resources

from ..grading.results import CheckResult, ExerciseResult, Results
from ..messages import Words
from . import model as reference
from . import svg
from . import text as plain
from .terminal import SIGNS, number, page

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Should anything slip through that is not text, the browser still does not run it."""


def render(results: Results) -> str:
    """Return the page."""
    return "\n".join(_Page(results).parts()) + "\n"


def safe(text: object) -> str:
    """Return a text for a page: nothing in it is markup, nothing steers."""
    return html.escape(plain.clean(str(text)))


class _Page:
    """One page in one language."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.words = Words(results.language)

    def parts(self) -> Iterator[str]:
        score = self.words("score", score=number(self.results.score), whole=number(self.results.max_score))
        style = resources.files(__package__).joinpath("page.css").read_text("utf-8")
        yield f'<!DOCTYPE html>\n<html lang="{safe(self.results.language)}">\n<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{safe(POLICY)}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="referrer" content="no-referrer">'
        yield f"<title>Many Hands: {safe(score)}</title>\n<style>\n{style}</style>\n</head>\n<body>"
        yield f'<a class="skip" href="#exercises">{self._said("skip")}</a>'
        yield f'<header>\n<h1>Many Hands: {self._said("title")}</h1>\n<p class="score">{safe(score)}</p>'
        if self.results.max_score:
            share = f'min="0" max="{number(self.results.max_score)}" value="{number(self.results.score)}"'
            yield f'<meter {share} aria-label="{safe(score)}">{safe(score)}</meter>'
        yield "</header>\n<main>"
        yield from self._board()
        yield f'<section aria-labelledby="exercises">\n<h2 id="exercises">{self._said("exercises")}</h2>'
        started = [one for one in self.results.exercises if one.status != "not_started"]
        for one in started:
            yield from self._exercise(one)
        if not started and self.results.exercises:
            file = f"{self.results.submissions}/{self.results.exercises[0].name}.py"
            yield f"<p>{self._said('none-started', file=file)}</p>"
        elif len(started) < len(self.results.exercises):
            yield f'<p class="soft">{self._said("not-started", count=len(self.results.exercises) - len(started))}</p>'
        yield "</section>\n</main>"
        yield from self._environment()
        yield "</body>\n</html>"

    def _said(self, key: str, **facts: object) -> str:
        return safe(self.words.of("html", key).format(**facts))

    def _mark(self, status: str) -> str:
        word = safe(self.words.of("status", status))
        return f'<span class="mark {status}"><span aria-hidden="true">{SIGNS[status]}</span> {word}</span>'

    def _board(self) -> Iterator[str]:
        yield f'<section aria-labelledby="board">\n<h2 id="board">{self._said("at-a-glance")}</h2>'
        for letter in dict.fromkeys(one.part for one in self.results.exercises):
            yield f"<h3>{safe(self.words('part', letter=letter, title=self.words.of('parts', letter)))}</h3>"
            head = "".join(f'<th scope="col">{self._said(key)}</th>' for key in ("outcome", "exercise", "points"))
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
        told: dict[str, CheckResult] = {}
        for check in one.checks:
            if check.outcome in ("failed", "grader_error"):
                yield f'<section class="check {check.outcome}">\n<h4>{self._head(check)}</h4>'
                yield from self._explained(check, told.setdefault(check.message, check))
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
        under = f'<span class="soft">({safe(self.words("under", method=check.start_method))})</span>'
        return f"{points}{self._mark(check.outcome)} {safe(check.title)} {under}"

    def _explained(self, check: CheckResult, first: CheckResult) -> Iterator[str]:
        if check.outcome == "grader_error":
            yield f"<p><strong>{self._said('not-your-mistake')}</strong></p>"
        if check.words is None:
            return
        if first is not check:
            yield f"<p>{self._said('same', title=f'{first.title} ({first.start_method})')}</p>"
            return
        for text in (check.words.seen, check.words.means):
            if text:
                yield f'<p class="told">{safe(text)}</p>'
        yield f'<p class="told try"><strong>{safe(self.words("try"))}</strong> {safe(check.words.advice)}</p>'
        if check.code:
            where = safe(self.words("more-about", page=page(check, self.results.language)))
            yield f'<p class="soft">{where}</p>'

    def _seen(self, check: CheckResult) -> Iterator[str]:
        evidence = plain.evidence(check)
        waits = [
            f"<p>{safe(told)}</p>{self._wide(source, told) if source else ''}"
            for told, source in plain.waits(evidence, self.words)
        ]
        if waits:
            yield f"<h5>{safe(self.words('waits-here'))}</h5>"
            yield from waits
        for error in plain.errors(evidence, self.words):
            yield f'<p class="told">{safe(error)}</p>'
        yield from self._pictures(check)
        printed = plain.output(evidence, self.words)
        if printed:
            if cut := int(evidence.get("output_cut", 0)):
                printed.append("… " + self.words("more-lines", count=cut))
            yield f"<h5>{safe(self.words('printed'))}</h5>"
            yield self._wide("\n".join(printed), self.words("printed"))

    def _wide(self, text: str, name: str) -> str:
        return f'<pre class="wide" tabindex="0" role="region" aria-label="{safe(name)}">{safe(text)}</pre>'

    def _pictures(self, check: CheckResult) -> Iterator[str]:
        title = self.words.of("html", "picture").format(title=check.title)
        own = svg.drawn(plain.evidence(check), self.words, title=title)
        if not own:
            return
        yield f"<h5>{safe(self.words('what-ran'))}</h5>"
        yield self._figure(own, self.words.of("html", "yours"), title)
        title = self.words.of("html", "picture-right").format(title=check.title)
        if check.outcome != "passed" and (
            right := svg.drawn(reference.of(check.exercise, check.name), self.words, title=title)
        ):
            yield self._figure(right, self.words.of("html", "right"), title)
        yield f'<p class="soft">{self._said("key")}</p>'

    def _figure(self, picture: str, caption: str, title: str) -> str:
        box = f'<div class="wide" tabindex="0" role="region" aria-label="{safe(title)}">{picture}</div>'
        return f"<figure><figcaption>{safe(caption)}</figcaption>{box}</figure>"

    def _environment(self) -> Iterator[str]:
        where = self.results.environment
        at = datetime.fromtimestamp(self.results.began, UTC)
        yield f'<footer aria-labelledby="environment">\n<h2 id="environment">{self._said("environment")}</h2>'
        yield f"<p>{safe(plain.environment(where, self.words))}</p>"
        yield f"<p>{self._said(where.sandbox)}</p>\n<dl>"
        yield f"<dt>{self._said('files')}</dt><dd><code>{safe(self.results.submissions)}</code></dd>"
        stamp = f'<time datetime="{at:%Y-%m-%dT%H:%M:%SZ}">{at:%Y-%m-%d %H:%M} UTC</time>'
        seconds = safe(self.words("seconds", seconds=f"{self.results.seconds:.1f}"))
        yield f"<dt>{self._said('graded-at')}</dt><dd>{stamp} ({seconds})</dd>\n</dl>\n</footer>"
