"""Lays out folders as learning platforms do, for the tests of the reading."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.classroom import reading
from grader.classroom.reading import shown
from grader.classroom.records import Handed, Layout, Reading
from grader.course.catalogue import Exercise, find
from grader.messages import LANGUAGES

EX02, EX03 = find("ex02"), find("ex03")
NAME, OTHER = f"{EX02.name}.py", f"{EX03.name}.py"
GOOD = EX02.solution.read_bytes()
GOOD3 = EX03.solution.read_bytes()
STUB = EX02.stub.read_bytes()
WRONG = b"def run_workers(count):\n    return []\n"
WANTED = (EX02, EX03)

MOODLE = "assignsubmission_file"


def lay(root: Path, files: Mapping[str, bytes | None]) -> Path:
    """Write files below a folder; None makes a folder."""
    for name, source in files.items():
        path = root / name
        if source is None:
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source)
    return root


def packed(files: Mapping[str, bytes | None] | Sequence[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """Return an archive with these files; None makes a folder."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in files.items() if isinstance(files, Mapping) else files:
            if source is None:
                archive.writestr(f"{name}/", b"")
            else:
                archive.writestr(name, source)
    return file.getvalue()


def read(folder: Path, layout: Layout | None = None, wanted: Sequence[Exercise] = WANTED) -> Reading:
    """Read a folder; and see that it can be shown in all languages, and that no fact about a student has the entry's name."""
    seen = reading.read(folder, layout, wanted)
    for language in LANGUAGES:
        assert all(shown.wide(line) <= shown.WIDTH for line in shown.lines(seen, wanted, language))
    for one in seen.handed:
        facts = [str(fact) for problem in one.problems for fact in problem.facts.values()]
        facts += [str(fact) for file in one.files for fact in file.facts.values()]
        names = [entry.rpartition("/")[2] for entry in one.entries]
        assert not [name for name in names if len(name) > 2 and any(name in fact for fact in facts)]
        assert (one.state == "ambiguous") == any(problem.decide for problem in one.problems)
    return seen


def by_number(seen: Reading) -> dict[str, Handed]:
    found = {one.student.number: one for one in seen.handed}
    assert len(found) == len(seen.handed), "two have one number"
    return found


def only(seen: Reading) -> Handed:
    assert len(seen.handed) == 1
    return seen.handed[0]


def keys(one: Handed | Reading) -> list[str]:
    return [problem.key for problem in one.problems]


def sources(one: Handed) -> dict[str, bytes]:
    """Return what was handed in, by the exercises' short names."""
    return {file.exercise[:4]: file.source for file in one.files}


def codes(one: Handed) -> dict[str, str | None]:
    """Return why a file cannot be graded, by the exercises' short names."""
    return {file.exercise[:4]: file.problem for file in one.files}


def accounted(seen: Reading) -> list[str]:
    """Return each entry as often as the reading has it."""
    entries = [entry for one in seen.handed for entry in one.entries]
    return sorted([*entries, *seen.bycatch, *(str(problem.facts["entry"]) for problem in seen.problems)])
