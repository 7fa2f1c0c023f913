"""``classroom grade DIR``, or just ``classroom DIR``: grades a class; typed again, it goes on where it has stopped."""

import argparse
import contextlib
import datetime
import importlib.util
import os
import platform
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import psutil

from ...checking import methods
from ...choices import Wanted
from ...classroom import differences, far, live, opening, overview, reading, state
from ...classroom.canary import EVERY, canaries
from ...classroom.kitwatch import KitWatch
from ...classroom.pool import Events, Stop
from ...classroom.problem import ClassProblem
from ...classroom.records import ClassState, Course, ExerciseInfo
from ...classroom.shards import parts
from ...classroom.words import ClassWords
from ...course import catalogue
from ...course.catalogue import Exercise
from ...faults import complain
from ...files import ROOT
from ...grading import capacity, digests, machine
from ...messages import Words
from ...report.text import clean
from ...statuses import GOOD, GRADER_FAILED, NOT_UNDERSTOOD, STOPPED

MEMORY = int(2.3 * 1024**3)
"""Bytes that a grader and the plays below it may need at once: a play may take 2 GiB."""

FAR = 10_000
"""Graders on a cluster, at most, when nobody has said how many."""

_SPAN = re.compile(r"(?:(?P<h>\d{1,3})h)?(?:(?P<m>\d{1,4})m)?(?:(?P<s>\d{1,6})s)?")


def add(steps: "argparse._SubParsersAction[Any]") -> None:
    """Say what it takes."""
    one = steps.add_parser("grade", help="grade a class; typed again, it goes on where it has stopped")
    add_course(one)
    add_machine(one)
    one.add_argument("--on", metavar="SCHEDULER", help="grade on a Dask cluster: dask:tls://HOST:PORT")


def add_course(one: argparse.ArgumentParser) -> None:
    """Say what is taken of what to grade, and how."""
    one.add_argument("folder", metavar="DIR", type=Path, help="a folder, or a .zip archive, with what students handed in")
    one.add_argument("--layout", choices=("auto", *reading.LAYOUTS), default="auto", help="how it is laid out")
    one.add_argument("--exercises", nargs="+", metavar="EX", default=[], help="the exercises to grade (default: all)")
    one.add_argument("--into", metavar="RUN", type=Path, help="the folder for the results (DIR.results)")
    one.add_argument("--budget", type=span, default=1200.0, metavar="TIME", help="what one submission may take (20m)")
    one.add_argument("--sandbox", choices=("bubblewrap", "tree"), default="bubblewrap", help="tree protects nothing of yours")
    one.add_argument("--start-method", default="default", choices=get_args(Wanted))


def add_machine(one: argparse.ArgumentParser) -> None:
    """Say what is taken of where to grade."""
    one.add_argument("-j", "--jobs", type=positive, metavar="N", help="grade N submissions side by side")
    one.add_argument("--until", type=moment, metavar="HH:MM", help="stop then; the same command goes on later")


def positive(word: str) -> int:
    found = int(word)
    if not 0 < found < 10_000:
        raise ValueError(word)
    return found


def span(word: str) -> float:
    """Return a time such as ``20m``, ``90s`` or ``1h30m`` in seconds."""
    found = _SPAN.fullmatch(word)
    parts = [int(found[name] or 0) for name in "hms"] if found is not None else []
    seconds = sum(part * unit for part, unit in zip(parts, (3600, 60, 1), strict=False))
    if not seconds:
        raise ValueError(word)
    return float(seconds)


def moment(word: str) -> float:
    """Return when it will be this time of the day next, in seconds since the epoch."""
    wanted, now = datetime.time.fromisoformat(word), datetime.datetime.now()
    then = datetime.datetime.combine(now.date(), wanted)
    return (then if then > now else then + datetime.timedelta(days=1)).timestamp()


def run(options: argparse.Namespace, say: Words) -> int:
    """Grade; say where the results are; return the exit status."""
    return guarded(_run, options, say)


def guarded(step: Callable[[argparse.Namespace, Words], int], options: argparse.Namespace, say: Words) -> int:
    """Carry out a step; say why when it cannot go on."""
    try:
        return step(options, say)
    except (reading.NotRead, ClassProblem) as problem:
        complain(problem.said(say.language))
        return problem.status if isinstance(problem, ClassProblem) else NOT_UNDERSTOOD
    except catalogue.UnknownExercise as unknown:
        complain(unknown.said(say))
        return NOT_UNDERSTOOD
    except KeyboardInterrupt:
        complain(ClassWords(say.language, "grading")("stopped-before"))
        return STOPPED


