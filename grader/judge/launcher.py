"""Starts stages: on Linux by a fork of a process that has the stage loaded; elsewhere each one anew.

A stage waits to be told what to play, in a folder of its own, with a witness of its own. That process runs inside the
sandbox, knows nothing of any submission, and forks one stage for each play; that saves what Python needs to start.
"""

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from grader.stage.forkserver import CONTROL

from . import processes, system
from .folder import Folder, private
from .sandbox import STAND, TEMPORARY, Sandbox, command, environment, home, install_stage, play_environment
from .seen import WORK, last_line
from .witness import Witness


class StageFault(Exception):
    """The stage could not be started: the grader's fault, or the machine's, never the student's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a submission will stand, alone in the folder ``WORK``, and what will stand there.

    path: of the play's own folder, as the stage sees it. folder: that folder, where it is on the disk.
    """

    path: Path
    folder: Folder | None
    name: str
    source: bytes

    @property
    def work(self) -> Path:
        return self.path / WORK


class Launcher(Protocol):
    """Where stages come from.

    folder: all that it has put on the disk. sockets: the folder of the witnesses' sockets. sandbox: in which stages really
    run. pid: the direct child of this process under which stages run.
    """

    folder: Folder
    sockets: Folder
    sandbox: Sandbox

    @property
    def pid(self) -> int: ...

    @property
    def usable(self) -> bool:
        """Whether it can start a further stage."""

    def start(self, place: Place, address: str, outputs: tuple[int, int]) -> None:
        """Start a stage: its place, its witness's address, its standard output and error.

        Raises ``StageFault``, also when an earlier stage has spoilt the launcher.
        """

    def ended(self) -> bool:
        """Say whether the stage's first process has ended and been waited for."""

    def own(self) -> frozenset[int]:
        """Return the processes that are the launcher's own and not the play's."""

    def close(self) -> None:
        """End it, and whatever runs in its sandbox, and remove the folder."""


def launcher(sandbox: Sandbox) -> Launcher:
    """Return a launcher for this sandbox: on Linux one that forks."""
    return ForkLauncher(sandbox) if system.linux() else SpawnLauncher()


class StartedStage:
    """One stage that this launcher has started. Raises ``StageFault`` when the machine does not let it.

    place: the play's own. witness: listens, once its play begins.
    """

    def __init__(self, launcher: Launcher, name: str, source: bytes) -> None:
        self.launcher = launcher
        with contextlib.ExitStack() as undo:
            try:
                folder = None
                if launcher.sandbox == "tree":
                    folder = launcher.folder.make_some()
                    undo.callback(folder.remove)
                self.place = Place(path=folder.path if folder else STAND, folder=folder, name=name, source=source)
                self.witness = Witness(launcher.sockets, secrets.token_hex(4))
                undo.callback(self.witness.close)
            except OSError as error:
                raise StageFault(f"the stage has no folder: {error}") from error
            self._start()
            self._undo = undo.pop_all()

    def _start(self) -> None:
        out, out_fd = system.stream_pair()
        err, err_fd = system.stream_pair()
        self.witness.server.add_output(out, "out")
        self.witness.server.add_output(err, "err")
        try:
            self.launcher.start(self.place, self.witness.server.address, (out_fd, err_fd))
        finally:
            os.close(out_fd)
            os.close(err_fd)

    def close(self) -> None:
        """Stop listening and remove the folder, if there is one. The play has swept its processes."""
        self._undo.close()


def _folders(sandbox: Sandbox) -> tuple[Folder, Folder]:
    """Make a launcher's folder, with the stage in it, and in that the folder for sockets. Raises ``StageFault``."""
    with contextlib.ExitStack() as undo:
        try:
            folder = private()
            undo.callback(folder.remove)
            sockets = install_stage(sandbox, folder)
        except OSError as error:
            raise StageFault(f"the stage has no folder: {error}") from error
        undo.pop_all()
        return folder, sockets


class SpawnLauncher:
    """Starts each stage as a new interpreter. No other sandbox than ``tree`` works where this is needed."""

    def __init__(self) -> None:
        self.sandbox: Sandbox = "tree"
        self.folder, self.sockets = _folders(self.sandbox)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process is not None else 0

    @property
    def usable(self) -> bool:
        return True

    def start(self, place: Place, address: str, outputs: tuple[int, int]) -> None:
        self._end()
        assert place.folder is not None, "it is on the disk"
        try:
            place.folder.make(TEMPORARY).close()
            with contextlib.closing(place.folder.make(WORK)) as work:
                work.write(place.name, place.source)
            self._process = subprocess.Popen(
                command(self.sandbox, self.folder.path),
                stdin=subprocess.DEVNULL, stdout=outputs[0], stderr=outputs[1], cwd=place.work,
                env=environment(self.folder.path) | play_environment(place.path, address), start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise StageFault(f"the stage could not be started: {error}") from error

    def ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def own(self) -> frozenset[int]:
        return frozenset()

    def _end(self) -> None:
        if self._process is not None:
            with contextlib.suppress(OSError):
                self._process.kill()
            self._process.wait()

    def close(self) -> None:
        self._end()
        self.sockets.close()
        self.folder.remove()


class ForkLauncher:
    """Forks each stage from a process that waits for that in the sandbox; see ``grader/stage/forkserver.py``."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.folder, self.sockets = _folders(sandbox)
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
        return not self._running or self._process.poll() is not None

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
