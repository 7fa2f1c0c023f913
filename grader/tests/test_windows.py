"""What Windows's kernel tells: on Windows, and under Wine (``nox -s wine``)."""

import os
import socket
import subprocess
import sys
import threading
import time

import pytest

if sys.platform != "win32":
    pytest.skip("asks Windows's kernel", allow_module_level=True)

from grader.judge import system, windows

SLEEPS = [sys.executable, "-S", "-c", "import time; time.sleep(60)"]
STARTS = [sys.executable, "-S", "-c", f"import subprocess; print(subprocess.Popen({SLEEPS!r}).pid, flush=True)"]
END = 30.0
"""Seconds after which what should happen is taken for what does not."""


def until(reached: "object") -> bool:
    """Wait until this returns something true; say whether it did."""
    assert callable(reached)
    over = time.monotonic() + END
    while not reached() and time.monotonic() < over:
        time.sleep(0.01)
    return bool(reached())


def test_every_thread_of_this_process_is_told_by_its_number() -> None:
    waits = threading.Event()
    thread = threading.Thread(target=waits.wait)
    thread.start()
    told = windows.running()[os.getpid()]
    waits.set()
    thread.join()
    assert told.parent == os.getppid()
    assert {threading.get_native_id(), thread.native_id} <= {one.tid for one in told.read()}


def test_the_time_that_a_thread_uses_is_told() -> None:
    before = windows.thread_seconds(threading.get_native_id())
    over = time.thread_time() + 0.2
    while time.thread_time() < over:
        pass
    assert 0.1 < windows.thread_seconds(threading.get_native_id()) - before < 10


def test_a_job_holds_what_is_started_in_it_and_ends_it() -> None:
    job = windows.Job()
    with job.start(STARTS, stdout=subprocess.PIPE) as first:
        assert first.stdout is not None
        orphan = int(first.stdout.readline())
        assert orphan in windows.in_own_jobs()
        assert until(lambda: first.poll() is not None)
    handle = windows.hold(orphan)
    assert handle is not None
    assert windows.runs(handle), "its parent has ended, and it goes on"
    assert system.ours(orphan)
    job.close()
    assert until(lambda: not windows.runs(handle))
    windows.let_go(handle)
    assert not system.ours(orphan)


def test_who_speaks_on_a_connection_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()) as ours:
            ours.sendall(b"x")
            theirs, _ = server.accept()
            with theirs:
                assert theirs.recv(1) == b"x"
                assert until(lambda: windows.owner(theirs) == os.getpid())


def test_a_pipe_is_looked_into_without_waiting() -> None:
    reading, writing = os.pipe()
    end = windows.PipeEnd(reading)
    with pytest.raises(BlockingIOError):
        end.read(10)
    os.write(writing, b"abc")
    assert (end.read(2), end.read(2)) == (b"ab", b"c")
    os.close(writing)
    assert end.read(10) == b""
    end.close()
