"""The kit's own folders: what is removed, written and opened is in them and nowhere else, whatever a program has put there."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.files import ROOT
from grader.judge import storage
from grader.judge.folder import DESCRIPTORS, LONGEST, PARENT, Folder, private

pytestmark = pytest.mark.skipif(not DESCRIPTORS, reason="needs folders' descriptors")
DEEP = 3_000


@pytest.fixture(name="made")
def _made() -> Iterator[Folder]:
    one = private()
    yield one
    one.remove()


@pytest.fixture(name="outside")
def _outside(tmp_path: Path) -> Path:
    """A folder with a locked folder and a file: somebody else's."""
    inner = tmp_path / "outside" / "deeper"
    inner.mkdir(parents=True)
    (inner / "file").write_text("precious")
    inner.chmod(0o750)
    return tmp_path / "outside"


def state(folder: Path) -> list[tuple[str, int, str]]:
    return sorted(
        (str(path), path.stat().st_mode, path.read_text() if path.is_file() else "") for path in [folder, *folder.rglob("*")]
    )


def deep(folder: Path, depth: int = DEEP, name: str = "a") -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(folder)
    try:
        for _ in range(depth):
            Path(name).mkdir()
            os.chdir(name)
        Path("file").write_text("x", encoding="utf-8")
    finally:
        os.fchdir(here)
        os.close(here)


def test_deeper_than_any_stack(made: Folder) -> None:
    deep(made.path)
    made.remove()
    assert not made.path.exists()


def test_many_and_mixed(made: Folder) -> None:
    for number in range(20):
        (made.path / f"{number}").mkdir()
        (made.path / f"{number}" / f"{number}").mkdir()
        (made.path / f"{number}" / "0").mkdir(exist_ok=True)
        (made.path / f"{number}" / "0" / "file").write_text("x")
        (made.path / f"{number}" / f"{number + 1}").write_text("x")
    os.mkfifo(made.path / "fifo")
    made.remove()
    assert not made.path.exists()


def test_links_are_removed_and_not_followed(made: Folder, outside: Path) -> None:
    before = state(outside)
    (made.path / "folder").mkdir()
    for place in (made.path, made.path / "folder"):
        (place / "link").symlink_to(outside)
        (place / "file").symlink_to(outside / "deeper" / "file")
        (place / "root").symlink_to("/")
    os.link(outside / "deeper" / "file", made.path / "hard")
    made.remove()
    assert not made.path.exists()
    assert state(outside) == before


def test_a_link_in_its_own_place(made: Folder, outside: Path) -> None:
    """A program has moved the folder away and put a link there: the folder is emptied, and the link's target is not."""
    before = state(outside)
    moved = made.path.with_name(made.path.name + "-moved")
    (made.path / "file").write_text("x")
    made.path.rename(moved)
    made.path.symlink_to(outside)
    try:
        made.write("later", b"x")
        assert (moved / "later").exists()
        made.remove()
        assert state(outside) == before
        assert list(moved.iterdir()) == []
    finally:
        made.path.unlink()
        moved.rmdir()


def test_another_folder_in_its_own_place(made: Folder) -> None:
    moved = made.path.with_name(made.path.name + "-moved")
    made.path.rename(moved)
    made.path.mkdir()
    try:
        made.remove()
        assert made.path.exists(), "an empty folder of somebody else's"
    finally:
        made.path.rmdir()
        moved.rmdir()


@pytest.mark.parametrize("name", ["planted", "later"])
def test_what_is_planted_is_refused(made: Folder, outside: Path, name: str) -> None:
    before = state(outside)
    (made.path / "planted").symlink_to(outside)
    (made.path / "later").symlink_to(outside / "new")
    with pytest.raises(FileExistsError):
        made.make(name)
    with pytest.raises(FileExistsError):
        made.write(name, b"x")
    with pytest.raises(OSError, match="planted"):
        Folder(made.path / "planted", made)
    assert state(outside) == before


def test_counting_looks_into_the_folder_itself(made: Folder, outside: Path) -> None:
    (made.path / "file").write_text("x")
    moved = made.path.with_name(made.path.name + "-moved")
    made.path.rename(moved)
    made.path.symlink_to(outside)
    try:
        assert storage.used(made, [])[0] == 1
    finally:
        made.path.unlink()
        moved.rename(made.path)


