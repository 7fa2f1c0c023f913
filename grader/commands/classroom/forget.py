"""``classroom forget RUN [STUDENT]``: removes who is who, or one student. Says before what will be removed."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ...classroom import forgetting
from ...classroom.columns import wrapped
from ...classroom.forgetting import Removal
from ...classroom.problem import ClassProblem
from ...classroom.words import ClassWords
from ...faults import complain
from ...messages import Words
from ...statuses import GOOD, NOT_UNDERSTOOD


def add(steps: "argparse._SubParsersAction[Any]") -> None:
    """Say what it takes."""
    one = steps.add_parser("forget", help="remove who is who, or one student; says first what that is")
    one.add_argument("run", metavar="RUN", type=Path, help="the folder with the results")
    one.add_argument("student", metavar="STUDENT", nargs="?", help="a pseudonym, or a number of the learning platform")
    one.add_argument("--yes", action="store_true", help="remove it without asking")


def run(options: argparse.Namespace, say: Words) -> int:
    """Show it, ask, remove it; return the exit status."""
    words = ClassWords(say.language, "regrade")
    try:
        done = forgetting.forget(options.run, options.student, _asks(options, words))
    except ClassProblem as problem:
        complain(problem.said(say.language))
        return problem.status
    except EOFError:
        done = False
    if done:
        print(words("forget-done"))
        return GOOD
    complain(words("forget-kept" if sys.stdin.isatty() else "forget-not-asked"))
    return NOT_UNDERSTOOD


def _asks(options: argparse.Namespace, say: ClassWords) -> Callable[[Removal], bool]:
    def agreed(removal: Removal) -> bool:
        for line in _shown(removal, options.run, say):
            print(line)
        if options.yes:
            return True
        return sys.stdin.isatty() and input(say("forget-ask")).strip().casefold() == "yes"

    return agreed


def _shown(removal: Removal, run: Path, say: ClassWords) -> list[str]:
    """Return the lines that say what will be removed, and what stays."""
    one = bool(removal.student)
    parts = [*wrapped(say("forget-one" if one else "forget-key", student=removal.student, folder=run))]
    if not removal.pieces:
        parts += wrapped(say("forget-nothing"), "  ")
    for piece in removal.pieces:
        parts += wrapped("- " + say(piece.key, file=piece.file, count=piece.count), "  ")
    parts += wrapped(say("forget-stays" if one else "forget-stays-key"))
    if one:
        parts += wrapped(say("forget-again"))
    if removal.elsewhere:
        parts += wrapped(say("forget-elsewhere", files=", ".join(removal.elsewhere)))
    return parts
