"""Faults of the grader itself: results are complete and true, or absent and said to be so; never half, never a false zero."""

import contextlib
import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "linux":
    pytest.skip("finds the processes of a grading through /proc", allow_module_level=True)

import resource

from grader import files
from grader.files import ROOT
from grader.judge import folder as folders
from grader.judge import processes, system
from grader.tests.kit import descendants

NAMES = ("ex01_worker", "ex02_start_and_join")
SLOW = '    open("begun", "w").close()\n    time.sleep(1.5)\n    processes = ['
"""It says where anybody can see it, in its own folder, that its play has begun, and then gives the tests time to strike."""

pytestmark = pytest.mark.long


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Right answers, of which one takes long enough to be disturbed."""
    for name in NAMES:
        text = (ROOT / "solutions" / f"{name}.py").read_text("utf-8")
        (tmp_path / f"{name}.py").write_text(text.replace("    processes = [", SLOW, 1), "utf-8")
    return tmp_path


def below(folder: Path, name: str) -> list[Path]:
    """Return the files whose path ends like this, or which stand in a folder that does. Folders may go meanwhile."""
    found = [Path(place, file) for place, _, files in os.walk(folder) for file in files]
    return [path for path in found if path.name == name or f"/{name}" in str(path)]


def begun_in(pid: int) -> Path | None:
    """Return the folder of a process in which the slow answer has begun. A sandbox has it for itself."""
    place = f"/proc/{pid}/cwd"
    try:
        return Path(os.readlink(place)) if os.path.exists(f"{place}/begun") else None
    except OSError:
        return None


class Grading:
    """One run of the command. private: the folder in which it keeps its own files."""

    def __init__(self, folder: Path, private: Path, *words: str) -> None:
        self.private = private
        command = [sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "grade", "--from", str(folder)]
        self.process = subprocess.Popen(
            [*command, "--json", str(folder / "out.json"), *words],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, folders.PARENT: str(private)},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        self.pid = self.process.pid

    def until(self, find: Callable[[], list[Any]]) -> list[Any]:
        """Return what this finds, as soon as it finds something."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if found := find():
                return found
            assert self.process.poll() is None, self.process.communicate()
            time.sleep(0.005)
        raise AssertionError("it did not come to that")

    def processes(self, wanted: bytes) -> list[int]:
        """Return the processes whose command line has this, when there are some."""
        return self.until(lambda: [pid for pid in processes.snapshot(self.pid) if wanted in processes.command(pid)])

    def begun(self) -> Path:
        """Wait until the student's function has begun; return the folder that it works in, as it sees it."""
        found = self.until(lambda: [one for pid in processes.snapshot(self.pid) if (one := begun_in(pid)) is not None])
        return Path(found[0])

    def said(self) -> str:
        """Return all that it prints, when it has ended."""
        return str(self.process.communicate(timeout=200)[0])


@contextlib.contextmanager
def grading(folder: Path, *words: str, private: Path | None = None) -> Iterator[Grading]:
    made = folders.private()  # a short name, as the command makes it itself
    started = Grading(folder, private or made.path, *words)
    try:
        yield started
    finally:
        with contextlib.suppress(OSError):
            started.process.kill()
        started.process.wait()
        if started.process.stdout is not None:
            started.process.stdout.close()
        made.remove()
    assert not descendants()


def cwd(pid: int) -> Path | None:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cwd").readlink()
    return None


def pending(pid: int) -> bool:
    """Say whether a signal is on its way to this process."""
    return re.search(r"^ShdPnd:\s*0+$", Path(f"/proc/{pid}/status").read_text("ascii"), re.MULTILINE) is None


def results(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "out.json").read_text("utf-8"))
    return found


def outcomes(found: dict[str, Any]) -> set[str]:
    return {check["outcome"] for exercise in found["exercises"] for check in exercise["checks"]}


def test_a_killed_worker_costs_nothing(folder: Path) -> None:
    with grading(folder, "1", "2", "-n", "2", "--sandbox", "tree") as started:
        work = started.begun()
        workers = started.processes(b"stdin.readline")
        [at_work] = [one for one in workers if work in map(cwd, processes.snapshot(one))]
        os.kill(at_work, signal.SIGKILL)
        said = started.said()
    assert started.process.returncode == 0, said
    found = results(folder)
    assert outcomes(found) == {"passed"}
    assert found["score"] == found["max_score"]
    assert any(check["retried"] for exercise in found["exercises"] for check in exercise["checks"])
    assert "were played again" in said


