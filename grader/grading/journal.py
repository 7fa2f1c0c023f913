"""What the command's own process hears from pytest: verdicts as they come, and the faults of what could not be judged."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest

from ..files import COURSE, ROOT
from ..judge import seen
from .plugin import KEY
from .submissions import Submission
from .verdict import Verdict


class Progress(Protocol):
    """Is told how far a grading is."""

    def begin(self, whole: int) -> None:
        """So many checks are to be run."""

    def over(self, exercise: str) -> None:
        """One check of this exercise is over."""


class DeferredSubmissions:
    """Asks what to grade only when pytest has all else ready, in a run that was told of no submission.

    ask: returns the submissions; answered: is called with them. submissions: the answer; None until it was asked.
    """

    def __init__(self, ask: Callable[[], Sequence[Submission]], answered: Callable[[Sequence[Submission]], None]) -> None:
        self.submissions: Sequence[Submission] | None = None
        self._ask, self._answered = ask, answered

    def ask(self) -> Sequence[Submission]:
        """Ask, unless there is an answer already, and return the answer."""
        if self.submissions is None:
            self.submissions = self._ask()
            self._answered(self.submissions)
        return self.submissions

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        gradable = [one for one in self.ask() if one.gradable]
        session.config.stash[KEY].sources.update({one.exercise.name: one.source for one in gradable})
        session.config.args = [str(one.exercise.check_file) for one in gradable]


class VerdictCollector:
    """Collects the verdicts in the process that the command runs in, also those that workers send.

    faults: why there are none, in a sentence: of a check by its key, of an exercise by its name, of all by "".
    interrupted: the user wants to stop, which pytest itself does not tell from a stop of its own.

    xdist runs anew what a worker was at when it died, and reports that death in a phase of its own; such a verdict is
    marked as retried.
    """

    def __init__(self, progress: Progress | None = None) -> None:
        self.verdicts: dict[str, Verdict] = {}
        self.faults: dict[str, str] = {}
        self.interrupted = False
        self._progress = progress
        self._died: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        file, _, check = report.nodeid.partition("::")
        key = f"{_named(file)}::{check}"
        properties = dict(report.user_properties)
        if report.when == "call" and "verdict" in properties:
            self._take(key, properties["verdict"], retried=report.nodeid in self._died)
        elif report.when not in ("setup", "call", "teardown"):
            self._died.add(report.nodeid)
        elif report.failed:
            self.faults[key] = f"the check could not be run: {last_line(report.longreprtext)}"

    def _take(self, key: str, encoded: object, *, retried: bool) -> None:
        try:
            self.verdicts[key] = replace(Verdict.decode(encoded), retried=retried)
        except (ValueError, RecursionError) as error:
            self.faults[key] = f"the check's verdict could not be read: {error}"
        if self._progress is not None:
            self._progress.over(key.partition("::")[0])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            file = report.nodeid.partition("::")[0]
            place = COURSE.relative_to(ROOT) / file
            self.faults[_named(file)] = f"{place} could not be loaded: {last_line(report.longreprtext)}"

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        error = str(excinfo.value)  # that of a worker comes whole, with its traceback; others may follow from it
        what = last_line(error) if "\n" in error else f"{excinfo.typename}: {error}"
        self.faults.setdefault("", f"pytest broke: {what}")

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        if type(excinfo.value) is KeyboardInterrupt:  # pytest and xdist derive their own stops from it
            self.interrupted = True
        else:
            self.faults[""] = f"pytest was stopped: {last_line(str(excinfo.value))}"


def _named(file: str) -> str:
    """Return the name of the exercise that a check file belongs to; empty for a folder, which belongs to all."""
    return Path(file).stem.removeprefix("test_") if file.endswith(".py") else ""


def last_line(text: str) -> str:
    """Return the error itself from what pytest says of it: the last line that it marks as such, else the last of all."""
    marks = ("E ", "INTERNALERROR> ")
    marked = [line.partition(" ")[2] for line in map(str.strip, text.splitlines()) if line.startswith(marks)]
    return seen.last_line("\n".join(marked) or text) or "it does not say why"
