"""``classroom hints DIR``: what the teacher may want to look at, since it may be no work of a student's own. Marks nobody."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ...classroom import journal, reading, roster, state
from ...classroom.disk import keeping
from ...classroom.hints import export, looking, telling
from ...classroom.problem import ClassProblem
from ...classroom.records import Handed
from ...classroom.words import ClassWords
from ...course import catalogue
from ...faults import complain
from ...messages import Words
from ...report.text import clean
from ...statuses import GOOD, NOT_UNDERSTOOD


def add(steps: "argparse._SubParsersAction[Any]") -> None:
    """Say what it takes."""
    hints = steps.add_parser("hints", help="list odd imports and equal programs, for the teacher only: no verdict")
    hints.add_argument("folder", metavar="DIR", type=Path, help="what students handed in; or the results of a class")
    hints.add_argument("--into", metavar="RUN", type=Path, help="the results with the pseudonyms (default: DIR.results)")
    hints.add_argument("--layout", choices=("auto", *reading.LAYOUTS), default="auto", help="how it is laid out")
    hints.add_argument("--names", action="store_true", help="say who it is, not only the pseudonym")
    hints.add_argument("--export", metavar="FOLDER", type=Path, help="write the files there, by pseudonym, for JPlag, Dolos")


def run(options: argparse.Namespace, say: Words) -> int:
    """Print the list, or write the files; return the exit status."""
    try:
        for line in _lines(options, say):
            print(line)
    except reading.NotRead as error:
        complain(error.said(say.language))
        return NOT_UNDERSTOOD
    except ClassProblem as problem:
        complain(problem.said(say.language))
        return problem.status
    return GOOD


def _lines(options: argparse.Namespace, say: Words) -> Iterable[str]:
    folder: Path = options.folder
    if (folder / journal.NAME).is_file() and options.export is None:
        return telling.told(looking.of_state(state.load(folder)), say.language)
    results = options.into or folder.with_name(f"{folder.absolute().name}.results")
    secret = roster.secret(results, fresh=False) if (results / roster.SECRET).is_file() else None
    if secret is None and options.export is not None:
        raise ClassProblem("no-names", step="hints", folder=str(results))
    seen = reading.read(folder, None if options.layout == "auto" else options.layout, catalogue.exercises())

    def named(handed: Handed) -> str:
        who = handed.student
        if secret is None:
            return who.number
        label = roster.pseudonym(secret, who)
        return f"{label} ({who.number} {who.name})" if options.names and options.export is None else label

    if options.export is None:
        return telling.told(looking.look(seen, named), say.language)
    with keeping(options.export):
        written = export.export(seen, named, options.export)
    return _exported(written, options.export, ClassWords(say.language, "hints"))


def _exported(written: tuple[str, ...], place: Path, say: ClassWords) -> Iterable[str]:
    yield clean(say("exported", count=len(written), folder=place))
    for line in export.commands(place, written[0]) if written else ():
        yield f"  {clean(line)}"
