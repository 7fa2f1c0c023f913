"""``hint NAME``: one hint more each time. The words have one home, the exercise's page."""

import argparse
import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace

from ..course.catalogue import Exercise, find
from ..messages import Words
from ..statuses import GOOD
from . import memory

_HINT = re.compile(r'^\?\?\? tip "[^"]*"\n((?:(?:    .*)?\n)+)', re.MULTILINE)


def run(options: argparse.Namespace, say: Words) -> int:
    """Print one hint more for the exercise that was named, or the one at hand; return the exit status."""
    exercise = find(options.name) if options.name else memory.at_hand()
    for line in lines(exercise, say, again=options.again):
        print(line)
    return GOOD


def hints(exercise: Exercise, language: str) -> tuple[str, ...]:
    """Return the hints of an exercise's page in this language, else in English."""
    for wanted in (language, "en"):
        page = exercise.page(wanted)
        if page.exists() and (found := _HINT.findall(page.read_text("utf-8"))):
            return tuple(textwrap.dedent(text).strip() for text in found)
    return ()


def next_hints(exercise: Exercise, language: str, *, again: bool = False) -> tuple[tuple[str, ...], int]:
    """Return the hints to show, all that were shown before and one more, and how many there are; remember that.

    again: show no new one, if there is an old one.
    """
    every = hints(exercise, language)
    known = memory.recall(exercise.name)
    shown = max(1, min(known.hints, len(every))) if again else min(known.hints + 1, len(every))
    memory.remember(exercise.name, replace(known, hints=shown))
    return every[:shown], len(every)


def lines(exercise: Exercise, say: Words, *, again: bool = False) -> Iterator[str]:
    """Return what ``hint`` prints."""
    found, whole = next_hints(exercise, say.language, again=again)
    if not found:
        yield say("hint-none", name=exercise.name)
        return
    for number, text in enumerate(found, 1):
        yield f"{exercise.name[:4]}  " + say("hint", number=number, whole=whole)
        yield textwrap.indent(text, "  ")
        yield ""
    if memory.recall(exercise.name).hints != len(found):
        yield say("hint-forgotten")
    elif len(found) < whole:
        yield f"{say('hint-more')}  nox -s hint -- {exercise.name[:4]}"
    else:
        yield f"{say('hint-last')}\n  docs/{say.language}/exercises/{exercise.name}.md"
