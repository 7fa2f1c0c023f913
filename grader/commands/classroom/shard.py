"""``classroom shard SHARD``: grades a shard where it lies; typed again, it goes on where it has stopped."""

import argparse
from pathlib import Path
from typing import Any

from ...classroom import live
from ...classroom.shards import grading, parts
from ...classroom.words import ClassWords
from ...course.catalogue import Exercise
from ...messages import Words
from . import grade


def add(steps: "argparse._SubParsersAction[Any]") -> None:
    """Say what it takes."""
    one = steps.add_parser("shard", help="grade a shard where it lies; typed again, it goes on where it has stopped")
    one.add_argument("folder", metavar="SHARD", type=Path, help="a folder that 'split' has written, or a copy of it")
    grade.add_machine(one)
    one.add_argument("--sandbox", choices=("bubblewrap", "tree"), help="another than the class has, with --mixed")
    one.add_argument("--mixed", action="store_true", help="grade though Python, system or sandbox are not the class's")


def run(options: argparse.Namespace, say: Words) -> int:
    """Grade; say how it is; return the exit status."""
    return grade.guarded(_run, options, say)


def _run(options: argparse.Namespace, say: Words) -> int:
    shard = parts.read(options.folder)
    options.budget, options.start_method = shard.course.budget, shard.course.method
    options.sandbox = options.sandbox or shard.course.sandbox
    grading.same_kit(shard.course)
    grade.fit(options, say)
    wanted = [Exercise(one.name) for one in shard.course.exercises]
    course = grade.course(options, wanted, shard.course.layout)
    setup = grade.setup(options, wanted, course.kit)
    with live.line(say.language) as tell:
        whole = grading.grade(shard, course, setup, tell, mixed=options.mixed)
    where = ClassWords(say.language, "shards")("where-shard", folder=shard.path)
    return grade.ended(shard.results, say.language, whole=whole, where=where)
