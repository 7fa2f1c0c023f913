"""Starts stages on Linux: by forks of a process that has the stage loaded.

That process runs inside the sandbox, knows nothing of any submission, and forks one stage for each play; that saves what
Python needs to start.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

assert sys.platform == "linux"

from grader.stage.box import CONTROL  # noqa: E402

from . import processes, system  # noqa: E402
from .launcher import Place, StageFault, folders  # noqa: E402
from .sandbox import TEMPORARY, Sandbox, command, environment, home, play_environment  # noqa: E402
from .seen import last_line  # noqa: E402


class ForkLauncher:
    """Forks each stage from a process that waits for that in the sandbox; see ``grader/stage/forkserver.py``."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.folder, self.sockets = folders(sandbox)
        self._log = self.folder.create("launcher.log")
        self._control, theirs = socket.socketpair()
        self._ready = self._running = False
        self._own: frozenset[int] = frozenset()
        try:
            with theirs:
                self._process = subprocess.Popen(
                    command(sandbox, self.folder.path),
                    stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, cwd=self.folder.path,
                    env=environment(home(sandbox, self.folder.path)) | {CONTROL: str(theirs.fileno())},
                    start_new_session=True, pass_fds=[theirs.fileno()],
                )  # fmt: skip
        except OSError as error:
            self._let_go()
            raise StageFault(f"the stage could not be started: {error}") from error

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def usable(self) -> bool:
        return self._process.poll() is None and not self._running

    def start(self, place: Place, address: str, outputs: tuple[int, int]) -> None:
        if not self._ready:
            self._hear()
            self._own = frozenset(processes.snapshot(os.getpid(), processes.children(os.getpid()) - {self.pid}))
            self._ready = True
        for pid in self._own:  # an earlier play may have stopped it as its last deed
            processes.send(signal.SIGCONT, pid, os.getpid())
        order = {
            "house": str(self.folder.path), "folders": [str(place.work), str(place.path / TEMPORARY)], "file": place.name,
            "environment": play_environment(place.path, address),
        }  # fmt: skip
        try:
            with tempfile.TemporaryFile(dir=self.folder.reach()) as text:
                text.write(place.source)
                text.seek(0)
                socket.send_fds(self._control, [json.dumps(order).encode("ascii")], [*outputs, text.fileno()])
        except OSError as error:
            raise StageFault(f"the stage could not be started: {self._said() or error}") from error
        self._hear()  # that all is as it was at first, and the stage has begun
        self._running = True

    def _hear(self, patience: float = 60.0) -> None:
        """Wait for its word. Raises ``StageFault`` when none comes."""
        self._control.settimeout(patience)
        try:
            word = self._control.recv(1)
        except OSError as error:
            raise StageFault(f"the stage could not be started: {error}") from error
        if not word:
            raise StageFault(f"the stage could not be started: {self._said() or 'it has ended'}")

    def ended(self) -> bool:
        if self._running:
            self._control.setblocking(False)
            with contextlib.suppress(BlockingIOError, OSError):
                self._running = self._control.recv(1) == b""
        gone = self._process.poll() is not None  # asked in any case: one that was ended must not stay in the list for ever
        return gone or not self._running

    def own(self) -> frozenset[int]:
        return self._own

    def _said(self) -> str:
        return last_line(os.pread(self._log, 100_000, 0).decode("utf-8", "replace"))

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):  # it may be stuck in the kernel
            self._process.wait(10)
        until = time.monotonic() + 5  # the sandbox's inner processes go with it, a moment later
        while self._own and time.monotonic() < until and any(system.exists(pid) for pid in self._own):
            time.sleep(0.001)
        self._let_go()

    def _let_go(self) -> None:
        self._control.close()
        os.close(self._log)
        self.sockets.close()
        self.folder.remove()
