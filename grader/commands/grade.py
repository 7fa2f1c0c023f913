"""``grade``: grades all exercises, or those named. ``standby``, which ``watch`` starts, waits for a name before it does so."""

import argparse
import contextlib
import importlib.util
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from .. import files, report
from ..checking import methods
from ..course.catalogue import Exercise, UnknownExercise, exercises, find
from ..faults import NotUnderstood, Unfit, complain
from ..files import COURSE, EXERCISES, ROOT, SOLUTIONS
from ..grading import capacity, digests, machine, session
from ..grading.budget import MINUTES
from ..grading.names import nearly
from ..grading.results import Results
from ..grading.submissions import Submission, read
from ..messages import Words
from ..report import progress, terminal
from ..statuses import GOOD, GRADER_FAILED, WRONG
from . import memory


def grade(options: argparse.Namespace, say: Words) -> int:
    """Grade what was asked for, show it, and write the files that were asked for; return the exit status."""
    folder = submissions_folder(options.folder)
    submissions = _select(options.names, folder, say, options.label)
    wanted, refusal = how(options, say), "no-sandbox"
    if wanted.sandbox == "auto" and not _own(folder):  # tree gives who is graded all that this user may do: never unasked
        wanted, refusal = replace(wanted, sandbox="bubblewrap"), "no-sandbox-for-others"
    kit = digests.whole() if options.json else ""
    with progress.line(say) as shown, refusals(refusal):
        results = session.grade(submissions, wanted, options.folder or EXERCISES.name, shown)
    results = replace(results, label=options.label, kit=kit)
    _show(results, options, folder)
    written = _write(results, options, say)
    return _status(results, strict=options.strict) if written else GRADER_FAILED


def standby(options: argparse.Namespace, say: Words) -> int:
    """Have everything ready, wait for the name of an exercise, grade it; return the exit status."""

    def ask() -> list[Submission]:
        name = sys.stdin.readline().strip()
        return [read(Exercise(name), EXERCISES, named=True)] if name else []

    with progress.line(say) as shown, refusals("no-sandbox"):
        results = session.grade_late(ask, how(options, say), EXERCISES.name, shown)
    if not results.exercises:
        return GOOD
    _show(results, options, EXERCISES)
    return _status(results, strict=True)


@contextlib.contextmanager
def refusals(key: str) -> Iterator[None]:
    """Say with this sentence that the sandbox that was asked for does not work here."""
    try:
        yield
    except capacity.SandboxMissing:
        raise NotUnderstood(key) from None


def _own(folder: Path) -> bool:
    """Say whether a folder is one that the kit comes with: whoever runs it has written, or checked, what is there."""
    here = folder.resolve()
    return here in (EXERCISES.resolve(), SOLUTIONS.resolve()) or here.is_relative_to(COURSE.resolve())


def how(options: argparse.Namespace, say: Words) -> session.Options:
    """Return how to grade. Raises ``NotUnderstood`` when this machine cannot do that, and ``Unfit`` when it can do nothing."""
    if options.start_method not in ("default", "all", *methods()):
        raise NotUnderstood("no-method", wanted=options.start_method, known=", ".join(methods()))
    for name in ("pytest", "xdist", "psutil"):
        if importlib.util.find_spec(name) is None:
            raise NotUnderstood("missing-library", name=name)
    capacity.raise_files()
    if lack := machine.hopeless():
        raise Unfit(lack.sentence(say))
    workers = getattr(options, "workers", None)
    if workers is None and not machine.for_workers():
        workers = 1
    return session.Options(
        method=options.start_method,
        sandbox=options.sandbox,
        workers=workers,
        language=say.language,
        minutes=getattr(options, "minutes", None) or MINUTES,
        output=getattr(options, "output", None),
        **({} if getattr(options, "seed", None) is None else {"seed": options.seed}),
    )


def _show(results: Results, options: argparse.Namespace, folder: Path) -> None:
    memory.note(results, folder)
    first = next((one.name for one in results.exercises if one.first_failure is not None), None)
    stuck = folder == EXERCISES and first is not None and memory.recall(first).failed >= memory.STUCK
    detail: terminal.Detail = "quiet" if options.quiet else "verbose" if options.verbose else "normal"
    watching = options.command == "standby"
    terminal.show(
        results, terminal.console(), detail=detail, offer_hint=stuck, watching=watching, after=_after(results, folder)
    )


def _after(results: Results, folder: Path) -> str | None:
    """Return the exercise that comes after the last of these, for a student who goes through the course."""
    if folder.resolve() != EXERCISES.resolve() or not results.exercises:
        return None
    return next((one.name for one in exercises() if one.name > results.exercises[-1].name), None)


def _write(results: Results, options: argparse.Namespace, say: Words) -> bool:
    """Write the files that were asked for; say which could not be written, and return whether all were."""
    good = True
    for kind in report.OUTPUTS:
        name = getattr(options, kind)
        if name is not None:
            try:
                files.write(report.rendered(results, kind), Path(name))
            except OSError as error:
                why = error.strerror or type(error).__name__
                complain(say("cannot-write", file=name, why=why, option=f"--{kind}"))
                good = False
    return good


def _status(results: Results, *, strict: bool = False) -> int:
    """Return the exit status: see the README."""
    found = {one.status for one in results.exercises}
    if "grader_error" in found:
        return GRADER_FAILED
    if "failed" in found or (strict and found != {"passed"}):
        return WRONG
    return GOOD


def submissions_folder(name: str | None) -> Path:
    """Return the folder to grade. Raises ``NotUnderstood`` when nothing in it can be graded."""
    if name is None:
        return EXERCISES
    try:
        folder = _existing(name)
        inside = os.listdir(folder)
    except (FileNotFoundError, ValueError):  # a name with a zero byte is none
        raise NotUnderstood("no-folder", name=name) from None
    except NotADirectoryError:
        raise NotUnderstood("folder-is-file", name=name) from None
    except OSError as error:
        if Path(name).is_file():  # not every Windows says so
            raise NotUnderstood("folder-is-file", name=name) from None
        raise NotUnderstood("folder-unreadable", name=name, why=error.strerror or type(error).__name__) from None
    if not any(re.match("ex[0-9][0-9]_", file) for file in inside) and not any(nearly(one, folder) for one in exercises()):
        raise NotUnderstood("folder-empty", name=name)
    return folder


def _existing(name: str) -> Path:
    """Return the folder of this name, here or in the kit: nox runs in the kit's folder, the user may not be there."""
    try:
        Path(name).stat()
    except FileNotFoundError:
        return ROOT / name
    return Path(name)


def _select(names: Sequence[str], folder: Path, say: Words, label: str | None) -> list[Submission]:
    """Return the submissions to grade. A name that nothing answers to spoils only itself, if there are others."""
    course = exercises()
    if not names:
        return [read(one, folder, named=False, shown=label) for one in course]
    chosen: dict[Exercise, None] = {}
    unknown: list[UnknownExercise] = []
    for name in names:
        try:
            chosen[find(name, course)] = None
        except UnknownExercise as error:
            unknown.append(error)
    if not chosen:
        raise unknown[0]
    for one in unknown:
        complain(one.said(say))
    return [read(one, folder, named=True, shown=label) for one in sorted(chosen)]
