"""``serve``: grades one submission after another, as it is told on standard input; what grades a class starts it."""

import argparse
import contextlib
import os
import sys

from ..grading import capacity
from ..messages import Words
from ..statuses import GOOD
from . import grade


class _NobodyListens(Exception):
    """Who has asked has closed his end, or has died."""


def run(options: argparse.Namespace, say: Words) -> int:
    """Serve until standard input ends; return the exit status. What it grades is others' work: never in ``tree`` unasked."""
    how = grade.how(options, say)
    with grade.refusals("no-sandbox-for-others"):
        sandbox = capacity.choose("bubblewrap" if how.sandbox == "auto" else how.sandbox)
    from ..grading.serving import Server

    output = sys.stdout.fileno()
    sys.stdout = sys.stderr  # what anything else prints is for nobody who reads answers

    def tell(line: str) -> None:
        rest = line.encode("ascii")
        try:
            while rest:
                rest = rest[os.write(output, rest) :]
        except OSError:
            raise _NobodyListens from None

    with contextlib.suppress(_NobodyListens):
        Server(how.method, sandbox, tell).run(sys.stdin.buffer)
    return GOOD
