"""``classroom diff RUN``: every mark that a proposal would change, and why. Changes nothing."""

import argparse
from pathlib import Path
from typing import Any

from ...classroom import changes, differences, state
from ...classroom.disk import keeping, put
from ...classroom.problem import ClassProblem
from ...classroom.words import ClassWords
from ...faults import complain
from ...messages import Words
from ...report.text import clean
from ...statuses import GOOD


def add(steps: "argparse._SubParsersAction[Any]") -> None:
    """Say what it takes."""
    one = steps.add_parser("diff", help="show what a proposal would change, and why")
    one.add_argument("run", metavar="RUN", type=Path, help="the folder with the results")
    one.add_argument("--all", action="store_true", dest="every", help="list all students, however many have a change")
    one.add_argument("--csv", metavar="FILE", type=Path, help="also write all changes into a table")


def run(options: argparse.Namespace, say: Words) -> int:
    """Print it; return the exit status."""
    try:
        compared, _ = changes.compare(options.run, state.read(options.run))
        for line in differences.lines(compared, say.language, every=options.every):
            print(line)
        if options.csv is not None:
            with keeping(options.csv.parent):
                put(differences.table(compared, say.language), options.csv)
            print(clean(ClassWords(say.language, "regrade")("table-written", file=options.csv)))
    except ClassProblem as problem:
        complain(problem.said(say.language))
        return problem.status
    return GOOD
