"""Shards that are graded in other surroundings, or of which something has changed meanwhile; and the commands for them."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import journal, opening, roster, state
from grader.classroom.journal import Replay
from grader.classroom.problem import ClassProblem
from grader.classroom.shards import merging, parts
from grader.course.catalogue import Exercise
from grader.files import ROOT
from grader.statuses import GOOD, GRADER_FAILED, NOT_UNDERSTOOD
from grader.tests.class_shards import CLASS, Place

SMALL = [["right 0", "wrong 0"], ["right 1"], [], ["wrong 3"]]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def rewritten(path: Path, **changed: Any) -> None:
    """Change the first line of a journal, with a good checksum."""
    lines = [dict(line) for line in Replay(path)]
    for line in lines:
        del line["c"]
    lines[0] |= changed
    path.write_bytes(b"".join(map(journal.encoded, lines)))


def test_what_is_equal_is_dealt_once_and_nobody_twice(place: Place) -> None:
    shards = [parts.read(path) for path in place.split(4)]
    keys = [key for shard in shards for part in shard.parts.values() for key in part.keys.values()]
    names = [name for shard in shards for name in shard.parts]
    assert len(keys) == len(set(keys))
    assert len(names) == len(set(names))
    assert set(keys) == {key for line in place.lines("seen") for key in line["files"].values()}
    counts = [sum(len(part.keys) for part in shard.parts.values()) for shard in shards]
    assert max(counts) - min(counts) <= len(CLASS[0])
    assert [shard.course for shard in shards] == [state.load(place.run).course] * len(shards)
    assert {part.job.seed for shard in shards for part in shard.parts.values()} == {shards[0].course.seed}


def test_there_are_no_more_shards_than_submissions(place: Place) -> None:
    shards = place.split(50, SMALL)
    assert [path.name for path in shards] == ["1", "2", "3"]
    assert place.merge(*shards)[0].waiting == 1
    with pytest.raises(ClassProblem, match="shards-there"):
        place.split(2, SMALL, clear=False)


@pytest.mark.long
@pytest.mark.parametrize(
    ("course", "key"),
    [({"kit": "x" * 64}, "shard-kit"), ({"method": "spawn"}, "shard-method"), ({"python": "3.12.1"}, "shard-elsewhere"),
     ({"sandbox": "bubblewrap"}, "shard-elsewhere"), ({"platform": "darwin"}, "shard-elsewhere")],
    ids=["kit", "method", "python", "sandbox", "platform"],
)  # fmt: skip
def test_a_shard_is_not_graded_in_another_way(place: Place, course: dict[str, str], key: str) -> None:
    status, said = place.start("shard_driver", place.split(2, SMALL)[0], course=course)
    assert status == NOT_UNDERSTOOD
    assert said.split()[0] == key
    assert not (place.shards[0] / "results").exists()


@pytest.mark.long
def test_a_smaller_number_of_python_is_the_same_python(place: Place) -> None:
    place.grade(*place.split(1, SMALL), course={"python": "3.11.2"})
    assert place.merge(*place.shards)[0].taken == 4


@pytest.mark.long
def test_other_surroundings_are_for_who_asks_for_them(place: Place) -> None:
    shards = place.split(2, SMALL)
    place.grade(shards[0])
    place.grade(shards[1], course={"python": "3.12.1", "sandbox": "bubblewrap"}, mixed=True)
    before = (place.run / journal.NAME).read_bytes()
    with pytest.raises(ClassProblem, match="shard-mixed") as refused:
        place.merge(*shards)
    assert "3.12, bubblewrap" in refused.value.said("en")
    assert (place.run / journal.NAME).read_bytes() == before
    assert [one.waiting for one in place.merge(*shards, mixed=True)] == [0, 0]
    elsewhere = {line["shard"]: line.get("elsewhere") for line in place.lines("verdict")}
    assert elsewhere == {1: None, 2: ["3.12", "bubblewrap", "linux"]}
    assert {one.state for one in state.load(place.run).students} == {"decided", "nothing"}
    status, said = place.start("shard_driver", shards[1], mixed=True)
    assert (status, said.split()[0]) == (NOT_UNDERSTOOD, "shard-moved")


@pytest.mark.long
@pytest.mark.parametrize(
    ("changed", "key"),
    [({"kit": "x" * 64}, "shard-kit"), ({"method": "spawn"}, "shard-method"), ({"seed": 3}, "shard-swapped"),
     ({"split": "0" * 16}, "shard-swapped"), ({"what": "start"}, "shard-damaged"), ({"exercises": 7}, "shard-damaged")],
    ids=["kit", "method", "seed", "split", "no course", "nonsense"],
)  # fmt: skip
def test_results_that_were_made_in_another_way_are_refused(place: Place, changed: dict[str, Any], key: str) -> None:
    shards = place.split(2, SMALL)
    place.grade(shards[0])
    rewritten(shards[0] / "results" / journal.NAME, **changed)
    before = (place.run / journal.NAME).read_bytes()
    with pytest.raises(ClassProblem, match=key):
        place.merge(*shards)
    assert (place.run / journal.NAME).read_bytes() == before


@pytest.mark.long
def test_what_was_handed_in_anew_is_not_marked_by_what_was_before(place: Place) -> None:
    shards = place.split(1, SMALL)
    place.grade(*shards)
    kept = place.top / "kept"
    shutil.move(shards[0], kept)
    place.split(1, [["right 0", "right new"], *SMALL[1:]])
    merged = place.merge(kept)[0]
    assert (merged.taken, merged.outdated) == (3, 1)
    assert place.marks()["s000"][0] == "waiting"


@pytest.mark.long
def test_the_commands(tmp_path: Path) -> None:
    """Three students, two shards, real graders; and the same class in one piece."""
    one = Exercise("ex01_worker")
    folder = tmp_path / "class"
    wrong = sorted(one.gallery.glob("wrong_*.py"))[0].read_bytes()
    for name, source in (("ada", one.solution.read_bytes()), ("bob", wrong), ("eve", wrong + b"# mine\n"), ("dan", b"")):
        (folder / name).mkdir(parents=True)
        (folder / name / f"{one.name}.py").write_bytes(source)
    how = ["--exercises", "ex01", "--sandbox", "tree"]
    run, alone = tmp_path / "class.results", tmp_path / "alone"

    def command(*words: object) -> tuple[int, str]:
        line = [sys.executable, "-P", "grader/__main__.py", "classroom", *map(str, words)]
        done = subprocess.run(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return done.returncode, done.stdout

    status, told = command("split", folder, 2, *how)
    assert status == GOOD
    assert "4 submissions to 2 shards" in told
    assert command(run / "shards" / "1")[0] == NOT_UNDERSTOOD
    status, told = command("shard", run / "shards" / "1", "--sandbox", "bubblewrap")
    assert status == NOT_UNDERSTOOD
    for shard in (run / "shards" / "2", run / "shards" / "1"):
        status, told = command("merge", run, shard)
        assert status == GRADER_FAILED
        assert "are not graded yet" in told
        status, told = command("shard", shard, "-j", 1)
        assert status == GOOD, told
        assert f"The results are in {shard}" in told
    status, told = command("merge", run, run / "shards" / "1", run / "shards" / "2")
    assert status == GOOD, told
    assert len(re.findall("2 verdicts are new", told)) == 2
    assert command("split", folder, 2, *how, "--to", tmp_path / "x") == (GOOD, told_nothing(tmp_path))
    assert command("grade", folder, *how, "-j", 1, "--into", alone)[0] == GOOD
    assert marks(run) == marks(alone)
    assert len(marks(run)) == 4


def told_nothing(tmp_path: Path) -> str:
    assert not (tmp_path / "x").exists()
    return "Nothing of this class waits to be graded, so there is nothing to split.\n"


def marks(run: Path) -> dict[str, object]:
    people = roster.read(run)
    return {
        people[student.pseudonym].student.number: [
            (
                one.exercise,
                one.status,
                one.points,
                [(check.name, check.method, check.outcome, check.code) for check in one.checks],
            )
            for one in student.decisions.values()
        ]
        for student in state.load(run).students
    }


def test_what_is_no_shard_and_no_class(tmp_path: Path) -> None:
    with pytest.raises(ClassProblem, match="no-results"):
        merging.merge(tmp_path / "none", [tmp_path], opening.NOTHING)
    assert not (tmp_path / "none").exists()
    (tmp_path / parts.ABOUT).write_text(json.dumps({"format": 1, "sha256": "x"}))
    with pytest.raises(ClassProblem, match="shard-damaged"):
        parts.read(tmp_path)
