"""What counts as one of multiprocessing's own processes: the words of its command are theirs, and no others."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("asks Linux's kernel", allow_module_level=True)

from grader.judge import system
from grader.judge.processes.own import ELSEWHERE, FORKSERVER, OPTIONS, TRACKER, command
from grader.judge.sandbox import stage_command


def forkserver(preload: object, **known: object) -> bytes:
    """Return the code as multiprocessing writes it."""
    return f"from multiprocessing.forkserver import main; main({3}, {5}, {preload!r}, **{known!r})".encode()


STARTS_BOTH = """
import multiprocessing, os
if __name__ == "__main__":
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=print)
    process.start()
    process.join()
    with open(f"/proc/self/task/{os.getpid()}/children") as children:
        for pid in children.read().split():
            with open(f"/proc/{pid}/cmdline", "rb") as line:
                print(line.read().hex())
"""


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


TRACKING = b"from multiprocessing.resource_tracker import main;main(5)"
NEW = b"import sys; " + forkserver(["__main__"], sys_path=["/x"], authkey_r=7).replace(b"**{", b"sys_argv=sys.argv[1:], **{")


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ((b"-c", forkserver([])), True),
        ((b"-c", TRACKING), True),
        ((b"-c", NEW), True),
        ((b"-c", NEW, b"ex02.py", b"", b"import time"), True),
        ((b"-c", forkserver(["a"], sys_argv=["a", "b"], on_error="warn")), True),
        ((b"-c", forkserver([]), b"more"), False),
        ((b"-c", TRACKING, b"more"), False),
        ((b"-c", b"import time", NEW), False),
        ((b"-i", NEW), False),
        ((b"-X", b"dev", b"-c", NEW), False),
        ((b"-c", NEW.replace(b"sys_argv=sys.argv[1:]", b"sys_argv=exec(sys.argv[1])")), False),
    ],
    ids=["old", "tracker", "new", "arguments", "between", "old+", "tracker+", "before", "no-c", "option", "other"],
)
def test_a_command_line_is_known_as_a_whole(words: tuple[bytes, ...], *, known: bool) -> None:
    line = b"\0".join([b"/usr/bin/python3", *reversed(OPTIONS), *words]) + b"\0"
    assert (command(line) is not None) == known


def test_this_pythons_own_processes_are_known(tmp_path: Path) -> None:
    """What they are started with changes now and then, also with a Python's third number."""
    program = tmp_path / "program.py"
    program.write_text(STARTS_BOTH, "utf-8")
    started = [sys.executable, "-P", "-s", "-S", str(program), "an argument"]
    told = subprocess.run(started, capture_output=True, check=True, timeout=60, env={}).stdout  # variables become options
    lines = [line for line in map(bytes.fromhex, told.decode().split()) if line]
    assert len(lines) == 2
    assert [line for line in lines if command(line) is None] == []


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
