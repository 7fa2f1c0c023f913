"""The command line: ``python -m grader COMMAND``. Find, select, grade, report, and an exit status that says how it went."""

import argparse
import importlib.util
import os
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from . import __version__, files, messages, report
from .course.catalogue import Exercise, UnknownExercise, exercises, find
from .faults import GRADER_FAILED
from .files import EXERCISES, ROOT
from .grading.capacity import SandboxMissing
from .grading.results import Results
from .grading.session import Options, grade, grade_late
from .grading.submissions import Submission, read
from .messages import Words
from .report import progress, terminal

GOOD, WRONG, NOT_UNDERSTOOD = 0, 1, 2


class NotUnderstood(Exception):
    """The command cannot be carried out as it stands: the key of the sentence that says so, and its facts."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.key, self.facts = key, facts


class Unfit(Exception):
    """The machine lacks something without which no grading can be; the sentence that says so."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(prog="grader", description="Grades exercises on Python's multiprocessing.")
    top.add_argument("--version", action="version", version=f"Many Hands {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    speaks = argparse.ArgumentParser(add_help=False)
    speaks.add_argument("--lang", choices=messages.LANGUAGES, help="the language; otherwise that of your system")
    grading = argparse.ArgumentParser(add_help=False)
    grading.add_argument("--start-method", default="default", choices=["default", "all", "fork", "forkserver", "spawn"])
    grading.add_argument("--sandbox", default="auto", choices=["auto", "tree", "bubblewrap"])
    detail = grading.add_mutually_exclusive_group()
    detail.add_argument("-v", "--verbose", action="store_true", help="explain every failure, show every timeline")
    detail.add_argument("-q", "--quiet", action="store_true", help="one line")

    one = commands.add_parser("grade", parents=[grading, speaks], help="grade all exercises, or those named")
    one.add_argument("names", nargs="*", metavar="NAME", help="an exercise: ex06, 6, or part of its name")
    one.add_argument("--from", dest="folder", metavar="DIR", help="take the submissions from this folder")
    one.add_argument("--strict", action="store_true", help="exit with 1 unless everything passed")
    one.add_argument("-n", "--workers", type=int, metavar="N", help="grade N exercises side by side")
    for kind, what in report.OUTPUTS.items():
        one.add_argument(f"--{kind}", metavar="FILE", help=f"also write this file: {what}")

    commands.add_parser("standby", parents=[grading, speaks])  # what 'watch' starts
    watching = commands.add_parser("watch", parents=[grading, speaks], help="grade an exercise on every save")
    watching.add_argument("name", nargs="?", metavar="NAME", help="otherwise the first that is not passed")
    hinting = commands.add_parser("hint", parents=[speaks], help="show the next hint of an exercise")
    hinting.add_argument("name", nargs="?", metavar="NAME", help="otherwise the first that is not passed")
    hinting.add_argument("--again", action="store_true", help="show only those that were shown before")
    resetting = commands.add_parser("reset", parents=[speaks], help="put the stub back, and keep the old text")
    resetting.add_argument("name", nargs="?", metavar="NAME")
    commands.add_parser("doctor", parents=[speaks], help="say whether this machine is fit")
    drawing = commands.add_parser("pictures", parents=[speaks], help="play and draw the pages' pictures anew (for authors)")
    drawing.add_argument("only", nargs="?", default="", metavar="PART-OF-NAME")
    commands.add_parser("pages", parents=[speaks], help="write the pages that are made from the kit itself (for authors)")
    marking = commands.add_parser("translated", parents=[speaks], help="list old translations, or mark some (for authors)")
    marking.add_argument("pages", nargs="*", metavar="PAGE", help="a translated page, such as docs/zh/concepts.md")
    return top


def main(arguments: Sequence[str]) -> int:
    """Carry out a command; return the exit status. Raises ``KeyboardInterrupt`` when the supervisor asks it to end."""
    signal.signal(signal.SIGTERM, _interrupt)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        options = parser().parse_args(arguments)
    except SystemExit as done:  # argparse has said why
        return GOOD if done.code in (0, None) else NOT_UNDERSTOOD
    words = Words(messages.spoken(options.lang))
    try:
        return _COMMANDS[options.command](options, words)
    except NotUnderstood as error:
        return _complain(words(error.key, **error.facts))
    except UnknownExercise as error:
        return _complain(error.said(words))
    except SandboxMissing:
        return _complain(words("no-sandbox"))
    except Unfit as unfit:
        _complain(str(unfit))
        return GRADER_FAILED


def _complain(text: str) -> int:
    print(f"grader: {text}", file=sys.stderr)
    return NOT_UNDERSTOOD


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _grade(options: argparse.Namespace, words: Words) -> int:
    folder = _folder(options.folder)
    submissions = _select(options.names, folder, words)
    with progress.line(words) as shown:
        results = grade(submissions, _how(options, words), options.folder or EXERCISES.name, shown)
    _report(results, options, folder)
    status = _status(results, strict=options.strict)
    for kind in report.OUTPUTS:
        name = getattr(options, kind)
        if name is not None:
            try:
                files.write(report.rendered(results, kind), Path(name))
            except OSError as error:
                why = error.strerror or type(error).__name__
                _complain(words("cannot-write", file=name, why=why, option=f"--{kind}"))
                status = GRADER_FAILED
    return status


def _how(options: argparse.Namespace, words: Words) -> Options:
    """Return how to grade. Raises ``NotUnderstood`` when this machine cannot do that, and ``Unfit`` when it can do nothing."""
    _check_method(options.start_method)
    for name in ("pytest", "xdist", "psutil"):
        if importlib.util.find_spec(name) is None:
            raise NotUnderstood("missing-library", name=name)
    from .grading import capacity, machine

    capacity.raise_files()
    if lack := machine.hopeless():
        raise Unfit(lack.sentence(words))
    workers = getattr(options, "workers", None)
    if workers is None and not machine.for_workers():
        workers = 1
    return Options(
        method=options.start_method,
        sandbox=options.sandbox,
        workers=workers,
        language=words.language,
    )


def _report(results: Results, options: argparse.Namespace, folder: Path) -> None:
    from .commands import memory as state

    state.note(results, folder)
    first = next((one.name for one in results.exercises if one.first_failure is not None), None)
    stuck = folder == EXERCISES and first is not None and state.recall(first).failed >= state.STUCK
    detail: terminal.Detail = "quiet" if options.quiet else "verbose" if options.verbose else "normal"
    terminal.show(
        results,
        terminal.console(),
        detail=detail,
        offer_hint=stuck,
        watching=options.command == "standby",
        after=_after(results),
    )


def _after(results: Results) -> str | None:
    """Return the exercise that comes after the last of these, for a student who goes through the course."""
    if results.submissions != EXERCISES.name or not results.exercises:
        return None
    return next((one.name for one in exercises() if one.name > results.exercises[-1].name), None)


def _status(results: Results, *, strict: bool = False) -> int:
    """Return the exit status: see the README."""
    found = {one.status for one in results.exercises}
    if "grader_error" in found:
        return GRADER_FAILED
    if "failed" in found or (strict and found != {"passed"}):
        return WRONG
    return GOOD


def _standby(options: argparse.Namespace, words: Words) -> int:
    """Have everything ready, wait for the name of an exercise, grade it."""

    def ask() -> list[Submission]:
        name = sys.stdin.readline().strip()
        return [read(Exercise(name), EXERCISES, named=True)] if name else []

    with progress.line(words) as shown:
        results = grade_late(ask, _how(options, words), EXERCISES.name, shown)
    if not results.exercises:
        return GOOD
    _report(results, options, EXERCISES)
    return _status(results, strict=True)


def _watch(options: argparse.Namespace, words: Words) -> int:
    from .commands import memory as state
    from .commands import watch

    exercise = find(options.name) if options.name else state.at_hand()
    command = [sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "--inner", "standby", "--lang", words.language]
    command += ["--start-method", options.start_method, "--sandbox", options.sandbox]
    command += ["-v"] if options.verbose else ["-q"] if options.quiet else []
    return watch.Watch(exercise, command, words, terminal.console()).run()


def _hint(options: argparse.Namespace, words: Words) -> int:
    from .commands import hint
    from .commands import memory as state

    exercise = find(options.name) if options.name else state.at_hand()
    for line in hint.lines(exercise, words, again=options.again):
        print(line)
    return GOOD


def _reset(options: argparse.Namespace, words: Words) -> int:
    from .commands.reset import reset

    if options.name is None:
        raise NotUnderstood("which-exercise", command="reset")
    exercise = find(options.name)
    file = f"{EXERCISES.name}/{exercise.file.name}"
    was_there = exercise.file.exists()
    try:
        kept = reset(exercise)
    except OSError as error:
        _complain(words("reset-failed", file=file, why=error.strerror or type(error).__name__))
        return GRADER_FAILED
    if kept is not None:
        print(words("reset-done", file=file, kept=f"{EXERCISES.name}/{kept.name}"))
    else:
        print(words("reset-nothing" if was_there else "reset-new", file=file))
    return GOOD


def _doctor(options: argparse.Namespace, words: Words) -> int:
    from .commands import doctor

    for line in doctor.lines(list(doctor.findings()), words):
        print(line)
    return GOOD


def _pages(options: argparse.Namespace, words: Words) -> int:
    from .authoring import pages

    for path in pages.write():
        print(f"written: {path.relative_to(ROOT)}")
    return GOOD


def _pictures(options: argparse.Namespace, words: Words) -> int:
    from .authoring import pictures
    from .commands import doctor

    for path in pictures.write(doctor.sandbox(), options.only):
        print(f"written: {path.relative_to(ROOT)}")
    return GOOD


def _translated(options: argparse.Namespace, words: Words) -> int:
    from .authoring import pages

    known = pages.translations()
    for name in options.pages:
        page = Path(name).resolve()
        if page not in known or not pages.source(page).exists():
            raise NotUnderstood("no-translation", name=name)
        pages.mark_translated(page)
    old = [page for page in known if pages.is_old(page)]
    for page in old:
        print(f"older than its source: {page.relative_to(ROOT)}")
    return WRONG if old else GOOD


_COMMANDS = {
    "grade": _grade, "standby": _standby, "watch": _watch, "hint": _hint, "reset": _reset, "doctor": _doctor,
    "pages": _pages, "pictures": _pictures, "translated": _translated,
}  # fmt: skip


def _folder(name: str | None) -> Path:
    if name is None:
        return EXERCISES
    try:
        folder = _found(name)
        files = os.listdir(folder)
    except (FileNotFoundError, ValueError):  # a name with a zero byte is none
        raise NotUnderstood("no-folder", name=name) from None
    except NotADirectoryError:
        raise NotUnderstood("folder-is-file", name=name) from None
    except OSError as error:
        raise NotUnderstood("folder-unreadable", name=name, why=error.strerror or type(error).__name__) from None
    if not any(re.match("ex[0-9][0-9]_", file) for file in files):
        raise NotUnderstood("folder-empty", name=name)
    return folder


def _found(name: str) -> Path:
    """Return the folder of this name, here or in the kit: nox runs in the kit's folder, the user may not be there."""
    try:
        Path(name).stat()
    except FileNotFoundError:
        return ROOT / name
    return Path(name)


def _select(names: Sequence[str], folder: Path, words: Words) -> list[Submission]:
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
        _complain(one.said(words))
    return [read(one, folder, named=True) for one in sorted(chosen)]


def _check_method(wanted: str) -> None:
    from .checking import methods

    if wanted not in ("default", "all", *methods()):
        raise NotUnderstood("no-method", wanted=wanted, known=", ".join(methods()))
