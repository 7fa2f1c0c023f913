"""What this machine lacks of what a play may use, and who is to blame for a failure: the program, or the machine.

The command asks it before it grades, and the verdict: where a program failed, showed that something was refused to it, and
the machine is short of just that, nobody can tell whose fault it was.
"""

import errno
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..judge.run import Run
from ..judge.sandbox import Sandbox
from ..judge.wire import Raised
from ..messages import Words
from . import capacity
from .capacity import Lack

FEWEST = 6
"""Processes without which no exercise can be played: the warm one, the stage, and what the shortest programs start."""

FOR_WORKERS = 20
"""Processes and threads without which two exercises are not graded side by side."""

FEWEST_FILES = 32
"""Open files of one process without which no exercise can be played."""

FULL = 4 * 1024**2
"""Bytes of shared memory below which it is full: a default container's 64 MiB are no excuse for a program that just ends."""


def in_language(facts: Mapping[str, Any], say: Words) -> dict[str, Any]:
    """Return the facts of such a message, said in this language."""
    return {**facts, "text": Lack(facts["lack"], dict(facts["lack_facts"])).sentence(say)}


# Before a grading


def hopeless() -> Lack | None:
    """Return what makes every grading fail here, or wait for ever; None when it can begin."""
    return capacity.proc() or capacity.processes(FEWEST, surely=False) or capacity.files(FEWEST_FILES)


def for_workers() -> bool:
    """Say whether there is room to grade exercises side by side."""
    return capacity.processes(FOR_WORKERS, surely=False) is None


# After something has failed

_THREADS = "can't start new thread"
_NUMBER = re.compile(r"\[Errno (\d{1,5})\]")
_UNUSABLE = (errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOSYS)
"""What a lock's or queue's maker hears where there is no shared memory. Programs hear it for many other reasons too."""


def blamed(runs: Iterable[Run], sandbox: Sandbox) -> Lack | None:
    """Return what the machine lacked, if one of these runs shows that just this was refused; None if it is the program's."""
    runs = tuple(runs)
    texts = [text for run in runs for text in _texts(run)]
    lack = refused(texts, sandbox)
    if lack is None and sandbox == "tree" and any(map(_ended, runs)):
        lack = capacity.shared_memory(FULL)  # who writes to shared memory for which there is no room is ended, without a word
    return lack


def _texts(run: Run) -> Iterator[str]:
    """Return what Python said of errors in this run, wherever it said so."""
    yield from _errors([one.error for one in run.invocations])
    yield from _errors([one.value for one in run.invocations])
    yield from _errors([note.fields for note in run.notes])
    yield from _errors([run.report, run.trouble.facts if run.trouble is not None else None])
    yield from (line.text for line in run.printed if line.stream == "err")


def _errors(value: object) -> Iterator[str]:
    """Return the exceptions inside a value that came from the stage, which is not nested deeply."""
    if isinstance(value, Raised):
        yield f"{value.type}: {value.text}"
    elif isinstance(value, dict):
        yield from _errors(list(value.values()))
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _errors(one)


def _ended(run: Run) -> bool:
    return run.end == "died" or any(call.how == "died" for call in run.calls)


def refused(texts: Iterable[str], sandbox: Sandbox) -> Lack | None:
    """Return what the machine lacks, if one of these texts tells of an error that comes from such a lack."""
    texts = tuple(texts)
    numbers = {int(number) for text in texts for number in _NUMBER.findall(text)}
    if numbers & {errno.EMFILE, errno.ENFILE} and (lack := capacity.files()):
        return lack
    if (errno.ENOMEM in numbers or any("MemoryError" in text for text in texts)) and (lack := capacity.memory()):
        return lack
    if (numbers & {errno.EAGAIN, errno.ENOMEM} or any(_THREADS in text for text in texts)) and (lack := capacity.processes()):
        return lack
    if errno.ENOENT in numbers and (lack := capacity.folder()):
        return lack
    if numbers & {errno.ENOSPC, errno.EROFS, errno.EDQUOT}:
        return (capacity.shared_memory() if sandbox == "tree" else None) or capacity.disk()
    return capacity.shared_memory(0) if sandbox == "tree" and numbers.intersection(_UNUSABLE) else None


def fault(text: str, sandbox: Sandbox) -> dict[str, Any]:
    """Return the facts of a ``grader-fault`` with this text, or with what the machine lacked, if the text tells of that."""
    lack = refused([text], sandbox)
    return {"text": text} if lack is None else lack.for_message()


def explained(error: BaseException) -> Lack | None:
    """Return what the machine lacked, if that is why the grader itself met this error."""
    number = getattr(error, "errno", None)
    text = f"[Errno {number}]" if isinstance(number, int) else f"{type(error).__name__}: {error}"
    return refused([text], "bubblewrap")  # the grader itself stores nothing in shared memory
