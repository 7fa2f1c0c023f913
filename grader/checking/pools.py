"""What exercises with a pool of worker processes expect alike. Each has words of its own for these codes."""

import re

from grader.stage.pools import END

from ..judge.ledger import Ledger
from ..judge.run import Run
from . import expect
from .marks import Mistake

LEAVES = re.compile(r"\bos\.fork\b|\b_exit\b|import[^\n]*\bfork\b")


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


def same_processes(run: Run, probe: str, *, parties: int) -> None:
    """A pool of so many processes did all the work, unless it was told to put new ones in the place of old ones."""
    have = len({run.process(call) for call in run.of_probe(probe)})
    if have > parties and run.note("recycling") is None:
        raise Mistake("new-processes", name=probe, have=have, parties=parties)


def ends_told(run: Run, probe: str) -> None:
    """Each process that called this probe, and has ended by itself, has said so: else the judge could not hold it there.

    A process that leaves by ``os._exit``, or that multiprocessing has not started, says nothing, and need not.
    """
    over = run.invocations[-1].ended if run.invocations else None
    if over is None or run.note("kills") is not None or LEAVES.search(run.source):
        return
    gone = {(life.pid, life.born) for life in run.lives if life.ended is not None and life.ended <= over}
    ends: dict[object, list[float]] = {}
    for end in run.of_probe(END):
        ends.setdefault(run.process(end), []).append(end.entered)
    for call in run.of_probe(probe):
        told = ends.get(run.process(call), [])
        if run.process(call) not in gone or call.left is None or call.how == "died":
            continue
        if len(told) != 1 or told[0] < call.left:
            what = f"a process that has called {probe} told its end {len(told)} times, or too early"
            raise Mistake("odd-message", file=run.file, what=what)
