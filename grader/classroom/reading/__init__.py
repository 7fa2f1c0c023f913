"""Reads what a class has handed in: a folder, or an archive, as a learning platform or a teacher lays it out.

Nothing is run, nothing is changed, nothing is unpacked to disk. Who somebody is the platform's number says, never a name. What
is not certain is told, and never guessed; nobody is lost: every entry of the folder belongs to a student, is known to be of no
use, or is among the problems.
"""

import contextlib
import os
import re
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ...course.catalogue import Exercise
from ...grading.submissions import at_once
from ..records import Handed, Layout, Problem, Reading
from .archive import Archive
from .candidates import Search
from .claims import Claim
from .detect import ALL, laid
from .handing import handed
from .problems import NotRead, Unread, noted, undecided
from .tree import Disk, Tree, plain

__all__ = ["LAYOUTS", "NotRead", "read"]

LAYOUTS: tuple[Layout, ...] = ("folders", "git", "moodle", "canvas", "gradescope", "blackboard", "brightspace")
assert set(LAYOUTS) == set(ALL)


def read(folder: Path, layout: Layout | None, exercises: Sequence[Exercise]) -> Reading:
    """Read a folder, or an archive (.zip) of one. layout: None to find it out. exercises: those that files are looked for.

    Raises ``NotRead`` when it cannot be said how the folder is laid out, or it is not there.
    """
    try:
        with _opened(folder) as tree:
            return _read(tree, folder, layout, tuple(sorted(exercises)))
    except Unread as error:
        raise NotRead(error.key, entry=plain(folder.name)) from error
    except OSError as error:
        raise NotRead("folder-unreadable", folder=plain(str(folder)), text=error.strerror or type(error).__name__) from error


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[Tree]:
    if folder.is_dir():
        yield Disk(folder)
        return
    if not os.path.lexists(folder):
        raise NotRead("folder-missing-here", folder=plain(str(folder)))
    with open(folder, "rb", opener=at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise NotRead("folder-is-none", folder=plain(str(folder)))
        archive = Archive(file)
        try:
            yield archive
        finally:
            archive.close()


def _read(tree: Tree, folder: Path, layout: Layout | None, exercises: Sequence[Exercise]) -> Reading:
    found = laid(tree, layout, stem=plain(folder.stem) if isinstance(tree, Archive) else None)
    told = found.rules.finish(found.claims, tree, found.beside)
    problems = [*told.problems, *(undecided("misfit", entry=one.path, layout=found.rules.layout) for one in found.misfits)]
    problems += [undecided("member-outside", entry=name) for name in (tree.bad if isinstance(tree, Archive) else ())]
    persons: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in told.claims:
        if claim.number:
            persons[claim.number].append(claim)
        else:
            problems.append(undecided("no-number", entry=claim.node.path))
    search = Search(tree, exercises)
    everybody = [
        handed(found.rules.layout, persons[number], search, tree, exercises) for number in sorted(persons, key=natural)
    ]
    return Reading(
        folder=plain(str(folder)),
        layout=found.rules.layout,
        handed=tuple(_marked(everybody, _alike(persons))),
        bycatch=tuple(dict.fromkeys(one.path for one in found.beside)),
        problems=tuple(problems),
    )


def natural(text: str) -> tuple[object, ...]:
    """Return the key by which people sort: 9 stands before 10."""
    parts = re.split(r"([0-9]+)", text)
    return (*((int(part[:30]) if place % 2 else -1, part) for place, part in enumerate(parts)), (-2, text))


def _alike(numbers: Mapping[str, object]) -> dict[str, Problem]:
    """Return a problem for each number that another looks like: the same letters in another form, or small ones for large."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for number in numbers:
        groups[unicodedata.normalize("NFC", number).casefold()].append(number)
    found = {}
    for group in groups.values():
        forms = [unicodedata.normalize("NFC", number) for number in group]
        for number, form in zip(group, forms, strict=True) if len(group) > 1 else ():
            found[number] = undecided("alike") if forms.count(form) > 1 else noted("alike-case")
    return found


def _marked(everybody: Sequence[Handed], alike: Mapping[str, Problem]) -> Iterator[Handed]:
    for one in everybody:
        problem = alike.get(one.student.number)
        if problem is None:
            yield one
        else:
            yield replace(one, state="ambiguous" if problem.decide else one.state, problems=(*one.problems, problem))
