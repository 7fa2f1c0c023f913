"""A class whose grading is killed at any moment goes on as if nothing had been: same marks, nothing twice, nothing left.

MANY_HANDS_ROUNDS says how many times it is killed at random moments; without it a few steps and moments are tried.
"""

import hashlib
import json
import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import journal, roster, scratch, state
from grader.classroom.journal import Replay
from grader.files import ROOT
from grader.judge.folder import PARENT

ROUNDS = int(os.environ.get("MANY_HANDS_ROUNDS", "0"))
SEED = 20261127

CLASS = [
    ["right 0", "wrong 0"], ["right 1 pause"], ["wrong 2", "right 2"], [], ["right 1 pause", "right 4"], ["spends"],
    ["right 6 pause", "wrong 6 pause"], ["right 7", "spends"], ["wrong 8 pause", "right 2"],
    ["right 9 pause", "right 9 pause"], ["wrong 10", "wrong 10 pause"], ["right 11", "right error"],
]  # fmt: skip

Marks = dict[str, tuple[str, dict[str, tuple[str, float]]]]


@dataclass(frozen=True)
class Place:
    """Where a class is graded, with what lies beside its results."""

    top: Path

    @property
    def run(self) -> Path:
        return self.top / "run"

    def start(self, **told: Any) -> "subprocess.Popen[bytes]":
        self.temporary.mkdir(parents=True, exist_ok=True)
        (self.top / "spec").write_text(json.dumps({"students": CLASS, "size": 2, **told}), "ascii")
        environment = {**os.environ, "CLASS_GRADED": str(self.top / "graded"), PARENT: str(self.temporary)}
        command = [sys.executable, "-m", "grader.tests.class_driver", str(self.run), str(self.top / "spec")]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)

    def finish(self, status: int = 0, **told: Any) -> str:
        """Grade to the end; return what was printed."""
        with self.start(**told) as process:
            printed, _ = process.communicate()
        assert process.returncode == status, printed
        return printed.decode()

    @property
    def temporary(self) -> Path:
        return self.top / "t"

    def graded(self) -> list[str]:
        """Return the keys that were graded so far, and take them away."""
        path = self.top / "graded"
        found = path.read_text("ascii").split() if path.exists() else []
        path.unlink(missing_ok=True)
        return found

    def accepted(self) -> list[str]:
        lines = Replay(self.run / journal.NAME)
        return [line["key"] for line in lines if line["what"] == "verdict" and line["status"] != "grader_error"]

    def marks(self) -> Marks:
        """Return each student's state and verdicts, by number: pseudonyms are others each time."""
        people = roster.read(self.run)
        return {
            people[one.pseudonym].student.number: (
                one.state, {name: (found.status, found.points) for name, found in one.decisions.items()},
            )
            for one in state.load(self.run).students
        }  # fmt: skip

    def tidy(self) -> None:
        assert scratch.using(str(self.temporary)) == []
        assert list(self.temporary.iterdir()) == []
        assert [path for path in self.run.rglob("*") if path.suffix == ".part"] == []
        assert not (self.run / "running.json").exists()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Marks, int]:
    """Return the marks of a class that nobody has disturbed, and the number of its steps on the disk."""
    place = Place(tmp_path_factory.mktemp("undisturbed"))
    printed = place.finish()
    place.tidy()
    accepted = place.accepted()
    counted = Counter(key for key in place.graded() if key in accepted)
    assert set(counted.values()) == {1}, "nothing is graded twice"
    return place.marks(), int(printed.split()[-1])


def resumed(place: Place, undisturbed: tuple[Marks, int]) -> None:
    """Grade to the end what was killed, and see that all is as it should be."""
    before = set(place.accepted()) if (place.run / journal.NAME).exists() else set()
    place.graded()
    place.finish()
    assert place.marks() == undisturbed[0]
    counted = Counter(place.accepted())
    assert set(counted.values()) == {1}, "one verdict for each key"
    assert not before & set(place.graded()), "what was decided is graded again"
    for line in Replay(place.run / journal.NAME):
        if line["what"] == "verdict":
            assert hashlib.sha256((place.run / line["file"]).read_bytes()).hexdigest() == line["sha256"]
    place.tidy()


def killed_at(top: Path, step: int, undisturbed: tuple[Marks, int]) -> None:
    place = Place(top)
    with place.start(kill=step) as process:
        process.communicate()
    assert process.returncode != 0
    resumed(place, undisturbed)


def test_the_made_up_class_is_as_it_was_made(undisturbed: tuple[Marks, int]) -> None:
    marks, _ = undisturbed
    assert Counter(one for one, _ in marks.values()) == {"decided": 8, "nothing": 1, "spent": 2, "undecided": 1}
    assert marks["s000"][1] == {"ex01_worker": ("passed", 10), "ex02_start_and_join": ("failed", 4)}
    assert marks["s005"][1] == {"ex02_start_and_join": ("not_started", 0)}
    assert marks["s007"][1] == {"ex01_worker": ("passed", 10)}
    assert marks["s011"][1]["ex02_start_and_join"] == ("grader_error", 0)


@pytest.mark.parametrize("part", range(5))
def test_killed_at_some_steps_of_the_disk(tmp_path: Path, part: int, undisturbed: tuple[Marks, int]) -> None:
    steps = undisturbed[1]
    killed_at(tmp_path, random.Random(SEED + part).randrange(part * steps // 5, (part + 1) * steps // 5) or 1, undisturbed)


@pytest.mark.long
@pytest.mark.parametrize("tenth", range(10))
def test_killed_at_every_step_of_the_disk(tmp_path: Path, tenth: int, undisturbed: tuple[Marks, int]) -> None:
    for step in range(1 + tenth, undisturbed[1] + 1, 10 if ROUNDS else 50):
        killed_at(tmp_path / str(step), step, undisturbed)


@pytest.mark.parametrize("round", range(ROUNDS or 3))
def test_killed_at_a_random_moment(tmp_path: Path, round: int, undisturbed: tuple[Marks, int]) -> None:
    chance = random.Random(SEED + round)
    place = Place(tmp_path)
    for _ in range(chance.randint(1, 2)):
        with place.start(size=chance.choice((1, 2, 4))) as process:
            assert process.stdout is not None
            for _ in range(chance.randrange(0, 60)):  # it says something now and then
                if not process.stdout.readline():
                    break
            try:
                process.wait(chance.uniform(0, 0.05))
            except subprocess.TimeoutExpired:
                process.kill()
    resumed(place, undisturbed)


def test_as_many_servers_as_one_likes_give_the_same_marks(tmp_path: Path, undisturbed: tuple[Marks, int]) -> None:
    for size in (1, 8):
        place = Place(tmp_path / str(size))
        place.finish(size=size, jobs=3)
        assert place.marks() == undisturbed[0]
        place.tidy()
