"""What to play, and what the play may use."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .holds import Hold
from .ledger import MAX_LINES, MAX_OUTPUT
from .sandbox import Sandbox
from .server import MAX_WEIGHT

POLLING = 4.0
"""Seconds without news after which a play is given up whose processes sleep nearly all the time, and only a timer wakes them
now and then to look again. For others ``patience.PATIENCE`` counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one play may use. Bytes and counts are for all its processes together, ``each`` for one.

    early: processes that start while the submission is imported; under spawn each of them imports it again. stored: bytes
    in files, also open ones without a name, and in shared memory. files: how many there may be. answers: bytes that all
    it says takes in the judge; ``wire.MAX_MESSAGE`` and ``wire.MAX_DEPTH`` limit each message.
    """

    processes: int = 64
    early: int = 8
    threads: int = 512
    memory: int = 2 * 1024**3
    stored: int = 256 * 1024**2
    files: int = 2_000
    output: int = MAX_OUTPUT
    lines: int = MAX_LINES
    answers: int = MAX_WEIGHT
    each: dict[str, int] = field(
        default_factory=lambda: {"RLIMIT_CORE": 0, "RLIMIT_FSIZE": 64 * 1024**2, "RLIMIT_NOFILE": 1024}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to play. ``names`` are the functions and classes that the submission must have.

    shared: the numbers that the stage's processes share, and what they hold at first, None for a number that is drawn; see
        ``deal.SharedNumbers``.
    seed: what the judge deals follows from it. Nobody can know it before: who repeats a play gives the seed of its ``Run``.
    """

    exercise: str
    source: bytes
    names: tuple[str, ...]
    scenario: str
    args: dict[str, Any]
    method: str
    sandbox: Sandbox
    holds: tuple[Hold, ...] = ()
    limits: Limits = field(default_factory=Limits)
    polling: float = POLLING
    shared: Mapping[str, int | None] = field(default_factory=dict)
    seed: int = field(default_factory=lambda: secrets.randbits(64))
