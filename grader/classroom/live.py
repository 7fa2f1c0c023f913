"""A live line on the terminal's error stream while a class is graded; without a terminal, a plain line now and then."""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn

from ..report import terminal
from .conduct import Conductor
from .words import ClassWords

OFTEN, SELDOM = 0.5, 60.0
"""Seconds between two looks for a terminal, and between two plain lines."""

NAMED = 4
"""Pseudonyms that a line names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How far a grading is. done: of all submissions those that wait no more. left: seconds; None while nobody can know."""

    whole: int
    done: int
    running: tuple[str, ...]
    undecided: int
    left: float | None


class Watch:
    """Counts. Only what this start has graded tells how long the rest will take."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._first: int | None = None

    def figures(self, conductor: Conductor) -> Figures:
        history = conductor.history
        states = [history.state(one) for one in history.students.values() if not one.gone]
        done = sum(one != "waiting" for one in states)
        if self._first is None:
            self._first = done
        new, waiting = done - self._first, len(states) - done
        return Figures(
            whole=len(states),
            done=done,
            running=tuple(one.student for one in conductor.running.values() if one.student),
            undecided=sum(one in ("undecided", "spent") for one in states),
            left=(time.monotonic() - self._began) / new * waiting if new else None,
        )


def told(figures: Figures, say: ClassWords) -> str:
    """Return the figures as a line. It names nobody but by a pseudonym."""
    names = ", ".join(figures.running[:NAMED]) + (", …" if len(figures.running) > NAMED else "")
    left = say("left-unknown") if figures.left is None else say("left", time=clock(figures.left))
    return say(
        "live", done=figures.done, whole=figures.whole, running=len(figures.running), names=names or "–",
        undecided=figures.undecided, left=left,
    )  # fmt: skip


def clock(seconds: float) -> str:
    """Return a time as hours and minutes, or minutes and seconds: 2:05 h, 3:20 min."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02} h" if minutes >= 60 else f"{minutes}:{rest:02} min"


@contextlib.contextmanager
def line(language: str) -> Iterator[Callable[[Conductor], None]]:
    """Show how far a class's grading is, until the block ends; gives what is to be called when something has changed."""
    say, watch, to = ClassWords(language, "grading"), Watch(), terminal.console(stderr=True)
    if to.is_terminal and not to.is_dumb_terminal:
        with _bar(to) as (bar, task):
            yield _seldom(OFTEN, lambda conductor: _update(bar, task, watch.figures(conductor), say))
        return

    def plain(conductor: Conductor) -> None:
        to.print(told(watch.figures(conductor), say), soft_wrap=True)

    yield _seldom(SELDOM, plain)


@contextlib.contextmanager
def _bar(to: Console) -> Iterator[tuple[Progress, TaskID]]:
    signs = SpinnerColumn("line" if terminal.plain_signs(to) else "dots")
    bar = Progress(signs, BarColumn(bar_width=16), TextColumn("{task.description}"), console=to, transient=True)
    with bar:
        yield bar, bar.add_task("")


def _update(bar: Progress, task: TaskID, figures: Figures, say: ClassWords) -> None:
    bar.update(task, total=max(figures.whole, 1), completed=figures.done, description=told(figures, say))


def _seldom(seconds: float, show: Callable[[Conductor], None]) -> Callable[[Conductor], None]:
    """Return what shows something at once, and again only after so many seconds."""
    last: list[float] = []

    def tell(conductor: Conductor) -> None:
        now = time.monotonic()
        if not last or now - last[-1] >= seconds:
            last[:] = [now]
            show(conductor)

    return tell