def test_a_killed_stage_host_costs_nothing(folder: Path) -> None:
    """Another program of the machine ends what starts the stages, once. The play at hand goes on, the next has a new one."""
    with grading(folder, "2", "--sandbox", "tree") as started:
        work = started.begun()
        stages = started.processes(b"stage.main")
        [host] = [pid for pid in stages if cwd(pid) != work]
        os.kill(host, signal.SIGKILL)
        said = started.said()
    assert outcomes(results(folder)) == {"passed"}, said


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV])
def test_a_killed_or_stopped_grader_says_so(folder: Path, number: int) -> None:
    with grading(folder, "2") as started:
        started.begun()
        [inner] = started.processes(b"--inner")
        os.kill(inner, number)
        said = started.said()
    assert started.process.returncode == 3
    assert f"stopped by {signal.Signals(number).name}, so there are no results" in said
    assert not (folder / "out.json").exists()


def test_a_removed_socket_is_no_mistake_of_the_student(folder: Path) -> None:
    with grading(folder, "2") as started:
        started.begun()
        for path in below(started.private, "s/"):
            path.unlink()
        said = started.said()
    assert started.process.returncode == 0, said
    seen = results(folder)
    assert outcomes(seen) == {"passed"}
    assert any(check["retried"] for check in seen["exercises"][0]["checks"])
    assert "were played again" in said


@pytest.mark.parametrize("everything", [False, True])
def test_folders_that_are_removed_meanwhile(folder: Path, everything: bool) -> None:
    """By a program that tidies up: the house of the stages alone, which is built anew, or all."""
    with grading(folder, "2", "--sandbox", "tree") as started:
        house = started.begun().parent.parent
        shutil.rmtree(house.parent if everything else house)
        said = started.said()
    assert "Traceback" not in said
    if everything:
        assert started.process.returncode == 3, said
        assert "was removed while it worked" in said
    else:
        assert started.process.returncode == 0, said
        assert outcomes(results(folder)) == {"passed"}


def test_a_full_disk_for_the_results(folder: Path) -> None:
    with grading(folder, "1", "--json", "/dev/full") as started:
        said = started.said()
    assert started.process.returncode == 3
    assert "cannot write /dev/full" in said
    assert "Traceback" not in said


def test_a_disk_that_is_full_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file stays as it was, and no half one is left."""
    old = tmp_path / "results.json"
    old.write_text("old")

    def full(fd: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write("new" * 1000, old)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("results.json", "old")]


def test_no_room_for_the_gradings_own_files(folder: Path) -> None:
    with grading(folder, "1", private=folder / "not" / "there") as started:
        said = started.said()
    assert started.process.returncode == 3
    assert "temporary folder" in said
    assert "Traceback" not in said
    assert not (folder / "out.json").exists()


def test_files_that_cannot_grow(folder: Path) -> None:
    """No file may be longer than a few bytes: the grading cannot even begin, and that is no zero."""
    with grading(folder, "1") as started:
        resource.prlimit(started.pid, resource.RLIMIT_FSIZE, (10, 10))
        said = started.said()
    assert started.process.returncode == 3, said
    assert not (folder / "out.json").exists()


@pytest.mark.parametrize("moment", ["it has a child", "the grader works", "the play has begun"])
def test_ctrl_c_twice(folder: Path, moment: str) -> None:
    with grading(folder, "2") as started:
        match moment:
            case "it has a child":
                started.until(lambda: list(processes.children(started.pid)))
            case "the grader works":
                started.processes(b"--inner")
            case _:
                started.begun()
        os.kill(started.pid, signal.SIGINT)
        started.until(lambda: [started.process.poll() is not None or not pending(started.pid)])  # else two would be one
        os.kill(started.pid, signal.SIGINT)
        said = started.said()
    assert started.process.returncode == 130, said
    assert "nothing was written" in said
    assert "Traceback" not in said
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}.py" for name in NAMES)


def test_a_command_that_is_killed_leaves_nothing(folder: Path) -> None:
    system.adopt_orphans()
    with grading(folder, "2") as started:
        started.begun()
        started.process.kill()
        started.process.wait()
        until = time.monotonic() + 10
        while descendants() and time.monotonic() < until:
            time.sleep(0.05)
    assert not (folder / "out.json").exists()
