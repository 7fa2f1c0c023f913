"""Multiprocessing's own processes: its resource tracker, and its forkserver. They are no work of the program's.

The stage says which they are, and a program may have changed what it says. So the kernel must confirm it: such a process has
become another program, which is the same Python with the same options, it runs multiprocessing's own code and nothing else,
with modules from no other place than the stage's, and it has the pipe at whose end it ends.
"""

import os
import re
import sys
from collections.abc import Collection

assert sys.platform == "linux"

from . import linux  # noqa: E402
from .snapshots import Snapshot  # noqa: E402

OPTIONS = [b"-P", b"-S", b"-s"]
"""Those of the stage's command, which multiprocessing hands on; in another order."""

TRACKER = re.compile(rb"from multiprocessing\.resource_tracker import main;main\((?P<pipe>\d{1,6})\)")
_TEXT = rb"""(?:'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+")"""
_TEXTS = rb"\[(?:%s(?:, )?)*\]" % _TEXT
_PAIRS = rb"\{(?:'\w+': (?:None|\d+|%s|%s)(?:, )?)*\}" % (_TEXT, _TEXTS)
_SERVE = rb"from multiprocessing\.forkserver import main; main\(\d+, (?P<pipe>\d{1,6}), %s, "
FORKSERVER = re.compile((_SERVE + rb"\*\*%s\)") % (_TEXTS, _PAIRS))
WITH_ARGUMENTS = re.compile((rb"import sys; " + _SERVE + rb"sys_argv=sys\.argv\[1:\], \*\*%s\)") % (_TEXTS, _PAIRS))
"""A forkserver as Python 3.15, and late patches of 3.14, start it: the program's own arguments follow the code, as data."""

ELSEWHERE = re.compile(rb"PYTHON(?:HOME|STARTUP|PLATLIBDIR|PYCACHEPREFIX|INSPECT|EXECUTABLE)=|LD_|GLIBC_TUNABLES=")
"""Variables with which Python finds other code than its own."""


def helpers(processes: Snapshot, commands: dict[int, bytes], said: Collection[int], caller: int, lib: str) -> set[int]:
    """Return those among these that the kernel confirms.

    commands: their command lines. said: what the caller's process says, in numbers of its own; of its direct children no other
    counts. lib: the only folder in which the stage looks for modules, beside Python's own.
    """
    found = {pid for pid, line in commands.items() if _confirmed(pid, line, caller, lib)}
    return {pid for pid in found if processes[pid].parent != caller or _inner(pid) in said}


def command(line: bytes) -> re.Match[bytes] | None:
    """Return what one of multiprocessing's own command lines says, its words separated by zero bytes; None for any other."""
    words = line.removesuffix(b"\0").split(b"\0")
    if len(words) < 6 or sorted(words[1:4]) != OPTIONS or words[4] != b"-c":
        return None
    if len(words) == 6 and (said := TRACKER.fullmatch(words[5]) or FORKSERVER.fullmatch(words[5])):
        return said
    return WITH_ARGUMENTS.fullmatch(words[5])


def _confirmed(pid: int, line: bytes, caller: int, lib: str) -> bool:
    said = command(line)
    if said is None:
        return False
    try:
        flags = linux.flags(pid)
        own, callers = os.stat(f"/proc/{pid}/exe"), os.stat(f"/proc/{caller}/exe")
        with open(f"/proc/{pid}/environ", "rb") as file:
            variables = file.read().split(b"\0")
        pipe = os.readlink(f"/proc/{pid}/fd/{int(said['pipe'])}")
    except (OSError, ValueError, IndexError):
        return False
    places = [one for one in variables if one.startswith(b"PYTHONPATH=")]
    return (
        not flags & linux.FORKED
        and (own.st_dev, own.st_ino) == (callers.st_dev, callers.st_ino)
        and places == [b"PYTHONPATH=" + os.fsencode(lib)]
        and not any(map(ELSEWHERE.match, variables))
        and pipe.startswith("pipe:")
    )


def _inner(pid: int) -> int:
    """Return a process's number in its own sandbox; 0 when it has gone."""
    try:
        found = re.search(r"^NSpid:.*\s(\d+)$", linux.text(f"/proc/{pid}/status"), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else pid
