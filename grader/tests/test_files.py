"""Where the kit writes and reads outside of its own folders, there may stand anything: a pipe, a link, a folder, a file."""

import concurrent.futures
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar, cast

import pytest

from grader import files
from grader.commands import memory as state
from grader.commands import reset
from grader.course import catalogue as course
from grader.course.catalogue import Exercise
from grader.grading import kept as keeping
from grader.grading.kept import Shelf
from grader.judge.run import Run
from grader.tests.test_cli import RIGHT, grade, submit

T = TypeVar("T")
NAME = "ex02_start_and_join"

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this platform has no pipes with a name")


def soon(work: Callable[[], T]) -> T:
    """Return what this returns. It must not wait for ever: then the test fails, and does not wait with it."""
    done: concurrent.futures.Future[T] = concurrent.futures.Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:
            done.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return done.result(20)


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


def test_a_pipe_that_nobody_reads(pipe: Path) -> None:
    with pytest.raises(OSError, match="No such device"):
        soon(lambda: files.write("text", pipe))
    assert pipe.is_fifo()


def test_a_pipe_that_is_read_gets_the_whole() -> None:
    """As a shell gives it for ``>(cat)``."""
    text = "0123456789" * 200_000  # more than a pipe holds
    reader, writer = os.pipe()
    with concurrent.futures.ThreadPoolExecutor() as pool, open(reader, encoding="ascii") as file:
        read = pool.submit(file.read)
        soon(lambda: files.write(text, Path(f"/dev/fd/{writer}")))
        os.close(writer)
        assert read.result(20) == text


def test_a_pipe_that_is_open_and_not_read(pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.2)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(TimeoutError):
        soon(lambda: files.write("0123456789" * 200_000, pipe))
    os.close(reader)


def test_the_command_says_that_nobody_reads(pipe: Path) -> None:
    (pipe.parent / "submitted").mkdir()
    done = soon(lambda: grade("2", "--json", str(pipe), folder=submit(pipe.parent / "submitted", RIGHT)))
    assert done.returncode == 3
    assert f"cannot write {pipe}: No such device or address." in done.stderr


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the kit keep its memory elsewhere."""
    made = tmp_path / "memory"
    monkeypatch.setattr(files, "MEMORY", made)
    monkeypatch.setattr(keeping, "names", lambda run: {})
    monkeypatch.setattr(keeping, "ROOT", tmp_path)
    monkeypatch.setattr(keeping, "OUTPUT", made / "output")
    monkeypatch.setattr(state, "FILE", made / "state.json")
    return made


def kept() -> str | None:
    line = SimpleNamespace(at=0.0, pid=1, stream="out", text="x" * 100_000)
    return keeping.keep(cast(Run, SimpleNamespace(exercise=NAME, printed=[line])), "test_it", Shelf())


def test_what_is_kept_of_one_student_is_no_other_students(memory: Path, tmp_path: Path) -> None:
    line = SimpleNamespace(at=0.0, pid=1, stream="out", text="x" * 100_000)
    run = cast(Run, SimpleNamespace(exercise=NAME, printed=[line]))
    ada, bob = (keeping.mark(tmp_path / name) for name in ("ada", "bob"))
    found = [keeping.keep(run, check, Shelf(mark=mark)) for mark in (ada, bob, "") for check in ("test_it", "test_that[fork]")]
    assert len(set(found)) == 6
    os.utime(memory / "output" / f"{NAME}-it{bob}.txt", (0, 0))  # it is old
    keeping.tidy(NAME, Shelf(mark=ada))
    names = sorted(path.name for path in (memory / "output").iterdir())
    assert names == sorted([f"{NAME}-that-fork{bob}.txt", f"{NAME}-it.txt", f"{NAME}-that-fork.txt"])
    keeping.tidy(NAME, Shelf())
    assert [path.name for path in (memory / "output").iterdir()] == [f"{NAME}-that-fork{bob}.txt"]


@pytest.mark.parametrize("where", ["", "output"])
def test_memory_does_not_follow_a_link(where: str, memory: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    if where:
        memory.mkdir()
    (memory / where).symlink_to(tmp_path / "elsewhere")
    assert kept() is None
    if not where:
        state.remember(NAME, state.Memory(failed=1))
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_whole_output_replaces_a_link(memory: Path, tmp_path: Path) -> None:
    found = kept()
    assert found is not None
    (tmp_path / found).unlink()
    (tmp_path / "precious").write_text("precious")
    (tmp_path / found).symlink_to(tmp_path / "precious")
    assert kept() == found
    assert (tmp_path / "precious").read_text() == "precious"


def test_memory_is_a_file(memory: Path) -> None:
    memory.write_text("mine", encoding="utf-8")
    state.remember(NAME, state.Memory(failed=1))
    assert (memory.read_text(encoding="utf-8"), state.recall(NAME), kept()) == ("mine", state.Memory(), None)


def test_memory_that_is_no_text(memory: Path) -> None:
    memory.mkdir()
    state.FILE.write_text("[" * 100_000)
    assert state.recall(NAME) == state.Memory()
    state.FILE.unlink()
    os.mkfifo(state.FILE)
    assert soon(lambda: state.recall(NAME)) == state.Memory()
    state.FILE.unlink()
    state.remember(NAME, state.Memory(failed=1))
    assert json.loads(state.FILE.read_text())[NAME]["failed"] == 1


@pytest.fixture
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(course, "EXERCISES", tmp_path)
    return Exercise(NAME).file


PRISTINE = Exercise(NAME).stub.read_bytes()


def test_reset_moves_a_link_away_and_leaves_its_file(stub: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("precious")
    stub.symlink_to(tmp_path / "precious")
    old = reset.reset(Exercise(NAME))
    assert old is not None
    assert (old.readlink(), old.read_text()) == (tmp_path / "precious", "precious")
    assert (stub.is_symlink(), stub.read_bytes()) == (False, PRISTINE)


def test_reset_makes_nothing_where_a_link_leads(stub: Path, tmp_path: Path) -> None:
    stub.symlink_to(tmp_path / "nowhere")
    reset.reset(Exercise(NAME))
    assert not (tmp_path / "nowhere").exists()
    assert stub.read_bytes() == PRISTINE


def test_reset_does_not_wait_for_a_pipe(stub: Path) -> None:
    os.mkfifo(stub)
    old = soon(lambda: reset.reset(Exercise(NAME)))
    assert old is not None
    assert (old.is_fifo(), stub.read_bytes()) == (True, PRISTINE)


def test_reset_replaces_no_other_file(stub: Path, tmp_path: Path) -> None:
    part, link = stub.with_suffix(".part"), stub.with_name(f"{NAME}.kept-1.txt")
    part.write_text("mine")
    link.symlink_to("nowhere")
    stub.write_text("old", encoding="utf-8")
    old = reset.reset(Exercise(NAME))
    assert old is not None
    assert (old.name, old.read_text()) == (f"{NAME}.kept-2.txt", "old")
    assert (part.read_text(), link.is_symlink()) == ("mine", True)


def test_a_reset_that_fails_puts_the_text_back(stub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(text: str, path: Path) -> None:
        raise OSError("full")

    stub.write_text("old", encoding="utf-8")
    monkeypatch.setattr(files, "write", full)
    with pytest.raises(OSError, match="full"):
        reset.reset(Exercise(NAME))
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(stub.name, "old")]
