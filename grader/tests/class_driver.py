"""Grades a made-up class in a process of its own, which can be killed: ``python -m grader.tests.class_driver RUN SPEC``.

SPEC is a file of JSON: ``students``, the texts of each; ``size``, ``silence``, ``every``, ``course``; ``kill``, the step of
the disk at which the process kills itself, with half of what was to be written; ``full``, that from which on there is no more
room; ``record``, a file for all steps of the disk.
"""

import base64
import errno
import json
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.classroom.canary import Canary
from grader.classroom.conduct import Conductor
from grader.classroom.disk import Disk
from grader.classroom.opening import Setup, grade
from grader.classroom.problem import ClassProblem
from grader.commands.classroom.grade import stops
from grader.grading.service import JobFile
from grader.tests.class_made_up import COURSE, EXERCISES, key, reading, student

SERVER = Path(__file__).with_name("class_server.py")
STEPS = ("create", "extend", "write", "sync", "sync_folder", "truncate", "replace", "make_folder", "remove")
CANARIES = (
    Canary(name="right", file=JobFile(exercise=EXERCISES[0], source=b"right canary"), status="passed"),
    Canary(name="wrong", file=JobFile(exercise=EXERCISES[0], source=b"wrong canary"), status="failed"),
)


class Deadly(Disk):
    """Counts the steps, and kills this process at one of them: before it, or, where something is written, in the middle."""

    def __init__(self, kill: int | None, full: int | None) -> None:
        self.count, self.kill, self.full = 0, kill, full
        self.steps: list[list[Any]] = []

    def __getattribute__(self, name: str) -> Any:
        step = super().__getattribute__(name)
        if name not in STEPS:
            return step

        def counted(*arguments: Any) -> Any:
            self.count += 1
            if self.count == self.kill:
                if name == "write":
                    step(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
            if self.full is not None and self.count >= self.full and name in ("create", "extend", "write"):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            result = step(*arguments)
            plain = (base64.b64encode(one).decode() if isinstance(one, bytes) else one for one in arguments)
            self.steps.append([name, result, *(str(one) if isinstance(one, Path) else one for one in plain)])
            return result

        return counted


def setup(told: dict[str, Any], disk: Disk) -> Setup:
    return Setup(
        command=[sys.executable, "-I", "-S", str(SERVER)],
        environment=dict(os.environ),
        size=told.get("size", 2),
        canaries=CANARIES,
        key=lambda course: lambda file: key(file.exercise, file.source or b""),
        silence=told.get("silence", 600.0),
        every=told.get("every", 7200.0),
        jobs=told.get("jobs", 50),
        disk=disk,
        until=time.time() + told["until"] if "until" in told else None,
        last_moments=told.get("last_moments", 10.0),
        listening=stops,
    )


def main() -> int:
    run, told = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("ascii"))
    disk = Deadly(told.get("kill"), told.get("full"))
    handed = [student(number, *(text.encode() for text in texts)) for number, texts in enumerate(told["students"])]

    def tell(conductor: Conductor) -> None:
        print(len(conductor.history.accepted), flush=True)

    try:
        whole = grade(reading(*handed), run, replace(COURSE, **told.get("course", {})), setup(told, disk), tell)
    except ClassProblem as problem:
        print(problem.key, problem.facts)
        return problem.status
    print("steps" if whole else "stopped", disk.count)
    if "record" in told:
        Path(told["record"]).write_text(json.dumps(disk.steps), "ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
