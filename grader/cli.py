"""The command line: ``python -m grader COMMAND``. Parses it, chooses the command, and returns the exit status."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from typing import get_args

from . import __version__, messages, report
from .choices import SandboxChoice, Wanted
from .faults import NotUnderstood, Unfit, complain
from .messages import Words
from .statuses import GOOD, GRADER_FAILED, NOT_UNDERSTOOD


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(prog="grader", description="Grades exercises on Python's multiprocessing.")
    top.add_argument("--version", action="version", version=f"Many Hands {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    speaks = argparse.ArgumentParser(add_help=False)
    speaks.add_argument("--lang", choices=messages.LANGUAGES, help="the language; otherwise that of your system")
    grading = argparse.ArgumentParser(add_help=False)
    grading.add_argument("--start-method", default="default", choices=get_args(Wanted))
    grading.add_argument("--sandbox", default="auto", choices=get_args(SandboxChoice))
    detail = grading.add_mutually_exclusive_group()
    detail.add_argument("-v", "--verbose", action="store_true", help="explain every failure, show every timeline")
    detail.add_argument("-q", "--quiet", action="store_true", help="one line")

    one = commands.add_parser("grade", parents=[grading, speaks], help="grade all exercises, or those named")
    one.add_argument("names", nargs="*", metavar="NAME", help="an exercise: ex06, 6, or part of its name")
    one.add_argument("--from", dest="folder", metavar="DIR", help="take the submissions from this folder")
    one.add_argument("--strict", action="store_true", help="exit with 1 unless everything passed")
    one.add_argument("-n", "--workers", type=int, metavar="N", help="grade N exercises side by side")
    one.add_argument("--minutes", type=minutes, metavar="N", help="what all plays of one exercise may take together (5)")
    one.add_argument("--seed", type=int, metavar="N", help="let the grader draw the same numbers as in a grading before")
    one.add_argument("--label", metavar="TEXT", help="what reports call the submissions, in place of the folder's name")
    one.add_argument("--output", metavar="DIR", help="keep here what a program printed, where a report cannot show it all")
    one.add_argument("--tied", action="store_true", help="end when standard input ends, as it does when its writer has died")
    for kind, what in report.OUTPUTS.items():
        one.add_argument(f"--{kind}", metavar="FILE", help=f"also write this file: {what}")

    commands.add_parser("standby", parents=[grading, speaks])  # what 'watch' starts
    commands.add_parser("serve", parents=[grading, speaks])  # what grades a class starts
    watching = commands.add_parser("watch", parents=[grading, speaks], help="grade an exercise on every save")
    watching.add_argument("name", nargs="?", metavar="NAME", help="otherwise the first that is not passed")
    hinting = commands.add_parser("hint", parents=[speaks], help="show the next hint of an exercise")
    hinting.add_argument("name", nargs="?", metavar="NAME", help="otherwise the first that is not passed")
    hinting.add_argument("--again", action="store_true", help="show only those that were shown before")
    resetting = commands.add_parser("reset", parents=[speaks], help="put the stub back, and keep the old text")
    resetting.add_argument("name", nargs="?", metavar="NAME")
    teaching = commands.add_parser("classroom", parents=[speaks], help="grade a class", add_help=False)
    teaching.add_argument("-h", "--help", dest="asked", action="store_true")  # else it would be no word of what remains
    teaching.add_argument("words", nargs=argparse.REMAINDER)
    commands.add_parser("doctor", parents=[speaks], help="say whether this machine is fit")
    _for_authors(commands, speaks)
    return top


def _for_authors(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", speaks: argparse.ArgumentParser) -> None:
    drawing = commands.add_parser("pictures", parents=[speaks], help="play and draw the pages' pictures anew (for authors)")
    drawing.add_argument("only", nargs="?", default="", metavar="PART-OF-NAME")
    commands.add_parser("pages", parents=[speaks], help="write the pages that are made from the kit itself (for authors)")
    marking = commands.add_parser("translated", parents=[speaks], help="list old translations, or mark some (for authors)")
    marking.add_argument("pages", nargs="*", metavar="PAGE", help="a translated page, such as docs/zh/concepts.md")
    laying = commands.add_parser("new", parents=[speaks], help="lay out the files of a new exercise (for authors)")
    laying.add_argument("name", metavar="exNN_slug", help="its number and a short name, such as ex35_locks")
    removing = commands.add_parser("remove", parents=[speaks], help="take an exercise out of the course (for authors)")
    removing.add_argument("name", metavar="NAME")
    examining = commands.add_parser("mutants", parents=[speaks], help="grade right answers with small changes (for authors)")
    examining.add_argument("names", nargs="*", metavar="NAME", help="an exercise; otherwise all")
    examining.add_argument("--all", action="store_true", help="change the right files of the gallery too")
    examining.add_argument("--changed", nargs="?", const="HEAD~1", metavar="COMMIT", help="what has changed since that commit")
    examining.add_argument("--sample", type=int, metavar="N", help="grade N of them")
    examining.add_argument("--seed", default="", metavar="TEXT", help="for each text another sample")
    examining.add_argument("--sandbox", default="auto", choices=get_args(SandboxChoice))
    examining.add_argument("-n", "--workers", type=int, default=2, metavar="N", help="grade N mutants side by side")


def minutes(word: str) -> float:
    found = float(word)
    if not 0 < found < 1e6:
        raise ValueError(word)
    return found


def main(arguments: Sequence[str]) -> int:
    """Carry out a command; return the exit status. Raises ``KeyboardInterrupt`` when the supervisor asks it to end."""
    signal.signal(signal.SIGTERM, _interrupt)
    for stream in (sys.stdout, sys.stderr):
        # On Windows a file or a pipe has the old code page, which few programs expect.
        old = sys.platform == "win32" and not stream.isatty() and "PYTHONIOENCODING" not in os.environ
        stream.reconfigure(encoding="utf-8" if old else None, errors="replace")  # type: ignore[union-attr]
    try:
        options = parser().parse_args(arguments)
    except SystemExit as done:  # argparse has said why
        return GOOD if done.code in (0, None) else NOT_UNDERSTOOD
    say = Words(messages.spoken(options.lang))
    try:
        return _carry_out(options, say)
    except Exception as error:
        status, text = _explained(error, say)
        complain(text)
        return status


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _carry_out(options: argparse.Namespace, say: Words) -> int:
    """Carry out a command; return its exit status. Nothing is imported that it does not need: each takes its time."""
    match options.command:
        case "grade" | "standby":
            from .commands import grade

            return grade.grade(options, say) if options.command == "grade" else grade.standby(options, say)
        case "serve":
            from .commands import serve

            return serve.run(options, say)
        case "watch":
            from .commands import watch

            return watch.run(options, say)
        case "hint":
            from .commands import hint

            return hint.run(options, say)
        case "reset":
            from .commands import reset

            return reset.run(options, say)
        case "doctor":
            from .commands import doctor

            return doctor.run(say)
        case "classroom":
            from .commands import classroom

            return classroom.run(["-h"] if options.asked else options.words, say)
        case "mutants":
            from .commands import mutants

            return mutants.run(options)
        case _:
            from .commands import authors

            return authors.run(options, say)


def _explained(error: Exception, say: Words) -> tuple[int, str]:
    """Return the exit status and the sentence for a command that ended with this. Raises it when nobody thought of it."""
    match error:
        case NotUnderstood():
            return NOT_UNDERSTOOD, say(error.key, **error.facts)
        case Unfit():
            return GRADER_FAILED, str(error)
        case LookupError():
            from .course.catalogue import UnknownExercise

            if isinstance(error, UnknownExercise):
                return NOT_UNDERSTOOD, error.said(say)
    raise error
