"""``classroom accept RUN``: makes a proposal the marks. Never lowers one unless it was told to."""

import argparse
from pathlib import Path
from typing import Any

from ...classroom import settling
from ...classroom.problem import ClassProblem
from ...classroom.words import ClassWords
from ...faults import complain
from ...messages import Words
from ...statuses import GOOD


def add(steps: "argparse._SubParsersAction[Any]") -> None:
    """Say what it takes."""
    one = steps.add_parser("accept", help="make a proposal the marks")
    one.add_argument("run", metavar="RUN", type=Path, help="the folder with the results")
    one.add_argument("--lower", action="store_true", help="also where marks are lowered")
    one.add_argument("--by", metavar="NAME", help="who accepts it: is written into the journal; otherwise nobody's name is")


def run(options: argparse.Namespace, say: Words) -> int:
    """Accept it; return the exit status."""
    try:
        done = settling.accept(options.run, by=options.by, lower=options.lower)
    except ClassProblem as problem:
        complain(problem.said(say.language))
        return problem.status
    print(ClassWords(say.language, "regrade")("accepted", proposal=done.proposal, number=done.number + 1))
    return GOOD
