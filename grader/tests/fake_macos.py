"""macOS as far as the judge sees it, played on Linux: what ``/proc`` tells is cut down to what macOS's kernel tells."""

import contextlib
import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

from grader.judge import macos, system

STATES = {"S": macos.WAITING, "T": macos.STOPPED, "t": macos.STOPPED, "R": 1}
UNINTERRUPTIBLE = 4


class FakeKernel:
    """Answers as macOS's kernel does."""

    def speaker(self, connection: socket.socket) -> int | None:
        told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return int(struct.unpack("3i", told)[0]) or None

    def threads(self, pid: int) -> tuple[macos.Thread, ...]:
        found = []
        for tid, state in _tasks(pid):
            with contextlib.suppress(OSError):
                nanoseconds = int(Path(f"/proc/{pid}/task/{tid}/schedstat").read_text("ascii").split()[0])
                found.append(macos.Thread(tid=tid, state=STATES.get(state, UNINTERRUPTIBLE), seconds=nanoseconds / 1e9))
        return tuple(found)


def _tasks(pid: int) -> Iterator[tuple[int, str]]:
    """Yield each thread's number and its state (proc(5))."""
    with contextlib.suppress(OSError):
        for name in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError):
                words = Path(f"/proc/{pid}/task/{name}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
                if words[0] not in "ZX":
                    yield int(name), words[0]


@contextlib.contextmanager
def fake_macos() -> Iterator[None]:
    """Let the judge see no more than macOS tells, as long as the block lasts."""
    before = macos.kernel
    macos.kernel = FakeKernel()
    try:
        with system.acting_as("macos"):
            yield
    finally:
        macos.kernel = before
