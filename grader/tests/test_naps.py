"""Plays in which a nap looks like something else: a call that is held until nothing moves is held through it."""

import ctypes
import os
import platform
import struct
import sys
import textwrap
from typing import Any

import pytest

if sys.platform != "linux":
    pytest.skip("reads /proc", allow_module_level=True)

from grader.judge import processes
from grader.judge.holds import Until
from grader.judge.processes.alarms import AlarmWatch
from grader.judge.processes.snapshots import LONGEST
from grader.judge.run import Run
from grader.tests.kit import play_text

pytestmark = pytest.mark.long

ALARM_ENDS_A_PROCESS = """
    pid = os.fork()
    if pid == 0:
        signal.setitimer(signal.ITIMER_REAL, 0.6)
        while True:
            signal.pause()
    os.waitpid(pid, 0)
"""
EXCHANGED = """
    pid = os.fork()
    if pid == 0:
        signal.alarm(1)
        os.execv(sys.executable, [sys.executable, "-c", "import signal; signal.pause()"])
    os.waitpid(pid, 0)
"""
TERMINAL = """
    _, terminal = os.openpty()
    tty.setraw(terminal)
    mode = termios.tcgetattr(terminal)
    mode[6][termios.VMIN], mode[6][termios.VTIME] = 0, 45
    termios.tcsetattr(terminal, termios.TCSANOW, mode)
    os.read(terminal, 1)
"""
BEGIN = """\
import multiprocessing, os, select, signal, subprocess, sys, termios, time, tty

def print_and_raise(*rung):
    print(rung)
    raise TimeoutError

def sleep(seconds):
    try:
        time.sleep(seconds)
    except TimeoutError:
        pass

def run_workers(worker, nums):
"""
NAPS = {
    "an alarm with a handler": "signal.signal(signal.SIGALRM, print); signal.setitimer(0, 0.6); signal.pause()",
    "an alarm that ends a process": ALARM_ENDS_A_PROCESS,
    "an alarm of another program": EXCHANGED,
    "a poll of nothing": "select.poll().poll(600)",
    "slices": "[time.sleep(0.02) for _ in range(30)]",
    "short waits": "r, w = os.pipe(); [select.select([r], [], [], 0.02) for _ in range(30)]",
    "a long wait": "r, w = os.pipe(); select.select([r], [], [], 6)",
    "a long alarm": "signal.signal(signal.SIGALRM, print); signal.setitimer(0, 4.5); signal.pause()",
    "an alarm in a longer sleep": "signal.signal(signal.SIGALRM, print_and_raise); signal.setitimer(0, 4.5); sleep(1000)",
    "an alarm after a nap": "sleep(0.4); signal.signal(signal.SIGALRM, print); signal.setitimer(0, 4.5); signal.pause()",
    "a long nap after another": "sleep(0.4); sleep(4.5)",
    "a long wait after a nap": "sleep(0.4); r, w = os.pipe(); select.select([r], [], [], 4.5)",
    "a program that sleeps": "subprocess.run([sys.executable, '-c', 'import time; time.sleep(4.5)'])",
    "a terminal": TERMINAL,
    "some seconds of work": "end = time.process_time() + 2\nwhile time.process_time() < end: pass",
}


HOLD = Until(probe="worker", give_up="still", timers=True)


def played(nap: str, hold: Until = HOLD) -> Run:
    text = BEGIN + "    for num in nums:\n        multiprocessing.Process(target=worker, args=(num,)).start()\n"
    return play_text(text + textwrap.indent(textwrap.dedent(nap).strip(), "    "), method="fork", holds=(hold,))


@pytest.mark.parametrize("nap", NAPS)
def test_who_naps_instead_of_waiting_returns_first(nap: str) -> None:
    assert [left.zombie for left in played(NAPS[nap]).invocations[-1].leftovers] == [False, False]


@pytest.mark.parametrize("wait", ["pass", "time.sleep(0.01)", "child.join(0.01)"])
def test_who_looks_again_and_again_is_not_held_for_ever(wait: str) -> None:
    run = played(f"for child in multiprocessing.active_children():\n    while child.is_alive():\n        {wait}")
    assert run.end == "done"
    assert run.invocations[-1].leftovers == ()


def test_alarms_go_on_where_the_judge_cannot_watch_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AlarmWatch, "can_take", lambda self, pid: False)
    run = played("signal.alarm(5); signal.alarm(0); [child.join() for child in multiprocessing.active_children()]")
    assert (run.end, run.invocations[-1].leftovers) == ("done", ())


def test_a_listener_that_cannot_be_taken_is_the_machines_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: AlarmWatch, pid: int) -> None:
        raise PermissionError("no")

    monkeypatch.setattr(AlarmWatch, "take", refuse)
    with pytest.raises(Exception, match="could not listen"):
        played("pass")


def test_every_wait_of_who_has_set_an_alarm_may_end_by_it() -> None:
    watch = AlarmWatch()
    watch.setters.add(2)
    tasks = (processes.Task(2, "S", 1), processes.Task(3, "S", 1, "only", 0.5), processes.Task(4, "R", 1))
    seen = {pid: processes.Process(pid=pid, parent=1, state="S", tasks=tasks, armed=frozenset()) for pid in (1, 2)}
    marked = watch.marked(seen)
    assert marked[1] == seen[1]
    assert [task.timer for task in marked[2].tasks] == ["unknown", "only", "none"]


@pytest.mark.parametrize(
    ("call", "arguments", "waits"),
    [
        (38, (5.0, 0.0), ["alarm", "only", "alarm"]),
        (38, (0.2, 0.0), ["alarm", "alarm", "alarm"]),
        (38, (0.0, 0.0), ["unknown", "only", "only"]),
        (38, (LONGEST + 1, 1.0), ["unknown", "only", "only"]),
        (37, 5, ["alarm", "only", "alarm"]),
    ],
)
@pytest.mark.skipif(platform.machine() != "x86_64", reason="calls by their number")
def test_how_long_an_alarm_lasts_is_read_from_who_sets_it(call: int, arguments: Any, waits: list[str]) -> None:
    watch = AlarmWatch()
    if call == 38:
        times = struct.pack("qqqq", *(int(part) for one in reversed(arguments) for part in (one, one % 1 * 1e6)))
        kept = ctypes.create_string_buffer(times)
        watch._note(os.getpid(), call, [0, ctypes.addressof(kept), 0])
    else:
        watch._note(os.getpid(), call, [arguments])
    states = [("none", None), ("only", 0.5), ("only", 1000.0)]
    tasks = tuple(processes.Task(number, "S", 1, timer, within) for number, (timer, within) in enumerate(states))  # type: ignore[arg-type]
    seen = {os.getpid(): processes.Process(pid=os.getpid(), parent=1, state="S", tasks=tasks, armed=frozenset())}
    assert [task.timer for task in watch.marked(seen)[os.getpid()].tasks] == waits
