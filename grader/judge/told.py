"""What processes say themselves of their waits, where the system tells only that they wait, and not for how long.

A process that says so of all its threads, twice and from the same place, and has not moved since by the kernel's word, waits
for ever. What it says decides nothing but how long the judge is patient.
"""

import json
from dataclasses import dataclass, replace

from . import processes
from .processes.snapshots import Process, Snapshot, Timer

FIRST, LAST = 0.02, 0.5
"""Seconds between two times that processes are asked, at first and at last."""


SAYS: dict[Timer, Timer] = {"unknown": "none", "guessed": "said"}
"""What a thread's timer is, after its process has said that there is none. Where the kernel does not even tell that it waits,
the process may be starved."""


@dataclass(slots=True)
class _Word:
    """What a process has said. again: whether it had said so before. moved: its count of switches after it had said so."""

    threads: frozenset[int]
    endless: bool
    where: int
    again: bool
    moved: int | None = None


class ToldWaits:
    """What the processes of one play have said."""

    def __init__(self) -> None:
        self._words: dict[int, _Word] = {}
        self._own: set[int] = set()  # multiprocessing's processes: they wait until they are told something, or told to end
        self._next, self._pause = 0.0, FIRST

    def disturb(self) -> None:
        """Something has happened: whoever waits may wait for something else soon."""
        self._next, self._pause = 0.0, FIRST

    def due(self, seen: Snapshot, now: float) -> bool:
        """Say whether it is time to ask, since somebody waits and nothing is known of that."""
        unknown = {pid for pid, process in seen.items() if any(task.timer in SAYS for task in process.tasks)}
        if not unknown or now < self._next:
            return False
        self._own |= {pid for pid in unknown - self._words.keys() if processes.of_multiprocessing(processes.command(pid))}
        self._next, self._pause = now + self._pause, min(2 * self._pause, LAST)
        return True

    def take(self, pid: int, line: bytes) -> None:
        """Take in an answer. One that makes no sense says nothing."""
        try:
            said = json.loads(line)
            word = _Word(frozenset(map(int, said["threads"])), said["endless"] is True, int(said["where"]), again=False)
        except (ValueError, TypeError, KeyError, RecursionError):
            return
        before = self._words.get(pid)
        word.again = before is not None and (before.where, before.threads) == (word.where, word.threads)
        self._words[pid] = word

    def marked(self, seen: Snapshot) -> Snapshot:
        """Return a snapshot in which no timer ends a wait of which that has been said."""
        return {pid: self._marked(process) for pid, process in seen.items()}

    def _marked(self, process: Process) -> Process:
        if process.pid in self._own:
            return _endless(process)
        word = self._words.get(process.pid)
        if word is None:
            return process
        moved = sum(task.switches for task in process.tasks)
        if word.moved is None:
            word.moved = moved
        if word.moved != moved:
            word.endless = False  # it held until now
        elif word.endless and word.again and _all_of(process, word.threads):
            return _endless(process)
        return process


def _all_of(process: Process, threads: frozenset[int]) -> bool:
    """Say whether Python knows all of a process's threads, or those it does not know run nothing of the program's.

    Windows gives processes threads of its own, and numbers threads as Python does. Elsewhere the numbers are others.
    """
    return threads <= {task.tid for task in process.tasks} or len(threads) == len(process.tasks)


def _endless(process: Process) -> Process:
    tasks = tuple(replace(task, timer=SAYS.get(task.timer, task.timer)) for task in process.tasks)
    return replace(process, tasks=tasks)
