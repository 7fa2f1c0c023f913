"""Digests of what decides a verdict: as long as they are the same, nobody needs to grade the same text again.

They are the same on every machine: of a file counts its name below the kit, with ``/``, and its text, with ``\\n``.
"""

import functools
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..course.catalogue import Exercise, exercises
from ..files import ROOT, SCENARIOS

KIT = ROOT / "grader"

ROOMS = ("checking", "judge", "stage")
"""The rooms of which every module may decide; of the stage without the exercises' own scenarios."""

TELLING = ("digests", "journal", "kept", "results", "service", "trial")
"""Modules of ``grading`` that decide nothing: they only order, keep or hand on what others have decided."""


@functools.cache
def kit(exercise: str) -> str:
    """Return the digest of all that decides a verdict on this exercise: its check, its scenario, and what grades them."""
    one = Exercise(exercise)
    own = sorted((path for path in (*one.drawer.glob("*.py"), one.scenario) if path != one.stub), key=_name)
    return _hash([["engine", engine()], *_contents(own)])


def whole() -> str:
    """Return the digest of the kit as it is on the disk now: its version for all exercises."""
    kit.cache_clear()
    engine.cache_clear()
    return _hash([[one.name, kit(one.name)] for one in exercises()])


def verdict_key(
    exercise: str,
    source: bytes,
    *,
    method: str,
    sandbox: str,
    python: str,
    platform: str = sys.platform,
    problem: str | None = None,
    facts: Mapping[str, Any] | None = None,
) -> str:
    """Return the key of a verdict: two gradings with the same one need not both be done.

    method: as asked for, also ``default``. python: its version, of which the first two numbers count. platform: as
    ``sys.platform`` is there. problem, facts: why there is no text that could be graded.
    """
    given = [kit(exercise), hashlib.sha256(source).hexdigest(), method, sandbox, python.split(".")[:2], platform]
    return _hash([*given, problem, dict(facts or {})])


@functools.cache
def engine() -> str:
    """Return the digest of what decides in every exercise."""
    found = [path for room in ROOMS for path in (KIT / room).rglob("*.py") if not _of_an_exercise(path)]
    found += [path for path in (KIT / "grading").glob("*.py") if path.stem not in TELLING]
    found += [KIT / "course" / "catalogue.py", KIT / "choices.py"]
    return _hash(_contents(sorted(found, key=_name)))


def _of_an_exercise(path: Path) -> bool:
    return path.parent == SCENARIOS and path.stem != "__init__"


def _contents(paths: Iterable[Path]) -> list[list[str]]:
    return [[_name(path), hashlib.sha256(_text(path)).hexdigest()] for path in paths]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _text(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode("ascii")).hexdigest()
