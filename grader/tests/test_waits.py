"""What the kernel tells of a thread that sleeps: each kind of wait, in a process that is in it."""

import os
import re
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("reads /proc", allow_module_level=True)

from grader.files import ROOT
from grader.judge import processes
from grader.judge.processes import linux
from grader.stage import seccomp

START = f"""
import ctypes, multiprocessing, os, select, signal, socket, subprocess, sys, threading, time
sys.path.insert(0, {str(ROOT)!r})
libc = ctypes.CDLL(None, use_errno=True)
from grader.stage import seccomp
seccomp.Fence().install()
def timerfd(seconds):
    fd = libc.timerfd_create(1, 0)
    libc.timerfd_settime(fd, 0, (ctypes.c_long * 4)(0, 0, seconds, 0), None)
    return fd
def show():
    os.write(1, b"x")
"""

ENDLESS = {
    "a pipe": "r, w = os.pipe(); show(); os.read(r, 1)",
    "a full pipe": "r, w = os.pipe(); os.write(w, bytes(65536)); show(); os.write(w, b'x')",
    "a socket": "a, b = socket.socketpair(); show(); a.recv(1)",
    "accept": "a = socket.socket(socket.AF_UNIX); a.bind(''); a.listen(); show(); a.accept()",
    "a lock": "lock = threading.Lock(); lock.acquire(); show(); lock.acquire()",
    "a shared lock": "lock = multiprocessing.Lock(); lock.acquire(); show(); lock.acquire()",
    "a child": "r, w = os.pipe(); pid = os.fork(); pid or os.read(r, 1); show(); os.waitpid(pid, 0)",
    "poll": "r, w = os.pipe(); p = select.poll(); p.register(r); show(); p.poll()",
    "select": "a, b = socket.socketpair(); show(); select.select([a], [], [])",
    "epoll": "r, w = os.pipe(); e = select.epoll(); e.register(r, 1); show(); e.poll()",
    "a signal": "show(); signal.sigwait([signal.SIGUSR1])",
    "pause": "show(); signal.pause()",
    "eventfd": "e = os.eventfd(0); show(); os.eventfd_read(e)",
}
TIMED = {
    "sleep": ("only", "show(); time.sleep(9)"),
    "nanosleep": ("only", "t = (ctypes.c_long * 2)(9, 0); show(); libc.nanosleep(t, None)"),
    "poll of nothing": ("only", "show(); select.poll().poll(9000)"),
    "select of nothing": ("only", "show(); select.select([], [], [], 9)"),
    "an event of its own": ("only", "show(); threading.Event().wait(9)"),
    "sigtimedwait": ("only", "show(); signal.sigtimedwait([signal.SIGUSR1], 9)"),
    "timerfd": ("only", "fd = timerfd(9); show(); os.read(fd, 8)"),
    "poll": ("also", "r, w = os.pipe(); p = select.poll(); p.register(r); show(); p.poll(9000)"),
    "select": ("also", "a, b = socket.socketpair(); show(); select.select([a], [], [], 9)"),
    "epoll": ("also", "r, w = os.pipe(); e = select.epoll(); e.register(r, 1); show(); e.poll(9)"),
    "a socket's timeout": ("also", "a, b = socket.socketpair(); a.settimeout(9); show(); a.recv(1)"),
    "a shared lock": ("also", "lock = multiprocessing.Lock(); lock.acquire(); show(); lock.acquire(timeout=9)"),
    "epoll with timerfd": ("also", "e = select.epoll(); e.register(timerfd(9)); show(); e.poll()"),
    "poll with timerfd": ("also", "p = select.poll(); p.register(timerfd(9)); show(); p.poll()"),
}
UNKNOWN = {
    "an internet socket": "a = socket.create_server(('127.0.0.1', 0)); show(); a.accept()",
    "a terminal": "m, s = os.openpty(); show(); os.read(s, 1)",
    "inotify": "fd = libc.inotify_init(); show(); os.read(fd, 64)",
    "poll beside inotify": "fd = libc.inotify_init(); r, w = os.pipe(); p = select.poll(); p.register(r); show(); p.poll()",
    "opening a pipe": "os.mkfifo(sys.argv[1] + '/f'); show(); os.open(sys.argv[1] + '/f', os.O_RDONLY)",
    "an alarm": "signal.signal(signal.SIGALRM, print); signal.alarm(9); show(); signal.pause()",
    "an epoll that watches what was closed": (
        "r, w = os.pipe(); e = select.epoll(); e.register(r, 1); k = os.dup(r); os.close(r); show(); e.poll()"
    ),
}


def waiting(text: str, folder: Path) -> processes.Task:
    """Start Python with this text; return its main thread when it is at rest, twice in a row."""
    with subprocess.Popen([sys.executable, "-c", START + text, str(folder)], stdout=subprocess.PIPE, bufsize=0) as started:
        assert started.stdout is not None
        assert started.stdout.read(1) == b"x"
        before, now = None, None
        while now is None or before != now.switches or not now.at_rest:
            before = now and now.switches
            time.sleep(0.02)
            now = processes.snapshot(os.getpid())[started.pid].tasks[0]
        for pid in (*processes.children(started.pid), started.pid):
            processes.send(9, pid, os.getpid())
        return now


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_waits_for_others_waits_for_ever(kind: str, tmp_path: Path) -> None:
    task = waiting(ENDLESS[kind], tmp_path)
    assert (task.timer, task.within) == ("none", None)


