"""``classroom split DIR N``: writes a class into N shards, to be graded on other machines. Grades nothing."""

import argparse
from pathlib import Path
from typing import Any

from ...classroom import opening, reading
from ...classroom.shards import splitting
from ...classroom.words import ClassWords
from ...messages import Words
from ...report.text import clean
from ...statuses import GOOD
from . import grade


def add(steps: "argparse._SubParsersAction[Any]") -> None:
    """Say what it takes."""
    one = steps.add_parser("split", help="write a class into shards, to be graded on other machines")
    grade.add_course(one)
    one.add_argument("number", metavar="N", type=grade.positive, help="how many shards: some four for each machine")
    one.add_argument("--to", metavar="FOLDER", type=Path, help="where they go (RUN/shards)")


def run(options: argparse.Namespace, say: Words) -> int:
    """Write the shards; return the exit status."""
    return grade.guarded(_run, options, say)


def _run(options: argparse.Namespace, words: Words) -> int:
    wanted, say = grade.asked(options), ClassWords(words.language, "shards")
    seen = reading.read(options.folder, None if options.layout == "auto" else options.layout, wanted)
    results = options.into or grade.beside(options.folder)
    place, setup = options.to or results / splitting.NAME, opening.NOTHING
    with opening.opened(results, setup) as held:
        held, works = opening.seen(held, seen, results, grade.course(options, wanted, seen.layout), setup)
        made = splitting.split(held, works, options.number, place)
    if not made:
        print(clean(say("nothing-waits")))
        return GOOD
    count = sum(len(one.parts) for one in made)
    print(clean(say("split", count=count, of=len(made), folder=place)))
    print(clean(say("split-next", first=made[0].path, results=results, folder=place)))
    return GOOD
