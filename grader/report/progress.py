"""A live line on the terminal's error stream while checks run, so that long work never looks frozen."""

import contextlib
import sys
from collections.abc import Callable, Iterator

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ..messages import Words
from . import terminal


@contextlib.contextmanager
def line(whole: int, words: Words) -> Iterator[Callable[[str], None] | None]:
    """Show how far a grading of ``whole`` checks is; gives what is to be called after each. None without a terminal."""
    to = terminal.console(stderr=True)
    to.file = sys.stderr  # pytest's own output is redirected meanwhile, this is not
    if not to.is_terminal or to.is_dumb_terminal:
        yield None
        return
    plain = terminal.plain_signs(to)
    columns = (
        SpinnerColumn("line" if plain else "dots"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=to, transient=True) as progress:
        task = progress.add_task(words("grading"), total=whole)
        done = 0

        def over(exercise: str) -> None:
            nonlocal done
            done += 1
            progress.update(task, completed=done, description=words("grading-one", name=exercise[:4], done=done, whole=whole))

        yield over
