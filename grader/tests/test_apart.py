"""What is kept apart: each play has a place of its own, and no right to change anything else."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("needs the kernel's namespaces", allow_module_level=True)

from grader.commands import doctor
from grader.judge import bubblewrap, storage, system
from grader.judge.launcher import StageFault
from grader.judge.runner import ScenarioRunner
from grader.stage.box import RIGHTS, SANDBOX
from grader.tests.kit import planned, play_text, sandbox

BOXED = pytest.mark.skipif(sandbox() != "bubblewrap", reason="bubblewrap does not work here")

KEY = """
import ctypes
def run_workers(worker, nums):
    libc = ctypes.CDLL(None)
    found = libc.syscall(250, 10, -3, b"user", b"mh-test-note", 0)
    libc.syscall(248, b"user", b"mh-test-note", b"x", 1, -3)
    return found
"""


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="has this machine's numbers of system calls")
@pytest.mark.parametrize("where", ["tree", pytest.param("bubblewrap", marks=BOXED)])
def test_a_key_reaches_neither_the_next_play_nor_the_next_grading(where: str) -> None:
    for _ in range(2):
        runner = ScenarioRunner("tree" if where == "tree" else "bubblewrap")
        try:
            assert [runner.play(planned(KEY, sandbox=where)).value for _ in range(2)] == [-1, -1]
        finally:
            runner.close()


ASKED = """
import re, subprocess, sys
def run_workers(worker, nums):
    asked = [sys.executable, "-I", "-S", "-c", "print(open('/proc/self/status').read())"]
    texts = [open("/proc/self/status").read(), subprocess.run(asked, stdout=subprocess.PIPE, text=True).stdout]
    return [re.findall("(?:CapInh|CapPrm|CapEff|CapAmb|NoNewPrivs):.([0-9a-f]+)", text) for text in texts]
"""
RIGHTS_OF_A_PLAY = (ASKED, [["0" * 16] * 4 + ["1"]] * 2)

LISTED = """
def run_workers(worker, nums):
    lines = [line.split(" - ")[0].split() for line in open("/proc/self/mountinfo")]
    last = {line[4]: line[5].split(",")[0] for line in lines}
    return sorted(place for place, mode in last.items() if mode == "rw")
"""
MOUNTS = (LISTED, ["/dev/shm", "/proc", "/tmp"])


@BOXED
def test_a_play_has_no_rights_and_cannot_get_any() -> None:
    assert play_text(RIGHTS_OF_A_PLAY[0]).value == RIGHTS_OF_A_PLAY[1]


@BOXED
def test_nothing_of_the_machine_can_be_written_to() -> None:
    assert play_text(MOUNTS[0]).value == MOUNTS[1]


@BOXED
@pytest.mark.parametrize("words", [("--unshare-user", "--disable-userns"), ()])
def test_without_rights_each_play_has_a_sandbox_of_its_own(monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    """Where bwrap is too old, or may not have rights in its own namespace."""
    monkeypatch.setattr(bubblewrap, "rights", lambda: ("--unshare-all", "--setenv", SANDBOX, "0", *words))
    text = """
        import os
        def run_workers(worker, nums):
            open("/dev/shm/note", "w").close()
            os.mkdir("/tmp/locked", 0)
            return sorted(os.listdir("/dev/shm") + os.listdir("/tmp"))
    """
    runner, launchers = ScenarioRunner("bubblewrap"), []
    try:
        for _ in range(3):
            assert runner.play(planned(text)).value == ["locked", "note", "play"]
            launchers.append(runner.launcher)
    finally:
        runner.close()
    assert len(set(map(id, launchers))) == 3


@BOXED
def test_the_doctor_tells_what_the_sandbox_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor._sandbox().step is None
    monkeypatch.setattr(doctor, "serves_all_plays", lambda: False)
    assert doctor._sandbox().step == "bwrap-old"


@BOXED
@pytest.mark.skipif(os.geteuid() != 0, reason="for root")
def test_where_root_grades_nobody_is_root(monkeypatch: pytest.MonkeyPatch) -> None:
    text = """
        import os, pwd
        def run_workers(worker, nums):
            outside = open("/proc/self/uid_map").read().split()
            return [os.getuid(), os.getgid(), os.getgroups(), outside[1:], pwd.getpwuid(os.getuid()).pw_name]
    """
    guest = bubblewrap.guest()
    assert play_text(text).value == [guest, guest, [], [str(guest), "1"], "student"]
    words: tuple[str, ...] = ("--unshare-all", "--unshare-user", "--disable-userns", "--setenv", SANDBOX, "0")
    words += tuple(word for right in RIGHTS for word in ("--cap-add", right))
    monkeypatch.setattr(bubblewrap, "rights", lambda: words)
    assert play_text(text).value[0] == 0, "where the kernel allows nothing else"
    for check in (RIGHTS_OF_A_PLAY, MOUNTS):
        assert play_text(check[0]).value == check[1]


@BOXED
def test_devices_and_terminals_work_all_the_same() -> None:
    text = """
        import os, pty
        def run_workers(worker, nums):
            ours, theirs = pty.openpty()
            os.write(theirs, b"x")
            with open("/dev/null", "w") as null, open("/dev/urandom", "rb") as random:
                return [os.read(ours, 1), null.write("xx"), len(random.read(8)), len(os.ttyname(theirs)) > 0]
    """
    assert play_text(text).value == [b"x", 2, 8, True]


SEGMENT = """
import ctypes, sys
libc = ctypes.CDLL(None)
number = libc.shmget(0, 4096, 0o1600)
print(number, flush=True)
sys.stdin.readline()
libc.shmctl(number, 0, None)
"""


def test_only_segments_of_the_play_itself_are_removed() -> None:
    began = time.time()
    with subprocess.Popen([sys.executable, "-S", "-c", SEGMENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        number = int(other.stdout.readline())
        if number < 0:
            pytest.skip("no System V shared memory here")
        assert number in storage.segments([other.pid], began)
        assert number not in storage.segments([other.pid], began + 100)
        text = "import ctypes\ndef run_workers(worker, nums):\n    return ctypes.CDLL(None).shmget(0, 4096, 0o1600)\n"
        made = play_text(text, sandbox="tree").value
        left = [line.split()[1] for line in Path("/proc/sysvipc/shm").read_text(encoding="utf-8").splitlines()[1:]]
        assert str(number) in left
        assert str(made) not in left
        other.stdin.write(b"\n")
        other.stdin.flush()
        other.wait()
    assert storage.segments([other.pid], began) == {}


def test_a_machine_that_runs_out_of_memory_is_not_the_program_s_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that no process shows, such as what waits in sockets: the play ends, and nobody is blamed for it."""
    free = [20 * 1024**3]
    monkeypatch.setattr(system, "free_memory", lambda: (free.pop() if len(free) > 1 else free[0], 24 * 1024**3))
    text = "import time\ndef run_workers(worker, nums):\n    time.sleep(0.6)\n    return 7\n"
    assert play_text(text).value == 7
    free[:] = [1024**3, 20 * 1024**3]
    with pytest.raises(StageFault, match="out of memory"):
        play_text(text.replace("0.6", "60"))
    free[:] = [1024**3, 2 * 1024**3]
    assert play_text(text).value == 7, "others had taken it before"
