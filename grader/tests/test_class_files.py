"""A file that is written is on the disk, name and all, or the old one is as it was; whatever its name is."""

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from grader import files

posix = pytest.mark.skipif(os.name != "posix", reason="Windows writes folders out by itself")


@pytest.fixture
def deeds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is done, in its order: what is written out, and what gets its name."""
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def sync(handle: int) -> None:
        fsync(handle)
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")

    def name(old: Any, new: Any) -> None:
        replace(old, new)
        done.append("name")

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", name)
    return done


@posix
def test_first_the_text_then_the_name_then_the_folder(deeds: list[str], tmp_path: Path) -> None:
    files.write("text", tmp_path / "file")
    assert deeds == ["file", "name", "folder"]


@pytest.mark.parametrize("name", ["x" * 255, "工" * 85, "e\u0301" * 80 + ".json", "a b.", "\udcff" * 200, "-"])
def test_a_name_as_long_as_the_system_has_them(name: str, tmp_path: Path) -> None:
    try:
        (tmp_path / name).touch()
    except (OSError, UnicodeError):
        pytest.skip("no name here")
    files.write("new", tmp_path / name)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "new")]


@posix
def test_who_may_read_it(tmp_path: Path) -> None:
    files.write_bytes(b"secret", tmp_path / "roster", mode=0o600)
    files.write_bytes(b"plain\r\n", tmp_path / "plain")
    assert (tmp_path / "roster").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "plain").stat().st_mode & 0o777 == 0o666 & ~files._umask()
    assert (tmp_path / "plain").read_bytes() == b"plain\r\n"


def test_ends_of_lines_and_broken_text(tmp_path: Path) -> None:
    files.write("a\nb\ud800\r\n", tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"a\nb?\r\n"


@posix
@pytest.mark.parametrize(
    ("number", "fails"), [(errno.EINVAL, False), (errno.EACCES, False), (errno.EIO, True), (errno.ENOSPC, True)]
)
def test_a_folder_that_cannot_be_written_out(
    number: int, fails: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def sync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", sync)
    before = len(os.listdir("/dev/fd"))
    if fails:
        with pytest.raises(OSError, match=os.strerror(number)):
            files.write("text", tmp_path / "file")
    else:
        files.write("text", tmp_path / "file")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert len(os.listdir("/dev/fd")) == before


@pytest.mark.parametrize("where", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    (tmp_path / "file").write_text("old")
    monkeypatch.setattr(os, where, fail)
    with pytest.raises(OSError, match="full"):
        files.write("new", tmp_path / "file")
    monkeypatch.undo()
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("file", "old")]
