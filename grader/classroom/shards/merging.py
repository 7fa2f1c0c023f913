"""Takes what was decided in shards into a class's results. The first verdict that is durable counts; another is only told of.

All is looked at before anything is written: one shard that does not belong here stops the command, and nothing has changed.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import journal, lines, lock, settling
from ..disk import keeping
from ..opening import OUTPUT, Opened, Setup, current, opened, output
from ..problem import ClassProblem
from ..records import Canary, Course
from ..state import ATTEMPTS, History
from . import parts, splitting
from .grading import SAME, surroundings
from .parts import Shard
from .verdicts import Found, found

LINE = "merge"
"""The line of the journal that says that a shard was merged: ``split``, ``shard``, and ``upto``, the shard's line so far."""


@dataclass(slots=True, kw_only=True)
class Merged:
    """What came of one shard. taken: verdicts that are new; known: that were there before. disagreements: that differ.

    of: submissions of the shard. waiting: of these, that are not done there yet. outdated: verdicts on what was handed in anew
    since. unproved: verdicts that no canary has followed yet. torn: the shard's last line was half written. running: it is
    being graded now.
    """

    shard: Shard
    of: int = 0
    waiting: int = 0
    taken: int = 0
    known: int = 0
    disagreements: int = 0
    outdated: int = 0
    unproved: int = 0
    torn: bool = False
    running: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Come:
    """A shard that has come back. history: what its journal says; None when nothing has been graded there.

    verdicts: that count, whole. canaries: with the numbers of their lines. count: lines.
    """

    shard: Shard
    history: History | None
    verdicts: tuple[Found, ...] = ()
    canaries: tuple[tuple[int, Canary, Mapping[str, Any]], ...] = ()
    count: int = 0
    report: Merged = field(kw_only=True)


def merge(run: Path, paths: Sequence[Path], setup: Setup, *, mixed: bool = False) -> list[Merged]:
    """Merge shards into a class's results; return what came of each.

    mixed: they may have been graded in other surroundings than the class, and than each other. Raises ``ClassProblem``.
    """
    if not (run / journal.NAME).is_file():
        raise ClassProblem("no-results", folder=str(run))
    with opened(run, setup) as held:
        held = current(held, run, setup.disk)
        found = _merge(held, run, paths, mixed=mixed)
        with keeping(run):
            settling.settle(run, held.history, held.journal, setup.disk)
        return found


def _merge(held: Opened, run: Path, paths: Sequence[Path], *, mixed: bool) -> list[Merged]:
    if held.history.course is None:
        raise ClassProblem("no-results", folder=str(run))
    splits, upto = _known(run)
    come = []
    for path in paths:
        shard = parts.read(path)
        if shard.split not in splits:
            raise ClassProblem("shard-foreign", step="shards", folder=str(path), results=str(run))
        try:
            come.append(_come(shard, held.history.course, mixed=mixed))
        except (LookupError, TypeError, ValueError, AttributeError):  # its lines are whole, but say what no grading says
            raise parts.damaged(shard.results / journal.NAME) from None
    with keeping(run):
        for one in come:
            _take(held, one, upto)
            _copy(one, output(run, held.history))
    return [one.report for one in come]


def _known(run: Path) -> tuple[set[str], dict[tuple[str, int], int]]:
    """Return the splits of these results, and up to which line each of their shards was merged before."""
    splits: set[str] = set()
    upto: dict[tuple[str, int], int] = {}
    for line in journal.Replay(run / journal.NAME):
        if line["what"] == splitting.LINE:
            splits.add(line["id"])
        elif line["what"] == LINE:
            upto[line["split"], line["shard"]] = max(line["upto"], upto.get((line["split"], line["shard"]), 0))
    return splits, upto


def _come(shard: Shard, course: Course, *, mixed: bool) -> _Come:
    """Return what a shard has come back with. Raises ``ClassProblem`` when that is not whole, or not to be used here."""
    running = lock.is_held(shard.results)
    replay = journal.Replay(shard.results / journal.NAME)
    history, told = History(), []
    for line in replay:
        if line["what"] == "course" and (line.get("split"), line.get("shard")) != (shard.split, shard.number):
            raise ClassProblem("shard-swapped", step="shards", folder=str(shard.path))
        history.take(line)
        told.append(line)
    report = Merged(shard=shard, of=len(shard.parts), torn=bool(replay.torn), running=running)
    if history.course is None:
        if replay.count:
            raise parts.damaged(replay.path)
        report.waiting = report.of
        return _Come(shard=shard, history=None, report=report)
    _usable(shard, history.course, course, mixed=mixed)
    unknown = set(history.students) - set(shard.parts)
    if unknown:
        raise ClassProblem("shard-swapped", step="shards", folder=str(shard.path))
    report.waiting = sum(name not in history.students or _open(history, name) for name in shard.parts)
    believed = [line for line in told if line["what"] == "verdict" and _believed(history, line["key"], line["n"])]
    proved = [line for line in believed if _proved(history, line["n"])]
    report.unproved = len(believed) - len(proved)
    where = (surroundings(history.course), surroundings(course))
    return _Come(
        shard=shard,
        history=history,
        verdicts=tuple(found(shard, line, *where) for line in proved),
        canaries=tuple((line["n"], lines.canary(line), line) for line in told if line["what"] == "canary"),
        count=history.proved if history.canaries else replay.count,
        report=report,
    )


