"""Who has started a grading is killed in the middle of a play: the grading ends, with all its processes and folders."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from grader import supervisor
from grader.files import ROOT
from grader.grading.service import Job, JobFile
from grader.judge import runner
from grader.judge.folder import PARENT
from grader.tests import kit

long = pytest.mark.long

FAILSAFE = 120.0
"""Seconds after which what has not come to pass is taken for what never will."""

HANGS = b'import time\nprint("here", flush=True)\ntime.sleep(1000)\n'
"""Is long at its import, so that its play is going on for as long as the judge is patient."""

HELPER = """
import subprocess, sys, time
started = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
started.stdin.write(open(sys.argv[1], "rb").read())
started.stdin.flush()
print(started.pid, flush=True)
time.sleep(1000)
"""
"""Starts a grading, hands it what is in a file, and would wait for it."""


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + FAILSAFE
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.02)


def of_family(mark: str) -> list[psutil.Process]:
    """Return the processes that have this in their environment, as all has that a grading starts, but for stages."""
    found = []
    for one in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if one.status() != psutil.STATUS_ZOMBIE and one.environ().get("MANY_HANDS_TEST") == mark:
                found.append(one)
    return found


def descendants(of: int) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(of).children(recursive=True)
    return []


def plays(folder: Path) -> bool:
    """Say whether a judge in this folder follows a play, by what it tells its watchdog."""
    for beat in folder.glob("mh-*/beats/*"):
        with contextlib.suppress(OSError, ValueError):
            if json.loads(beat.read_text()).get("seconds") == runner.PLAY:
                return True
    return False


@pytest.fixture
def short() -> Iterator[Path]:
    """Return a folder whose name is short enough for sockets below it."""
    made = Path(tempfile.mkdtemp(prefix="mt-", dir="/tmp" if os.name == "posix" else None))
    yield made
    made.rmdir()  # nothing is left in it


def command(how: str, folder: Path) -> list[str]:
    start = [sys.executable, "-P", str(ROOT / "grader" / "__main__.py")]
    if how == "serve":
        return [*start, "serve", "--sandbox", kit.sandbox()]
    return [
        *start,
        "grade",
        "2",
        "--from",
        str(folder),
        "--sandbox",
        kit.sandbox(),
        "--tied",
        "--json",
        str(folder / "o.json"),
    ]


@long
@pytest.mark.parametrize("how", ["serve", "grade"])
def test_all_ends_with_who_has_started_it(how: str, tmp_path: Path, short: Path) -> None:
    (tmp_path / "ex02_start_and_join.py").write_bytes(HANGS)
    job = Job(name="a1", files=(JobFile(exercise="ex02_start_and_join", source=HANGS),))
    more = "x" * 1_000_000  # as long as the play lasts, nobody takes it
    (tmp_path / "job").write_text((job.encode() if how == "serve" else "") + more)
    environment = {**os.environ, PARENT: str(short), "MANY_HANDS_TEST": str(tmp_path)}
    helper = subprocess.Popen(
        [sys.executable, "-c", HELPER, str(tmp_path / "job"), *command(how, tmp_path)],
        env=environment, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert helper.stdout is not None
    pid = int(helper.stdout.readline())
    until(lambda: plays(short), "no play has begun")
    below = descendants(pid)
    assert len(below) >= 3  # the command, the launcher or what has started the stage, and the stage
    helper.kill()
    helper.communicate()
    until(lambda: not of_family(str(tmp_path)), "a process is left")
    until(lambda: not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in below), "a play is left")
    until(lambda: list(short.iterdir()) == [], "a folder is left")
    assert not list(tmp_path.glob("*.part"))
    assert not (tmp_path / "o.json").exists()


QUIET = "import sys, time; print('up', flush=True); time.sleep(1000)"


@pytest.mark.parametrize(("tie", "status"), [("ends", 130), ("jobs", 0)])
def test_who_has_nobody_ends_without_a_word(tie: str, status: int) -> None:
    command = f"[sys.executable, '-c', {QUIET!r}]"
    code = f"import sys; from grader import supervisor; sys.exit(supervisor.supervise({command}, {tie!r}))"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == b"up\n"
        out, err = started.communicate(timeout=FAILSAFE)  # this closes standard input
    assert (started.returncode, out, err) == (status, b"", b"")


def test_a_command_that_ends_by_itself_keeps_its_status() -> None:
    code = (
        "import sys; from grader import supervisor; sys.exit(supervisor.supervise([sys.executable, '-c', 'exit(1)'], 'ends'))"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE) as started:
        assert started.wait(FAILSAFE) == 1


def test_what_comes_is_handed_on_to_each_that_is_started() -> None:
    """Also to one that is started when the one before it has died; a large text is not cut."""
    code = """
import subprocess, sys
from grader.judge.tether import Tether
tether = Tether("jobs")
tether.start()
for _ in range(2):
    read = "import sys; print('up', flush=True); print(len(sys.stdin.buffer.readline()), flush=True)"
    started = subprocess.Popen([sys.executable, "-c", read], **tether.how)
    with tether.holds(started):
        started.wait()
"""
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as started:
        assert started.stdin is not None
        assert started.stdout is not None
        for size in (1_000_000, 10):
            assert started.stdout.readline() == b"up\n"
            started.stdin.write(b"x" * size + b"\n")
            started.stdin.flush()
            assert int(started.stdout.readline()) == size + 1
        assert started.wait(FAILSAFE) == 0


@pytest.mark.parametrize(
    ("words", "tie"),
    [
        (["serve"], "jobs"), (["grade", "--tied"], "ends"), (["grade", "2", "--ti"], "ends"), (["grade"], None),
        (["grade", "--"], None), (["grade", "--text"], None), (["watch", "--tied"], None), (["hint", "serve"], None),
        ([], None),
    ],
)  # fmt: skip
def test_what_standard_input_is_for(words: list[str], tie: str | None) -> None:
    assert supervisor.tie(words) == tie
