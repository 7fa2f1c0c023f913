"""Looks through what a class has handed in: odd imports, equal texts, equal forms."""

import ast
import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeVar

from ...course.catalogue import Exercise, exercises
from ..records import ClassState, Handed, Reading
from . import forms, imports

COMMON = 10
"""Submissions with one form above which it is taken for the obvious answer: it is counted, and says nothing about anybody."""

Named = Callable[[Handed], str]
"""Says by which name a submission is told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """A submission that imports what no answer needs. modules: see ``imports.of_tree``."""

    exercise: str
    student: str
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Submissions of one exercise with the same bytes, or with the same form. solution: it is the reference solution's."""

    exercise: str
    kind: Literal["bytes", "form"]
    students: tuple[str, ...]
    solution: bool = False

    @property
    def common(self) -> bool:
        return self.kind == "form" and not self.solution and len(self.students) > COMMON


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A submission that could not be parsed here, so that it has no form to compare."""

    exercise: str
    student: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """All that a teacher may want to look at. of: how many files were looked through. imports: whether their texts were there.

    pairs: students who share more than one exercise, with how many they share; solutions and common forms are left out.
    """

    of: int
    imports: bool
    odd: tuple[Odd, ...] = ()
    groups: tuple[Group, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[tuple[str, str], int], ...]:
        shared = {
            (one.exercise, pair)
            for one in self.groups
            if not (one.solution or one.common) and len(one.students) <= 10 * COMMON
            for pair in combinations(one.students, 2)
        }
        counts = Counter(pair for _, pair in shared)
        found = [(pair, count) for pair, count in counts.items() if count > 1]
        return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


Found = TypeVar("Found", Odd, Unread)


@dataclass(frozen=True, slots=True)
class _Known:
    """Texts and forms of the course's own. stub, solution: None where there is no such form."""

    stub: bytes
    stub_form: str | None
    solution: bytes
    solution_form: str | None


@functools.cache
def _known(name: str) -> _Known:
    one = Exercise(name)
    stub, solution = (path.read_bytes() if path.is_file() else b"" for path in (one.stub, one.solution))
    return _Known(_lines(stub), _form(stub), _lines(solution), _form(solution))


def _form(source: bytes) -> str | None:
    tree = forms.parsed(source)
    return forms.form(tree) if tree is not None else None


def _lines(source: bytes) -> bytes:
    """Return a text as Unix would end its lines: a download may change that."""
    return source.replace(b"\r\n", b"\n")


@dataclass(slots=True)
class _Pile:
    """What has been found of one exercise so far: students by text and by form."""

    texts: defaultdict[bytes, list[str]]
    forms: defaultdict[str, set[bytes]]


def look(reading: Reading, named: Named) -> Hints:
    """Look through all that was handed in. What is still the stub says nothing, and is left out."""
    course = {one.name for one in exercises()}
    piles: dict[str, _Pile] = {}
    odd: list[Odd] = []
    unread: list[Unread] = []
    count = 0
    for handed in reading.handed:
        student = named(handed)
        for file in handed.files:
            source = _lines(file.source)
            if file.problem is not None or file.exercise not in course or source == _known(file.exercise).stub:
                continue
            count += 1
            pile = piles.setdefault(file.exercise, _Pile(defaultdict(list), defaultdict(set)))
            found, form = _examined(source)
            if modules := imports.unneeded(found):
                odd.append(Odd(exercise=file.exercise, student=student, modules=modules))
            if form is None:
                unread.append(Unread(exercise=file.exercise, student=student))
            elif form == _known(file.exercise).stub_form:
                continue
            else:
                pile.forms[form].add(source)
            pile.texts[source].append(student)
    groups = [group for name in sorted(piles) for group in _groups(name, piles[name])]
    return Hints(of=count, imports=True, odd=_sorted(odd), groups=tuple(groups), unread=_sorted(unread))


def _examined(source: bytes) -> tuple[set[str], str | None]:
    """Return what a text imports, and its form."""
    tree: ast.Module | None = forms.parsed(source)
    if tree is None:
        return imports.of_lines(source), None
    found = imports.of_tree(tree)
    return found, forms.form(tree)


def _groups(exercise: str, pile: _Pile) -> Iterable[Group]:
    known = _known(exercise)
    for text, students in pile.texts.items():
        if len(students) > 1 and text != known.solution:
            yield Group(exercise=exercise, kind="bytes", students=tuple(sorted(students)))
    for form, texts in pile.forms.items():
        students = sorted(student for text in texts for student in pile.texts[text])
        solution = form == known.solution_form
        if solution or len(texts) > 1:
            yield Group(exercise=exercise, kind="form", students=tuple(students), solution=solution)


def _sorted(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple(sorted(found, key=lambda one: (one.exercise, one.student)))


def of_state(state: ClassState) -> Hints:
    """Return what a results folder can tell, which keeps no texts: which of them have the same bytes."""
    piles: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for student in state.students:
        for name, one in student.decisions.items():
            if one.source and one.status != "not_started":
                piles[name, one.source].append(student.pseudonym)
    groups = [
        Group(exercise=name, kind="bytes", students=tuple(sorted(students)))
        for (name, _), students in sorted(piles.items())
        if len(students) > 1
    ]
    return Hints(of=sum(map(len, piles.values())), imports=False, groups=tuple(groups))


def by_exercise(hints: Hints) -> Mapping[str, list[Group]]:
    """Return the groups of each exercise, the largest first; those of the reference solution and common ones last."""
    found: defaultdict[str, list[Group]] = defaultdict(list)
    for one in sorted(hints.groups, key=lambda one: (one.solution, one.common, -len(one.students), one.kind)):
        found[one.exercise].append(one)
    return dict(sorted(found.items()))
