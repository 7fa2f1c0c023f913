"""``serve``: grades one submission after another, as it is told on standard input; what grades a class starts it."""

import argparse
import sys

from ..grading import capacity
from ..messages import Words
from ..statuses import GOOD
from . import grade


def run(options: argparse.Namespace, say: Words) -> int:
    """Serve until standard input ends; return the exit status. What it grades is others' work: never in ``tree`` unasked."""
    how = grade.how(options, say)
    with grade.refusals("no-sandbox-for-others"):
        sandbox = capacity.choose("bubblewrap" if how.sandbox == "auto" else how.sandbox)
    from ..grading.serving import Server

    output = sys.stdout.buffer
    sys.stdout = sys.stderr  # a line of its own for nobody but who has asked

    def tell(line: str) -> None:
        output.write(line.encode("utf-8", "replace"))
        output.flush()

    Server(how.method, sandbox, tell).run(sys.stdin.buffer)
    return GOOD
