"""A shard: a folder with all that is needed to grade a part of a class, and nothing that names anybody.

``shard.json`` says how to grade, and what belongs to the shard, with the digest of each job; ``jobs/<pseudonym>.json`` is one
submission's files. What comes of it stands in ``results``: a journal and verdicts as in a class's own results.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...grading.service import NAME, Job
from .. import lines
from ..disk import DISK, Disk, folder, put
from ..problem import ClassProblem
from ..records import Course

FORMAT = 1
ABOUT, JOBS, RESULTS = "shard.json", "jobs", "results"

_PLAIN = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is to be graded of one submission. keys: of the verdicts, by exercise, as the class's results expect them."""

    job: Job
    keys: Mapping[str, str]

    def encode(self) -> bytes:
        return json.dumps({**json.loads(self.job.encode()), "keys": dict(self.keys)}).encode("ascii") + b"\n"

    @classmethod
    def decode(cls, data: bytes) -> "Part":
        """Return the part that a file holds. Raises ``ValueError``."""
        job, told = Job.decode(data), json.loads(data)
        keys = {str(exercise): str(key) for exercise, key in told.get("keys", {}).items()}
        if set(keys) != {one.exercise for one in job.files} or not all(map(_PLAIN.fullmatch, keys.values())):
            raise ValueError(f"the keys of {job.name}")
        return cls(job=job, keys=keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One of ``of`` shards, counted from 1. split: names the split that has made them. course: how the class is graded.

    parts: by pseudonym. path: the folder.
    """

    path: Path
    split: str
    number: int
    of: int
    course: Course
    parts: Mapping[str, Part]

    @property
    def results(self) -> Path:
        return self.path / RESULTS


def is_one(path: Path) -> bool:
    """Say whether a folder is a shard."""
    return (path / ABOUT).is_file()


def write(shard: Shard, disk: Disk = DISK) -> None:
    """Write a shard; ``shard.json`` last, so that what is not whole is none. Raises ``OSError``."""
    folder(shard.path, disk)
    folder(shard.path / JOBS, disk)
    digests = {}
    for name, part in shard.parts.items():
        data = part.encode()
        put(data, shard.path / JOBS / f"{name}.json", disk)
        digests[name] = hashlib.sha256(data).hexdigest()
    about = {
        "format": FORMAT, "split": shard.split, "shard": shard.number, "of": shard.of, "course": lines.of_course(shard.course),
        "jobs": digests,
    }  # fmt: skip
    put(json.dumps({**about, "sha256": _digest(about)}, indent=1).encode("ascii") + b"\n", shard.path / ABOUT, disk)


def read(path: Path) -> Shard:
    """Return a shard. Raises ``ClassProblem`` for a folder that is none, or is not as it was written."""
    about = path / ABOUT
    try:
        told = json.loads(about.read_bytes())
    except FileNotFoundError:
        raise ClassProblem("no-shard", step="shards", folder=str(path)) from None
    except (OSError, ValueError, RecursionError):
        raise damaged(about) from None
    try:
        if int(told["format"]) > FORMAT:
            raise ClassProblem("shard-newer", step="shards", file=str(about))
        if told.pop("sha256") != _digest(told):
            raise damaged(about)
        return Shard(
            path=path, split=str(told["split"]), number=int(told["shard"]), of=int(told["of"]),
            course=lines.course(told["course"]),
            parts={name: _part(path / JOBS, name, digest) for name, digest in told["jobs"].items()},
        )  # fmt: skip
    except (LookupError, TypeError, ValueError, AttributeError):
        raise damaged(about) from None


def _part(jobs: Path, name: str, digest: str) -> Part:
    if NAME.fullmatch(name) is None:
        raise ValueError(f"the name {name[:80]!r}")
    try:
        data = (jobs / f"{name}.json").read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise ValueError("the digest")
        part = Part.decode(data)
    except (OSError, ValueError):
        raise damaged(jobs / f"{name}.json") from None
    return part


def _digest(about: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode("ascii")).hexdigest()


def damaged(path: Path) -> ClassProblem:
    """Return the problem that a file of a shard is not as it was written."""
    return ClassProblem("shard-damaged", step="shards", file=str(path))
