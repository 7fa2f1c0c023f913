"""What happens on stage in ex05: the student's process is made, started and joined, as the document does."""

from __future__ import annotations

from multiprocessing.process import BaseProcess

from ..api import Stage
from ..declared import says


@says(
    calls=("MyProcess", "MyProcess.start", "MyProcess.join"), notes={"made": {"is_process": bool, "num": object}}, stops=True
)
def one(stage: Stage, num: int, seconds: float) -> None:
    """Make one process, start it and wait for it. Tell the judge what it is at each step."""
    process = stage.make("MyProcess", num=num, seconds=seconds)
    stage.note("made", is_process=isinstance(process, BaseProcess), num=getattr(process, "num", None))
    if stage.act("MyProcess.start", lambda: process.start()).error is None:  # what is no process may have no such method
        stage.act("MyProcess.join", lambda: process.join())


@says(calls=("MyProcess",), stops=True)
def made_only(stage: Stage, num: int) -> None:
    """Make a process with the default time, and never start it."""
    stage.make("MyProcess", num=num)
