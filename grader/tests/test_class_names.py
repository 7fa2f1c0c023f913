"""No name leaks: a class whose students have marked names is graded for real, and everything is searched for them."""

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from grader.classroom import roster, state
from grader.course.catalogue import find
from grader.files import ROOT
from grader.statuses import GOOD, NOT_UNDERSTOOD
from grader.tests import kit
from grader.tests.handing_in import MOODLE, lay

EXERCISE = find("ex04")
RIGHT, WRONG = EXERCISE.solution.read_bytes(), (EXERCISE.gallery / "wrong_abs.py").read_bytes()
FILE = f"{EXERCISE.name}.py"

MARKERS = ("zyzzyva", "quxolotl", "wibblesnatch", "88112233", "88112244", "88112255", "leak.example")
"""Parts of names, numbers and addresses of the students, in small letters."""

METADATA = """---
submission_11:
  :submitters:
  - :name: Zyzzyva Quxolotl
    :sid: '88112233'
    :email: zyzzyva@leak.example
submission_12:
  :submitters:
  - :name: Wibblesnatch Quxolotl
    :sid: '88112244'
    :email: wibblesnatch@leak.example
submission_13:
  :submitters:
  - :name: Quxolotl Quxolotl
    :sid: '88112255'
    :email: quxolotl@leak.example
"""


def moodle(folder: Path, *texts: bytes) -> None:
    people = ("Zyzzyva Quxolotl_88112233", "Wibblesnatch Quxolotl_88112244", "Quxolotl Quxolotl_88112255")
    lay(folder, {f"{who}_{MOODLE}/{FILE}": text for who, text in zip(people, texts, strict=True)})
    lay(folder, {f"{people[0]}_{MOODLE}/Zyzzyva_{FILE}.bak": b"", f"{people[1]}_{MOODLE}/wibblesnatch.txt": b"notes"})


def gradescope(folder: Path, *texts: bytes) -> None:
    lay(folder, {"submission_metadata.yml": METADATA.encode()})
    lay(folder, {f"submission_{number}/{FILE}": text for number, text in zip((11, 12, 13), texts, strict=True)})


LAYOUTS = {"moodle": moodle, "gradescope": gradescope}
BROKEN = b"\xff\xfe quxolotl"


def contents(run: Path) -> Iterator[tuple[str, bytes]]:
    """Give each file of the results, its name included; what is packed is unpacked."""
    for path in sorted(run.rglob("*")):
        yield path.relative_to(run).as_posix(), b""
        if path.is_file():
            data = path.read_bytes()
            yield path.relative_to(run).as_posix(), gzip.decompress(data) if path.suffix == ".gz" else data


def leaks(found: Mapping[str, bytes]) -> list[tuple[str, str]]:
    return [
        (name, marker) for name, data in found.items() for marker in MARKERS
        if marker.encode() in data.lower() or marker in name.lower()
    ]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_name_leaks(layout: str, tmp_path: Path) -> None:
    folder, run = tmp_path / "class", tmp_path / "results"
    LAYOUTS[layout](folder, RIGHT, WRONG, BROKEN)
    grading = ["--sandbox", kit.sandbox()]
    said = list[str]()

    def step(*words: str, expected: int = GOOD) -> None:
        command = [sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "classroom", *words]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == expected, done.stderr
        said.extend((done.stdout, done.stderr))

    step("grade", str(folder), "--into", str(run), "--exercises", "ex04", *grading)
    LAYOUTS[layout](folder, WRONG, RIGHT, BROKEN)
    step("regrade", str(run), *grading)
    assert len(roster.read(run)) == 3
    assert [one.state for one in state.load(run).students] == ["decided"] * 3
    step("status", str(run))
    step("diff", str(run), "--all", "--csv", str(run / "diff.csv"))
    step("accept", str(run), expected=NOT_UNDERSTOOD)
    step("accept", str(run), "--lower")
    step("audit", str(run))
    known = {f"{number}:{name}": data for number, (name, data) in enumerate(contents(run)) if name != roster.NAME}
    assert leaks(known) == []
    assert any("set 2" in text for text in said)
    assert leaks({str(number): text.encode() for number, text in enumerate(said)}) == []
    text = (run / roster.NAME).read_text("utf-8-sig").lower()
    assert [marker for marker in MARKERS if marker in text][:3] == list(MARKERS[:3]), "the markers can be found"
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in (run / roster.NAME, run / roster.SECRET)} == {0o600}
    pseudonym = next(name for name, one in roster.read(run).items() if one.student.number == "88112233")
    step("forget", str(run), "88112233", "--yes")
    assert pseudonym not in {one.pseudonym for one in state.load(run).students}
    assert "zyzzyva" not in (run / roster.NAME).read_text("utf-8-sig").lower()
    step("forget", str(run), "--yes")
    assert leaks({f"{number}:{name}": data for number, (name, data) in enumerate(contents(run))}) == []
