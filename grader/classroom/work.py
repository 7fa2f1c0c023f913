"""What is to be graded of each submission, under a name that tells nobody who it is."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..grading import digests
from ..grading.service import JobFile
from . import roster
from .records import Course, File, Handed, Identity, Reading, State

Key = Callable[[JobFile], str]
"""Returns the key of the verdict on a file."""

SHORTEST = 3
"""Signs of a part of a name that is looked for in a text: shorter ones stand in many words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A submission. files: by exercise, empty unless it can be graded; keys: of their verdicts.

    problems: keys of the table ``reading``, and whether the teacher must decide; the facts may name somebody.
    """

    pseudonym: str
    state: State
    files: Mapping[str, JobFile]
    keys: Mapping[str, str]
    late: bool | None
    at: str | None
    problems: tuple[tuple[str, bool], ...]

    def seen(self) -> dict[str, Any]:
        """Return the facts of the line that says that this was seen."""
        return {
            "student": self.pseudonym, "state": self.state, "files": dict(self.keys), "late": self.late, "at": self.at,
            "problems": [list(one) for one in self.problems],
        }  # fmt: skip


def key_of(course: Course) -> Key:
    """Return what gives each file its key in this course."""

    def key(file: JobFile) -> str:
        return digests.verdict_key(
            file.exercise, file.source or b"", method=course.method, sandbox=course.sandbox, python=course.python,
            problem=file.problem, facts=file.facts,
        )  # fmt: skip

    return key


def plan(reading: Reading, secret: bytes, course: Course, key: Key) -> list[Work]:
    """Return what is to be done. What was not handed in is not among the files.

    It is in the order of the pseudonyms: that of the names would tell who is who.
    """
    names = [one.name for one in course.exercises]
    works = [_work(one, roster.pseudonym(secret, one.student), names, key) for one in reading.handed]
    return sorted(works, key=lambda one: one.pseudonym)


def _work(one: Handed, pseudonym: str, names: list[str], key: Key) -> Work:
    known = {file.exercise: file for file in one.files} if one.state == "waiting" else {}
    files = {name: _file(known[name], one.student) for name in names if name in known}
    return Work(
        pseudonym=pseudonym,
        state="nothing" if one.state == "waiting" and not files else one.state,
        files=files,
        keys={name: key(file) for name, file in files.items()},
        late=one.late,
        at=one.at,
        problems=tuple(dict.fromkeys((problem.key, problem.decide) for problem in one.problems)),
    )


def _file(one: File, student: Identity) -> JobFile:
    if one.problem is None:
        return JobFile(exercise=one.exercise, source=one.source)
    neutral = {name: _neutral(value, one, student) for name, value in one.facts.items()}
    facts = json.loads(json.dumps(neutral, default=str))  # as the grader gets it, which makes the key of it
    return JobFile(exercise=one.exercise, problem=one.problem, facts=facts)


def _neutral(value: object, one: File, student: Identity) -> object:
    """Return a fact of a message without what names the student: verdicts are kept where no name belongs."""
    if not isinstance(value, str):
        return value
    text = value.casefold()
    return f"{one.exercise}.py" if any(part in text for part in _parts(student)) else value


def _parts(student: Identity) -> Iterator[str]:
    for text in (student.number, student.name, *student.others.values()):
        parts = [text, "".join(text.split()), *text.replace("@", " ").replace("_", " ").split()]
        yield from (part.casefold() for part in parts if len(part) >= SHORTEST)
    for member in student.members:
        yield from _parts(member)
