"""``classroom marks``: makes marks of the verdicts, as a table or in a file that a learning platform has exported."""

import argparse
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from ...classroom import roster, state
from ...classroom.marks import cells, fill, final, known, numbers, overrides, place, table, told
from ...classroom.marks.template import Wanted
from ...classroom.problem import ClassProblem
from ...classroom.records import ClassState, Identity
from ...classroom.words import ClassWords
from ...faults import complain
from ...messages import Words
from ...report.text import clean
from ...statuses import GOOD, GRADER_FAILED, NOT_UNDERSTOOD


def add(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the step takes."""
    one = steps.add_parser("marks", help="make marks: a table, or fill in a file that a learning platform has exported")
    one.add_argument("run", metavar="RUN", type=Path, help="the results folder")
    one.add_argument("--fill", metavar="FILE", type=Path, help="the file that the platform has exported: it is not changed")
    one.add_argument("--to", metavar="FILE", help="where the marks go; otherwise RUN/marks.csv, or beside the exported file")
    one.add_argument("--scale", metavar="N", type=_positive, help="full marks are N; otherwise marks are the points")
    one.add_argument("--partial", action="store_true", help="fill in what can be, though somebody stays without a mark")
    one.add_argument("--column", metavar="TITLE", help="the column for the marks: its title, or the number in it")
    one.add_argument("--people", metavar="FILE", type=Path, help="a table that says who is who, where numbers differ")
    one.add_argument("--by-name", action="store_true", help="look for whom no number finds by the name, if it is there once")
    one.add_argument("--feedback", metavar="TITLE", help="also write the points of each exercise into this column")


def _positive(text: str) -> Decimal:
    value = numbers.parsed(text)
    if value is None or value <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return value


def run(options: argparse.Namespace, say: Words) -> int:
    """Make the marks; return the exit status."""
    words = ClassWords(say.language, "marks")
    try:
        return _run(options, words)
    except ClassProblem as problem:
        complain(problem.said(say.language))
        return problem.status


def _run(options: argparse.Namespace, say: ClassWords) -> int:
    now = state.load(options.run)
    who = {name: one.student for name, one in roster.read(options.run).items()}
    earned = final.earned(now, overrides.overrides(options.run, now, who))
    scale = _scale(now, options.scale)
    make = _table if options.fill is None else _filled
    return make(options, earned, who, scale, say)


def _scale(now: ClassState, to: Decimal | None) -> final.Scale:
    whole = sum((numbers.exact(one.max_points) for one in now.course.exercises), Decimal())
    if to is not None and not whole:
        raise ClassProblem("no-points", step="marks")
    return final.Scale(whole=whole, to=to)


def _table(
    options: argparse.Namespace, earned: tuple[final.Earned, ...], who: final.Roster, scale: final.Scale, say: ClassWords
) -> int:
    path = options.run / table.NAME if options.to is None else Path(options.to)
    data, refused = table.table(earned, who, scale)
    _write(options, path, data, say, ours=options.to is None)
    waiting = sum(one.total is None for one in earned)
    _tell(told.scaled(scale, say), say("table", submissions=len(earned), waiting=waiting))
    for name in refused:
        complain(say("identity-formula", name=name))
    if refused:
        return NOT_UNDERSTOOD
    return GRADER_FAILED if waiting and not options.partial else GOOD


def _filled(
    options: argparse.Namespace, earned: tuple[final.Earned, ...], who: final.Roster, scale: final.Scale, say: ClassWords
) -> int:
    path = place.target(options.fill, options.to)
    template = fill.recognised(cells.read(options.fill), Wanted(column=options.column, feedback=options.feedback))
    also = {} if options.people is None else known.known(cells.read(options.people), _everybody(who))
    said = _feedback(scale, say, comma=template.comma)
    filled = fill.fill(template, earned, who, scale, said, also, by_name=options.by_name)
    lacking = list(told.lacking(filled, say))
    if lacking and not options.partial:
        raise ClassProblem("not-whole", step="marks", why="".join(f"\n  {one}" for one in lacking))
    _write(options, path, filled.data, say, ours=False)
    _tell(*told.told(filled, scale, say), *lacking)
    return GOOD


def _everybody(who: final.Roster) -> list[Identity]:
    return [one for name in who for one in table.people(name, who) if one is not None]


def _feedback(scale: final.Scale, say: ClassWords, *, comma: bool) -> Callable[[final.Earned], str]:
    """Return what says, for the feedback column, how many points each exercise has brought."""

    def said(one: final.Earned) -> str:
        each = ", ".join(
            f"{name.partition('_')[0]}: {numbers.written(points, comma=comma)}"
            for name, points in one.points.items()
            if points is not None
        )
        return say("feedback", total=numbers.written(one.total or Decimal()), whole=numbers.written(scale.whole), each=each)

    return said


def _write(options: argparse.Namespace, path: Path, data: bytes, say: ClassWords, *, ours: bool) -> None:
    """Write a file. ours: it belongs to the results folder, and is made anew each time."""
    again = not ours and place.claim(options.run, path, *filter(None, [options.fill, options.people]))
    place.write(options.run, path, data)
    _tell(say("written-again" if again else "written", file=path))


def _tell(*lines: str) -> None:
    for line in lines:
        print(clean(line))
