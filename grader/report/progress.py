"""A live line on the terminal's error stream while checks run, so that long work never looks frozen."""

import contextlib
import sys
from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from ..messages import Words
from . import terminal


class Line:
    """The line, on a console that is a terminal. It stands from ``begin`` to the end of its ``with`` block."""

    def __init__(self, to: Console, say: Words) -> None:
        signs = SpinnerColumn("line" if terminal.plain_signs(to) else "dots")
        columns = (signs, TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn())
        # It begins and ends while pytest's output goes elsewhere or not, so it must not touch where output goes.
        self._bar = Progress(*columns, console=to, transient=True, redirect_stdout=False, redirect_stderr=False)
        self._say = say
        self._whole = self._done = 0
        self._task: TaskID | None = None

    def begin(self, whole: int) -> None:
        self._whole = whole
        self._task = self._bar.add_task(self._say("grading"), total=whole)
        self._bar.start()

    def over(self, exercise: str) -> None:
        self._done += 1
        text = self._say("grading-one", name=exercise[:4], done=self._done, whole=self._whole)
        if self._task is not None:
            self._bar.update(self._task, completed=self._done, description=text)

    def stop(self) -> None:
        self._bar.stop()


@contextlib.contextmanager
def line(say: Words) -> Iterator[Line | None]:
    """Show how far a grading is; gives what is to be told of it. None without a terminal."""
    to = terminal.console(stderr=True)
    to.file = sys.stderr  # pytest's own output is redirected meanwhile, this is not
    if not to.is_terminal or to.is_dumb_terminal:
        yield None
        return
    shown = Line(to, say)
    try:
        yield shown
    finally:
        shown.stop()
