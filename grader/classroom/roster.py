"""``roster.csv``: who is behind each pseudonym. It is the only file of the results that has names in it.

A pseudonym follows from the student's number and a secret of these results: the same student has the same one whenever the
command is typed again, and who has the marks but not the secret cannot find out whose they are by trying all numbers.
"""

import base64
import csv
import hashlib
import hmac
import io
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from .disk import DISK, Disk, put
from .problem import ClassProblem
from .records import Handed, Identity, Layout, Problem

NAME, SECRET = "roster.csv", "secret"
COLUMNS = ("pseudonym", "layout", "number", "name", "members", "others", "entries", "problems")
SIGNS = 10

LONGEST = 1 << 24
"""Signs of a cell that is read: one student may have handed in thousands of files."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a spreadsheet takes for the beginning of something to carry out, and what is put before that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the roster. entries, problems: as in ``Handed``; the facts of problems may name files, and so students."""

    pseudonym: str
    student: Identity
    entries: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def secret(run: Path, *, fresh: bool, disk: Disk = DISK) -> bytes:
    """Return the secret of a results folder. fresh: nothing has a pseudonym yet, so that one may be made.

    Raises ``ClassProblem`` when it has gone: nobody could be told apart by the pseudonyms that are in the journal.
    """
    path = run / SECRET
    if path.exists():
        return base64.b16decode(path.read_bytes().strip(), casefold=True)
    if not fresh:
        raise ClassProblem("secret-gone", file=str(path))
    made = secrets.token_bytes(32)
    put(base64.b16encode(made) + b"\n", path, disk)
    return made


def pseudonym(key: bytes, student: Identity) -> str:
    """Return the pseudonym of a student under this secret: ten of ``a`` to ``z`` and ``2`` to ``7``."""
    text = f"{student.layout}\0{student.number}".encode("utf-8", "surrogatepass")
    return base64.b32encode(hmac.digest(key, text, hashlib.sha256)).decode("ascii")[:SIGNS].lower()


def entry(key: bytes, handed: Handed) -> Entry:
    """Return the line of one student."""
    who = handed.student
    return Entry(pseudonym=pseudonym(key, who), student=who, entries=handed.entries, problems=handed.problems)


def write(run: Path, entries: Iterable[Entry], disk: Disk = DISK) -> None:
    """Write the roster anew, durably, for this user only."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for one in sorted(entries, key=lambda one: one.pseudonym):
        who = one.student
        members, problems = ([asdict(inner) for inner in several] for several in (who.members, one.problems))
        plain = (one.pseudonym, who.layout, who.number, who.name)
        listed = (members, dict(who.others), one.entries, problems)
        table.writerow([*map(_guarded, plain), *(json.dumps(value, default=str) for value in listed)])
    put(b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "surrogatepass"), run / NAME, disk)


def read(run: Path) -> dict[str, Entry]:
    """Return the roster's lines by pseudonym; none when there is no roster. Raises ``ClassProblem`` when it is not one."""
    path = run / NAME
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    try:
        text = path.read_bytes().decode("utf-8", "surrogatepass").removeprefix("\ufeff")
    except FileNotFoundError:
        return {}
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        entries = [_entry(row) for row in rows]
    except (ValueError, LookupError, TypeError, AttributeError, csv.Error):
        raise ClassProblem("roster-unreadable", file=str(path)) from None
    return {one.pseudonym: one for one in entries}


def _entry(row: Mapping[str, Any]) -> Entry:
    plain = {name: _bare(row[name]) for name in ("pseudonym", "layout", "number", "name")}
    student = _identity({**plain, "members": json.loads(row["members"]), "others": json.loads(row["others"])})
    return Entry(
        pseudonym=plain["pseudonym"],
        student=student,
        entries=tuple(map(str, json.loads(row["entries"]))),
        problems=tuple(map(_problem, json.loads(row["problems"]))),
    )


def _problem(known: Mapping[str, Any]) -> Problem:
    return Problem(key=str(known["key"]), facts=dict(known["facts"]), decide=bool(known["decide"]))


def _identity(known: Mapping[str, Any]) -> Identity:
    return Identity(
        layout=cast(Layout, known["layout"]),
        number=str(known["number"]),
        name=str(known["name"]),
        members=tuple(map(_identity, known["members"])),
        others={str(name): str(value) for name, value in known["others"].items()},
    )


def _guarded(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULA) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") else cell
