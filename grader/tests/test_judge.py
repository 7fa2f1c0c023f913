"""The judge from outside: real stages that meet, stall, flood, vanish, leave orphans or lie, and what it says of them."""

import os
import sys
import time
from collections.abc import Iterator

import pytest

from grader.checking import Mistake, loading, methods
from grader.judge import system
from grader.judge.holds import meet
from grader.judge.plan import Limits
from grader.judge.stacks import own_line, waits_for
from grader.tests.kit import busy, descendants, play_text

RIGHT = """
    import multiprocessing
    def run_workers(worker, nums):
        processes = [multiprocessing.Process(target=worker, args=(num,)) for num in nums]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print("All processes finished")
"""
SERIAL = """
    import multiprocessing
    def run_workers(worker, nums):
        for num in nums:
            process = multiprocessing.Process(target=worker, args=(num,))
            process.start()
            process.join()
"""
DEADLOCK = """
    import multiprocessing
    def child(queue):
        queue.get()
    def run_workers(worker, nums):
        queue = multiprocessing.Queue()
        process = multiprocessing.Process(target=child, args=(queue,))
        process.start()
        process.join()
"""
BOTH = meet("worker", parties=2)


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    before = descendants()
    yield
    assert descendants() <= before


@pytest.mark.parametrize("method", methods())
def test_two_processes_meet(method: str) -> None:
    run = play_text(RIGHT, method=method, holds=(BOTH,))
    assert run.end == "done"
    assert len({call.pid for call in run.met("worker")} - {run.caller}) == 2
    assert run.peak("worker") == 2
    assert [(line.text, line.pid) for line in run.lines()] == [("All processes finished", run.caller)]


def test_one_after_another_does_not_meet() -> None:
    run = play_text(SERIAL, holds=(BOTH,))
    assert (run.end, run.met("worker"), run.peak("worker")) == ("done", (), 1)


def test_two_meet_on_a_busy_machine() -> None:
    with busy(8):
        run = play_text(RIGHT, holds=(BOTH,))
    assert len(run.met("worker")) == 2


def test_the_portable_fallback_sees_two_meet() -> None:
    with system.acting_as("other"):
        run = play_text(RIGHT, holds=(BOTH,), sandbox="tree")
    assert (run.end, len(run.met("worker"))) == ("done", 2)


def test_the_portable_fallback_gives_a_deadlock_up() -> None:
    with system.acting_as("other"):
        run = play_text(DEADLOCK, sandbox="tree", polling=1.0)
    assert run.end == "patience"


@pytest.mark.parametrize("method", methods())
def test_a_deadlock_is_told_with_the_lines(method: str) -> None:
    run = play_text(DEADLOCK, method=method)
    assert run.end == ("stalled" if system.linux() else "patience")  # elsewhere nobody knows that no timer runs
    told = {one.caller: one for one in run.waiting}
    lines = {caller: run.source_line(frame.line) for caller, one in told.items() if (frame := own_line(one, run.file))}
    assert lines == {True: "process.join()", False: "queue.get()"}
    waits = {caller: waits_for(one, run.file, lines[caller]) for caller, one in told.items()}
    assert waits == {True: "process", False: "queue-item"}


def test_a_starved_process_is_no_stall() -> None:
    text = """
        import multiprocessing, time
        def slow(worker, num):
            end = time.thread_time() + 0.4
            while time.thread_time() < end:
                pass
            worker(num)
        def run_workers(worker, nums):
            processes = [multiprocessing.Process(target=slow, args=(worker, num)) for num in nums]
            for process in processes:
                process.start()
            for process in processes:
                process.join()
    """
    with busy(8):
        run = play_text(text, holds=(BOTH,))
    assert (run.end, len(run.met("worker"))) == ("done", 2)


def test_a_sleeping_process_is_no_stall() -> None:
    text = """
        import time
        def run_workers(worker, nums):
            time.sleep(1.2)
    """
    run = play_text(text)
    assert run.end == "done"
    assert (run.invocations[-1].ended or 0) - run.invocations[-1].started >= 1.2


