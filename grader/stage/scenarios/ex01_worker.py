"""What happens on stage in ex01: the student's function is called, once here and once in a process of its own."""

from __future__ import annotations

from ..api import Stage
from ..declared import says


@says(calls=("worker",))
def here(stage: Stage, num: int, seconds: float) -> None:
    """Call it in the caller's process, where the judge knows best whether it sleeps."""
    stage.check("worker", num)  # `seconds` has a default
    stage.call("worker", num, seconds)


@says(report=int | None)
def in_a_process(stage: Stage, num: int, seconds: float) -> int | None:
    """Run it in a process, as the document does; return the exit code."""
    process = stage.process("worker", num, seconds)
    process.start()
    process.join()
    return process.exitcode
