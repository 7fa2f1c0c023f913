"""``classroom regrade RUN``: grades a class again beside its marks, which stay. See ``diff``, ``accept`` and ``discard``."""

import argparse
from pathlib import Path
from typing import Any, get_args

from ...choices import Wanted
from ...classroom import changes, differences, live, opening, reading, sets, state
from ...classroom.problem import ClassProblem
from ...classroom.proposing import Wish
from ...classroom.records import Course
from ...classroom.words import ClassWords
from ...course import catalogue
from ...faults import complain
from ...messages import Words
from ...statuses import GOOD, STOPPED
from . import grade


def add(steps: "argparse._SubParsersAction[Any]") -> None:
    """Say what it takes. What is not said is as it was when the class was graded."""
    one = steps.add_parser("regrade", help="grade again beside the marks, which stay: a proposal")
    one.add_argument("run", metavar="RUN", type=Path, help="the folder with the results")
    one.add_argument(
        "folder", metavar="DIR", type=Path, nargs="?", help="what students handed in (default: where grade has read it)"
    )
    one.add_argument("--only", nargs="+", default=[], metavar="WHAT", help="exercises, mistakes, students, or 'undecided'")
    one.add_argument("--force", action="store_true", help="grade also what has the same file, check and kit as its mark")
    one.add_argument("--exercises", nargs="+", metavar="EX", default=[], help="the exercises of the class from now on")
    one.add_argument("-j", "--jobs", type=grade.positive, metavar="N", help="grade N submissions side by side")
    one.add_argument("--budget", type=grade.span, metavar="TIME", help="what one submission may take")
    one.add_argument("--until", type=grade.moment, metavar="HH:MM", help="stop then; the same command goes on later")
    one.add_argument("--sandbox", choices=("bubblewrap", "tree"), help="tree protects nothing of yours")
    one.add_argument("--start-method", choices=get_args(Wanted))


def run(options: argparse.Namespace, say: Words) -> int:
    """Grade; say what would change; return the exit status."""
    return grade.guarded(_run, options, say)


def _run(options: argparse.Namespace, say: Words) -> int:
    history = state.read(options.run)
    before = (history.proposal or history).course
    sets.accepted(options.run, history)
    assert before is not None
    options.sandbox = options.sandbox or before.sandbox
    options.start_method = options.start_method or before.method
    options.budget = options.budget or before.budget
    grade.fit(options, say)
    every = catalogue.exercises()
    names = options.exercises or _left(before, [one.name for one in every])
    wanted = tuple(sorted({catalogue.find(name, every) for name in names}))
    layout: Any = before.layout
    source = options.folder or folder(options.run)
    seen = reading.read(source, layout or None, wanted)
    wish = Wish(only=tuple(options.only), force=options.force)
    today = grade.course(options, wanted, seen.layout)
    with live.line(say.language) as tell:
        whole = opening.grade(seen, options.run, today, grade.setup(options, wanted, today.kit), tell, wish)
    opening.remember(options.run, source)
    return _ended(options.run, say.language, whole=whole)


def _left(before: Course, known: list[str]) -> list[str]:
    """Return the exercises as they were; those that the kit has no longer are left out, and ``diff`` says so."""
    return [one.name for one in before.exercises if one.name in known]


def folder(run: Path) -> Path:
    """Return what these results were made of, where it still lies there. Raises ``ClassProblem``."""
    found = opening.remembered(run)
    if found is None or not found.exists():
        raise ClassProblem("no-folder", step="regrade", run=run)
    return found


def _ended(run: Path, language: str, *, whole: bool) -> int:
    history = state.read(run)
    if history.proposal is None:
        print(ClassWords(language, "regrade")("nothing-to-grade"))
        return GOOD
    compared, _ = changes.compare(run, history)
    for line in (*differences.lines(compared, language), "", *differences.waiting(run, language)):
        print(line)
    if not whole:
        complain(ClassWords(language, "grading")("stopped"))
        return STOPPED
    return grade.status(state.snapshot(history.proposal, running=False))
