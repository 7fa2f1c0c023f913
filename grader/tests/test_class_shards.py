"""A class in shards: the same marks as in one piece, whatever order they come back in, and nothing that does not belong."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import journal, roster, state
from grader.classroom.disk import Disk
from grader.classroom.journal import Replay
from grader.classroom.opening import opened, seen
from grader.classroom.problem import ClassProblem
from grader.classroom.records import Handed
from grader.classroom.shards import merging, splitting
from grader.files import ROOT
from grader.judge.folder import PARENT
from grader.tests.class_driver import setup
from grader.tests.class_made_up import COURSE, reading, student

pytestmark = pytest.mark.long

CLASS = [
    ["right 0", "wrong 0"], ["right 1"], ["wrong 2", "right 2"], [], ["right 1", "right 4"], ["spends"],
    ["right 6", "wrong 6"], ["right 7", "spends"], ["wrong 8", "right 2"], ["right 9", "right 9"],
    ["wrong 10", "wrong 10"], ["right 11", "right error"],
]  # fmt: skip

Marks = dict[str, tuple[str, dict[str, tuple[str, float]]]]


def handed(texts: list[list[str]] = CLASS) -> list[Handed]:
    return [student(number, *(text.encode() for text in one)) for number, one in enumerate(texts)]


class Place:
    """A class, and its shards."""

    def __init__(self, top: Path) -> None:
        self.top, self.run, self.there = top, top / "run", top / "run" / splitting.NAME

    def split(self, number: int, texts: list[list[str]] = CLASS) -> list[Path]:
        shutil.rmtree(self.there, ignore_errors=True)
        how = setup({}, Disk())
        with opened(self.run, how) as held:
            works = seen(held, reading(*handed(texts)), self.run, COURSE, how)
            return [one.path for one in splitting.split(held, works, number, self.there)]

    def start(self, module: str, folder: Path, **told: Any) -> tuple[int, str]:
        """Grade a shard, or the class, in a process of its own; return its status and what it said."""
        (self.top / "t").mkdir(exist_ok=True)
        (self.top / "spec").write_text(json.dumps({"students": CLASS, **told}), "ascii")
        environment = {**os.environ, "CLASS_GRADED": str(self.top / "graded"), PARENT: str(self.top / "t")}
        command = [sys.executable, "-m", f"grader.tests.{module}", str(folder), str(self.top / "spec")]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
        return done.returncode, done.stdout

    def grade(self, *shards: Path, **told: Any) -> None:
        for shard in shards:
            status, said = self.start("shard_driver", shard, **told)
            assert status == 0, said

    def merge(self, *shards: Path, mixed: bool = False) -> list[merging.Merged]:
        return merging.merge(self.run, shards, setup({}, Disk()), mixed=mixed)

    def marks(self) -> Marks:
        people = roster.read(self.run)
        return {
            people[one.pseudonym].student.number: (
                one.state, {name: (found.status, found.points) for name, found in one.decisions.items()},
            )
            for one in state.load(self.run).students
        }  # fmt: skip

    def lines(self, what: str) -> list[dict[str, Any]]:
        return [dict(line) for line in Replay(self.run / journal.NAME) if line["what"] == what]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Marks:
    """Return the marks of the class when it is graded in one piece."""
    place = Place(tmp_path_factory.mktemp("whole"))
    status, said = place.start("class_driver", place.run)
    assert status == 0, said
    assert Counter(one for one, _ in place.marks().values()) == {"decided": 8, "nothing": 1, "spent": 2, "undecided": 1}
    return place.marks()


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return a class with three shards, each graded. Tests work on a copy."""
    place = Place(tmp_path_factory.mktemp("graded"))
    place.grade(*place.split(3))
    return place


@pytest.fixture
def place(graded: Place, tmp_path: Path) -> Place:
    shutil.copytree(graded.run, tmp_path / "run")
    return Place(tmp_path)


def shards(place: Place) -> list[Path]:
    return sorted(place.there.iterdir())


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_shards_of_three_give_the_same_marks(place: Place, whole: Marks, order: tuple[int, ...]) -> None:
    for number in order:
        assert place.marks() != whole
        place.merge(shards(place)[number])
    assert place.marks() == whole
    counted = Counter(line["key"] for line in place.lines("verdict"))
    assert set(counted.values()) == {1}
    assert len(place.lines("canary")) >= 6
    assert place.lines("canary")[-1]["proved"]
    assert place.lines("disagreement") == []


def test_nothing_is_graded_twice_in_shards(graded: Place) -> None:
    told = Counter((graded.top / "graded").read_text("ascii").split())
    accepted = {
        line["key"] for shard in shards(graded) for line in Replay(shard / "results" / journal.NAME)
        if line["what"] == "verdict" and line["status"] != "grader_error"
    }  # fmt: skip
    assert {told[key] for key in accepted} == {1}


def test_a_shard_merged_twice_changes_nothing(place: Place) -> None:
    first = place.merge(*shards(place))
    before, marks = (place.run / journal.NAME).read_bytes(), place.marks()
    again = place.merge(*shards(place), shards(place)[0])
    assert (place.run / journal.NAME).read_bytes() == before
    assert place.marks() == marks
    assert sum(one.taken for one in first) > 0
    assert [one.taken for one in again] == [0, 0, 0, 0]
    assert sum(one.disagreements for one in again) == 0


