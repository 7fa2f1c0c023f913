"""What exercises with a pool of worker processes expect alike. Each has words of its own for these codes."""

from ..judge.ledger import Ledger
from ..judge.run import Run
from . import expect
from .marks import Mistake


def two_at_work(ledger: Ledger) -> bool:
    """Say whether two calls have begun: for a hold of one that fails, so that another is at work when the error comes."""
    return len(ledger.calls) > 1


def at_work(run: Run, probe: str, *, parties: int) -> None:
    """So many worker processes were inside this probe at one instant, and never more."""
    expect.foreign(run, probe)
    peak = run.peak(probe)
    if peak < parties:
        expect.no_child_errors(run)
        if peak == 1:
            raise Mistake("one-at-a-time", parties=parties)
        raise Mistake("too-few-together", name=probe, parties=parties, peak=peak)
    expect.at_most(run, probe, parties=parties)


def gone(run: Run) -> None:
    """No process of the pool was left when the function was over."""
    for one in run.invocations:
        if one.leftovers:
            raise Mistake("pool-left", count=len(one.leftovers))
    expect.nothing_left(run)
