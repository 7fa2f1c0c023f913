"""Faults of the grader itself: results are complete and true, or absent and said to be so; never half, never a false zero."""

import contextlib
import errno
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.course import ROOT
from grader.judge import system, tree
from grader.report import files
from grader.tests.kit import descendants

NAMES = ("ex01_worker", "ex02_start_and_join")
SLOW = "    time.sleep(1.5)\n    processes = ["

pytestmark = pytest.mark.skipif(not system.linux(), reason="finds the processes of a grading through /proc")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Right answers, of which one takes long enough to be disturbed."""
    for name in NAMES:
        text = (ROOT / "solutions" / f"{name}.py").read_text("utf-8")
        (tmp_path / f"{name}.py").write_text(text.replace("    processes = [", SLOW, 1), "utf-8")
    return tmp_path


@contextlib.contextmanager
def grading(folder: Path, *words: str, env: dict[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "grade", "--from", str(folder)]
    command += ["--json", str(folder / "out.json"), *words]
    started = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, **(env or {})},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    try:
        yield started
    finally:
        with contextlib.suppress(OSError):
            started.kill()
        started.wait()
        if started.stdout is not None:
            started.stdout.close()
    assert not descendants()


def wait_for(started: subprocess.Popen[str], wanted: bytes) -> list[int]:
    """Return the processes of a grading whose command line has this, as soon as there are some."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert started.poll() is None, started.communicate()
        found = [pid for pid in tree.snapshot(started.pid) if wanted in tree.command(pid)]
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it did not start")


def results(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "out.json").read_text("utf-8"))
    return found


def outcomes(found: dict[str, Any]) -> set[str]:
    return {check["outcome"] for exercise in found["exercises"] for check in exercise["checks"]}


def test_a_killed_worker_costs_nothing(folder: Path) -> None:
    with grading(folder, "1", "2", "-n", "2") as started:
        workers = wait_for(started, b"stdin.readline")
        wait_for(started, b"stage.play")
        time.sleep(1)
        os.kill(workers[0], signal.SIGKILL)
        said = started.communicate(timeout=200)[0]
    assert started.returncode == 0, said
    found = results(folder)
    assert outcomes(found) == {"passed"}
    assert found["score"] == found["max_score"]
    if any(check["retried"] for exercise in found["exercises"] for check in exercise["checks"]):
        assert "were played again" in said


def test_a_killed_stage_host_is_retried_visibly(folder: Path) -> None:
    """Another program of the machine ends what starts the stages, once."""
    with grading(folder, "2", "--sandbox", "tree") as started:
        [host] = wait_for(started, b"stage.play")[:1]
        time.sleep(1)
        for pid in tree.snapshot(started.pid):
            if pid == host or tree.command(pid) == tree.command(host):
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
        said = started.communicate(timeout=200)[0]
    found = results(folder)
    assert outcomes(found) <= {"passed", "failed", "not_run"}, said


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV])
def test_a_killed_or_stopped_grader_says_so(folder: Path, number: int) -> None:
    with grading(folder, "2") as started:
        wait_for(started, b"stage.play")
        [inner] = wait_for(started, b"--inner")
        os.kill(inner, number)
        said = started.communicate(timeout=60)[0]
    assert started.returncode == 3
    assert f"ended by {signal.Signals(number).name}, so there are no results" in said
    assert not (folder / "out.json").exists()


def test_a_removed_socket_is_no_mistake_of_the_student(folder: Path) -> None:
    private = system.private_folder()  # a short name, as the command makes it itself
    with grading(folder, "2", env={system.FOLDER: str(private)}) as started:
        until = time.monotonic() + 60
        while not (found := [path for path in private.rglob("s/p*") if path.is_socket()]) and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.5)
        for path in found:
            path.unlink(missing_ok=True)
        said = started.communicate(timeout=200)[0]
    system.remove(private)
    assert started.returncode == 0, said
    seen = results(folder)
    assert outcomes(seen) == {"passed"}
    assert any(check["retried"] for check in seen["exercises"][0]["checks"])
    assert "were played again" in said


def test_a_full_disk_for_the_results(folder: Path) -> None:
    with grading(folder, "1", "--json", "/dev/full") as started:
        said = started.communicate(timeout=200)[0]
    assert started.returncode == 3
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
    with grading(folder, "1", env={system.FOLDER: str(folder / "not" / "there")}) as started:
        said = started.communicate(timeout=60)[0]
    assert started.returncode == 3
    assert "temporary folder" in said
    assert "Traceback" not in said
    assert not (folder / "out.json").exists()


def test_files_that_cannot_grow(folder: Path) -> None:
    """No file may be longer than a few bytes: the grading cannot even begin, and that is no zero."""
    with grading(folder, "1") as started:
        resource.prlimit(started.pid, resource.RLIMIT_FSIZE, (10, 10))
        said = started.communicate(timeout=60)[0]
    assert started.returncode == 3, said
    assert not (folder / "out.json").exists()


@pytest.mark.parametrize("delay", [0.0, 0.3, 1.5])
def test_ctrl_c_twice(folder: Path, delay: float) -> None:
    with grading(folder, "2") as started:
        while not tree.children(started.pid):
            assert started.poll() is None
        time.sleep(delay)
        for _ in range(2):
            os.kill(started.pid, signal.SIGINT)
            time.sleep(0.01)
        said = started.communicate(timeout=60)[0]
    assert started.returncode == 130, said
    assert "nothing was written" in said
    assert "Traceback" not in said
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}.py" for name in NAMES)


def test_a_command_that_is_killed_leaves_nothing(folder: Path) -> None:
    system.adopt_orphans()
    with grading(folder, "2") as started:
        wait_for(started, b"stage.play")
        started.kill()
        started.wait()
        until = time.monotonic() + 10
        while descendants() and time.monotonic() < until:
            time.sleep(0.05)
    assert not (folder / "out.json").exists()
