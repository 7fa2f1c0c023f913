"""Marks what a check module has: ``check`` a test and its points, ``Lesson`` what the exercise is.

A check's docstring is the sentence that the student sees.
"""

import contextlib
import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from ..judge.holds import Hold
from ..judge.run import Run


class Mistake(Exception):
    """What a check has found in the student's program.

    code: which message says it.
    facts: fill the message's blanks: plain texts and numbers. ``call`` is filled by itself.
    run: the play in which it was found, where that is not the last one; see ``about``.
    """

    run: Run | None = None

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


Methods = Literal["default", "all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What an exercise is. A check module names its own ``LESSON``.

    title: as in the course's list.
    part: its letter.
    section: the section of the document, empty when beyond it.
    contract: the calls that the student's file must answer, as they stand in the stub.
    chooses_method: whether the student's function chooses the start method. Elsewhere the grader does.
    """

    title: str
    part: str
    section: str
    contract: tuple[str, ...]
    chooses_method: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The functions and classes that the file must have."""
        return tuple(call.partition("(")[0] for call in self.contract)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How a check counts: its points, the start methods it runs under, and the checks that must have passed before."""

    points: int
    methods: Methods = "default"
    needs: tuple[str, ...] = ()


class Play(Protocol):
    """The ``play`` fixture: plays a scenario of the exercise with these arguments, and returns what was seen.

    holds: which calls wait for each other. shared: numbers that probes read and write, and that the judge keeps; None is for
    one that it draws. may_raise: the student's function may end with an exception.
    may_leave: processes may be left when it has returned. may_hang: the play may come to no end. A check says so when
        it looks at that itself, or another check has that point.
    """

    method: str

    def __call__(
        self,
        scenario: str,
        *,
        holds: Iterable[Hold] = (),
        shared: Mapping[str, int | None] = {},
        may_raise: bool = False,
        may_leave: bool = False,
        may_hang: bool = False,
        **args: Any,
    ) -> Run: ...


def check(
    *, points: int, methods: Methods = "default", needs: Iterable[str] = ()
) -> Callable[[Callable[[Play], None]], Callable[[Play], None]]:
    """Mark a test as a check of the exercise; see ``Check``. With ``all``, its points are divided among the methods."""

    def mark(function: Callable[[Play], None]) -> Callable[[Play], None]:
        function.check = Check(points=points, methods=methods, needs=tuple(needs))  # type: ignore[attr-defined]
        return function

    return mark


@contextlib.contextmanager
def about(run: Run) -> Iterator[None]:
    """Say that a mistake found in this block is one of this play, whose picture and output then stand beside it.

    Without that it is one of the last play: so a check looks at each play before the next, or says which one it means.
    """
    try:
        yield
    except Mistake as mistake:
        mistake.run = mistake.run or run
        raise


def methods() -> tuple[str, ...]:
    """Return this platform's start methods, its default first."""
    every = multiprocessing.get_all_start_methods()  # the documentation: the first is the default
    return tuple(every)
