"""What is said of a filled-in template: how many marks are set, which will be ignored and why. It names lines, no person."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..words import ClassWords
from .fill import Filled
from .final import Scale
from .numbers import written
from .template import Fate

SHOWN = 10
"""Lines that are named of those that have the same reason."""

NAMES = {
    "moodle": "platform-moodle",
    "canvas": "platform-canvas",
    "brightspace": "platform-brightspace",
    "blackboard": "platform-blackboard",
}
NOTICES = {
    "moodle": "notice-moodle",
    "canvas": "notice-canvas",
    "brightspace": "notice-brightspace",
    "blackboard": "notice-blackboard",
}


def told(filled: Filled, scale: Scale, say: ClassWords) -> Iterator[str]:
    """Give the lines of the report."""
    template = filled.template
    platform = say(NAMES[template.platform])
    yield say("filled", platform=platform, column=template.title, people=len(template.rows))
    yield scaled(scale, say)
    yield say("count-set", count=filled.count("set") + filled.count("doubt"))
    yield say("count-unchanged", count=filled.count("unchanged"))
    yield say("count-kept", count=len(template.rows) - len(filled.fates))
    if filled.named:
        yield say("count-named", count=filled.named)
    for kind, head in (("ignored", "head-ignored"), ("doubt", "head-doubt")):
        if found := [one for one in filled.fates if one.kind == kind]:
            yield say(head, count=len(found))
            yield from _reasons(filled, found, say)
    if template.maximum is not None and template.maximum != scale.maximum:
        facts = {"theirs": written(template.maximum), "ours": written(scale.maximum)}
        yield say("maximum-differs", **facts)
    yield from _notices(filled, say)


def scaled(scale: Scale, say: ClassWords) -> str:
    """Return the sentence that says what marks are."""
    if scale.to is None:
        return say("scale-points", maximum=written(scale.whole))
    return say("scale-to", maximum=written(scale.to), points=written(scale.whole))


def lacking(filled: Filled, say: ClassWords) -> Iterator[str]:
    """Give a sentence for each kind of person that stays without a mark."""
    for trouble in filled.troubles:
        yield say(trouble.key, **trouble.facts)
    for key, names in (("absent", filled.absent), ("kept", filled.kept)):
        if names:
            yield say(key, count=len(names), names=_some(names, say))


def _some(names: Sequence[str], say: ClassWords) -> str:
    shown = ", ".join(names[:SHOWN])
    return shown if len(names) <= SHOWN else say("and-more", names=shown, count=len(names) - SHOWN)


def _reasons(filled: Filled, found: Sequence[Fate], say: ClassWords) -> Iterator[str]:
    lines = defaultdict[str, list[str]](list)
    for one in found:
        for said in (say(one.key, **one.facts), *([say(one.also)] if one.also else [])):
            lines[said].append(str(filled.lines[one.row]))
    for said, where in sorted(lines.items()):
        yield say("reason", why=said, lines=_some(where, say))


def _notices(filled: Filled, say: ClassWords) -> Iterator[str]:
    sheet = filled.template.sheet
    yield say(NOTICES[filled.template.platform])
    if sheet.encoding == "latin-1":
        yield say("notice-encoding")
    if filled.template.platform == "moodle" and sheet.separator != ",":
        yield say("notice-separator")
    if filled.template.comma and filled.template.platform != "canvas":
        yield say("notice-comma")
