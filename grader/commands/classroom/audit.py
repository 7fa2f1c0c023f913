"""``classroom audit RUN``: which marks there were, since when, and which proposals were accepted or dropped."""

import argparse
from pathlib import Path
from typing import Any

from ...classroom import audit
from ...classroom.problem import ClassProblem
from ...faults import complain
from ...messages import Words
from ...statuses import GOOD


def add(steps: "argparse._SubParsersAction[Any]") -> None:
    """Say what it takes."""
    one = steps.add_parser("audit", help="show which marks there were, and which proposals")
    one.add_argument("run", metavar="RUN", type=Path, help="the folder with the results")


def run(options: argparse.Namespace, say: Words) -> int:
    """Print it; return the exit status."""
    try:
        for line in audit.lines(options.run, say.language):
            print(line)
    except ClassProblem as problem:
        complain(problem.said(say.language))
        return problem.status
    return GOOD
