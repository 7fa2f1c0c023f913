"""Finds exercises, and knows where everything of one is. The folders are the course: no list of exercises is kept anywhere."""

import difflib
import functools
import importlib
import inspect
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from .. import checking, messages
from ..checking import Check, Lesson
from ..choices import Wanted
from ..files import COURSE, DOCS, EXERCISES, ROOT, SCENARIOS, SOLUTIONS
from ..messages import Message

NAME = re.compile(r"ex(?P<number>\d\d)_(?P<slug>\w+)")

StartMethod = str


class UnknownExercise(LookupError):
    """No exercise has that name, or several could be meant.

    found: those that could be meant. near: the nearest name, or None. known: all that there are.
    """

    def __init__(self, name: str, *, found: Iterable[str] = (), near: str | None = None, known: Iterable[str] = ()) -> None:
        super().__init__(name)
        self.name, self.found, self.near, self.known = name, tuple(found), near, tuple(known)

    def said(self, say: messages.Words) -> str:
        """Return one sentence for the user, with the way out."""
        if self.found:
            return say("ambiguous", name=self.name, found=_listed(self.found, say))
        out = say("unknown-near", near=self.near) if self.near else say("unknown-list", known=_listed(self.known, say))
        return f"{say('unknown', name=self.name)} {out}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCheck:
    """One check under one start method, and its share of the points. Fixed before anything runs."""

    exercise: str
    check: str
    title: str
    method: StartMethod
    points: float
    needs: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.exercise}::{self.check}[{self.method}]"


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise by its name, such as ``ex02_start_and_join``."""

    name: str

    def __lt__(self, other: "Exercise") -> bool:
        return self.name < other.name

    @property
    def number(self) -> int:
        return int(self.name[2:4])

    @property
    def slug(self) -> str:
        return self.name[5:]

    @property
    def file(self) -> Path:
        """Where the student writes."""
        return EXERCISES / f"{self.name}.py"

    @property
    def solution(self) -> Path:
        return SOLUTIONS / f"{self.name}.py"

    @property
    def scenario(self) -> Path:
        return SCENARIOS / f"{self.name}.py"

    @property
    def drawer(self) -> Path:
        """The folder of what only the judge may know of it."""
        return COURSE / self.name

    @property
    def check_module(self) -> str:
        """The name by which its checks are imported."""
        return f"grader.course.{self.name}.test_{self.name}"

    @property
    def check_file(self) -> Path:
        return self.drawer / f"test_{self.name}.py"

    @property
    def gallery(self) -> Path:
        return self.drawer / "gallery"

    @property
    def stub(self) -> Path:
        """The stub as the kit has it, whatever the student has made of the other."""
        return self.drawer / "stub.py"

    @property
    def model(self) -> Path:
        """How its solution looked when it was graded."""
        return self.drawer / "model.json"

    def page(self, language: str = "en") -> Path:
        return DOCS / language / "exercises" / f"{self.name}.md"

    @property
    def lesson(self) -> Lesson:
        lesson = self._module().LESSON
        assert isinstance(lesson, Lesson)
        return lesson

    def words(self, language: str) -> Mapping[str, Any]:
        """Return its words in one language: ``messages`` has a table for each code that only this exercise can earn;
        beside the words, ``more`` is what its page says of the code.

        In a language other than English also ``title``; ``checks``, a title each, which in English stand in the check module;
        and ``facts``, translations of phrases that fill blanks.
        """
        return _words(self.drawer / f"{language}.toml")

    @property
    def messages(self) -> Mapping[str, Message]:
        """The words of codes that only this exercise can earn."""
        return {code: _message(own) for code, own in self.words("en").get("messages", {}).items()}

    def title(self, language: str = "en") -> str:
        """Return the title in this language."""
        return str(self.words(language).get("title", self.lesson.title))

    def check_title(self, check: str, language: str = "en") -> str:
        """Return a check's title in this language."""
        own: Mapping[str, str] = self.words(language).get("checks", {})
        return own.get(check) or self.checks()[check][1]

    def message(self, code: str, language: str = "en") -> Message:
        """Return the words of a code: the exercise's own, else the common ones. Raises ``KeyError`` for an unknown code."""
        own: Mapping[str, Mapping[str, str]] = self.words(language).get("messages", {})
        return _message(own[code]) if code in own else messages.message(code, language)

    def more(self, code: str, language: str = "en") -> str:
        """Return what the exercise's page says of one of its own codes beside the message, as Markdown; empty when nothing."""
        return str(self.words(language)["messages"][code].get("more", ""))

    def phrases(self, language: str = "en") -> Mapping[str, str]:
        """Return translations of English phrases that fill blanks."""
        own: Mapping[str, str] = self.words(language).get("facts", {})
        return {**messages.table(language).get("facts", {}), **own}

    def checks(self) -> dict[str, tuple[Check, str]]:
        """Return each check's marks and title, in the order of the file."""
        found = {}
        for name, function in vars(self._module()).items():
            marks = getattr(function, "check", None)
            if name.startswith("test_") and isinstance(marks, Check):
                found[name] = (marks, (inspect.getdoc(function) or name).splitlines()[0])
        return found

    def planned_checks(self, wanted: Wanted = "default") -> tuple[PlannedCheck, ...]:
        """Return every check under every start method that it will run under."""
        return tuple(
            PlannedCheck(
                exercise=self.name, check=name, title=title, method=method,
                points=marks.points / len(under), needs=marks.needs,
            )
            for name, (marks, title) in self.checks().items()
            for under in [methods_for(marks, wanted)]
            for method in under
        )  # fmt: skip

    def _module(self) -> ModuleType:
        return _loaded(self)


