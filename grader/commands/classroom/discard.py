"""``classroom discard RUN``: drops a proposal; the marks are as they were."""

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
    one = steps.add_parser("discard", help="drop a proposal")
    one.add_argument("run", metavar="RUN", type=Path, help="the folder with the results")
    one.add_argument("--by", metavar="NAME", help="who drops it: is written into the journal; otherwise nobody's name is")


def run(options: argparse.Namespace, say: Words) -> int:
    """Drop it; return the exit status."""
    try:
        number = settling.discard(options.run, by=options.by)
    except ClassProblem as problem:
        complain(problem.said(say.language))
        return problem.status
    print(ClassWords(say.language, "regrade")("discarded", proposal=number))
    return GOOD
