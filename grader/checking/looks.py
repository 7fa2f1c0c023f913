"""What exercises expect alike whose function may look into a queue, or the like, until nothing comes any more."""

from grader.stage.looks import LOOKED

from ..judge.run import Run
from .marks import Mistake

MISSING = ("KeyError", "IndexError", "UnboundLocalError")
"""What Python raises where a result is used that never came."""


def long_enough(run: Run, *, lost: bool = False) -> None:
    """Nothing was lost because the function had looked, had found nothing, and did not look again.

    lost: something is missing in what it returned. That its exception says so is seen here.
    """
    one = run.invocation
    lost = lost or (one is not None and one.error is not None and one.error.type in MISSING)
    if lost and any(call.args[1] is False for call in run.of_probe(LOOKED)):
        raise Mistake("looked-too-early", call=run.called)
