"""The command line: ``python -m grader COMMAND``. Find, select, grade, report, and an exit status that says how it went."""

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from . import __version__
from .course import EXERCISES, ROOT, Exercise, UnknownExercise, exercises, find
from .records import Results
from .session import Options, SandboxMissing, grade
from .submissions import Submission, read

GOOD, WRONG, NOT_UNDERSTOOD, GRADER_FAILED = 0, 1, 2, 3


class NotUnderstood(Exception):
    """The command cannot be carried out as it stands. The text is one sentence with the way out."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(prog="grader", description="Grades exercises on Python's multiprocessing.")
    top.add_argument("--version", action="version", version=f"Many Hands {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    grading = commands.add_parser("grade", help="grade all exercises, or those named")
    grading.add_argument("names", nargs="*", metavar="NAME", help="an exercise: ex06, 6, or part of its name")
    grading.add_argument("--from", dest="folder", metavar="DIR", help="take the submissions from this folder")
    grading.add_argument("--start-method", default="default", choices=["default", "all", "fork", "forkserver", "spawn"])
    grading.add_argument("--sandbox", default="auto", choices=["auto", "tree", "bubblewrap"])
    grading.add_argument("--json", metavar="FILE", help="write the results to this file")
    grading.add_argument("--strict", action="store_true", help="exit with 1 unless everything passed")
    grading.add_argument("-n", "--workers", type=int, metavar="N", help="grade N exercises side by side")
    grading.add_argument("-v", "--verbose", action="store_true", help="explain every failure, show every timeline")
    commands.add_parser("pages", help="write the pages that are made from the kit itself (for authors)")
    return top


def main(arguments: Sequence[str]) -> int:
    """Carry out a command; return the exit status. Raises ``KeyboardInterrupt`` when the supervisor asks it to end."""
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        options = parser().parse_args(arguments)
        return _pages() if options.command == "pages" else _grade(options)
    except SystemExit as done:  # argparse has said why
        return GOOD if done.code in (0, None) else NOT_UNDERSTOOD
    except (NotUnderstood, UnknownExercise, SandboxMissing) as error:
        print(f"grade: {error}", file=sys.stderr)
        return NOT_UNDERSTOOD


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _pages() -> int:
    from . import pages

    for path in pages.write():
        print(f"written: {path.relative_to(ROOT)}")
    return GOOD


def _grade(options: argparse.Namespace) -> int:
    from .report import json_file, terminal

    folder = _folder(options.folder)
    submissions = _select(options.names, folder)
    _check_method(options.start_method)
    how = Options(method=options.start_method, sandbox=options.sandbox, workers=options.workers)
    results = grade(submissions, how, options.folder or EXERCISES.name)
    print(terminal.render(results, verbose=options.verbose))
    if options.json is not None:
        try:
            json_file.write(results, Path(options.json))
        except OSError as error:
            print(f"grade: cannot write {options.json}: {error.strerror}. Give another file to --json.", file=sys.stderr)
            return GRADER_FAILED
    return status(results, strict=options.strict)


def status(results: Results, *, strict: bool) -> int:
    """Return the exit status: see the README."""
    found = {one.status for one in results.exercises}
    if "grader_error" in found:
        return GRADER_FAILED
    if "failed" in found or (strict and found != {"passed"}):
        return WRONG
    return GOOD


def _folder(name: str | None) -> Path:
    if name is None:
        return EXERCISES
    folder = Path(name)
    if not folder.is_absolute() and not folder.exists():
        folder = ROOT / name  # nox runs in the kit's folder, the user may not be there
    if not folder.exists():
        raise NotUnderstood(f"the folder '{name}' does not exist. Give --from the folder that holds the exNN_….py files.")
    if not folder.is_dir():
        raise NotUnderstood(f"'{name}' is a file. Give --from the folder that holds it, and name the exercise.")
    if not any(folder.glob("ex[0-9][0-9]_*")):
        raise NotUnderstood(f"the folder '{name}' holds no exNN_….py file. The names must be those of the exercises.")
    return folder


def _select(names: Sequence[str], folder: Path) -> list[Submission]:
    """Return the submissions to grade. A name that nothing answers to spoils only itself, if there are others."""
    course = exercises()
    if not names:
        return [read(one, folder, named=False) for one in course]
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
        print(f"grade: {one}", file=sys.stderr)
    return [read(one, folder, named=True) for one in sorted(chosen)]


def _check_method(wanted: str) -> None:
    from .checking import methods

    if wanted not in ("default", "all", *methods()):
        raise NotUnderstood(f"this platform has no start method '{wanted}'. It has {', '.join(methods())}.")
