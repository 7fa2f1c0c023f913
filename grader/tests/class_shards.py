"""A made-up class that is split into shards, for the tests of what surrounds them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from grader.classroom import journal, opening, roster, state
from grader.classroom.disk import Disk
from grader.classroom.journal import Replay
from grader.classroom.opening import opened, seen
from grader.classroom.records import Handed
from grader.classroom.shards import merging, splitting
from grader.files import ROOT
from grader.judge.folder import PARENT
from grader.tests.class_driver import setup
from grader.tests.class_made_up import COURSE, reading, student

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

    def split(self, number: int, texts: list[list[str]] = CLASS, *, clear: bool = True) -> list[Path]:
        if clear:
            shutil.rmtree(self.there, ignore_errors=True)
        how = setup({}, Disk())
        with opened(self.run, how) as held:
            held, works = seen(held, reading(*handed(texts)), self.run, COURSE, how)
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
        return merging.merge(self.run, shards, opening.NOTHING, mixed=mixed)

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

    @property
    def shards(self) -> list[Path]:
        return sorted(self.there.iterdir())

    def copy(self, top: Path) -> "Place":
        """Return a copy of it elsewhere."""
        shutil.copytree(self.run, top / "run")
        return Place(top)
