"""A student's hour, with the real commands in a copy of the kit: hint, reset, doctor, watch, and the live line."""

import contextlib
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course.catalogue import exercises
from grader.files import COURSE, ROOT

NAME = "ex02_start_and_join"
NEXT = next(one.name for one in exercises() if one.name > NAME)
RIGHT = (ROOT / "solutions" / f"{NAME}.py").read_text("utf-8")
SERIAL = (COURSE / NAME / "gallery" / "wrong_start_and_join_in_one_loop.py").read_text("utf-8")

pytestmark = pytest.mark.long

pty = pytest.importorskip("pty", reason="this platform has no pseudo-terminals")


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A copy of the kit, in which a student may work."""
    for name in ("grader", "exercises", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("tests", "__pycache__", "*.kept-*"))
    return tmp_path


def run(kit: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", str(kit / "grader" / "__main__.py"), *words]
    env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", **environment}
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False, env=env, cwd=kit)


def stub(kit: Path) -> Path:
    return kit / "exercises" / f"{NAME}.py"


def test_hints_come_one_by_one_and_can_be_read_again(kit: Path) -> None:
    first, second, third, fourth = (run(kit, "hint", "ex02").stdout for _ in range(4))
    assert ("Hint 1 of 3" in first, "Hint 2 of 3" in first) == (True, False)
    assert "Hint 1 of 3" in second
    assert "Hint 2 of 3" in second
    assert "One more hint:  nox -s hint -- ex02" in second
    assert "Hint 3 of 3" in third
    assert "the last hint" in third
    assert third == fourth
    assert run(kit, "hint", "ex02", "--again").stdout == fourth
    assert "提示 3 / 3" in run(kit, "hint", "ex02", "--lang", "zh").stdout


def test_hints_that_cannot_be_remembered_say_so(kit: Path) -> None:
    (kit / ".many-hands").write_text("no folder", "utf-8")
    first, second = (run(kit, "hint", "ex02").stdout for _ in range(2))
    assert first == second
    assert "the same hint comes next time" in first
    assert "One more hint" not in first


def test_a_hint_without_a_name_is_for_the_exercise_at_hand(kit: Path) -> None:
    stub(kit).write_text(SERIAL, "utf-8")
    run(kit, "grade", "2")
    assert "ex02  Hint 1 of 3" in run(kit, "hint").stdout


def test_a_reset_without_a_name_asks_for_one(kit: Path) -> None:
    done = run(kit, "reset")
    assert (done.returncode, done.stderr) == (2, "grader: Which exercise? For example: nox -s reset -- ex02\n")


def test_what_comes_next_is_said(kit: Path) -> None:
    stub(kit).write_text(RIGHT, "utf-8")
    assert f"exercises/{NEXT}.py" in run(kit, "grade", "2").stdout
    stub(kit).write_text(SERIAL, "utf-8")
    assert re.search(r"Grade it again: +nox -s grade -- ex02", run(kit, "grade", "2").stdout)


def test_reading_again_shows_no_new_hint(kit: Path) -> None:
    run(kit, "hint", "2")
    assert "Hint 2" not in run(kit, "hint", "2", "--again").stdout


def test_three_failures_offer_a_hint(kit: Path) -> None:
    stub(kit).write_text(SERIAL, "utf-8")
    said = [run(kit, "grade", "2").stdout for _ in range(3)]
    assert ["nox -s hint -- ex02" in one for one in said] == [False, False, True]
    stub(kit).write_text(RIGHT, "utf-8")
    assert "ex02_start_and_join passed." in run(kit, "grade", "2").stdout
    stub(kit).write_text(SERIAL, "utf-8")
    assert "nox -s hint" not in run(kit, "grade", "2").stdout


def test_reset_keeps_the_old_text(kit: Path) -> None:
    pristine = stub(kit).read_bytes()
    assert "Nothing was changed." in run(kit, "reset", "2").stdout
    for number, text in enumerate(("first\n", "second\n"), 1):
        stub(kit).write_text(text, "utf-8")
        said = run(kit, "reset", "ex02").stdout
        assert f"exercises/{NAME}.kept-{number}.txt" in said
        assert stub(kit).read_bytes() == pristine
    assert [(kit / "exercises" / f"{NAME}.kept-{n}.txt").read_text() for n in (1, 2)] == ["first\n", "second\n"]
    stub(kit).unlink()
    assert "was missing" in run(kit, "reset", "2").stdout
    assert stub(kit).read_bytes() == pristine


def test_a_reset_that_cannot_be_loses_nothing(kit: Path) -> None:
    stub(kit).unlink()
    stub(kit).mkdir()
    done = run(kit, "reset", "2")
    assert done.returncode == 3
    assert "could not be reset" in done.stderr
    assert stub(kit).is_dir()


def test_the_doctor_says_what_there_is(kit: Path) -> None:
    done = run(kit, "doctor")
    assert (done.returncode, done.stderr) == (0, "")
    for what in ("Python", "start methods", "processors", "locks", "sandbox", "disk", "exercises"):
        assert re.search(rf"^(ok|!!)  {what}", done.stdout, re.MULTILINE), what
    for line in done.stdout.splitlines():
        assert not line.startswith("!!") or "-> " in done.stdout
    assert str(Path.home()) not in done.stdout


def test_the_doctor_has_a_step_for_a_problem(kit: Path) -> None:
    """No bwrap on the path: grading works all the same, and the next step is named."""
    done = run(kit, "doctor", PATH=str(kit))
    if sys.platform.startswith("linux"):
        assert "!!  sandbox" in done.stdout
        assert "apt install bubblewrap" in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is a sandbox on Linux only")
def test_a_sandbox_that_is_blocked_has_a_step_too(kit: Path) -> None:
    """As in a container: bwrap is there, and may not make name spaces."""
    blocked = kit / "bwrap"
    blocked.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n", "utf-8")
    blocked.chmod(0o755)
    done = run(kit, "doctor", PATH=str(kit))
    assert "tree (bwrap is installed, but does not work)" in done.stdout
    assert "docs/en/systems.md" in done.stdout
    refused = run(kit, "grade", "2", "--sandbox", "bubblewrap", PATH=str(kit))
    assert refused.returncode == 2
    assert "'nox -s doctor' says" in refused.stderr


def test_spoilt_memory_is_no_problem(kit: Path) -> None:
    (kit / ".many-hands").mkdir()
    (kit / ".many-hands" / "state.json").write_text('{"ex02_start_and_join": {"hints": "x"}')
    assert "Hint 1 of 3" in run(kit, "hint", "2").stdout


class Screen:
    """What a student sees and types: a command under a pseudo-terminal."""

    def __init__(self, command: list[str], kit: Path, **environment: str) -> None:
        self._ours, theirs = pty.openpty()
        env = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "LC_ALL": "C.UTF-8", **environment}
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, cwd=kit,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background job inherits that it is ignored
        )  # fmt: skip
        os.close(theirs)
        self.text = ""

    def wait(self, wanted: str, seconds: float = 60) -> str:
        """Read until this text has come; return what came until then, without colours."""
        until = time.monotonic() + seconds
        while wanted not in self.text:
            assert time.monotonic() < until, f"{wanted!r} did not come:\n{self.text}"
            if select.select([self._ours], [], [], 0.2)[0]:
                try:
                    data = os.read(self._ours, 65536)
                except OSError:
                    data = b""
                assert data, f"{wanted!r} did not come before the end:\n{self.text}"
                self.text += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", data.decode("utf-8", "replace"))
        before, _, self.text = self.text.partition(wanted)
        return before

    def type(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


@pytest.fixture
def watching(kit: Path) -> Iterator[Screen]:
    screen = Screen([sys.executable, "-P", str(kit / "grader" / "__main__.py"), "watch", "ex02"], kit)
    yield screen
    with contextlib.suppress(OSError):
        screen.close()


def test_watch(kit: Path, watching: Screen) -> None:
    watching.wait("It is graded whenever you save it.")
    watching.wait("[q] quit")
    stub(kit).write_text(SERIAL, "utf-8")
    watching.wait("was saved.")
    assert "FAILED" in watching.wait("[q] quit")
    watching.type("h")
    watching.wait("Hint 1 of 3")
    watching.type("n")
    watching.wait("not passed yet")
    replacement = stub(kit).with_suffix(".new")  # as many editors save: a new file in the place of the old
    replacement.write_text(RIGHT, "utf-8")
    replacement.replace(stub(kit))
    watching.wait("was saved.")
    said = watching.wait("[q] quit")
    assert "ex02_start_and_join passed." in said
    assert "Press n for the next exercise." in said
    assert "nox -s" not in said
    watching.type("l")
    assert "passed" in watching.wait(NEXT[:4]).partition("> ex02")[2]
    watching.wait("[q] quit")
    watching.type("?")
    watching.wait("[q] quit")
    watching.type("n")
    watching.wait(f"exercises/{NEXT}.py")
    watching.wait("[q] quit")
    watching.type("q")
    assert watching.process.wait(30) == 0


def test_a_save_replaces_a_run(kit: Path, watching: Screen) -> None:
    watching.wait("[q] quit")
    stub(kit).write_text(RIGHT.replace("import multiprocessing", "import multiprocessing, time\ntime.sleep(30)", 1), "utf-8")
    watching.wait("was saved.")
    stub(kit).write_text(SERIAL, "utf-8")
    watching.wait("was saved.")
    said = watching.wait("[q] quit", 25)
    assert "one after another" in said


def test_ctrl_c_ends_watch(kit: Path, watching: Screen) -> None:
    watching.wait("[q] quit")
    os.kill(watching.process.pid, 2)
    assert watching.process.wait(30) == 0


def test_the_live_line_shows_that_it_works(kit: Path) -> None:
    shutil.copy(ROOT / "solutions" / f"{NAME}.py", stub(kit))
    screen = Screen([sys.executable, "-P", str(kit / "grader" / "__main__.py"), "grade", "2"], kit)
    screen.wait("ex02: 3 of 7 checks")
    screen.wait("passed.")
    assert screen.process.wait(30) == 0
    screen.close()


def test_without_colour_and_in_ascii(kit: Path) -> None:
    stub(kit).write_text(SERIAL, "utf-8")
    done = run(kit, "grade", "2", PYTHONIOENCODING="ascii", NO_COLOR="1")
    assert done.stdout.isascii()
    assert "x FAILED" in done.stdout
    assert "#" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_long_output_is_cut_with_notice_and_kept(kit: Path) -> None:
    loud = SERIAL.replace("for num in nums:", "for num in nums:\n        [print('line', n) for n in range(30)]", 1)
    assert loud != SERIAL
    stub(kit).write_text(loud, "utf-8")
    said = run(kit, "grade", "2").stdout
    assert "more lines" in said
    found = re.search(r"The whole output:\s+(\S+)", said)
    assert found is not None, said
    assert (kit / found[1]).read_text("utf-8").count(" main (out): line ") >= 60
