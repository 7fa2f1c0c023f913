"""Whole verdicts that a shard has come back with: each is as the journal there says, and on what was in the shard."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...grading.service import ExerciseVerdict, JobFile
from .. import lines, store
from ..problem import ClassProblem
from .parts import Shard


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A verdict. key: under which the class expects it. whole: as the grader told it. line: its facts for the journal."""

    key: str
    whole: Mapping[str, Any]
    line: Mapping[str, Any]

    @property
    def doubtful(self) -> bool:
        return bool(self.line["status"] == lines.UNDECIDED)

    @property
    def outcome(self) -> tuple[object, ...]:
        return lines.outcome(lines.decision({"n": 0, **self.line}))


def found(shard: Shard, line: Mapping[str, Any], there: tuple[str, ...], here: tuple[str, ...]) -> Found:
    """Return the verdict of a line. there, here: the surroundings of the shard's grading, and those of the class.

    Raises ``ClassProblem`` when its file is not as it was written, or it is on something else.
    """
    part, exercise = shard.parts[line["student"]], line["exercise"]
    alike = there == here
    try:
        whole = _whole(shard, line)
        given = next(one for one in part.job.files if one.exercise == exercise)
        key = part.keys[exercise]
        _check(whole, line, given, key if alike else line["key"])
    except (OSError, ValueError, LookupError, TypeError, StopIteration, EOFError):
        raise ClassProblem("shard-damaged", step="shards", file=str(shard.results / str(line["file"]))) from None
    told = lines.of_verdict(line["student"], key, exercise, whole, "", "")
    return Found(key=key, whole=whole, line=told if alike else {**told, "elsewhere": list(there)})


def _whole(shard: Shard, line: Mapping[str, Any]) -> dict[str, Any]:
    whole = store.get(shard.results, line["file"])
    if hashlib.sha256((shard.results / line["file"]).read_bytes()).hexdigest() != line["sha256"]:
        raise ValueError("the digest")
    return whole


def _check(whole: dict[str, Any], line: Mapping[str, Any], given: JobFile, key: str) -> None:
    """See that all that is said of a verdict is said of the same one. Raises ``ValueError``."""
    verdict = ExerciseVerdict.decode(whole)
    said = (line["key"], line["exercise"], line["status"], line["points"], line["max_points"], line["source"])
    if said != (verdict.key, verdict.exercise, verdict.status, verdict.points, verdict.max_points, verdict.source):
        raise ValueError("the line")
    if verdict.key != key or verdict.source != hashlib.sha256(given.source or b"").hexdigest():
        raise ValueError("something else")