@functools.cache  # pytest leaves half a module behind when it cannot load the whole
def _loaded(exercise: Exercise) -> ModuleType:
    try:
        return importlib.import_module(exercise.check_module)
    except Exception:
        return _broken(exercise.check_module, exercise.check_file)


def _broken(name: str, file: Path) -> ModuleType:
    """Return what stands for a check file that cannot be loaded, so that it costs no other exercise its verdict.

    It has one check, which nobody can decide: pytest cannot load the file either, and says why.
    """

    @checking.check(points=0)
    def test_loads(play: checking.Play) -> None:
        raise NotImplementedError

    test_loads.__doc__ = file.relative_to(ROOT).as_posix()
    module = ModuleType(name)
    module.LESSON = Lesson(title=file.name, part="?", section="", contract=("?()",))  # type: ignore[attr-defined]
    module.test_loads = test_loads  # type: ignore[attr-defined]
    return module


def _message(own: Mapping[str, str]) -> Message:
    return Message(seen=own["seen"], means=own["means"], advice=own["advice"])


@functools.cache
def _words(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def methods_for(check: Check, wanted: Wanted) -> tuple[StartMethod, ...]:
    """Return the start methods that a check runs under when the user asks for ``wanted``."""
    if wanted not in ("default", "all"):
        return (wanted,)
    every = checking.methods()
    return every if wanted == "all" or check.methods == "all" else every[:1]


def exercises() -> tuple[Exercise, ...]:
    """Return the course: one exercise for each drawer with checks, in the order of their numbers."""
    found = (Exercise(path.name) for path in COURSE.iterdir() if NAME.fullmatch(path.name))
    return tuple(sorted(one for one in found if one.check_file.exists()))


def find(name: str, among: Iterable[Exercise] | None = None) -> Exercise:
    """Return the exercise that a user means by ``ex06``, ``6``, ``consumer``, or a file's name.

    Raises ``UnknownExercise`` when there is none, or more than one.
    """
    course = tuple(among if among is not None else exercises())
    key = Path(name).name.lower().removesuffix(".py").replace("-", "_")
    number = key.removeprefix("ex")
    if number.isdigit():
        found = [one for one in course if one.number == int(number)]
    else:
        found = [one for one in course if key in (one.name, one.slug)] or [one for one in course if key and key in one.name]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownExercise(name, found=[one.name for one in found])
    words = {word: one for one in course for word in (one.name, one.slug, one.name[:4])}
    near = difflib.get_close_matches(key, words, n=1, cutoff=0.5)
    raise UnknownExercise(name, near=words[near[0]].name if near else None, known=[one.name for one in course])


def _listed(names: Sequence[str], say: messages.Words) -> str:
    return ", ".join(names[:-1]) + say("or") + names[-1] if len(names) > 1 else "".join(names)
