"""Results of a made-up class, as a grading leaves them in a folder."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.classroom import lines, roster
from grader.classroom.records import Identity
from grader.classroom.roster import Entry
from grader.classroom.store import Store
from grader.tests.class_made_up import COURSE, EXERCISES, key, opened, verdict

Work = Mapping[str, tuple[bytes, ...] | str]
"""By pseudonym: the text for each exercise, or the state of a submission that has none."""

WORK: Work = {"p0": (b"right 0", b"right 0"), "p1": (b"right 1", b"wrong 1"), "p2": "nothing", "p3": (b"wrong 3",)}


def write(run: Path, people: Mapping[str, Identity], work: Work = WORK, entries: Mapping[str, tuple[str, ...]] = {}) -> Path:
    """Write a results folder: each text has its verdict, but for one that says ``broken``."""
    run.mkdir(exist_ok=True)
    writer, kept = opened(run), Store(run)
    writer.add("course", **lines.of_course(COURSE))
    for name, sources in work.items():
        texts = () if isinstance(sources, str) else sources
        files = {exercise: key(exercise, source) for exercise, source in zip(EXERCISES, texts, strict=False)}
        facts: dict[str, Any] = {"files": files, "late": None, "at": None, "problems": []}
        writer.add("seen", student=name, state=sources if isinstance(sources, str) else "waiting", **facts)
        for exercise, source in zip(EXERCISES, texts, strict=False):
            if b"broken" not in source:
                told = verdict(exercise, source)
                told["checks"][0]["facts"] = {"call": "<script>alert(1)</script>\x1b[31m"}
                where, digest = kept.put(told["key"], told)
                writer.add("verdict", **lines.of_verdict(name, told["key"], exercise, told, where, digest))
    writer.close()
    roster.write(run, [Entry(pseudonym=name, student=who, entries=entries.get(name, ())) for name, who in people.items()])
    return run


def contents(folder: Path) -> dict[str, str]:
    """Return the digest of each file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
