"""Pages as one archive, or as a folder. The same pages give the same bytes."""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from ..disk import put
from ..problem import ClassProblem
from . import place

BEFORE_ALL = (1980, 1, 1, 0, 0, 0)
"""When each member of the archive was made, as it says itself: never now."""


def archive(run: Path, path: Path, pages: Iterable[tuple[str, str]]) -> int:
    """Write an archive of these pages, each a name and its text; return how many. They come one by one: a class has many."""
    count = 0
    handle, name = tempfile.mkstemp(suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with open(handle, "wb") as file, zipfile.ZipFile(file, "w") as made:
            for title, text in pages:
                member = zipfile.ZipInfo(title, BEFORE_ALL)
                member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
                made.writestr(member, text.encode("utf-8", "replace"))
                count += 1
        with open(part, "rb") as whole:
            place.note(run, path, hashlib.file_digest(whole, "sha256").hexdigest())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return count


def folder(run: Path, path: Path, names: Iterable[str], pages: Iterable[tuple[str, str]]) -> int:
    """Write these pages into a folder, and remove those of before that are no more; return how many.

    names: that the pages may have. Raises ``ClassProblem`` when there are other things in it than these results have made.
    """
    known = place.noted(run, path)
    before = set(json.loads(known)) if known is not None else set[str]()
    if path.exists() and (not path.is_dir() or {one.name for one in path.iterdir() if one.suffix != ".part"} - before):
        raise ClassProblem("to-folder-exists", step="marks", file=path)
    place.note(run, path, json.dumps(sorted(before | set(names))))  # first: else what a killed process leaves is nobody's
    path.mkdir(mode=0o700, exist_ok=True)
    made = set[str]()
    for name, text in pages:
        put(text.encode("utf-8", "replace"), path / name)
        made.add(name)
    for name in before - made:
        (path / name).unlink(missing_ok=True)
    place.note(run, path, json.dumps(sorted(made)))
    return len(made)
