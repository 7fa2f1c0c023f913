"""What one play does to the place where the next one will be: the next play is as if it were the first."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.files import ROOT
from grader.judge import processes, system
from grader.judge.folder import PARENT, private
from grader.judge.launcher import StageFault
from grader.judge.places import python
from grader.judge.runner import ScenarioRunner
from grader.tests.kit import descendants, planned, play_text, sandbox

pytestmark = [pytest.mark.long, pytest.mark.skipif(not system.linux(), reason="only Linux has a warm process")]

SANDBOXES = ["tree", pytest.param("bubblewrap", marks=pytest.mark.skipif(sandbox() != "bubblewrap", reason="no bubblewrap"))]

NEXT = """
import os, resource, tempfile
def run_workers(worker, nums):
    with open("file", "wb") as file, tempfile.TemporaryFile() as other:
        file.write(bytes(100_000))
        other.write(bytes(100_000))
    return [resource.getrlimit(resource.RLIMIT_CPU), os.nice(0), len(os.sched_getaffinity(0)), sorted(os.listdir("."))]
"""

SPOILS = {
    "deep folders": "here = os.open('.', os.O_RDONLY)\n[(os.mkdir('d'), os.chdir('d')) for _ in range(1500)]\nos.fchdir(here)",
    "deep in tmp": "os.chdir('/tmp')\nos.path.isdir('/tmp/d') or [(os.mkdir('d'), os.chdir('d')) for _ in range(1500)]",
    "locked": "os.makedirs('a/b/c')\nos.chmod('a/b', 0)\nos.chmod('a', 0)\nos.chmod('.', 0)",
    "link": "own = os.path.dirname(os.getcwd())\nos.rename(own, own + 'x')\nos.symlink('/', own)",
    "own folder gone": "own = os.path.dirname(os.getcwd())\nos.rename(own, own + 'x')",
    "files": "resource.prlimit(os.getppid(), resource.RLIMIT_FSIZE, (0, 0))",
    "time": "resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1000, 1000))",
    "nice": "os.setpriority(os.PRIO_PROCESS, os.getppid(), 5)",
    "one processor": "os.sched_setaffinity(os.getppid(), {min(os.sched_getaffinity(0))})",
    "stopped at the end": "os.kill(os.getppid(), 19)",
}


def spoiling(text: str) -> str:
    lines = "\n    ".join(text.splitlines())
    return f"import os, resource\ndef run_workers(worker, nums):\n    {lines}\n    return 7\n"


@pytest.fixture(autouse=True)
def _nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before, place = descendants(), private()
    monkeypatch.setenv(PARENT, str(place.path))
    yield
    left = list(place.path.iterdir())
    place.remove()
    assert left == []
    assert descendants() <= before


@pytest.mark.parametrize("where", SANDBOXES)
@pytest.mark.parametrize("spoils", [name for name in SPOILS if name != "deep in tmp"])
def test_the_next_play_is_as_the_first(spoils: str, where: str) -> None:
    runner = ScenarioRunner("tree" if where == "tree" else "bubblewrap")
    try:
        first = runner.play(planned(NEXT, sandbox=where))
        assert runner.play(planned(spoiling(SPOILS[spoils]), sandbox=where)).value in (7, None)
        second = runner.play(planned(NEXT, sandbox=where))
    finally:
        runner.close()
    assert first.value is not None
    assert first.value == second.value


@pytest.mark.skipif(sandbox() != "bubblewrap", reason="bubblewrap does not work here")
@pytest.mark.parametrize("spoils", [SPOILS["deep in tmp"], "os.rename('/tmp/play', '/tmp/moved')"])
def test_the_sandbox_s_own_folders(spoils: str) -> None:
    runner = ScenarioRunner("bubblewrap")
    try:
        first = runner.play(planned(NEXT))
        assert runner.play(planned(spoiling(spoils))).value == 7
        second = runner.play(planned(NEXT))
    finally:
        runner.close()
    assert first.value == second.value


def test_what_cannot_be_ended_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The verdict stands, and the next play has a launcher of its own."""
    runner = ScenarioRunner(sandbox())
    try:
        before = runner.prepare()
        with monkeypatch.context() as patched:
            patched.setattr("grader.judge.play.Play._sweep", lambda play: False)
            assert runner.play(planned("def run_workers(worker, nums): return 7")).value == 7
        assert runner.launcher is None
        assert runner.play(planned("def run_workers(worker, nums): return 8")).value == 8
        assert runner.launcher is not before
    finally:
        runner.close()


def test_a_launcher_that_hides_its_own_processes() -> None:
    """Where the system hides them (hidepid), none of them is seen: the next play does not wait for what was heard before."""
    runner = ScenarioRunner("tree")
    try:
        for number in range(3):
            played = runner.play(planned(f"def run_workers(worker, nums): return {number}", sandbox="tree"))
            assert (played.value, played.ended_at < 30) == (number, True)
            launcher = runner.launcher
            assert launcher is not None
            launcher._own = frozenset()  # type: ignore[attr-defined]
    finally:
        runner.close()


