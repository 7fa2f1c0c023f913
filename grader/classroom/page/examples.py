"""One example of a mistake, without its author: what a check saw, and the picture of what ran when."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...grading.results import CheckResult
from ...messages import Message
from ...report import lanes, model, svg, text
from ...report.html import safe
from ..records import Decision
from ..results import VerdictLost, exercise_result
from . import markup
from .statistics import Mistake
from .texts import Texts

Verdicts = Callable[[str], Mapping[str, Any] | None]
"""Returns the whole verdict that is stored under a key; None when there is none."""

TRIES = 5
"""Verdicts that are read to find an example with a picture."""


BARS = 120
"""Bars of a picture that are drawn: a program that calls something thousands of times is not to fill the page."""


def example_of(mistake: Mistake, verdicts: Verdicts, language: str) -> CheckResult | None:
    """Return a check that failed with this mistake: with a picture if one is soon found. It is always the same one."""
    first = None
    for check in _failed(mistake, verdicts, language):
        if lanes.tells(text.evidence(check)):
            return check
        first = first or check
    return first


def _failed(mistake: Mistake, verdicts: Verdicts, language: str) -> Iterator[CheckResult]:
    name = mistake.exercises[0][0]
    likely = sorted(mistake.where, key=lambda one: (one.exercise != name, one.key))
    for decision in likely[:TRIES]:
        if (one := _check(mistake.code, decision, verdicts, language)) is not None:
            yield one


def _check(code: str, decision: Decision, verdicts: Verdicts, language: str) -> CheckResult | None:
    if (stored := verdicts(decision.key)) is None:
        return None
    try:
        checks = exercise_result(decision.exercise, stored, language).checks
    except VerdictLost:  # the numbers hold without it
        return None
    return next((one for one in checks if one.outcome == "failed" and one.code == code), None)


def explained(message: Message, page: str, check: CheckResult | None, texts: Texts) -> Iterator[str]:
    """Yield what students are told, and what was seen in the example: who waits where, and the picture beside a right one.

    page: of the documentation.
    """
    if check is not None:
        yield markup.paragraph(texts.say("example-of", exercise=texts.exercise(check.exercise), check=check.title), "soft")
        message = check.words or message
        yield markup.paragraph(message.seen, "told")
    yield f'<p class="told try"><strong>{safe(texts.words("try"))}</strong> {safe(message.advice)}</p>'
    yield markup.paragraph(texts.words("more-about", page=page), "soft")
    if check is not None:
        yield from _waits(check, texts)
        yield from _pictures(check, texts)


def _waits(check: CheckResult, texts: Texts) -> Iterator[str]:
    seen = text.evidence(check)
    for sentence, source in text.waits(seen, texts.words):
        yield markup.paragraph(sentence)
        if source:
            yield f'<pre class="wide" tabindex="0" role="group" aria-label="{safe(sentence)}">{safe(source)}</pre>'
    for error in text.errors(seen, texts.words):
        yield markup.paragraph(error, "told")


def _pictures(check: CheckResult, texts: Texts) -> Iterator[str]:
    seen = text.evidence(check)
    own = replace(seen, timeline=seen.timeline[:BARS])
    for evidence, caption in ((own, "example-picture"), (model.of(check.exercise, check.name), "right-picture")):
        if not lanes.tells(evidence):
            continue
        title = texts.say(caption, check=check.title)
        box = markup.wide(svg.drawn(evidence, texts.words, title=title), title)
        yield f"<figure><figcaption>{safe(title)}</figcaption>{box}</figure>"
