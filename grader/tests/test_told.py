"""What processes say of their waits where the system does not: what is said, and when it counts."""

import json
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from grader.files import ROOT
from grader.judge.processes.snapshots import Process, Snapshot, Task
from grader.judge.told import ToldWaits

ENDLESS = {
    "get": "mp.Queue().get()",
    "simple get": "mp.SimpleQueue().get()",
    "put": "q = mp.Queue(1); q.put(1); q.put(2)",
    "recv": "a, b = mp.Pipe(); a.recv()",
    "event": "mp.Event().wait()",
    "thread event": "threading.Event().wait()",
    "thread queue": "queue.Queue().get()",
    "acquire": "lock = threading.Lock(); lock.acquire()\nlock.acquire()",
    "acquire shared": "lock = mp.Lock(); lock.acquire()\nlock.acquire()",
    "with shared": "lock = mp.Lock()\nwith lock:\n    with lock: pass",
    "barrier": "mp.Barrier(2).wait()",
    "join": "p = mp.Process(target=time.sleep, args=(60,), daemon=True); p.start(); p.join()",
    "thread join": "t = threading.Thread(target=mp.SimpleQueue().get, daemon=True); t.start(); t.join()",
    "future": "import concurrent.futures as cf; cf.Future().result()",
}
ENDS = {
    "sleep": "time.sleep(60)",
    "get": "mp.Queue().get(timeout=60)",
    "put": "q = mp.Queue(1); q.put(1); q.put(2, timeout=60)",
    "poll": "a, b = mp.Pipe(); a.poll(60)",
    "event": "mp.Event().wait(60)",
    "thread event": "threading.Event().wait(60)",
    "acquire": "lock = threading.Lock(); lock.acquire()\nlock.acquire(timeout=60)",
    "acquire shared": "lock = mp.Lock(); lock.acquire()\nlock.acquire(True, 60)",
    "barrier": "mp.Barrier(2).wait(60)",
    "join": "p = mp.Process(target=time.sleep, args=(60,), daemon=True); p.start(); p.join(60)",
    "future": "import concurrent.futures as cf; cf.Future().result(60)",
    "one of two threads": "threading.Thread(target=time.sleep, args=(60,), daemon=True).start(); mp.Event().wait()",
}

PROGRAM = """
    import multiprocessing as mp, os, queue, threading, time
    from stage.standing import standing

    def look():
        said = []
        while said[-4:] != said[-1:] * 4 or len(said) < 4:
            time.sleep(0.1)
            said.append(standing())
        print(said[-1]["endless"], flush=True)
        for child in mp.active_children():
            child.kill()
        os._exit(0)

    if __name__ == "__main__":
        threading.Thread(target=look, daemon=True).start()
"""


@pytest.mark.parametrize(("endless", "wait"), [
    *[pytest.param(True, text, id=f"endless {name}") for name, text in ENDLESS.items()],
    *[pytest.param(False, text, id=f"ends {name}") for name, text in ENDS.items()],
])  # fmt: skip
def test_a_process_says_whether_its_waits_have_an_end(tmp_path: Path, endless: bool, wait: str) -> None:
    file = tmp_path / "waits.py"  # a file, since ``acquire`` is looked at in its text
    file.write_text(textwrap.dedent(PROGRAM) + textwrap.indent(wait, "    ") + "\n", "utf-8")
    told = os.environ | {"PYTHONPATH": str(ROOT / "grader")}
    done = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, check=False, env=told, timeout=60)
    assert (done.stdout.strip(), done.stderr) == (str(endless), "")


TIMED = Task(11, "S", 5, "unknown")
ONE: Snapshot = {7: Process(7, 1, "S", (TIMED, replace(TIMED, tid=12)), frozenset())}
KNOWN: Snapshot = {7: replace(ONE[7], tasks=tuple(replace(task, timer="none") for task in ONE[7].tasks))}


def word(**other: object) -> bytes:
    return json.dumps({"threads": [1001, 1002], "endless": True, "where": 3, **other}).encode()


def after(*words: bytes, seen: Snapshot = ONE) -> Snapshot:
    waits = ToldWaits()
    for one in words:
        waits.take(7, one)
        marked = waits.marked(seen)
    return marked


def test_what_is_said_twice_counts() -> None:
    assert after(word(), word()) == KNOWN
    assert after(word(), word(), word()) == KNOWN


@pytest.mark.parametrize("words", [
    [word()],
    [word(), word(where=4)],
    [word(endless=False), word(endless=False)],
    [word(endless=1), word(endless=1)],
    [word(threads=[1]), word(threads=[1])],
    [word(threads=[1, 2, 3]), word(threads=[1, 2, 3])],
    [word(threads=2), word(threads=2)],
    [word(threads=["x"]), word(threads=["x"])],
    [b"{}", b"{}"],
    [b"nonsense", b"[]"],
    [b"[" * 5000, b"{}"],
    [word(where="x"), word(where="x")],
])  # fmt: skip
def test_nothing_else_does(words: list[bytes]) -> None:
    assert after(*words) == ONE


def test_threads_that_are_the_systems_own_do_not_matter_where_the_others_are_known() -> None:
    assert after(word(threads=[11]), word(threads=[11])) == KNOWN
    assert after(word(threads=[11, 12]), word(threads=[11, 12])) == KNOWN
    assert after(word(threads=[11, 12, 13]), word(threads=[11, 12, 13])) == ONE


def test_where_the_kernel_does_not_tell_that_it_waits_the_word_remains_a_word() -> None:
    guessed: Snapshot = {7: replace(ONE[7], tasks=(replace(TIMED, timer="guessed"),))}
    said: Snapshot = {7: replace(ONE[7], tasks=(replace(TIMED, timer="said"),))}
    assert after(word(threads=[1]), word(threads=[1]), seen=guessed) == said


def test_it_counts_until_the_process_has_moved() -> None:
    waits = ToldWaits()
    moved: Snapshot = {7: replace(ONE[7], tasks=(TIMED, replace(TIMED, tid=12, switches=6)))}
    waits.take(7, word())
    waits.take(7, word())
    assert waits.marked(ONE) == KNOWN
    assert waits.marked(ONE) == KNOWN
    assert waits.marked(moved) == moved
    assert waits.marked(ONE) == ONE
    waits.take(7, word())
    assert waits.marked(ONE) == KNOWN


def test_processes_are_asked_less_and_less_often() -> None:
    waits = ToldWaits()
    at = [number / 100 for number in range(500) if waits.due(ONE, number / 100)]
    assert at[:4] == [0.0, 0.02, 0.06, 0.14]
    assert at[-1] - at[-2] == pytest.approx(0.5)
    waits.disturb()
    assert waits.due(ONE, 5.0)
    assert not waits.due(ONE, 5.0)
    assert not waits.due(KNOWN, 50.0)