@pytest.mark.parametrize("kind", TIMED)
def test_the_kernel_tells_how_long_a_timer_runs(kind: str, tmp_path: Path) -> None:
    timer, text = TIMED[kind]
    task = waiting(text, tmp_path)
    assert task.timer == timer
    assert task.within is not None
    assert 0 < task.within <= 9


@pytest.mark.parametrize("kind", UNKNOWN)
def test_all_else_may_hide_a_timer(kind: str, tmp_path: Path) -> None:
    assert waiting(UNKNOWN[kind], tmp_path).timer == "unknown"


def test_a_socket_may_hide_a_timeout_where_there_is_no_filter(tmp_path: Path) -> None:
    text = "r, w = socket.socketpair(); show(); r.recv(1)"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grader.judge.processes.linux._own_filters", lambda: 1_000)
        assert waiting(text, tmp_path).timer == "unknown"


def test_an_old_kernel_says_only_that_there_is_a_filter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shortened = re.compile(linux._STATUS.pattern.replace("Seccomp_filters", "Nothing_of_the_kind"), re.MULTILINE)
    monkeypatch.setattr(linux, "_STATUS", shortened)
    assert waiting("r, w = socket.socketpair(); show(); r.recv(1)", tmp_path).timer == "none"


def test_on_a_machine_whose_calls_have_other_numbers_nobody_can_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    task = waiting("show(); time.sleep(9)", tmp_path)
    assert (task.timer, task.within) == ("unknown", None)


REFUSED = {
    "a timeout of a socket": "socket.socketpair()[0].setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, bytes(16))",
    "the other": "socket.socketpair()[0].setsockopt(socket.SOL_SOCKET, 67, bytes(16))",
    "timer_create": "call(libc.timer_create(0, None, (ctypes.c_long * 1)()))",
    "io_uring": "call(libc.syscall(425, 4, (ctypes.c_char * 120)()))",
    "ptrace": "call(libc.ptrace(0, 0, 0, 0))",
    "a user name space": "call(libc.unshare(0x10000000))",
    "the same by clone": "call(libc.syscall(56 if os.uname().machine == 'x86_64' else 220, 0x10000011, 0, 0, 0, 0))",
    "another set of calls": "call(libc.syscall(0x40000000 + 39))",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_the_filter_refuses_is_an_ordinary_error(kind: str) -> None:
    text = START + "def call(result):\n    if result < 0:\n        raise OSError(ctypes.get_errno(), '')\n"
    text += f"try:\n    {REFUSED[kind]}\nexcept OSError:\n    print('refused')"
    assert subprocess.run([sys.executable, "-c", text], capture_output=True, check=True, text=True).stdout == "refused\n"


def test_what_programs_use_is_left_alone() -> None:
    text = START + (
        "import mmap, sqlite3, tempfile\n"
        "subprocess.run([sys.executable, '-c', ''], check=True)\n"
        "t = threading.Thread(target=show); t.start(); t.join()\n"
        "a, b = socket.socketpair(); a.settimeout(1); a.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)\n"
        "sqlite3.connect(':memory:').close(); mmap.mmap(-1, 4096).close(); tempfile.TemporaryFile().close()\n"
        "signal.alarm(9); signal.alarm(0); signal.setitimer(signal.ITIMER_REAL, 0)\n"
        "with multiprocessing.get_context('fork').Pool(2) as pool: assert pool.map(abs, [-1, 2]) == [1, 2]\n"
    )
    subprocess.run([sys.executable, "-c", text], capture_output=True, check=True)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_leads_nowhere_else(machine: str) -> None:
    """Each jump stays inside, the last instruction returns, and each value loaded is one of the call's."""
    for made in (seccomp.program(machine), seccomp.alarm_program(machine)):
        _holds_together(list(struct.iter_unpack("=HBBI", made)))


def _holds_together(code: list[tuple[int, ...]]) -> None:
    assert len(code) < 256
    for place, (kind, yes, no, value) in enumerate(code):
        if kind in (0x15, 0x35, 0x45):
            assert max(yes, no) + place + 1 < len(code)
        else:
            assert kind == 0x06 or (kind == 0x20 and value % 4 == 0 and value < 64)
    assert code[-1][0] == 0x06


def test_there_is_no_filter_for_a_machine_that_it_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Path("/proc/self/status").read_text(encoding="utf-8").partition("Seccomp_filters:")[2].split("\n")[0]
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", "", "", "", "riscv64")))
    seccomp.Fence().install()
    assert Path("/proc/self/status").read_text(encoding="utf-8").partition("Seccomp_filters:")[2].split("\n")[0] == before
