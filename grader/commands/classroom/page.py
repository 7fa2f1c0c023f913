"""``classroom page``: writes the teacher's page of a grading, from what is stored; nothing is graded."""

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ...classroom import changes, roster, state
from ...classroom.disk import put
from ...classroom.page import Wanted, render
from ...classroom.problem import ClassProblem
from ...classroom.records import ClassState
from ...classroom.results import VerdictLost, load
from ...classroom.words import ClassWords
from ...faults import complain
from ...messages import Words
from ...report.text import clean
from ...statuses import GOOD

NAME = "class.html"


def add(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the step takes."""
    one = steps.add_parser("page", help="write the page for teachers: can it be trusted, how is the class, who needs help")
    one.add_argument("run", metavar="RUN", type=Path, help="the results folder")
    one.add_argument("--to", metavar="FILE", type=Path, help=f"where the page goes; otherwise RUN/{NAME}")
    one.add_argument("--names", action="store_true", help="show names instead of pseudonyms: keep such a page to yourself")


def run(options: argparse.Namespace, say: Words) -> int:
    """Write the page; return the exit status."""
    try:
        path = write(options.run, options.to, say.language, names=options.names)
    except ClassProblem as problem:
        complain(problem.said(say.language))
        return problem.status
    print(clean(ClassWords(say.language, "page")("page-written", file=path)))
    return GOOD


def write(folder: Path, to: Path | None, language: str, *, names: bool = False) -> Path:
    """Write the page of this results folder, whole or not at all; return where it is. Raises ``ClassProblem``."""
    now = state.load(folder)
    earlier = changes.earlier(folder, state.read(folder))
    path = to or folder / NAME
    known = _names(folder) if names else {}
    wanted = Wanted(
        language=language, verdicts=_verdicts(folder, now), earlier=earlier, links=_links(folder, path, now), names=known
    )
    page = render(now, wanted)
    try:
        put(page.encode("utf-8", "replace"), path)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ClassProblem("page-cannot", step="page", file=path, why=why) from None
    return path


def _verdicts(folder: Path, now: ClassState) -> Callable[[str], Mapping[str, Any] | None]:
    decisions = {one.key: one for student in now.students for one in student.decisions.values() if one.key}

    def verdict(key: str) -> Mapping[str, Any] | None:
        try:
            return load(folder, decisions[key])
        except (KeyError, VerdictLost):  # a picture less; no number on the page comes from it
            return None

    return verdict


def _links(folder: Path, page: Path, now: ClassState) -> Mapping[str, str]:
    """Return where the students' own pages are that have been made already, as seen from this page."""
    found = {}
    for student in now.students:
        places = (folder / "feedback" / f"{student.pseudonym}.html", folder / "feedback" / student.pseudonym / "report.html")
        if own := next((one for one in places if one.is_file()), None):
            try:
                found[student.pseudonym] = quote(os.fsencode(Path(os.path.relpath(own, page.parent)).as_posix()))
            except ValueError:  # on another drive
                return {}
    return found


def _names(folder: Path) -> Mapping[str, str]:
    if not (known := roster.read(folder)):
        raise ClassProblem("page-no-roster", step="page", folder=folder)
    return {name: one.student.name or one.student.number for name, one in known.items()}