def test_a_shard_names_nobody(graded: Place) -> None:
    files = [path for shard in shards(graded) for path in shard.rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        assert b"Zyzzyva" not in path.read_bytes(), path
        assert "s00" not in path.name
        assert b'"s00' not in path.read_bytes(), path


def test_what_is_merged_is_not_graded_again(place: Place, whole: Marks) -> None:
    place.merge(*shards(place))
    status, said = place.start("class_driver", place.run)
    assert status == 0, said
    graded = (place.top / "graded").read_text("ascii").split() if (place.top / "graded").exists() else []
    assert not set(graded) & {line["key"] for line in place.lines("verdict")}
    assert place.marks() == whole


def test_some_shards_and_the_rest_here(place: Place, whole: Marks) -> None:
    place.merge(shards(place)[1])
    status, said = place.start("class_driver", place.run)
    assert status == 0, said
    assert place.marks() == whole
    merged = place.merge(*shards(place))
    assert [one.taken for one in merged] == [0, 0, 0]
    assert place.marks() == whole


def damaged(change: Callable[[Path], None], place: Place) -> ClassProblem:
    """Change a shard, and return how it is refused; nothing must have been written."""
    change(shards(place)[1])
    before = (place.run / journal.NAME).read_bytes()
    with pytest.raises(ClassProblem) as refused:
        place.merge(*shards(place))
    assert (place.run / journal.NAME).read_bytes() == before
    for language in ("en", "zh"):
        assert refused.value.said(language)
    return refused.value


def swap(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new, 1)


def rewritten(shard: Path, name: str, old: bytes, new: bytes) -> None:
    path = next(iter(sorted(shard.glob(name))))
    path.write_bytes(swap(path.read_bytes(), old, new))


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda shard: rewritten(shard, "shard.json", b'"kit": "k', b'"kit": "x'), "shard-damaged"),
        (lambda shard: rewritten(shard, "jobs/*.json", b'"job"', b'"job" '), "shard-damaged"),
        (lambda shard: next(shard.glob("jobs/*")).unlink(), "shard-damaged"),
        (lambda shard: next(shard.glob("results/verdicts/*/*")).write_bytes(b"x"), "shard-damaged"),
        (lambda shard: next(shard.glob("results/verdicts/*/*")).unlink(), "shard-damaged"),
        (lambda shard: rewritten(shard, "results/journal.jsonl", b'"points":', b'"points": '), "journal-bad-line"),
        (lambda shard: (shard / "shard.json").unlink(), "no-shard"),
        (lambda shard: (shard / "shard.json").write_bytes(b'{"format": 2}'), "shard-newer"),
        (lambda shard: (shard / "shard.json").write_bytes(b"[" * 100000), "shard-damaged"),
    ],
    ids=["about", "job", "no job", "verdict", "no verdict", "line", "no about", "newer", "deep"],
)
def test_a_shard_that_is_not_whole_is_refused(place: Place, change: Callable[[Path], None], key: str) -> None:
    assert damaged(change, place).key == key


def other_results(shard: Path) -> None:
    shutil.rmtree(shard / "results")
    shutil.copytree(shard.parent / "1" / "results", shard / "results")


def test_results_of_another_shard_are_refused(place: Place) -> None:
    assert damaged(other_results, place).key == "shard-swapped"


def test_a_foreign_shard_is_refused(place: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "other")
    other.top.mkdir()
    foreign = other.split(2)[0]
    before = (place.run / journal.NAME).read_bytes()
    with pytest.raises(ClassProblem, match="shard-foreign"):
        place.merge(shards(place)[0], foreign)
    assert (place.run / journal.NAME).read_bytes() == before
    with pytest.raises(ClassProblem, match="no-results"):
        merging.merge(tmp_path / "nothing", [foreign], setup({}, Disk()))
    assert not (tmp_path / "nothing").exists()


def test_a_torn_journal_gives_what_is_whole(place: Place, whole: Marks) -> None:
    path = shards(place)[1] / "results" / journal.NAME
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b'"what":"canary"') - 40])
    merged = place.merge(*shards(place))
    assert [one.torn for one in merged] == [False, True, False]
    assert merged[1].unproved > 0, "the machine was not seen to be good after these"
    assert place.marks() != whole
    place.grade(shards(place)[1])
    assert [one.torn for one in place.merge(*shards(place))] == [False] * 3
    assert place.marks() == whole


def test_two_copies_that_differ_are_told_of(place: Place) -> None:
    """The first one counts."""
    place.merge(shards(place)[0])
    marks = place.marks()
    lie = place.top / "lie"
    shutil.copytree(shards(place)[0], lie, ignore=shutil.ignore_patterns("results"))
    (place.top / "graded.liar").touch()
    place.grade(lie)
    merged = place.merge(lie)
    assert merged[0].taken == 0
    assert merged[0].disagreements > 0
    assert len(place.lines("disagreement")) == merged[0].disagreements
    assert len(state.load(place.run).disagreements) == merged[0].disagreements
    assert place.marks() == marks
    place.merge(lie)
    assert len(place.lines("disagreement")) == merged[0].disagreements
