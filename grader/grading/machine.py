"""What this machine lacks of what a play may use: room for processes, shared memory, open files, ``/proc``, room on disk.

The doctor asks it, the command before it grades, and the verdict: where a program failed, showed that something was
refused to it, and the machine is short of just that, nobody can tell whose fault it was.
"""

import contextlib
import errno
import multiprocessing
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..judge import system
from ..judge.folder import PARENT
from ..judge.play import Limits
from ..judge.run import Run
from ..judge.sandbox import Sandbox
from ..judge.wire import Raised
from ..messages import Words

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

PROMISED = Limits()
"""What a play may use. A machine that has less can refuse it to a program that does nothing wrong."""

FEWEST = 6
"""Processes without which no exercise can be played: the warm one, the stage, and what the shortest programs start."""

FOR_WORKERS = 20
"""Processes and threads without which two exercises are not graded side by side."""

NEAR = 2_000
"""A limit on a user's processes that is worth a trial before each grading."""

FEWEST_FILES = 32
"""Open files of one process without which no exercise can be played."""

SHARED_MEMORY = 64 * 1024**2
"""Bytes of shared memory that the exercises may need."""

FULL = 4 * 1024**2
"""Bytes of shared memory below which it is full: a default container's 64 MiB are no excuse for a program that just ends."""

ENOUGH_FILES = 4096


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that this machine lacks: the key of the sentence in the group ``machine``, and what fills its blanks."""

    kind: str
    facts: dict[str, Any] = field(default_factory=dict)

    def said(self, words: Words) -> str:
        return words.of("machine", self.kind).format_map(self.facts)

    def for_message(self) -> dict[str, Any]:
        """Return the facts of a ``grader-fault``. ``text`` is in English, and ``in_language`` says it in another."""
        return {"text": self.said(Words()), "lack": self.kind, "lack_facts": self.facts}


def in_language(facts: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Return the facts of such a message, said in this language."""
    return {**facts, "text": Lack(facts["lack"], dict(facts["lack_facts"])).said(words)}


# Before a grading


def hopeless() -> Lack | None:
    """Return what makes every grading fail here, or wait for ever; None when it can begin."""
    return proc() or processes(FEWEST, surely=False) or files(FEWEST_FILES)


def for_workers() -> bool:
    """Say whether there is room to grade exercises side by side."""
    return processes(FOR_WORKERS, surely=False) is None


def raise_files() -> None:
    """Let this process, and those that it starts, have as many open files as the system allows, up to a sensible number."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH_FILES if hard == resource.RLIM_INFINITY else min(ENOUGH_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


# After something has failed

_THREADS = "can't start new thread"
_NUMBER = re.compile(r"\[Errno (\d+)\]")
_UNUSABLE = (errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOSYS)
"""What a lock's or queue's maker hears where there is no shared memory. Programs hear it for many other reasons too."""


def blamed(runs: Iterable[Run], sandbox: Sandbox) -> Lack | None:
    """Return what the machine lacked, if one of these runs shows that just this was refused; None if it is the program's."""
    runs = tuple(runs)
    texts = [text for run in runs for text in _told(run)]
    lack = refused(texts, sandbox)
    if lack is None and sandbox == "tree" and any(map(_ended, runs)):
        lack = shared_memory(FULL)  # who writes to shared memory for which there is no room is ended, without a word
    return lack


def _told(run: Run) -> Iterator[str]:
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
    if numbers & {errno.EMFILE, errno.ENFILE} and (lack := files()):
        return lack
    if (errno.ENOMEM in numbers or any("MemoryError" in text for text in texts)) and (lack := memory()):
        return lack
    if (numbers & {errno.EAGAIN, errno.ENOMEM} or any(_THREADS in text for text in texts)) and (lack := processes()):
        return lack
    if errno.ENOENT in numbers and (lack := folder()):
        return lack
    if numbers & {errno.ENOSPC, errno.EROFS, errno.EDQUOT}:
        return (shared_memory() if sandbox == "tree" else None) or disk()
    return shared_memory(0) if sandbox == "tree" and numbers.intersection(_UNUSABLE) else None


def fault(text: str, sandbox: Sandbox) -> dict[str, Any]:
    """Return the facts of a ``grader-fault`` with this text, or with what the machine lacked, if the text tells of that."""
    lack = refused([text], sandbox)
    return {"text": text} if lack is None else lack.for_message()


def explained(error: BaseException) -> Lack | None:
    """Return what the machine lacked, if that is why the grader itself met this error."""
    number = getattr(error, "errno", None)
    text = f"[Errno {number}]" if isinstance(number, int) else f"{type(error).__name__}: {error}"
    return refused([text], "bubblewrap")  # the grader itself stores nothing in shared memory


# The facts


def processes(need: int = PROMISED.processes, *, surely: bool = True) -> Lack | None:
    """Say whether fewer processes and threads than this can be started now.

    Some limits show nowhere, so it tries. That takes some time; not ``surely``: only where a limit is near.
    """
    tight = min(counted(), default=None, key=lambda one: one[0])
    most = _of_user()
    if tight is not None and tight[0] < need:
        room, limit = max(tight[0], 0), tight[1]
    elif (surely or (most is not None and most < NEAR)) and (room := _try(need)) < need:
        limit = "?" if most is None else f"ulimit -u = {most}"
    else:
        return None
    return Lack("processes", {"room": room, "limit": limit, "need": PROMISED.processes})