def test_too_deep_to_be_named_is_too_much(made: Folder) -> None:
    deep(made.path, 30, "a" * 200)
    assert storage.used(made, [])[0] > storage.MOST_ENTRIES


def test_any_umask() -> None:
    """Nobody but root can use a folder that the umask has locked."""
    if not readable():
        pytest.skip("this Python or this folder is root's own")
    script = f"""
import os, sys
sys.path.insert(0, {str(ROOT)!r})
os.umask(0o777)
from grader.judge.folder import private
made = private()
made.make("a").write("file", b"x")
print(oct(os.stat(made.path / "a").st_mode))
made.remove()
print(made.path.exists())
"""
    done = subprocess.run(as_nobody(sys.executable, "-c", script), capture_output=True, text=True, check=False)
    assert done.stdout == "0o40700\nFalse\n", done.stderr


LOCKED = """
import os, sys
sys.path.insert(0, {root!r})
from grader.judge.folder import private
made = private()
os.makedirs(made.path / "a" / "b" / "c")
(made.path / "a" / "b" / "file").write_text("x")
for name, mode in (("a/b/c", 0), ("a/b", 0o500), ("a", 0)):
    os.chmod(made.path / name, mode)
made.remove()
print(made.path.exists())
"""


def as_nobody(*command: str) -> list[str]:
    """Return the command as somebody who is not root: to root no folder is locked."""
    if os.geteuid() != 0:
        return list(command)
    if shutil.which("setpriv") is None:
        pytest.skip("root, and no setpriv")
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", *command]


def readable() -> bool:
    """Say whether nobody may run this Python, with this kit."""
    done = subprocess.run(
        as_nobody(sys.executable, "-c", f"import os; os.listdir({str(ROOT)!r})"), capture_output=True, check=False
    )
    return done.returncode == 0


def test_locked_folders() -> None:
    if not readable():
        pytest.skip("this Python or this folder is root's own")
    done = subprocess.run(
        as_nobody(sys.executable, "-c", LOCKED.format(root=str(ROOT))), capture_output=True, text=True, check=False
    )
    assert done.stdout == "False\n", done.stderr


MOUNTED = """
import os, subprocess, sys
sys.path.insert(0, {root!r})
from grader.judge.folder import private
made = private()
os.makedirs(made.path / "a" / "other")
os.makedirs(made.path / "same")
subprocess.run(["mount", "-t", "tmpfs", "none", made.path / "a" / "other"], check=True)
(made.path / "a" / "other" / "file").write_text("x")
subprocess.run(["mount", "--bind", {outside!r}, made.path / "same"], check=True)
(made.path / "gone").write_text("x")
made.remove()
print(sorted(os.listdir(made.path)), os.listdir(made.path / "a" / "other"))
"""


def test_other_mounts_are_not_entered(made: Folder, outside: Path) -> None:
    """Not even when the same file system is mounted there, so that the device is the same."""
    script = MOUNTED.format(root=str(ROOT), outside=str(outside))
    before = state(outside)
    command = ["unshare", "-m", sys.executable, "-c", script]
    environment = {**os.environ, PARENT: str(made.path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("needs a mount namespace of its own")
    assert done.stdout == "['a', 'same'] ['file']\n", done.stderr
    assert state(outside) == before


def test_a_name_too_long_for_sockets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / ("x" * LONGEST)
    place.mkdir()
    monkeypatch.setenv(PARENT, str(place))
    with pytest.raises(OSError, match="too long for sockets"):
        private()
    assert list(place.iterdir()) == []


def test_the_place_that_the_environment_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written to /tmp, what TMPDIR says is taken."""
    monkeypatch.delenv(PARENT, raising=False)
    monkeypatch.setattr(os, "access", lambda place, mode: place != "/tmp")
    short = Path(tempfile.mkdtemp(prefix="mh-t"))
    monkeypatch.setenv("TMPDIR", str(short))
    monkeypatch.setattr(tempfile, "tempdir", None)
    made = private()
    try:
        assert made.path.parent == short
    finally:
        made.remove()
        short.rmdir()
