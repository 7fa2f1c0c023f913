"""Forgets a student, or who is who: says first what will be removed, piece by piece, and removes nothing else.

The journal is never changed. It has pseudonyms, and a line more says that a student is to be left out. That line comes first,
so that whoever is interrupted says the same again, and the rest is removed then.
"""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from . import journal, lock, opening, proposing, roster, sets, store
from .disk import DISK, PART, Disk, put
from .marks import cells, overrides, table
from .problem import ClassProblem
from .records import Identity
from .settling import writing
from .shards import parts, splitting
from .state import History

PAGE, FEEDBACK = "class.html", "feedback"
BUNDLES = "feedback-*.zip"
OUTPUT = re.compile(r"output(-\d+)?")

OWN = {
    journal.NAME, journal.TORN, lock.NAME, lock.HOLDER, opening.COURSE, opening.FOLDER, store.NAME, sets.NAME,
    roster.NAME, roster.SECRET, overrides.NAME, table.NAME, splitting.NAME, PAGE, FEEDBACK,
}  # fmt: skip
"""What the kit has in a results folder, beside archives of feedback and folders of output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something that will be removed. key: of the sentence that says what; file: below the results folder."""

    key: str
    file: str
    remove: Callable[[], None]
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """All that will be removed. student: the pseudonym; empty for who is who. elsewhere: files that are none of the kit's."""

    student: str
    pieces: tuple[Piece, ...]
    elsewhere: tuple[str, ...]


Agreed = Callable[[Removal], bool]
"""Is shown what will be removed, and says whether it may be."""


def forget(run: Path, word: str | None, agreed: Agreed, disk: Disk = DISK) -> bool:
    """Remove a student, or without a word who is who; say whether it was done. Raises ``ClassProblem``.

    word: a pseudonym or a number of the platform.
    """
    with writing(run, disk) as (writer, history):
        known = roster.read(run)
        student = "" if word is None else find(run, word, history, known)
        pieces = tuple(_of_all(run, known, disk) if word is None else _of_one(run, student, known, disk))
        if not agreed(Removal(student=student, pieces=pieces, elsewhere=tuple(_elsewhere(run)))):
            return False
        if student and student not in history.forgotten:
            writer.add("forgotten", student=student)
        for piece in pieces:
            piece.remove()
        return True


def find(run: Path, word: str, history: History, known: Mapping[str, roster.Entry]) -> str:
    """Return the pseudonym of the only student whom a word names. Raises ``ClassProblem``."""
    names = {*history.students, *history.forgotten, *known}
    found = proposing.students(word, names, known)
    if not found and (run / roster.SECRET).exists() and history.course is not None:  # the roster may have lost the line
        who = Identity(layout=history.course.layout, number=word)  # type: ignore[arg-type]
        found = {roster.pseudonym(roster.secret(run, fresh=False), who)} & names
    if len(found) != 1:
        listed = ", ".join(sorted(found))
        key = "forget-several" if found else "forget-unknown"
        raise ClassProblem(key, step="regrade", student=word, folder=str(run), names=listed)
    student = found.pop()
    if word != student and student in known and known[student].student.members:
        raise ClassProblem("forget-member", step="regrade", student=word, names=student)
    return student


def _of_one(run: Path, student: str, known: Mapping[str, roster.Entry], disk: Disk) -> Iterator[Piece]:
    """Give what is to be removed of a student; the roster's line, by which the number is understood, comes last."""
    if found := tuple(_verdicts(run, student)):
        remove = partial(_remove, found, disk)
        yield Piece(key="forget-verdicts", file=store.NAME, remove=remove, count=len(found))
    for folder in sorted(path for path in run.iterdir() if OUTPUT.fullmatch(path.name)):
        if (own := folder / student).is_dir():
            yield Piece(key="forget-output", file=_below(run, own), remove=partial(_tree, own))
    for job in sorted((run / splitting.NAME).glob(f"*/{parts.JOBS}/{student}.json")):
        shard = job.parent.parent
        yield Piece(key="forget-shard", file=_below(run, shard), remove=partial(_tree, shard))
    for name in sets.with_student(run, student):
        yield Piece(key="forget-set-lines", file=name, remove=partial(sets.without, run, name, student, disk))
    for path in _derived(run):
        yield _file(run, path, "forget-derived", disk)
    yield from _override_lines(run, student, known, disk)
    if student in known:
        rest = [one for name, one in known.items() if name != student]
        yield Piece(key="forget-roster-line", file=roster.NAME, remove=partial(roster.write, run, rest, disk))