def _usable(shard: Shard, graded: Course, course: Course, *, mixed: bool) -> None:
    """See that the marks can stand beside the class's own."""
    for name, key in SAME.items():
        if getattr(graded, name) != getattr(course, name):
            raise ClassProblem(key, step="shards", folder=str(shard.path))
    if graded.seed != course.seed or graded.budget != course.budget:
        raise ClassProblem("shard-swapped", step="shards", folder=str(shard.path))
    if not mixed and surroundings(graded) != surroundings(course):
        then, now = (", ".join(surroundings(one)) for one in (course, graded))
        raise ClassProblem("shard-mixed", step="shards", folder=str(shard.path), then=then, now=now)


def _open(history: History, name: str) -> bool:
    return history.state(history.students[name]) == "waiting"


def _believed(history: History, key: str, n: int) -> bool:
    """Say whether this line's verdict is the one that counts there: machines that were broken have told others."""
    counts = history.accepted.get(key) or history.doubtful.get(key)
    return counts is not None and counts.n == n


def _proved(history: History, n: int) -> bool:
    """Say whether the machine was seen to be good after this line."""
    return not history.canaries or n <= history.proved


def _take(held: Opened, one: _Come, upto: Mapping[tuple[str, int], int]) -> None:
    """Write down what a shard has come back with."""
    if one.history is None:
        return
    history, report, where = held.history, one.report, (one.shard.split, one.shard.number)
    whole = all(verdict.n <= history.proved for verdict in history.accepted.values())
    wanted = {key for student in history.students.values() for key in student.files.values()}
    for verdict in one.verdicts:
        if verdict.key not in wanted:
            report.outdated += 1
        elif (before := history.accepted.get(verdict.key)) is not None:
            report.known += 1
            if not verdict.doubtful and verdict.outcome != lines.outcome(before):
                report.disagreements += 1
                if verdict.key not in history.disagreements:
                    held.write("disagreement", **{**verdict.line, "file": before.file, "shard": one.shard.number})
        elif not (verdict.doubtful and verdict.key in history.doubtful):
            attempt = ATTEMPTS if verdict.doubtful else 0
            file, digest = held.store.put(verdict.key, verdict.whole, attempt)
            held.write("verdict", **{**verdict.line, "file": file, "sha256": digest, "shard": one.shard.number})
            report.taken += 1
    for student, how in _ends(history, one):
        held.write("end", student=student, how=how)
    for n, _, line in one.canaries:
        if upto.get(where, 0) < n <= one.count:
            facts = {name: line.get(name) for name in ("name", "good", "expected", "found")}
            held.write("canary", **facts, proved=bool(line["proved"] and whole), shard=one.shard.number)
    if one.count > upto.get(where, 0):
        held.write(LINE, split=one.shard.split, shard=one.shard.number, upto=one.count, taken=report.taken)


def _ends(history: History, one: _Come) -> Iterator[tuple[str, str]]:
    """Give what is to be said of submissions that were given up there, and have not changed since."""
    assert one.history is not None
    for name, part in one.shard.parts.items():
        here, there = history.students.get(name), one.history.students.get(name)
        if here is None or there is None or history.state(here) != "waiting" or not _proved(one.history, there.ended):
            continue
        if any(here.files.get(exercise) != key for exercise, key in part.keys.items()):
            continue  # something else has been handed in since
        if all(key in history.accepted for key in part.keys.values()):
            continue  # what could not be decided there was decided elsewhere
        how = one.history.state(there)
        if how == "spent":
            yield name, "budget"
        elif how == "undecided":
            yield from [(name, "fault")] * (ATTEMPTS - here.failed)


def _copy(one: _Come, place: Path) -> None:
    """Copy what programs have printed, where nothing of theirs is yet. Reports do without what cannot be copied."""
    for name in one.shard.parts:
        here, there = place / name, one.shard.results / OUTPUT / name
        if one.report.taken and there.is_dir() and not there.is_symlink() and not here.exists():
            with contextlib.suppress(OSError):
                here.mkdir(0o700, parents=True)
                for path in there.glob("*.txt"):
                    if path.is_file() and not path.is_symlink():
                        (here / path.name).write_bytes(path.read_bytes())
