"""``watch``: grades the exercise at hand on every save. A save during a run replaces that run.

The next grader is always kept ready in a process of its own (``standby``), so a verdict costs only the plays.
"""

import argparse
import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from rich.console import Console
from watchfiles import watch as changes

from ..course.catalogue import Exercise, exercises, find
from ..files import EXERCISES, ROOT
from ..judge import tidy
from ..judge.folder import PARENT, private
from ..judge.watchdog import Watchdog
from ..messages import Words
from ..report import terminal
from . import hint, keys, memory

DEBOUNCE = 60
"""Milliseconds: editors write a file in several steps, and one save must be one run."""

Event = tuple[Literal["save", "key", "over"], str]


def run(options: argparse.Namespace, say: Words) -> int:
    """Watch the exercise that was named, or the one at hand, until the student ends it; return the exit status."""
    exercise = find(options.name) if options.name else memory.at_hand()
    command = [sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "--inner", "standby", "--lang", say.language]
    command += ["--start-method", options.start_method, "--sandbox", options.sandbox]
    command += ["-v"] if options.verbose else ["-q"] if options.quiet else []
    return Watch(exercise, command, say, terminal.console()).run()


class Watch:
    """One sitting. command: what starts a standby grader. exercise: the one at hand."""

    def __init__(self, exercise: Exercise, command: Sequence[str], say: Words, to: Console) -> None:
        self._exercise = exercise
        self._command = command
        self._say = say
        self._to = to
        self._folder = private()
        self._watchdog = Watchdog(self._folder.path)
        self._events: queue.Queue[Event] = queue.Queue()
        self._stop = threading.Event()
        self._standby: subprocess.Popen[str] | None = None
        self._running: subprocess.Popen[str] | None = None
        self._asked = False
        self._readable = False
        self._status: int | None = None

    def run(self) -> int:
        """Watch until the student ends it; return the exit status."""
        there = tidy.below()
        self._watchdog.start()
        threading.Thread(target=self._see_saves, daemon=True).start()
        try:
            with keys.pressed(lambda key: self._events.put(("key", key))) as readable:
                self._readable = readable
                self._to.print(self._say("watching", file=_shown(self._exercise.file)))
                self._grade()
                while self._handle(self._events.get()):
                    pass
        except KeyboardInterrupt:
            self._to.print()
        finally:
            self._stop.set()
            self._end(self._running)
            self._end(self._standby)
            tidy.sweep(there)
            self._watchdog.stop()
            self._folder.remove()
        return 0

    def _handle(self, event: Event) -> bool:
        kind, what = event
        if kind == "over":
            if self._running is not None and what == str(self._running.pid):
                self._status = self._running.wait()
                if self._running.pid in self._watchdog.ended:
                    self._to.print(self._say("watch-held-up"))
                self._running = None
                self._prompt()
        elif kind == "save":
            if what == self._exercise.file.name:
                self._to.rule(self._say("watch-saved", file=what))
                self._grade()
        else:
            return self._key(what)
        return True

    def _key(self, key: str) -> bool:
        act: dict[str, Callable[[], None]] = {"r": self._grade, "h": self._hint, "n": self._next, "l": self._list}
        if key == "q":
            return False
        if key != "n":
            self._asked = False
        if key in act:
            act[key]()
        if key not in ("r", "n") and self._running is None:  # also for a key that does nothing
            self._show_keys()
        return True

    def _grade(self) -> None:
        """Replace the run that is going, if any, by a new one."""
        self._asked = False
        self._status = None
        self._end(self._running)
        self._watchdog.forgive()
        self._running = self._standby or self._start()
        assert self._running.stdin is not None
        with contextlib.suppress(OSError):  # it has died: it will be seen as over
            self._running.stdin.write(self._exercise.name + "\n")
            self._running.stdin.close()
        threading.Thread(target=self._see_end, args=(self._running,), daemon=True).start()
        self._standby = None

    def _start(self) -> subprocess.Popen[str]:
        environment = {**os.environ, PARENT: str(self._folder.path)}
        return subprocess.Popen(self._command, env=environment, stdin=subprocess.PIPE, text=True, start_new_session=True)

    def _prompt(self) -> None:
        if self._standby is None:
            self._standby = self._start()
        self._show_keys()

    def _show_keys(self) -> None:
        self._to.print(self._say("watch-keys" if self._readable else "watch-no-keys"), style="bold")

    def _hint(self) -> None:
        for line in hint.lines(self._exercise, self._say):
            self._to.print(line)

    def _list(self) -> None:
        for one in exercises():
            here = ">" if one == self._exercise else " "
            passed = self._say.of("status", "passed") if memory.recall(one.name).passed else ""
            self._to.print(f"{here} {one.name[:4]}  {one.title(self._say.language)}  {passed}".rstrip())

    def _next(self) -> None:
        """Go on to the next exercise that is not passed; when this one is not passed, only when asked twice."""
        if self._status != 0 and not self._asked:
            self._asked = True
            self._to.print(self._say("watch-not-passed", name=self._exercise.name[:4]))
            return
        after = [one for one in exercises() if one > self._exercise and not memory.recall(one.name).passed]
        if not after:
            self._to.print(self._say("watch-end"))
            return
        self._exercise = after[0]
        self._to.rule(self._say("watching", file=_shown(self._exercise.file)))
        self._grade()

    def _see_saves(self) -> None:
        for found in changes(
            EXERCISES, debounce=DEBOUNCE, step=20, stop_event=self._stop, recursive=False, raise_interrupt=False
        ):
            for name in {Path(path).name for _, path in found}:
                self._events.put(("save", name))

    def _see_end(self, process: subprocess.Popen[str]) -> None:
        process.wait()
        self._events.put(("over", str(process.pid)))

    def _end(self, process: subprocess.Popen[str] | None) -> None:
        if process is None:
            return
        with contextlib.suppress(OSError):
            process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(1.5)
        with contextlib.suppress(OSError):
            process.kill()
        process.wait()
        with contextlib.suppress(OSError):
            if process.stdin is not None:
                process.stdin.close()


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
