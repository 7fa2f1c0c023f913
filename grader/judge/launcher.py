"""Starts stages: on Linux by a fork of a process that has the stage loaded, see ``forking``; elsewhere each one anew.

A stage waits to be told what to play, in a folder of its own, with a witness of its own.
"""

import contextlib
import os
import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from . import system
from .folder import Folder, private
from .sandbox import STAND, TEMPORARY, Sandbox, command, environment, install_stage, play_environment
from .seen import WORK
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
        out, out_fd = system.output()
        err, err_fd = system.output()
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


def folders(sandbox: Sandbox) -> tuple[Folder, Folder]:
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
        self.folder, self.sockets = folders(self.sandbox)
        self._process: subprocess.Popen[bytes] | None = None
        self._group: system.Group | None = None

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
            self._group = system.group()
            self._process = self._group.start(
                command(self.sandbox, self.folder.path),
                stdin=subprocess.DEVNULL, stdout=outputs[0], stderr=outputs[1], cwd=place.work,
                env=environment(self.folder.path) | play_environment(place.path, address),
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
        if self._group is not None:
            self._group.close()
            self._process = self._group = None

    def close(self) -> None:
        self._end()
        self.sockets.close()
        self.folder.remove()
