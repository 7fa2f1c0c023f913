"""``doctor``: says whether this machine is fit for the kit, with one next step for each problem. Made to be pasted."""

import multiprocessing
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import __version__
from ..checking import methods
from ..files import EXERCISES
from ..grading import capacity
from ..judge import folder, system
from ..judge.sandbox import Sandbox, serves_all_plays
from ..messages import Words
from ..statuses import GOOD

ROOM = 200 * 1024**2
"""Bytes that a grading may need on disk or in shared memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line: what was looked at, what was found, and the key of the phrase that says what to do, if it is a problem."""

    what: str
    found: str
    step: str | None = None


def run(say: Words) -> int:
    """Print what was found; return the exit status."""
    for line in lines(list(findings()), say):
        print(line)
    return GOOD


def findings() -> Iterator[Finding]:
    """Look at everything, and return what was found, one after another."""
    for look in _LOOKS:
        try:
            yield look()
        except Exception as error:  # a broken machine is what this is for
            yield Finding(
                what=look.__name__.strip("_").replace("_", " "), found=f"{type(error).__name__}: {error}", step="report"
            )


def lines(found: list[Finding], say: Words) -> list[str]:
    """Return the report, a line or two for each finding."""
    wide = max(len(one.what) for one in found)
    told = []
    for one in found:
        told.append(f"{'ok' if one.step is None else '!!'}  {one.what:<{wide}}  {one.found}")
        if one.step is not None:
            told.append(f"    -> {say.of('doctor', one.step)}")
    problems = sum(one.step is not None for one in found)
    return [*told, "", say("doctor-well") if not problems else say("doctor-problems", count=problems)]


def _kit() -> Finding:
    return Finding(what="Many Hands", found=__version__)


def _python() -> Finding:
    step = None if sys.version_info >= (3, 11) else "python"
    return Finding(what="Python", found=f"{platform.python_version()} ({platform.python_implementation()})", step=step)


def _environment() -> Finding:
    alone = sys.prefix != sys.base_prefix
    return Finding(what="virtual environment", found="yes" if alone else "no", step=None if alone else "environment")


def _system() -> Finding:
    return Finding(what="system", found=f"{platform.system()} {platform.release()} {platform.machine()}")


def _start_methods() -> Finding:
    return Finding(what="start methods", found=", ".join(methods()))


def _cores() -> Finding:
    count = capacity.cores()
    load = capacity.load()
    if load is None:
        return Finding(what="processors", found=f"{count}")
    return Finding(what="processors", found=f"{count}, load {load}", step="busy" if load > 4 * count else None)


def _processes() -> Finding:
    lack = capacity.processes()
    if lack is None:
        return Finding(what="room for processes", found="enough")
    found = f"{lack.facts['room']} ({lack.facts['limit']}), of {lack.facts['need']}"
    return Finding(what="room for processes", found=found, step="processes")


def _files() -> Finding:
    capacity.raise_files()  # as a grading does
    lack = capacity.files()
    if lack is None:
        return Finding(what="open files", found="enough")
    return Finding(what="open files", found=f"at most {lack.facts['limit']}", step="files")


def _proc() -> Finding:
    if not system.LINUX:
        return Finding(what="list of processes", found="by the system")
    if capacity.proc() is not None:
        return Finding(what="/proc", found="empty, masked, or of another namespace", step="proc")
    if capacity.hidden():
        return Finding(what="/proc", found="hides processes (hidepid)", step="hidepid" if sandbox() == "tree" else None)
    return Finding(what="/proc", found="there")


def _semaphores() -> Finding:
    try:
        with multiprocessing.Lock():
            return Finding(what="locks", found="work")
    except (OSError, ImportError) as error:
        return Finding(what="locks", found=str(error), step="shared-memory")


def _shared_memory() -> Finding:
    place = Path("/dev/shm")
    if not system.LINUX:
        return Finding(what="shared memory", found="by the system")
    if not place.is_dir() or not os.access(place, os.W_OK):
        return Finding(what="/dev/shm", found="missing or not writable", step="shared-memory")
    free = shutil.disk_usage(place).free
    return Finding(what="/dev/shm", found=_size(free), step=None if free >= ROOM // 4 else "shared-memory")


def sandbox() -> Sandbox:
    """Return the strongest sandbox that works here."""
    return capacity.choose("auto")


def _sandbox() -> Finding:
    try:
        chosen = sandbox()
    except OSError as error:
        return Finding(what="sandbox", found=f"not known, without a temporary folder ({_why(error)})", step="temporary")
    if chosen == "bubblewrap" and not serves_all_plays():
        return Finding(what="sandbox", found="bubblewrap (a new one for each play)", step="bwrap-old")
    if chosen == "bubblewrap" or not system.LINUX:
        return Finding(what="sandbox", found=chosen)
    there = shutil.which("bwrap") is not None
    found = "tree (bwrap is installed, but does not work)" if there else "tree (bwrap is not installed)"
    return Finding(what="sandbox", found=found, step="bwrap-blocked" if there else "bwrap")


def _disk() -> Finding:
    try:
        made = folder.private()
    except OSError as error:
        return Finding(what="disk", found=f"no temporary folder can be made ({_why(error)})", step="temporary")
    free = shutil.disk_usage(made.path).free
    made.remove()
    return Finding(what=f"disk ({made.path.parent})", found=_size(free), step=None if free >= ROOM else "disk")


def _why(error: OSError) -> str:
    return ": ".join(str(part) for part in (error.strerror or type(error).__name__, error.filename) if part)


def _folder() -> Finding:
    writable = os.access(EXERCISES, os.W_OK)
    return Finding(what="exercises", found="writable" if writable else "not writable", step=None if writable else "folder")


def _size(count: int) -> str:
    return f"{count / 1024**3:.1f} GiB free"


_LOOKS = (
    _kit, _python, _environment, _system, _start_methods, _cores, _processes, _files, _proc, _semaphores, _shared_memory,
    _sandbox, _disk, _folder,
)  # fmt: skip
