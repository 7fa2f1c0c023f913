"""Starts stages: where the kernel can fork, from a warm process that has the stage loaded; elsewhere each one anew.

A stage waits to be told what to play, in a folder of its own, with a witness of its own. The warm process runs inside the
sandbox, knows nothing of any submission, and forks one stage for each play; that saves what Python needs to start.
"""

import contextlib
import itertools
import json
import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Protocol

from grader.stage.warm import CONTROL

from . import sandbox as boxes
from . import system, tree
from .records import WORK
from .witness import Witness


class StageFault(Exception):
    """The stage could not be started: the grader's fault, or the machine's, never the student's."""


class Host(Protocol):
    """Where stages come from.

    folder: what the stage may write to is below it. pid: the direct child of this process under which stages run.
    """

    folder: Path

    @property
    def pid(self) -> int: ...

    @property
    def usable(self) -> bool:
        """Whether it can start a further stage."""

    def start(self, folder: Path, address: str, outputs: tuple[int, int]) -> None:
        """Start a stage: its folder, its witness's address, its standard output and error. Raises ``StageFault``."""

    def ended(self) -> bool:
        """Say whether the stage's first process has ended and been waited for."""

    def own(self) -> frozenset[int]:
        """Return the processes that are the host's own and not the play's."""

    def close(self) -> None:
        """End it, and whatever runs in its sandbox, and remove the folder."""


def host(sandbox: boxes.Sandbox) -> Host:
    """Return a host for this sandbox: a warm one on Linux."""
    return _Warm(sandbox) if system.linux() else _Cold(sandbox)


class Opened:
    """One stage that has been started on this host. Raises ``StageFault`` when the machine does not let it.

    work: the folder in which the submission will stand alone. witness: listens, once its play begins.
    """

    _numbers = itertools.count()

    def __init__(self, at: Host) -> None:
        self.host = at
        self._folder = at.folder / f"p{next(self._numbers)}"
        self.work = self._folder / WORK
        self.work.mkdir(parents=True)
        (self._folder / "tmp").mkdir()
        self.witness = Witness(at.folder / boxes.SOCKETS / self._folder.name)
        out, out_fd = system.stream_pair()
        err, err_fd = system.stream_pair()
        self.witness.add_output(out, "out")
        self.witness.add_output(err, "err")
        try:
            at.start(self._folder, self.witness.address, (out_fd, err_fd))
        except StageFault:
            self.close()
            raise
        finally:
            os.close(out_fd)
            os.close(err_fd)

    def close(self) -> None:
        """Stop listening and remove the folder. The play has swept its processes."""
        self.witness.close()
        system.remove(self._folder)


def _sandbox_folder(sandbox: boxes.Sandbox) -> Path:
    folder = system.private_folder()
    boxes.install_stage(sandbox, folder)
    return folder


class _Cold:
    """Starts each stage as a new interpreter."""

    def __init__(self, sandbox: boxes.Sandbox) -> None:
        self._sandbox: boxes.Sandbox = sandbox
        self.folder = _sandbox_folder(sandbox)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process is not None else 0

    @property
    def usable(self) -> bool:
        return True

    def start(self, folder: Path, address: str, outputs: tuple[int, int]) -> None:
        self._end()
        try:
            self._process = subprocess.Popen(
                boxes.command(self._sandbox, self.folder),
                stdin=subprocess.DEVNULL, stdout=outputs[0], stderr=outputs[1], cwd=folder / WORK,
                env=boxes.environment(self.folder) | boxes.of_play(folder, address), start_new_session=True,
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
        system.remove(self.folder)


class _Warm:
    """Forks each stage from a process that waits for that in the sandbox; see ``grader/stage/warm.py``."""

    def __init__(self, sandbox: boxes.Sandbox) -> None:
        self.folder = _sandbox_folder(sandbox)
        self._control, theirs = socket.socketpair()
        self._log = self.folder / "host.log"
        self._running = False
        environment = boxes.environment(self.folder) | {CONTROL: str(theirs.fileno())}
        try:
            with theirs, self._log.open("wb") as log:
                self._process = subprocess.Popen(
                    boxes.command(sandbox, self.folder),
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder,
                    env=environment, start_new_session=True, pass_fds=[theirs.fileno()],
                )  # fmt: skip
        except OSError as error:
            self._control.close()
            system.remove(self.folder)
            raise StageFault(f"the stage could not be started: {error}") from error
        self._own: frozenset[int] = frozenset()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def usable(self) -> bool:
        return self._process.poll() is None and not self._running

    def start(self, folder: Path, address: str, outputs: tuple[int, int]) -> None:
        self._hear(60)
        if not self._own:  # it has just become ready
            below = tree.snapshot(os.getpid(), tree.children(os.getpid()) - {self.pid})
            self._own = frozenset(below)
        told = {"folder": str(folder / WORK), "environment": boxes.of_play(folder, address)}
        try:
            socket.send_fds(self._control, [json.dumps(told).encode("ascii") + b"\n"], list(outputs))
        except OSError as error:
            raise StageFault(f"the stage could not be started: {self._said() or error}") from error
        self._running = True

    def _hear(self, patience: float) -> None:
        """Wait for the word that it is ready. Raises ``StageFault`` when none comes."""
        if self._own and not self._running:
            return
        self._control.settimeout(patience)
        try:
            word = self._control.recv(1)
        except OSError as error:
            raise StageFault(f"the stage could not be started: {error}") from error
        if not word:
            raise StageFault(f"the stage could not be started: {self._said()}")
        self._running = False

    def ended(self) -> bool:
        if self._running:
            self._control.setblocking(False)
            with contextlib.suppress(BlockingIOError, OSError):
                self._running = self._control.recv(1) == b""
        return not self._running or self._process.poll() is not None

    def own(self) -> frozenset[int]:
        return self._own

    def _said(self) -> str:
        with contextlib.suppress(OSError):
            return self._log.read_text("utf-8", "replace")[-500:].strip()
        return ""

    def close(self) -> None:
        self._control.close()
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        until = time.monotonic() + 5  # the sandbox's inner processes go with it, a moment later
        while self._own and time.monotonic() < until and any(system.exists(pid) for pid in self._own):
            time.sleep(0.001)
        system.remove(self.folder)