def asked(options: argparse.Namespace) -> tuple[Exercise, ...]:
    """Return the exercises that were asked for. Raises ``UnknownExercise``."""
    every = catalogue.exercises()
    return tuple(sorted({catalogue.find(name, every) for name in options.exercises})) or every


def _run(options: argparse.Namespace, say: Words) -> int:
    if parts.is_one(options.folder):
        raise ClassProblem("is-shard", step="shards", folder=str(options.folder))
    wanted = asked(options)
    fit(options, say, here=options.on is None)
    seen = reading.read(options.folder, None if options.layout == "auto" else options.layout, wanted)
    results = options.into or beside(options.folder)
    planned = course(options, wanted, seen.layout)
    with contextlib.ExitStack() as undo:
        given = setup(options, wanted, planned.kit)
        if options.on is not None:
            given = undo.enter_context(far.reached(options.on, replace(given, size=options.jobs or FAR), planned))
        tell = undo.enter_context(live.line(say.language))
        whole = opening.grade(seen, results, planned, given, tell)
    opening.remember(results, options.folder)
    return ended(results, say.language, whole=whole, questions=any(one.decide for one in seen.problems))


def fit(options: argparse.Namespace, say: Words, *, here: bool = True) -> None:
    """See that this machine can grade. Raises ``ClassProblem`` where it cannot, or not as it was asked to.

    here: it is to grade itself, and not only to see that others do.
    """
    if options.start_method not in ("default", "all", *methods()):
        raise ClassProblem("no-method", wanted=options.start_method, known=", ".join(methods()))
    for name in ("pytest", "xdist", "psutil"):
        if importlib.util.find_spec(name) is None:
            raise ClassProblem("no-library", name=name)
    if lack := machine.hopeless():
        raise ClassProblem("unfit", status=GRADER_FAILED, why=lack.sentence(say))
    try:
        if here:
            capacity.choose(options.sandbox)
    except capacity.SandboxMissing:
        raise ClassProblem("no-sandbox-here") from None
    capacity.raise_files()


def beside(folder: Path) -> Path:
    """Return where the results go when nobody has said so: beside what was handed in, never in it."""
    whole = Path(os.path.abspath(folder))
    return whole.with_name(whole.name.removesuffix(".zip") + ".results")


def course(options: argparse.Namespace, wanted: Sequence[Exercise], layout: str) -> Course:
    """Return the course as it would be graded here and now."""
    plans = {one.name: one.planned_checks(options.start_method) for one in wanted}
    return Course(
        kit=digests.whole(),
        exercises=tuple(
            ExerciseInfo(name=name, max_points=round(sum(check.points for check in plan), 4)) for name, plan in plans.items()
        ),
        python=platform.python_version(),
        platform=sys.platform,
        sandbox=options.sandbox,
        method=options.start_method,
        budget=options.budget,
        began=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        layout=layout,
        kits={name: digests.kit(name) for name in plans},
    )


def setup(options: argparse.Namespace, wanted: Sequence[Exercise], kit: str) -> opening.Setup:
    """Return with what a class is graded here."""
    serve = ["serve", "--sandbox", options.sandbox, "--start-method", options.start_method]
    return opening.Setup(
        command=[sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), *serve],
        environment=dict(os.environ),
        size=options.jobs or fitting(),
        canaries=canaries(one.name for one in wanted),
        silence=3 * options.budget + 600,
        every=EVERY,
        until=options.until,
        unchanged=KitWatch(kit).unchanged,
        listening=stops,
    )


def fitting() -> int:
    """Return how many graders have room on this machine."""
    return max(1, min(capacity.cores(), int(psutil.virtual_memory().total * 0.8 / MEMORY)))


@contextlib.contextmanager
def stops(events: Events) -> Iterator[None]:
    """Let Ctrl-C, and a request to end, only be told to who grades, until the block ends."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        for number in before:
            signal.signal(number, lambda number, frame: events.put(Stop()))
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def ended(results: Path, language: str, *, whole: bool, questions: bool = False, where: str = "") -> int:
    """Say how the class is, and where all is, in the words of ``where`` if there are some; return the exit status."""
    say, now = ClassWords(language, "grading"), state.load(results)
    for line in overview.lines(now, language):
        print(line)
    for line in differences.waiting(results, language):
        print(line)
    print(clean(where or say("where", folder=results)))
    if not whole:
        complain(say("stopped"))
        return STOPPED
    return status(now, open_questions=questions)


def status(now: ClassState, *, open_questions: bool = False) -> int:
    """Return the exit status of a grading that has come to its end."""
    found = {one.state for one in now.students}
    if found & {"undecided", "spent", "waiting"}:
        return GRADER_FAILED
    return NOT_UNDERSTOOD if open_questions or "ambiguous" in found else GOOD