def _of_all(run: Path, known: Mapping[str, roster.Entry], disk: Disk) -> Iterator[Piece]:
    """Give what says who is who; what is needed to understand the rest comes last."""
    for path in _derived(run):
        yield _file(run, path, "forget-derived-key", disk)
    yield from _override_numbers(run, known, disk)
    for name in (roster.NAME, roster.SECRET):
        if (run / name).exists():
            yield _file(run, run / name, "forget-file", disk)


def _file(run: Path, path: Path, key: str, disk: Disk) -> Piece:
    return Piece(key=key, file=_below(run, path), remove=partial(_remove, (path,), disk))


def _remove(paths: Sequence[Path], disk: Disk) -> None:
    for path in paths:
        disk.remove(path)
        disk.sync_folder(path.parent)


def _tree(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _below(run: Path, path: Path) -> str:
    return path.relative_to(run).as_posix()


def _verdicts(run: Path, student: str) -> Iterator[Path]:
    """Give the files of verdicts on what only this student has ever handed in."""
    own, others = set[str](), set[str]()
    left_out = {line["student"] for line in journal.Replay(run / journal.NAME) if line["what"] == "forgotten"} - {student}
    for line in journal.Replay(run / journal.NAME):
        if line["what"] == "seen" and line["student"] not in left_out:
            (own if line["student"] == student else others).update(line["files"].values())
    for key in sorted(own - others):
        if store.KEY.fullmatch(key):
            yield from sorted((run / store.NAME / key[:2]).glob(f"{key}.*json.gz"))


def _derived(run: Path) -> Iterator[Path]:
    """Give what commands make anew from the journal, and what may name somebody."""
    yield from (path for name in (PAGE, table.NAME) if (path := run / name).is_file())
    yield from sorted(run.glob(BUNDLES))
    yield from sorted(path for path in (run / FEEDBACK).rglob("*.html") if path.is_file() and not path.is_symlink())


def _elsewhere(run: Path) -> Iterator[str]:
    kept = OWN | {path.name for pattern in (BUNDLES, PART) for path in run.glob(pattern)}
    yield from sorted(path.name for path in run.iterdir() if path.name not in kept and not OUTPUT.fullmatch(path.name))


def _numbers(student: str, known: Mapping[str, roster.Entry]) -> set[str]:
    if student not in known:
        return {student}
    who = known[student].student
    return {student, who.number, *(one.number for one in who.members)}


def _sheet(run: Path) -> tuple[cells.Sheet, int] | None:
    """Return the points that were set by hand, and the column that says whose they are; None where there are none."""
    path = run / overrides.NAME
    if not path.exists():
        return None
    sheet = cells.read(path)
    return sheet, overrides.places(sheet)["student"]


def _override_lines(run: Path, student: str, known: Mapping[str, roster.Entry], disk: Disk) -> Iterator[Piece]:
    found = _sheet(run)
    if found is None:
        return
    sheet, column = found
    names = _numbers(student, known)
    rows = [row for row in sheet.filled() if sheet.value(row, column) in names]
    if rows:
        rest = _without(sheet, rows)
        remove = partial(put, rest, run / overrides.NAME, disk)
        yield Piece(key="forget-override-lines", file=overrides.NAME, remove=remove, count=len(rows))


def _without(sheet: cells.Sheet, rows: Sequence[int]) -> bytes:
    """Return a file without some of its rows; every other byte stays."""
    starts = [row[0].start for row in sheet.rows] + [len(sheet.text)]
    kept = [sheet.text[starts[row] : starts[row + 1]] for row in range(len(sheet.rows)) if row not in rows]
    return sheet.mark + "".join([sheet.text[: starts[0]], *kept]).encode(sheet.encoding)


def _override_numbers(run: Path, known: Mapping[str, roster.Entry], disk: Disk) -> Iterator[Piece]:
    found = _sheet(run)
    if found is None:
        return
    sheet, column = found
    every = [(number, name) for name in known for number in _numbers(name, known) - {name}]
    counts = Counter(number for number, _ in every)
    named = {number: name for number, name in every if counts[number] == 1}
    changes = {
        (row, column): named[number] for row in sheet.filled()
        if (number := sheet.value(row, column)) in named and number not in known
    }  # fmt: skip
    if changes:
        changed = sheet.edited(changes)
        remove = partial(put, changed, run / overrides.NAME, disk)
        yield Piece(key="forget-override-key", file=overrides.NAME, remove=remove, count=len(changes))