def test_polling_for_ever_is_given_up() -> None:
    text = """
        import time
        def run_workers(worker, nums):
            while True:
                time.sleep(0.02)
    """
    run = play_text(text, polling=0.5)
    assert run.end == "patience"
    frame = own_line(run.waiting[0], run.file)
    assert frame is not None
    assert frame.line == 5


ORPHAN = """
    import os, signal, time
    def run_workers(worker, nums):
        read, write = os.pipe()
        if os.fork() == 0:
            os.setsid()
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            if os.fork():
                os._exit(0)
            os.write(write, b"1")
            while True:
                time.sleep(3600)
        os.read(read, 1)
        os.wait()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform has no fork")
def test_an_orphan_that_ignores_sigterm_and_left_the_session_is_found_and_ended() -> None:
    run = play_text(ORPHAN)
    assert run.end == "done"
    assert [left.zombie for left in run.invocations[-1].leftovers] == [False]


def test_a_process_that_holds_the_output_open_does_not_keep_the_judge() -> None:
    text = """
        import subprocess, sys
        def run_workers(worker, nums):
            subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(3600)"], start_new_session=True)
    """
    began = time.monotonic()
    run = play_text(text)
    assert run.end == "done"
    assert len(run.invocations[-1].leftovers) == 1
    assert time.monotonic() - began < 30


NOT_ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="an error there, and no end")


@pytest.mark.parametrize(
    ("death", "ends"),
    [
        ("os._exit(0)", "died"),
        ("os.kill(os.getpid(), 9)", "died"),
        ("os.abort()", "died"),
        pytest.param("os.kill(0, 9)", "died", marks=NOT_ON_WINDOWS),
        ("sys.exit(0)", "done"),
        pytest.param("ctypes.string_at(0)", "died", marks=NOT_ON_WINDOWS),
    ],
)
def test_a_stage_that_ends_itself(death: str, ends: str) -> None:
    run = play_text(f"import ctypes, os, sys\ndef run_workers(worker, nums):\n    {death}\n")
    assert run.end == ends
    assert not run.invocations[-1].returned


@pytest.mark.parametrize("death", ["os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_death_at_import(death: str) -> None:
    run = play_text(f"import os\n{death}\ndef run_workers(worker, nums): pass\n")
    assert (run.end, run.loaded_at, run.invocations) == ("died", None, ())


def test_a_process_begun_at_import_is_seen_though_it_never_says_so() -> None:
    child = "child = subprocess.Popen([sys.executable, '-S', '-c', 'input()'], stdin=subprocess.PIPE)"
    run = play_text(f"import subprocess, sys\n{child}\ndef run_workers(worker, nums): pass\n")
    assert (len(run.early), run.children()) == (1, ())
    with pytest.raises(Mistake, match="work-at-import"):
        loading.usable(run)


def test_exit_at_import() -> None:
    run = play_text("import sys\nsys.exit(0)\ndef run_workers(worker, nums): pass\n")
    assert run.trouble is not None
    assert (run.trouble.problem, run.trouble.facts["error"].type) == ("import", "SystemExit")


def test_a_flood_of_output_is_stopped() -> None:
    run = play_text("def run_workers(worker, nums):\n    while True:\n        print('x' * 1000)\n")
    assert run.end == "output"
    assert sum(len(line.text) for line in run.printed) < 1.1 * Limits().output


def test_a_flood_of_raw_bytes_is_stopped() -> None:
    run = play_text(
        "import os\ndef run_workers(worker, nums):\n    while True:\n        os.write(2, bytes(range(256)) * 200)\n"
    )
    assert run.end == "output"


def test_too_many_processes_are_stopped() -> None:
    text = """
        import multiprocessing, time
        def run_workers(worker, nums):
            while True:
                multiprocessing.Process(target=time.sleep, args=(60,)).start()
    """
    assert play_text(text, limits=Limits(processes=12)).end == "processes"


def test_too_much_memory_is_stopped() -> None:
    text = """
        def run_workers(worker, nums):
            kept = []
            while True:
                kept.append(bytearray(1_000_000))
                kept[-1][::4096] = bytes(len(kept[-1][::4096]))
    """
    assert play_text(text, limits=Limits(memory=200 * 1024**2)).end == "memory"