def counted(own: str = "/proc/self/cgroup", root: str = "/sys/fs/cgroup") -> list[tuple[int, str]]:
    """Return the room that each control group above this process leaves, with the limit's name."""
    found = []
    for folder in groups(own, root):
        with contextlib.suppress(OSError, ValueError):
            limit, used = (int((folder / name).read_text("ascii")) for name in ("pids.max", "pids.current"))
            found.append((limit - used, f"pids.max = {limit}"))
    return found


def groups(own: str = "/proc/self/cgroup", root: str = "/sys/fs/cgroup") -> Iterator[Path]:
    """Return the folders of this process's control groups, and of those above them."""
    try:
        lines = Path(own).read_text("utf-8", "replace").splitlines()
    except OSError:
        return
    for line in lines:
        number, names, path = [*line.split(":", 2), "", ""][:3]
        if number == "0":  # cgroup v2
            bases = [Path(root), Path(root, "unified")]
        elif "pids" in names.split(","):
            bases = [Path(root, names), Path(root, "pids")]
        else:
            continue
        for base in dict.fromkeys(bases):
            place = base / path.lstrip("/")
            while place != base:
                yield place
                place = place.parent
            yield base  # in a container this may be its own group


def _of_user() -> int | None:
    """Return how many processes and threads this user may have in all, if that is limited."""
    if resource is None or not hasattr(resource, "RLIMIT_NPROC") or os.getuid() == 0:
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_NPROC)
    return None if soft == resource.RLIM_INFINITY else soft


def _try(wanted: int) -> int:
    """Return how many processes can be there at once, up to this number: start some that wait, and let them go."""
    if not hasattr(os, "posix_spawn") or not os.path.exists("/bin/sh"):
        return wanted
    started: list[int] = []
    reading, writing = os.pipe()
    try:
        for _ in range(wanted):
            started.append(
                os.posix_spawn("/bin/sh", ["sh", "-c", "read x"], {}, file_actions=[(os.POSIX_SPAWN_DUP2, reading, 0)])
            )
    except OSError:
        pass
    finally:
        os.close(writing)  # the end of what they read
        os.close(reading)
        for pid in started:
            with contextlib.suppress(OSError):
                os.waitpid(pid, 0)
    return len(started)


def shared_memory(need: int = SHARED_MEMORY, place: str = "/dev/shm") -> Lack | None:
    """Say whether processes outside of a sandbox of their own cannot have locks, or not this much shared memory."""
    if not system.LINUX:
        return None
    if not os.path.isdir(place) or not os.access(place, os.W_OK):
        return Lack("no-shared-memory")
    seen = os.statvfs(place)
    free = seen.f_bavail * seen.f_frsize
    if need and (free < need or (seen.f_files and not seen.f_favail)):
        return Lack("shared-memory", {"room": free // 1024, "need": need // 1024**2})
    try:
        multiprocessing.get_context("fork").Lock()  # the only one that starts no process for it
    except (OSError, ImportError):
        return Lack("no-shared-memory")
    return None


def files(need: int = PROMISED.each["RLIMIT_NOFILE"], table: str = "/proc/sys/fs/file-nr") -> Lack | None:
    """Say whether one process cannot have this many files open, or the whole system has no more."""
    if resource is None:
        return None
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < need:
        return Lack("files", {"limit": hard, "need": PROMISED.each["RLIMIT_NOFILE"]})
    with contextlib.suppress(OSError, ValueError):
        used, free, most = map(int, Path(table).read_text("ascii").split())
        if most - used + free < need:
            return Lack("system-files", {"limit": most})
    return None


def memory(need: int = PROMISED.memory) -> Lack | None:
    """Say whether the limit on one process's memory is lower than this."""
    if resource is None:
        return None
    limits = [resource.getrlimit(getattr(resource, name))[0] for name in ("RLIMIT_AS", "RLIMIT_DATA")]
    lowest = min((one for one in limits if one != resource.RLIM_INFINITY), default=need)
    return Lack("memory", {"limit": lowest // 1024**2, "need": need // 1024**2}) if lowest < need else None


def folder() -> Lack | None:
    """Say whether the folder of this grading has been removed."""
    own = os.environ.get(PARENT)
    return Lack("folder-gone", {"folder": own}) if own is not None and not os.path.isdir(own) else None


def disk(need: int = PROMISED.stored, place: str | None = None) -> Lack | None:
    """Say whether the temporary folder has less room than a play may fill, or cannot be written to."""
    place = place or os.environ.get(PARENT) or tempfile.gettempdir()
    try:
        free = shutil.disk_usage(place).free
    except OSError:
        return None
    if os.access(place, os.W_OK) and free >= need:
        return None
    return Lack("disk", {"folder": str(Path(place).parent), "room": free // 1024, "need": need // 1024**2})


def proc(place: str = "/proc") -> Lack | None:
    """Say whether the kernel's list of processes is missing: without it nobody can tell what a program's processes do."""
    if not system.linux():
        return None
    try:
        own = int(os.readlink(f"{place}/self"))
        Path(f"{place}/self/status").read_bytes()
        Path(f"{place}/self/task/{own}/children").read_bytes()
    except (OSError, ValueError):
        return Lack("proc")
    return None if own == os.getpid() else Lack("proc")


def hidden(place: str = "/proc") -> bool:
    """Say whether this user does not see the processes of others (hidepid), nor those of its own that are protected."""
    if not system.linux() or os.geteuid() == 0:
        return False
    try:
        Path(f"{place}/1/status").read_bytes()
        mounts = Path(f"{place}/self/mountinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return True
    own = [line for line in mounts if line.split()[4:5] == ["/proc"]]
    return bool(own) and re.search(r"\bhidepid=(?!0|off)", own[-1]) is not None
