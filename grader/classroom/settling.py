"""What becomes of a proposal: it is accepted, and is the marks then, or it is discarded. One line of the journal decides."""

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path

from . import changes, journal, lock, sets, state
from .changes import Comparison
from .disk import DISK, Disk, keeping
from .journal import Journal, Replay
from .problem import ClassProblem
from .state import History
from .store import Store

LISTED = 20
"""Marks that a refusal lists."""


@contextlib.contextmanager
def writing(run: Path, disk: Disk = DISK) -> Iterator[tuple[Journal, History]]:
    """Open the journal of results that there are, for this process only. Raises ``ClassProblem``."""
    if not (run / journal.NAME).is_file():
        raise ClassProblem("no-results", folder=str(run))
    with lock.locked(run), keeping(run):
        replay = Replay(run / journal.NAME)
        history = state.told(replay)
        if history.course is None:
            raise ClassProblem("no-results", folder=str(run))
        journal.mend(run, replay, disk)
        Store(run, disk).tidy()
        writer = Journal(run, secrets.token_hex(8), replay.count, disk)
        try:
            yield writer, history
        finally:
            writer.close()


def accept(run: Path, *, by: str | None = None, lower: bool = False, disk: Disk = DISK) -> Comparison:
    """Make the proposal the marks; return what has changed. by: who says so. lower: also where marks are lowered.

    Raises ``ClassProblem`` when there is none, when it is not graded to its end, or when it would lower marks.
    """
    with writing(run, disk) as (writer, history):
        view = changes.open_proposal(run, history)
        compared, held = changes.compare(run, history)
        if compared.waiting or not view.planned:
            raise ClassProblem("not-graded", step="regrade", number=view.number, waiting=len(compared.waiting))
        lowered = [one for one in compared.changes if one.lowers]
        if lowered and not lower:
            raise ClassProblem("lowers", step="regrade", marks=len(lowered), listed=_listed(lowered))
        _accept(run, view, compared, held, writer, disk, by)
        return compared


def _accept(
    run: Path, view: History, compared: Comparison, held: sets.Overrides, writer: Journal, disk: Disk, by: str | None
) -> None:
    facts = {"proposal": view.number, **({"by": by} if by else {})}
    now = state.snapshot(view, running=False)
    sets.make(run, now, "accepted", held, writer.add, disk, number=compared.number + 1, **facts)


def _listed(lowered: list[changes.Change]) -> str:
    lines = [
        f"\n  {one.student}  {one.exercise}  {changes.shown(one.before)} -> {changes.shown(one.after)}"
        for one in lowered[:LISTED]
    ]  # fmt: skip
    return "".join([*lines, *(["\n  …"] if len(lowered) > LISTED else [])])


def discard(run: Path, *, by: str | None = None, disk: Disk = DISK) -> int:
    """Drop the proposal; return its number. Its verdicts are kept: the next one need not grade the same again."""
    with writing(run, disk) as (writer, history):
        number = changes.open_proposal(run, history).number
        writer.add("set", how="discarded", proposal=number, **({"by": by} if by else {}))
        return number


def settle(run: Path, view: History, writer: Journal, disk: Disk = DISK) -> None:
    """Make marks of what has been graded, where that changes none that there are. For the journal's writer.

    That is the first grading that came to its end, and one of what nobody had a verdict for. view: what was graded.
    """
    if not view.number:
        sets.first(run, view, writer.add, disk)
        return
    history = state.read(run)
    compared, held = changes.compare(run, history)
    had = [one for one in compared.changes if one.before is not None and one.before.points is not None]
    if view.planned and not compared.waiting and not had:
        _accept(run, view, compared, held, writer, disk, None)
