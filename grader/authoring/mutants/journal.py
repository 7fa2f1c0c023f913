"""Remembers verdicts on mutants, so that an examination goes on where it was ended. What they rest on is part of the key."""

import contextlib
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ...course.catalogue import Exercise
from ...files import MEMORY, ROOT
from .making import Mutant

Outcome = Literal["refuted", "survived", "fault"]

PLACE = MEMORY / "mutants.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How a mutant ended. ``fault``: the grader's own. check, code: what refuted it; for a fault ``code`` is its text."""

    outcome: Outcome
    check: str = ""
    code: str = ""
    seconds: float = 0.0


class Journal:
    """The verdicts so far, in one file to which each new one is added at once."""

    def __init__(self, path: Path = PLACE) -> None:
        self._path = path
        self._known: dict[str, Judged] = {}
        if path.exists():
            for line in path.read_text("utf-8").splitlines():
                with contextlib.suppress(ValueError, TypeError, KeyError):  # the last line of one that was ended
                    one = json.loads(line)
                    key = one.pop("key")
                    self._known[key] = Judged(**one)

    def recall(self, key: str) -> Judged | None:
        """Return what was found before, if nothing has changed since."""
        return self._known.get(key)

    def add(self, key: str, judged: Judged) -> None:
        """Keep a verdict. A fault is not kept: it says nothing of the mutant."""
        if judged.outcome == "fault":
            return
        self._known[key] = judged
        self._path.parent.mkdir(exist_ok=True)
        known = {"key": key, "outcome": judged.outcome, "check": judged.check, "code": judged.code, "seconds": judged.seconds}
        with self._path.open("a", encoding="utf-8") as file:
            file.write("\n" + json.dumps(known))  # begun anew, whatever the line before has come to


def key(mutant: Mutant, rests_on: str) -> str:
    """Return the key of a mutant's verdict."""
    return hashlib.sha256(rests_on.encode() + mutant.source).hexdigest()[:24]


def digest(exercise: Exercise, sandbox: str) -> str:
    """Return a text that is another one when anything has changed on which the verdicts of this exercise rest."""
    made = hashlib.sha256(f"{sys.version} {sandbox}".encode())
    for path in sorted(_sources(exercise)):
        made.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return made.hexdigest()


def _sources(exercise: Exercise) -> Iterator[Path]:
    for room in ("judge", "checking", "grading"):
        yield from (ROOT / "grader" / room).rglob("*.py")
    yield from (path for path in (ROOT / "grader" / "stage").glob("*.py"))
    yield exercise.scenario
    yield exercise.check_file
