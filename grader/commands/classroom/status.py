"""``classroom status RUN``: says how a class is and how far its grading, also while it goes on. Changes nothing."""

import argparse
from pathlib import Path
from typing import Any

from ...classroom import changes, differences, lock, overview, state, summary
from ...classroom.problem import ClassProblem
from ...faults import complain
from ...messages import Words
from ...statuses import GOOD


def add(steps: "argparse._SubParsersAction[Any]") -> None:
    """Say what it takes."""
    one = steps.add_parser("status", help="say how far a class is, also while it is being graded")
    one.add_argument("run", metavar="RUN", type=Path, help="the folder with the results")


def run(options: argparse.Namespace, say: Words) -> int:
    """Print it; return the exit status."""
    try:
        now = state.load(options.run)
        earlier = changes.earlier(options.run, state.read(options.run))
    except ClassProblem as problem:
        complain(problem.said(say.language))
        return problem.status
    going = overview.progress(now, say.language, grading=lock.is_held(options.run))
    for line in (*summary.lines(now, say.language, earlier), *going, *differences.waiting(options.run, say.language)):
        print(line)
    return GOOD
