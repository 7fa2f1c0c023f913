"""Which processes are copies made by fork under another start method: the kernel and multiprocessing must say so alike."""

import os
import subprocess
import sys
import textwrap

import pytest

if sys.platform != "linux":
    pytest.skip("only Linux tells", allow_module_level=True)

from grader.checking import Mistake, loading
from grader.judge import processes
from grader.judge.processes import linux
from grader.judge.run import Run
from grader.tests.kit import play_text

FRESH = ("spawn", "forkserver")
FORK = 'multiprocessing.get_context("fork")'
COPIES = {
    "a process": f"process = {FORK}.Process(target=worker, args=(1,)); process.start(); process.join()",
    "a pool": f"with {FORK}.Pool(1) as pool: pool.apply(worker, (1,))",
    "an executor": f"with ProcessPoolExecutor(1, mp_context={FORK}) as executor: executor.submit(worker, 1)",
    "a process of a process": f"""
        def job():
            process = {FORK}.Process(target=worker, args=(1,)); process.start(); process.join()
        process = {FORK}.Process(target=job); process.start(); process.join()
        """,
}
OTHERS = {
    "a process": "process = multiprocessing.Process(target=worker, args=(1,)); process.start(); process.join()",
    "a process of a process": """
        process = multiprocessing.Process(target=one, args=(worker,)); process.start(); process.join()
        """,
    "a pool": "with multiprocessing.Pool(1, maxtasksperchild=1) as pool: pool.map(worker, [1, 2], chunksize=1)",
    "a manager's pool": "with multiprocessing.Manager() as manager, manager.Pool(1) as pool: pool.apply(worker, (1,))",
    "an executor": "with ProcessPoolExecutor(1, max_tasks_per_child=1) as executor: executor.submit(worker, 1)",
    "a context of spawn's": "with multiprocessing.get_context('spawn').Pool(1) as pool: pool.apply(worker, (1,))",
    "a context of forkserver's": "with multiprocessing.get_context('forkserver').Pool(1) as pool: pool.apply(worker, (1,))",
    "a process made by hand": """
        pid = os.fork()
        if pid == 0:
            worker(1)
            os._exit(0)
        os.waitpid(pid, 0)
        """,
    "a helper made by hand": """
        process = multiprocessing.Process(target=helped, args=(worker,)); process.start(); process.join()
        """,
}
BEGIN = """\
import multiprocessing, os
from concurrent.futures import ProcessPoolExecutor

def one(worker):
    process = multiprocessing.Process(target=worker, args=(1,))
    process.start()
    process.join()

def helped(worker):
    pid = os.fork()
    if pid == 0:
        worker(1)
        os._exit(0)
    os.waitpid(pid, 0)
    worker(2)

def run_workers(worker, nums):
"""


def played(text: str, method: str) -> Run:
    run = play_text(BEGIN + textwrap.indent(textwrap.dedent(text).strip(), "    "), method=method)
    assert (run.end, run.strays) == ("done", ())
    assert run.invocations[-1].returned
    assert run.calls
    return run


@pytest.mark.parametrize("method", FRESH)
@pytest.mark.parametrize("kind", COPIES)
def test_who_always_forks_is_seen(kind: str, method: str) -> None:
    run = played(COPIES[kind], method)
    assert run.copies == {call.pid for call in run.calls}
    with pytest.raises(Mistake) as found:
        loading.usable(run)
    assert found.value.code == "always-forks"
    loading.usable(run, chooses_method=True)


@pytest.mark.parametrize("method", FRESH)
@pytest.mark.parametrize("kind", OTHERS)
def test_who_keeps_to_the_method_is_no_copy(kind: str, method: str) -> None:
    run = played(OTHERS[kind], method)
    assert run.copies == frozenset()


def test_under_fork_all_are_copies_and_may_be() -> None:
    run = played(COPIES["a process"], "fork")
    assert run.copies
    loading.usable(run)


def test_of_a_process_that_has_ended_nothing_is_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    with subprocess.Popen(["true"]) as ended:
        ended.wait()
    assert not processes.is_copy(ended.pid, {os.getpid()})
    monkeypatch.setattr(linux, "flags", lambda pid: linux.FORKED)  # it ends between the two looks
    assert not processes.is_copy(ended.pid, {os.getpid()})
