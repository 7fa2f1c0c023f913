"""``classroom merge RUN SHARD…``: takes what was decided in shards into the results of the class."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...classroom import opening
from ...classroom.shards import merging
from ...classroom.shards.merging import Merged
from ...classroom.words import ClassWords
from ...messages import Words
from ...report.text import clean
from . import grade


def add(steps: "argparse._SubParsersAction[Any]") -> None:
    """Say what it takes."""
    one = steps.add_parser("merge", help="take what was decided in shards into the results of the class")
    one.add_argument("results", metavar="RUN", type=Path, help="the results of the class")
    one.add_argument("shards", metavar="SHARD", nargs="+", type=Path, help="shards that have come back, also unfinished ones")
    one.add_argument("--mixed", action="store_true", help="take them though Python, system or sandbox are not the class's")


def run(options: argparse.Namespace, say: Words) -> int:
    """Merge; say what came of each, and how the class is; return the exit status."""
    return grade.guarded(_run, options, say)


def _run(options: argparse.Namespace, words: Words) -> int:
    say = ClassWords(words.language, "shards")
    for one in merging.merge(options.results, options.shards, opening.NOTHING, mixed=options.mixed):
        for line in _told(one, say):
            print(clean(line))
    return grade.ended(options.results, words.language, whole=True)


def _told(one: Merged, say: ClassWords) -> Iterator[str]:
    yield say("merged", folder=one.shard.path, taken=one.taken, known=one.known)
    if one.waiting:
        yield "  " + say("running" if one.running else "waiting", count=one.waiting, of=one.of, folder=one.shard.path)
    counts = {
        "disagree": one.disagreements, "outdated": one.outdated, "unproved": one.unproved, "torn": int(one.torn),
    }  # fmt: skip
    yield from ("  " + say(key, count=count, folder=one.shard.path) for key, count in counts.items() if count)
