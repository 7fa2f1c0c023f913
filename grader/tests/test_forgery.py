"""What a program on stage may tell the judge, and what it may not: forged messages, borrowed connections, copies."""

import os

import pytest

from grader.judge import system
from grader.judge.holds import meet
from grader.tests.kit import play_text

BOTH = meet("worker", parties=2)

FORGER = """
    import json, multiprocessing, os, socket
    def forge(said):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(os.environ["MANY_HANDS_WITNESS"].partition(":")[2])
            line.sendall(said)
            line.shutdown(socket.SHUT_WR)
            line.recv(100)
    def run_workers(worker, nums):
        forge({said!r})
"""


@pytest.mark.skipif(not system.linux(), reason="the witness listens on a Unix socket on Linux")
@pytest.mark.parametrize(
    "said",
    [
        b'{"op": "report", "pid": 1, "value": "full marks"}\n',
        b'{"op": "returned", "pid": 1, "value": null}\n',
        b'{"op": "hello", "pid": 1}\n',
        b'{"op": "leave", "pid": 1, "how": "returned"}\n',
        b'{"op": "enter", "pid": 1, "probe": 3, "args": {"list": []}, "main": true}\n',
        b'{"op": "close", "pid": 1}\n',
        b'{"op": "__init__", "pid": 1}\n',
        b"\x00\xff\n",
        b"{}\n",
        b"no end",
        b"[" * 50_000 + b"\n",
    ],
)
def test_forged_messages_end_the_play(said: bytes) -> None:
    run = play_text(FORGER.format(said=said))
    assert run.end == ("done" if said == b"no end" else "misfit")
    assert run.report is None
    assert run.calls == ()
    assert bool(run.strays) == (said != b"no end")


@pytest.mark.skipif(not system.linux(), reason="needs Linux's credentials")
def test_one_process_that_claims_two_numbers_is_one() -> None:
    text = """
        import json, os, socket, threading
        def claim(pid):
            line = socket.socket(socket.AF_UNIX)
            line.connect(os.environ["MANY_HANDS_WITNESS"].partition(":")[2])
            said = {"op": "enter", "pid": pid, "probe": "worker", "args": {"list": [pid]}, "main": True}
            line.sendall(json.dumps(said).encode() + b"\\n")
            line.recv(100)
        def child():
            threads = [threading.Thread(target=claim, args=(pid,)) for pid in (71, 72)]
            [thread.start() for thread in threads]
            [thread.join() for thread in threads]
        def run_workers(worker, nums):
            import multiprocessing
            process = multiprocessing.Process(target=child)
            process.start()
            process.join()
    """
    run = play_text(text, holds=(BOTH,))
    assert len({call.pid for call in run.calls}) == 1
    assert run.met("worker") == ()


@pytest.mark.skipif(not system.linux(), reason="needs Linux's credentials")
def test_a_call_of_a_dead_process_meets_nobody() -> None:
    """A child enters, hands its connection to its parent, and dies; only the living count."""
    text = """
        import json, multiprocessing, os, socket
        def hand_over(pipe, worker):
            line = socket.socket(socket.AF_UNIX)
            line.connect(os.environ["MANY_HANDS_WITNESS"].partition(":")[2])
            said = {"op": "enter", "pid": 1, "probe": "worker", "args": {"list": [1]}, "main": True}
            line.sendall(json.dumps(said).encode() + b"\\n")
            socket.send_fds(pipe, [b"x"], [line.fileno()])
        def run_workers(worker, nums):
            ours, theirs = socket.socketpair()
            first = multiprocessing.Process(target=hand_over, args=(theirs, worker))
            first.start()
            kept = socket.recv_fds(ours, 10, 1)
            first.join()
            second = multiprocessing.Process(target=worker, args=(2,))
            second.start()
            second.join()
    """
    run = play_text(text, method="fork", holds=(BOTH,))
    assert len({call.pid for call in run.calls}) == 2
    assert run.met("worker") == ()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform has no fork")
def test_a_forked_copy_of_the_caller_cannot_report() -> None:
    run = play_text("import os\ndef run_workers(worker, nums):\n    if os.fork():\n        os.wait()\n")
    assert run.end == "done"
    assert [one.returned for one in run.invocations] == [True]
    assert run.child_errors() == ()
