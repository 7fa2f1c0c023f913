"""Examines the kit itself: every mutant is graded, until one check refutes it."""

import hashlib
import multiprocessing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import util

from ...checking import methods
from ...course.catalogue import Exercise
from ...files import ROOT
from ...grading import trial
from ...judge.runner import ScenarioRunner
from ...judge.sandbox import Sandbox
from . import journal, making
from .journal import Journal, Judged
from .making import Mutant


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One mutant to be graded."""

    exercise: Exercise
    mutant: Mutant


def tasks(exercises: Iterable[Exercise], *, gallery: bool) -> list[Task]:
    """Return the mutants of these exercises: of their solutions, and with ``gallery`` of all right answers."""
    return [
        Task(exercise=exercise, mutant=mutant)
        for exercise in exercises
        for mutant in making.of_exercise(exercise)
        if gallery or mutant.file.startswith("solutions/")
    ]


def originals(whole: Iterable[Task]) -> list[Task]:
    """Return the right answers of which these are the mutants. Where one fails, its mutants would prove nothing."""
    files = {one.mutant.file: one.exercise for one in whole}
    return [
        Task(
            exercise=exercise,
            mutant=Mutant(file=file, operator="unchanged", change="", nth=0, source=(ROOT / file).read_bytes()),
        )
        for file, exercise in files.items()
    ]


def sample(whole: Sequence[Task], size: int, seed: str) -> list[Task]:
    """Return so many of them, for each seed others. One mutant more or less changes one place of a sample at most."""
    chosen = sorted(whole, key=lambda one: hashlib.sha256(seed.encode() + one.mutant.source).digest())[:size]
    return [one for one in whole if one in chosen]


def examine(whole: Iterable[Task], sandbox: Sandbox, workers: int, known: Journal) -> Iterator[tuple[Task, Judged]]:
    """Grade these mutants, and yield each with its verdict as it is there; those that the journal knows come first."""
    rests_on: dict[Exercise, str] = {}
    left: dict[str, Task] = {}
    for one in whole:
        if one.exercise not in rests_on:
            rests_on[one.exercise] = journal.digest(one.exercise, sandbox)
        key = journal.key(one.mutant, rests_on[one.exercise])
        if judged := known.recall(key):
            yield one, judged
        else:
            left[key] = one
    for key, judged in _graded(left, sandbox, workers):
        known.add(key, judged)
        yield left[key], judged


def _graded(left: Mapping[str, Task], sandbox: Sandbox, workers: int) -> Iterator[tuple[str, Judged]]:
    if not left:
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(left)), context, _begin, (sandbox,)) as pool:
        try:
            keys = {pool.submit(judge, one.exercise, one.mutant.source): key for key, one in left.items()}
            for future in as_completed(keys):
                yield keys.pop(future), future.result()
        finally:
            pool.shutdown(cancel_futures=True)


_RUNNERS: list[tuple[ScenarioRunner, Sandbox]] = []
"""Where this process plays; empty until it begins."""


def _begin(sandbox: Sandbox) -> None:
    runner = ScenarioRunner(sandbox)
    util.Finalize(None, runner.close, exitpriority=1)  # a process of a pool ends without atexit
    _RUNNERS.append((runner, sandbox))


def judge(exercise: Exercise, source: bytes) -> Judged:
    """Grade one text, under the default start method first: most mutants need no other to be refuted."""
    runner, sandbox = _RUNNERS[0]
    planned = sorted(exercise.planned_checks(), key=lambda one: one.method != methods()[0])
    for _ in range(2):  # a fault of the grader's own comes from the machine: once more
        found = trial.verdicts(exercise, source, planned, runner, sandbox)
        seconds = round(sum(one.seconds for one in found.values()), 2)
        failure = trial.first_failure(found)
        if failure is None:
            return Judged(outcome="survived", seconds=seconds)
        key, verdict = failure
        if verdict.outcome == "failed":
            return Judged(outcome="refuted", check=key, code=verdict.code or "", seconds=seconds)
    return Judged(outcome="fault", check=key, code=str(verdict.facts.get("text")), seconds=seconds)
