"""Stages one after another: what a play sees of the machine, of the judge, and of the play before it."""

import os
import subprocess
import sys
import time

import pytest

from grader.files import ROOT
from grader.judge import processes, system
from grader.judge.plan import Plan
from grader.judge.run import Run
from grader.judge.runner import AGAIN, ScenarioRunner
from grader.tests.kit import planned, play_text, sandbox
from grader.tests.test_judge import BOTH, DEADLOCK, RIGHT, _nothing_is_left

__all__ = ["_nothing_is_left"]


def test_the_clock_is_the_judges() -> None:
    text = """
        import time
        time.monotonic = time.time = time.perf_counter = lambda: 0.0
        def run_workers(worker, nums):
            time.sleep(0.3)
    """
    run = play_text(text)
    assert (run.invocations[-1].ended or 0) - run.invocations[-1].started >= 0.3


def test_lines_carry_their_writer_and_stay_whole() -> None:
    text = """
        import multiprocessing
        def say(letter):
            for _ in range(200):
                print(letter * 300)
        def run_workers(worker, nums):
            processes = [multiprocessing.Process(target=say, args=(letter,)) for letter in "abc"]
            [process.start() for process in processes]
            [process.join() for process in processes]
    """
    run = play_text(text)
    assert {line.text for line in run.lines()} == {letter * 300 for letter in "abc"}
    assert len(run.lines()) == 600
    assert len({(line.text, line.pid) for line in run.lines()}) == 3


def test_nothing_of_the_judges_environment_is_on_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANY_HANDS_SECRET", "1")
    run = play_text("import os\ndef run_workers(worker, nums):\n    return sorted(os.environ)\n")
    assert "MANY_HANDS_SECRET" not in run.value
    assert not [name for name in run.value if name.startswith("PYTEST")]


def test_the_submission_is_alone_in_its_folder() -> None:
    run = play_text(
        "import os\ndef run_workers(worker, nums):\n    return [n for n in os.listdir('.') if n != '__pycache__']\n"
    )
    assert run.value == ["ex02_start_and_join.py"]


@pytest.mark.skipif(sandbox() != "bubblewrap", reason="bubblewrap does not work here")
def test_bubblewrap_hides_the_machine() -> None:
    text = """
        import os, pwd, socket
        def run_workers(worker, nums):
            try:
                socket.create_connection(("127.0.0.1", 9), timeout=1)
            except ConnectionRefusedError:
                pass
            pids = [name for name in os.listdir("/proc") if name.isdigit()]
            places = [p for p in ("/etc/shadow", "/etc/hostname", "/var", "/usr/bin/env", {kit!r}) if os.path.exists(p)]
            users = len(pwd.getpwall())
            return [len(pids) < 10, places, users, [name for _, name in socket.if_nameindex()]]
    """
    assert play_text(text.format(kit=str(ROOT))).value == [True, [], 1, ["lo"]]


LOOKS = """
    import glob, os, sys, tempfile
    def run_workers(worker, nums):
        open(os.path.join(tempfile.gettempdir(), "left"), "x").close()
        sys.seen = getattr(sys, "seen", 0) + 1
        return [sys.seen, sorted(os.listdir(".")), sorted(os.environ)]
"""


def test_a_play_sees_nothing_of_the_one_before() -> None:
    runner = ScenarioRunner(sandbox())
    try:
        first, second = runner.play(planned(LOOKS)), runner.play(planned(LOOKS))
    finally:
        runner.close()
    assert first.value == second.value
    assert first.value[0] == 1


@pytest.mark.skipif(sandbox() != "bubblewrap", reason="bubblewrap does not work here")
def test_a_play_leaves_nothing_in_the_sandbox() -> None:
    text = """
        import os
        def run_workers(worker, nums):
            for place in ("/tmp/left", "/dev/shm/left"):
                os.makedirs(place)
                os.symlink("/proc", place + "/link")
                open(place + "/file", "x").close()
            return True
    """
    runner = ScenarioRunner("bubblewrap")
    try:
        assert [runner.play(planned(text)).value for _ in range(2)] == [True, True]
    finally:
        runner.close()


@pytest.mark.skipif(not system.linux(), reason="elsewhere that is the judge, which these tests run in")
@pytest.mark.parametrize("number", [9, 15, 19])
def test_a_stage_that_ends_or_stops_what_started_it(number: int) -> None:
    text = f"import os\ndef run_workers(worker, nums):\n    os.kill(os.getppid(), {number})\n    return 7\n"
    runner = ScenarioRunner(sandbox())
    try:
        assert runner.play(planned(text)).value in (7, None)
        assert runner.play(planned("def run_workers(worker, nums):\n    return 8\n")).value == 8
    finally:
        runner.close()


POOL_ENDS_NEVER = """
    import multiprocessing, threading
    came = threading.Event()
    def keep(result):
        came.set()
        threading.Event().wait()
    def run_workers(worker, nums):
        with multiprocessing.Pool(1) as pool:
            pool.apply_async(int, callback=keep)
            came.wait()
"""
"""Its pool's own thread hangs, so it always looks like the defect of CPython's that others meet by chance."""


class _Unlucky(ScenarioRunner):
    """Meets the defect in its first plays."""

    def __init__(self, times: int) -> None:
        super().__init__(sandbox())
        self.times = times

    def _once(self, plan: Plan) -> Run:
        self.times -= 1
        return super()._once(planned(POOL_ENDS_NEVER) if self.times >= 0 else plan)


def test_a_defect_of_cpython_is_played_again() -> None:
    runner = _Unlucky(2)
    try:
        run = runner.play(planned(RIGHT))
    finally:
        runner.close()
    assert (run.end, run.played_again, len(run.of_probe("worker"))) == ("done", 2, 2)


def test_a_pool_that_always_hangs_is_a_stall_in_the_end() -> None:
    run = play_text(POOL_ENDS_NEVER)
    assert (run.end, run.played_again) == ("stalled", AGAIN)


def test_no_other_stall_is_played_again() -> None:
    run = play_text(DEADLOCK)
    assert (run.end, run.played_again) == ("stalled", 0)


def test_the_line_of_main_ends_with_the_function() -> None:
    run = play_text(RIGHT.replace("process.join()", "pass"), holds=(BOTH,))
    [main] = [bar for bar in run.timeline() if bar.pid == run.caller and not bar.label]
    assert run.invocation is not None
    assert main.end == run.invocation.ended


@pytest.mark.skipif(not system.linux(), reason="reads the tree of processes from /proc")
def test_an_orphan_is_seen_also_while_its_parent_ends() -> None:
    """Whoever ends hands its children on, and no look at the processes may fall into the gap."""
    system.adopt_orphans()
    assert sum(_times_missed() for _ in range(60)) == 0


PARENT_THAT_ENDS = """
import os, time
if pid := os.fork():
    os.write(1, str(pid).encode())
    os._exit(0)
os.close(1)
time.sleep(60)
"""


def _times_missed() -> int:
    """Start a process that starts another and ends at once; say in how many looks the other was missing."""
    with subprocess.Popen([sys.executable, "-S", "-c", PARENT_THAT_ENDS], stdout=subprocess.PIPE, bufsize=0) as started:
        assert started.stdout is not None
        orphan = int(started.stdout.read(20))
        until = time.monotonic() + 0.01
        missed = 0
        while time.monotonic() < until:
            missed += orphan not in processes.snapshot(os.getpid())
    os.kill(orphan, 9)
    os.waitpid(orphan, 0)
    return missed
