"""What one look at the stage's processes tells: a record for each process, and in it one for each thread."""

from dataclasses import dataclass
from typing import Literal

Timer = Literal["none", "only", "also", "alarm", "unknown", "guessed", "said"]

AT_REST = frozenset("SZTXt")
"""Thread states (proc(5)) in which nothing runs: sleeping, zombie, stopped, dead. Not ``R`` (runnable), not ``D`` (disk)."""

HIDDEN = 3.0
"""Seconds within which a timer that cannot be seen has run out, as the judge supposes."""

LONGEST = 10.0
"""Seconds: a timer that runs out within this time is waited for once, if the kernel tells."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thread. ``switches`` counts how often it left the processor.

    timer: what the kernel says of a timer that will wake it: ``none``; ``only``, a sleep; ``also``, a wait with a
    timeout; ``alarm``, the process's own alarm; ``unknown``, which counts as a wait with a timeout: then the judge is patient
    and claims no stall. ``guessed``: not even that it waits is told; ``said``: then the process itself says that it does, and
    that nothing will wake it but another.
    within: seconds after which that timer has run out at the latest, as far as is known; None where there is none, or nobody
    can say.
    """

    tid: int
    state: str
    switches: int
    timer: Timer = "none"
    within: float | None = None

    @property
    def timed(self) -> bool:
        return self.timer != "none"

    @property
    def at_rest(self) -> bool:
        return self.state in AT_REST


@dataclass(frozen=True, slots=True)
class Process:
    """One process with its threads. ``armed``: the signals that it has a handler for."""

    pid: int
    parent: int
    state: str
    tasks: tuple[Task, ...]
    armed: frozenset[int]

    @property
    def zombie(self) -> bool:
        return self.state in "ZX"


Snapshot = dict[int, Process]
