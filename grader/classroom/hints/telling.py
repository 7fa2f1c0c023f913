"""What is said of the hints, for a terminal."""

from collections.abc import Iterator, Sequence

from ...report.text import clean
from ..words import ClassWords
from .looking import Group, Hints, Odd, by_exercise

MOST = 20
"""Students that a line names, and pairs that are told of."""


def told(hints: Hints, language: str) -> Iterator[str]:
    """Give the lines, free of anything that could steer a terminal: modules' names, and students', are not ours."""
    say = ClassWords(language, "hints")
    yield from map(clean, _told(hints, say))


def _told(hints: Hints, say: ClassWords) -> Iterator[str]:
    yield say("head", count=hints.of)
    yield say("no-verdict")
    if not hints.imports:
        yield say("only-bytes")
    if hints.odd:
        yield from ("", say("odd"))
        yield from _odd(hints.odd, say)
    for exercise, groups in by_exercise(hints).items():
        yield from ("", say("groups", exercise=exercise))
        yield from (f"  {_group(one, say)}" for one in groups)
    if pairs := hints.pairs:
        yield from ("", say("pairs"))
        yield from (f"  {say('pair', one=one, other=other, count=count)}" for (one, other), count in pairs[:MOST])
        if len(pairs) > MOST:
            yield f"  {say('more', count=len(pairs) - MOST)}"
    if hints.unread:
        yield from ("", say("unread"))
        yield from (f"  {one.exercise}: {one.student}" for one in hints.unread)
    if not (hints.odd or hints.groups):
        yield from ("", say("none"))


def _odd(odd: Sequence[Odd], say: ClassWords) -> Iterator[str]:
    for one in odd:
        yield f"  {one.exercise}: {say('imports', student=one.student, modules=_listed(one.modules, say))}"


def _group(one: Group, say: ClassWords) -> str:
    names, count = _listed(one.students, say), len(one.students)
    if one.common:
        return say("common", count=count)
    if one.solution:
        return say("solution", count=count, names=names)
    key = "bytes" if one.kind == "bytes" else "form"
    return say(key, count=count, names=names)


def _listed(names: Sequence[str], say: ClassWords) -> str:
    shown = ", ".join(names[:MOST])
    return shown if len(names) <= MOST else f"{shown}, {say('more', count=len(names) - MOST)}"
