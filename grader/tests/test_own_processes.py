"""What counts as one of multiprocessing's own processes: the words of its command are theirs, and no others."""

import os
import subprocess

import pytest

from grader.judge import system
from grader.judge.processes.own import ELSEWHERE, FORKSERVER, OPTIONS, TRACKER
from grader.judge.sandbox import stage_command


def forkserver(preload: object, **known: object) -> bytes:
    """Return the code as multiprocessing writes it."""
    return f"from multiprocessing.forkserver import main; main({3}, {5}, {preload!r}, **{known!r})".encode()


class Sly:
    """Shows itself as more than one argument."""

    def __repr__(self) -> str:
        return "[], **{}); import time; time.sleep(60); print("


@pytest.mark.parametrize(
    "code",
    [
        forkserver(["__main__"], main_path="/x/stage/main.py", sys_path=["/x", "/y (1)/lib", "", "it's"]),
        forkserver([]),
        forkserver(["a.b", "c"], main_path=None, authkey_r=7),
        forkserver(["a\\"], main_path="\n'\""),
    ],
    ids=["usual", "empty", "numbers", "escaped"],
)
def test_a_forkservers_command_is_known(code: bytes) -> None:
    assert FORKSERVER.fullmatch(code)


@pytest.mark.parametrize(
    "code",
    [
        forkserver(Sly()),
        forkserver([Sly()]),
        forkserver([], main_path=Sly()),
        forkserver([]) + b"; import time",
        b"import time; " + forkserver([]),
        forkserver(["__main__"]).replace(b"'__main__'", b"'a\\'"),
    ],
    ids=["preload", "in-a-list", "path", "after", "before", "no-end"],
)
def test_nothing_else_stands_in_it(code: bytes) -> None:
    assert not FORKSERVER.fullmatch(code)


@pytest.mark.parametrize("code", [b"main(5)", b"main(5);x", b"main(-5)", b"main(5) ", b"main(12345678)"])
def test_a_trackers_command_is_known_exactly(code: bytes) -> None:
    start = b"from multiprocessing.resource_tracker import main;"
    assert bool(TRACKER.fullmatch(start + code)) == (code == b"main(5)")


def test_the_options_are_the_stages() -> None:
    assert sorted(word.encode() for word in stage_command()[1:4]) == OPTIONS


@pytest.mark.parametrize("variable", ["PYTHONHOME=/x", "PYTHONPYCACHEPREFIX=/x", "LD_PRELOAD=/x", "LD_LIBRARY_PATH=/x"])
def test_code_from_elsewhere_is_seen(variable: str) -> None:
    assert ELSEWHERE.match(variable.encode())
    assert not ELSEWHERE.match(b"X" + variable.encode())


@pytest.mark.skipif(not system.linux(), reason="asks Linux's kernel")
def test_processes_that_have_ended_have_no_memory_in_common() -> None:
    ended = [subprocess.Popen(["true"]) for _ in range(2)]
    try:
        for one in ended:
            os.waitid(os.P_PID, one.pid, os.WEXITED | os.WNOWAIT)  # it is not waited for yet, and its memory is gone
        assert not system.one_memory(ended[0].pid, ended[1].pid)
    finally:
        for one in ended:
            one.wait()
    assert system.one_memory(os.getpid(), os.getpid())
