"""A stage that has been started and waits to be told what to play: its private folder, its process, its witness."""

import contextlib
import os
import shutil
import subprocess

from . import sandbox as boxes
from . import system
from .records import WORK
from .witness import Witness


class StageFault(Exception):
    """The stage could not be started: the grader's fault, or the machine's, never the student's."""


class Opened:
    """Starts a stage. Raises ``StageFault`` when the machine does not let it.

    work: the folder in which the submission will stand alone. witness: listens, once its play begins.
    """

    def __init__(self, sandbox: boxes.Sandbox) -> None:
        self._folder = system.private_folder()
        self.work = self._folder / WORK
        self.work.mkdir()
        boxes.install_stage(sandbox, self._folder)
        self.witness = Witness(self._folder)
        self.process = self._start(sandbox)

    def _start(self, sandbox: boxes.Sandbox) -> subprocess.Popen[bytes]:
        out, out_fd = system.stream_pair()
        err, err_fd = system.stream_pair()
        self.witness.add_output(out, "out")
        self.witness.add_output(err, "err")
        try:
            return subprocess.Popen(
                boxes.command(sandbox, self._folder),
                stdin=subprocess.DEVNULL, stdout=out_fd, stderr=err_fd, cwd=self.work,
                env=boxes.environment(self._folder, self.witness.address), start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            self._clean()
            raise StageFault(f"the stage could not be started: {error}") from error
        finally:
            os.close(out_fd)
            os.close(err_fd)

    def close(self) -> None:
        """End the stage's first process, if it has not ended, and remove the folder. A play has swept the others."""
        with contextlib.suppress(OSError):
            self.process.kill()
        self.process.wait()
        self._clean()

    def _clean(self) -> None:
        self.witness.close()
        shutil.rmtree(self._folder, ignore_errors=True)
