"""Sees to it that nothing holds the judge up: a judge tells each step that it takes, and from outside somebody looks on.

The judge looks at its limits between two messages. What it does with one of them, in its own code or in the kernel, no loop of
its own can end. So each process that plays has a ``Heart``, a small file in the folder of the command's supervisor. That one
has a ``Watchdog``, which ends what takes longer than the step says: first all that is below the judge, its sandbox too, which
also lets go of whatever the judge waits for there; then the judge.

It imports little, because every command waits for it.
"""

import contextlib
import json
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from . import processes
from .folder import PARENT
from .tidy import SIGKILL

BEATS, HELD = "beats", "held"
"""In the supervisor's folder: the folder of the hearts, a file each, and the file with the checks that held a judge up."""

PERIOD = 1.0
"""Seconds between two looks."""

GRACE = 20.0
"""Seconds that a judge has, when all below it has been ended, to go on by itself."""

TOO_OFTEN = 2
"""Checks of one exercise that may hold a judge up before the rest of it is not played."""


class Heart:
    """Tells from inside what the judge is at. Without a supervisor it tells nothing.

    check: the key of the check that is on, ``EXERCISE::NAME[METHOD]``.
    """

    def __init__(self) -> None:
        parent = os.environ.get(PARENT)
        folder = Path(parent) / BEATS if parent else None
        self._folder = folder if folder is not None and folder.is_dir() else None
        self._own = str(os.getpid())
        self._check = ""
        self._step = 0

    def begin(self, check: str, seconds: float) -> None:
        """A check begins, and may think for so long."""
        self._check = check
        self.step(seconds)

    def step(self, seconds: float) -> None:
        """What comes next takes at most so long; what was before is over."""
        self._step += 1
        self._write({"check": self._check, "step": self._step, "seconds": seconds})

    def rest(self) -> None:
        """Nothing is going on, for however long."""
        self._write({})

    def _write(self, beat: dict[str, object]) -> None:
        if self._folder is not None:
            with contextlib.suppress(OSError):  # then the watchdog sees no step, and ends nothing
                part = self._folder / f"{self._own}.part"
                part.write_text(json.dumps(beat))
                os.replace(part, self._folder / self._own)

    def held(self) -> frozenset[str]:
        """Return the checks that have held a judge up, by key."""
        if self._folder is None:
            return frozenset()
        try:
            return frozenset((self._folder.parent / HELD).read_text().split("\n")) - {""}
        except OSError:
            return frozenset()

    @property
    def held_up(self) -> bool:
        """Whether the check that is on has held this judge up, so that the watchdog has ended what it followed."""
        return self._check in self.held()

    def given_up(self, check: str) -> bool:
        """Say whether this check must not be played: it has held a judge up, or others of its exercise have, too often."""
        held = self.held()
        exercise = check.partition("::")[0]
        return check in held or sum(one.startswith(f"{exercise}::") for one in held) >= TOO_OFTEN


@dataclass(slots=True)
class _Beat:
    """What is known of one judge: the step it is at, for how many seconds it has been seen there."""

    step: int
    lasted: float = 0.0
    told: bool = False


class Watchdog:
    """Looks on from outside. folder: the supervisor's own. ended: the judges that it had to end."""

    def __init__(self, folder: Path) -> None:
        self.ended: set[int] = set()
        self._folder = folder
        self._beats: dict[int, _Beat] = {}
        self._over = threading.Event()
        (folder / BEATS).mkdir(exist_ok=True)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def forgive(self) -> None:
        """Forget which checks have held a judge up: another text is to be graded."""
        (self._folder / HELD).unlink(missing_ok=True)

    def _run(self) -> None:
        while not self._over.wait(PERIOD):
            with contextlib.suppress(Exception):  # such as no more files: it looks again
                self.look(PERIOD)

    def look(self, passed: float) -> None:
        """See what each judge is at, and end what lasts too long. passed: seconds since the last look, as far as they count.

        While this process itself was stopped, or had no processor, the judge may not have had one either: that counts for one.
        """
        for path in (self._folder / BEATS).iterdir():
            if path.name.isdigit():
                with contextlib.suppress(OSError, ValueError, KeyError, TypeError):  # what is no beat hides no other
                    self._look(int(path.name), path, passed)

    def _look(self, judge: int, path: Path, passed: float) -> None:
        told = json.loads(path.read_text(encoding="utf-8"))
        beat = self._beats.get(judge)
        if not told:
            self._beats.pop(judge, None)
            return
        if beat is None or beat.step != told["step"]:
            self._beats[judge] = _Beat(told["step"])
            return
        beat.lasted += passed
        if beat.lasted <= told["seconds"]:
            return
        if judge not in processes.snapshot(os.getpid()):  # it has ended, or the file is none of a judge's
            path.unlink(missing_ok=True)
            return
        if not beat.told:
            beat.told = True
            with (self._folder / HELD).open("a") as file:
                file.write(told["check"] + "\n")
        for pid in processes.snapshot(judge):
            processes.send(SIGKILL, pid, judge)
        if beat.lasted > told["seconds"] + GRACE and processes.send(SIGKILL, judge, os.getpid()):
            self.ended.add(judge)
            path.unlink(missing_ok=True)
            self._beats.pop(judge, None)
