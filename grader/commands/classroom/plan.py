"""``classroom plan DIR``: shows how a folder is read, and what the teacher must decide. Runs nothing, changes nothing."""

import argparse
from pathlib import Path
from typing import Any

from ...classroom import reading
from ...classroom.reading import shown
from ...course import catalogue
from ...faults import complain
from ...messages import Words
from ...statuses import GOOD, NOT_UNDERSTOOD


def add(steps: "argparse._SubParsersAction[Any]") -> None:
    """Say what it takes."""
    plan = steps.add_parser("plan", help="show how a folder is read; nothing is run or changed")
    plan.add_argument("folder", metavar="DIR", type=Path, help="a folder, or a .zip archive, with what students handed in")
    plan.add_argument("--layout", choices=("auto", *reading.LAYOUTS), default="auto", help="how it is laid out")
    plan.add_argument("--exercises", nargs="+", metavar="EX", default=[], help="the exercises to look for (default: all)")


def run(options: argparse.Namespace, say: Words) -> int:
    """Print how the folder is read; return the exit status: not good when something needs a decision."""
    every = catalogue.exercises()
    try:
        wanted = sorted({catalogue.find(name) for name in options.exercises}) or every
        seen = reading.read(options.folder, None if options.layout == "auto" else options.layout, wanted)
    except catalogue.UnknownExercise as unknown:
        complain(unknown.said(say))
        return NOT_UNDERSTOOD
    except reading.NotRead as error:
        complain(error.said(say.language))
        return NOT_UNDERSTOOD
    for line in shown.lines(seen, wanted, say.language):
        print(line)
    return NOT_UNDERSTOOD if shown.open_questions(seen) else GOOD