def test_limits_of_the_judge_itself() -> None:
    """Every stage would inherit them: that is told, and no program fails because of it."""
    script = """
import os, resource
from grader.tests.kit import planned
from grader.judge.folder import PARENT, private
from grader.judge.launcher import StageFault
from grader.judge.runner import ScenarioRunner
from grader.judge.places import python
runner = ScenarioRunner("tree")
runner.play(planned("def run_workers(worker, nums): pass", sandbox="tree"))
runner.close()
resource.prlimit(os.getpid(), resource.RLIMIT_FSIZE, (0, 0))
try:
    runner.play(planned("def run_workers(worker, nums): pass", sandbox="tree"))
except StageFault as fault:
    print(fault)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "limits of the grader's own process" in done.stdout, done.stderr


def test_a_first_launcher_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.judge.sandbox.stage_command", lambda: [sys.executable, "-c", "raise SystemExit('no stage')"])
    runner = ScenarioRunner("tree")
    try:
        with pytest.raises(StageFault, match="no stage"):
            runner.play(planned("def run_workers(worker, nums): pass", sandbox="tree"))
    finally:
        runner.close()


@pytest.mark.parametrize("ready", ["signal.signal(signal.SIGALRM, print)", "signal.pthread_sigmask(0, [signal.SIGALRM])"])
def test_who_is_ready_for_an_alarm_may_have_a_timer(ready: str) -> None:
    """No look at a process shows setitimer() and alarm(): who may have set one is not taken for one that sleeps for ever."""
    text = f"import os, signal\n{ready}\nsignal.setitimer(0, 600)\nos.write(1, b'x')\nsignal.sigwait([signal.SIGUSR1])"
    assert _timers(text) == ["unknown"]
    assert _timers(text.replace(ready, "pass")) == ["none"]


def _timers(text: str) -> list[str]:
    with subprocess.Popen([sys.executable, "-S", "-c", text], stdout=subprocess.PIPE, bufsize=0) as started:
        assert started.stdout is not None
        started.stdout.read(1)
        seen = processes.snapshot(os.getpid())[started.pid].tasks[0]
        while not seen.at_rest:
            seen = processes.snapshot(os.getpid())[started.pid].tasks[0]
        started.kill()
        return [seen.timer]


def test_an_alarm_ends_a_wait() -> None:
    text = """
        import multiprocessing, signal
        def run_workers(worker, nums):
            rung = []
            signal.signal(signal.SIGALRM, lambda number, frame: rung.append(child.kill()))
            child = multiprocessing.Process(target=signal.pause)
            child.start()
            signal.setitimer(signal.ITIMER_REAL, 1.5)
            child.join()
            return [child.exitcode, len(rung)]
    """
    run = play_text(text)
    assert (run.end, run.value) == ("done", [-9, 1])


def test_a_signal_goes_only_to_who_is_below() -> None:
    """A number in an old snapshot can be somebody else's by now."""
    with subprocess.Popen(["sleep", "600"]) as child:
        assert not processes.send(signal.SIGKILL, os.getppid(), os.getpid())
        assert not processes.send(signal.SIGKILL, os.getpid(), child.pid)
        assert not processes.send(signal.SIGKILL, 2**22 + 1, os.getpid())
        assert processes.send(signal.SIGKILL, child.pid, os.getpid())
        assert child.wait() == -9


CONTAINER = """
set -e
mount -t tmpfs t /mnt
mkdir /mnt/kit /mnt/lib
mount --bind "$KIT" /mnt/kit
mount --bind "$LIB" /mnt/lib
mount -t tmpfs t /tmp
mount -t tmpfs t /dev/shm
mkdir /tmp/project
echo thesis > /tmp/project/thesis.txt
echo other > /dev/shm/other
cd /mnt/kit
unshare -pf --kill-child --mount-proc "$PYTHON" -P grader/__main__.py grade ex02 --from solutions --sandbox tree -q
cat /tmp/project/thesis.txt /dev/shm/other
ls /tmp
"""


def test_a_container_is_no_sandbox_of_the_kit() -> None:
    """Its process numbers are as small as a sandbox's, and what is in its folders is the user's. These here are its own."""
    site = Path(pytest.__file__).parent.parent
    environment = {**os.environ, "KIT": str(ROOT), "LIB": str(site), "PYTHON": python(), "PYTHONPATH": "/mnt/lib"}
    environment.pop(PARENT)
    command = ["unshare", "-m", "--propagation", "private", "sh", "-c", CONTAINER]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("needs namespaces of its own, and root")
    assert done.stdout.splitlines() == ["Score 8 of 8", "thesis", "other", "project"], done.stderr
