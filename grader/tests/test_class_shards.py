"""A class in shards: the same marks as in one piece, whatever order they come back in, and nothing that does not belong."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.classroom import journal, opening, state
from grader.classroom.journal import Replay
from grader.classroom.problem import ClassProblem
from grader.classroom.shards import merging
from grader.tests.class_shards import Marks, Place

pytestmark = pytest.mark.long


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


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_shards_of_three_give_the_same_marks(place: Place, whole: Marks, order: tuple[int, ...]) -> None:
    for number in order:
        assert place.marks() != whole
        place.merge(place.shards[number])
    assert place.marks() == whole
    counted = Counter(line["key"] for line in place.lines("verdict"))
    assert set(counted.values()) == {1}
    assert len(place.lines("canary")) >= 6
    assert place.lines("canary")[-1]["proved"]
    assert place.lines("disagreement") == []


def test_nothing_is_graded_twice_in_shards(graded: Place) -> None:
    told = Counter((graded.top / "graded").read_text("ascii").split())
    accepted = {
        line["key"] for shard in graded.shards for line in Replay(shard / "results" / journal.NAME)
        if line["what"] == "verdict" and line["status"] != "grader_error"
    }  # fmt: skip
    assert {told[key] for key in accepted} == {1}


def test_a_shard_merged_twice_changes_nothing(place: Place) -> None:
    first = place.merge(*place.shards)
    before, marks = (place.run / journal.NAME).read_bytes(), place.marks()
    again = place.merge(*place.shards, place.shards[0])
    assert (place.run / journal.NAME).read_bytes() == before
    assert place.marks() == marks
    assert sum(one.taken for one in first) > 0
    assert [one.taken for one in again] == [0, 0, 0, 0]
    assert sum(one.disagreements for one in again) == 0


def test_a_shard_names_nobody(graded: Place) -> None:
    files = [path for shard in graded.shards for path in shard.rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        assert b"Zyzzyva" not in path.read_bytes(), path
        assert "s00" not in path.name
        assert b'"s00' not in path.read_bytes(), path


def test_what_is_merged_is_not_graded_again(place: Place, whole: Marks) -> None:
    place.merge(*place.shards)
    status, said = place.start("class_driver", place.run)
    assert status == 0, said
    graded = (place.top / "graded").read_text("ascii").split() if (place.top / "graded").exists() else []
    assert not set(graded) & {line["key"] for line in place.lines("verdict")}
    assert place.marks() == whole


def test_some_shards_and_the_rest_here(place: Place, whole: Marks) -> None:
    place.merge(place.shards[1])
    status, said = place.start("class_driver", place.run)
    assert status == 0, said
    assert place.marks() == whole
    merged = place.merge(*place.shards)
    assert [one.taken for one in merged] == [0, 0, 0]
    assert place.marks() == whole


def damaged(change: Callable[[Path], None], place: Place) -> ClassProblem:
    """Change a shard, and return how it is refused; nothing must have been written."""
    change(place.shards[1])
    before = (place.run / journal.NAME).read_bytes()
    with pytest.raises(ClassProblem) as refused:
        place.merge(*place.shards)
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
        place.merge(place.shards[0], foreign)
    assert (place.run / journal.NAME).read_bytes() == before
    with pytest.raises(ClassProblem, match="no-results"):
        merging.merge(tmp_path / "nothing", [foreign], opening.NOTHING)
    assert not (tmp_path / "nothing").exists()


def test_a_torn_journal_gives_what_is_whole(place: Place, whole: Marks) -> None:
    path = place.shards[1] / "results" / journal.NAME
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(b'"what":"canary"') - 40])
    merged = place.merge(*place.shards)
    assert [one.torn for one in merged] == [False, True, False]
    assert merged[1].unproved > 0, "the machine was not seen to be good after these"
    assert place.marks() != whole
    place.grade(place.shards[1])
    assert [one.torn for one in place.merge(*place.shards)] == [False] * 3
    assert place.marks() == whole


def test_two_copies_that_differ_are_told_of(place: Place) -> None:
    """The first one counts."""
    place.merge(place.shards[0])
    marks = place.marks()
    lie = place.top / "lie"
    shutil.copytree(place.shards[0], lie, ignore=shutil.ignore_patterns("results"))
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
