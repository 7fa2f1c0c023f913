"""What holds a judge up is ended from outside, and nothing else."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import supervisor
from grader.checking import Mistake
from grader.files import ROOT
from grader.grading.budget import MINUTES, Budget
from grader.judge import effort, processes, system, tidy, watchdog
from grader.judge.effort import OwnTime
from grader.judge.folder import PARENT
from grader.judge.launcher import StageFault
from grader.judge.patience import Patience
from grader.judge.play import Play
from grader.judge.processes import Process
from grader.judge.processes.snapshots import Task
from grader.judge.watchdog import BEATS, Heart, Watchdog

JUDGE = """
import subprocess, sys, time
from grader.judge.watchdog import Heart
heart = Heart()
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
heart.begin(sys.argv[1], 0.2)
child.wait()
if sys.argv[2] == "stays":
    time.sleep(60)
heart.step(50)
heart.rest()
print(heart.held_up, heart.given_up(sys.argv[1]), flush=True)
sys.stdin.read()
"""
"""A judge that waits for what is below it, for longer than it has said."""

pytestmark = pytest.mark.skipif(not system.linux(), reason="who is below whom is not known elsewhere")


@contextlib.contextmanager
def judge(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-P", "-c", JUDGE, *words], env={**os.environ, PARENT: str(folder), "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as started:  # fmt: skip
        try:
            yield started
        finally:
            started.kill()


def look_until(dog: Watchdog, done: Path | subprocess.Popen[str], seconds: float) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        dog.look(seconds)
        if done.exists() if isinstance(done, Path) else done.poll() is not None:
            return
        time.sleep(0.05)
    pytest.fail("nothing was ended")


def test_what_the_judge_waits_for_is_ended_first(tmp_path: Path) -> None:
    dog = Watchdog(tmp_path)
    with judge(tmp_path, "ex02::a[fork]", "goes on") as started:
        look_until(dog, tmp_path / watchdog.HELD, 0.3)
        assert started.stdout is not None
        assert started.stdout.readline() == "True True\n"
        for _ in range(100):
            dog.look(1000.0)  # it rests, so nothing takes too long
        assert started.poll() is None
    assert dog.ended == set()


def test_a_judge_that_does_not_go_on_is_ended(tmp_path: Path) -> None:
    dog = Watchdog(tmp_path)
    with judge(tmp_path, "ex02::a[fork]", "stays") as started:
        look_until(dog, started, watchdog.GRACE / 3)
        assert started.wait() == -signal.SIGKILL
        assert dog.ended == {started.pid}
    assert (tmp_path / watchdog.HELD).read_text() == "ex02::a[fork]\n"


def test_nothing_is_ended_that_is_not_below(tmp_path: Path) -> None:
    """Who can write into the folder cannot have others ended."""
    dog = Watchdog(tmp_path)
    (tmp_path / BEATS / "1").write_text('{"check": "x", "step": 1, "seconds": 0}')
    (tmp_path / BEATS / str(os.getppid())).write_text('{"check": "x", "step": 1, "seconds": 0}')
    for _ in range(5):
        dog.look(1000.0)
    assert dog.ended == set()
    assert not (tmp_path / watchdog.HELD).exists()


def test_what_is_no_beat_disturbs_nobody(tmp_path: Path) -> None:
    dog = Watchdog(tmp_path)
    (tmp_path / BEATS / "2").write_text("[")
    dog.look(1000.0)
    dog.look(1000.0)
    assert dog.ended == set()
    assert not (tmp_path / watchdog.HELD).exists()


def test_a_step_that_is_over_counts_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dog = Watchdog(tmp_path)
    monkeypatch.setenv(PARENT, str(tmp_path))
    heart = Heart()
    for _ in range(5):
        heart.begin("ex02::a[fork]", 1.0)
        dog.look(0.9)
        dog.look(0.9)
    assert not heart.held_up


def test_an_exercise_that_does_it_again_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Watchdog(tmp_path)
    monkeypatch.setenv(PARENT, str(tmp_path))
    (tmp_path / watchdog.HELD).write_text("ex02_x::a[fork]\nex03_y::a[fork]\n")
    assert Heart().given_up("ex02_x::a[fork]")
    assert not Heart().given_up("ex02_x::b[fork]")
    (tmp_path / watchdog.HELD).write_text("ex02_x::a[fork]\nex03_y::a[fork]\nex02_x::c[fork]\n")
    assert Heart().given_up("ex02_x::b[fork]")
    assert not Heart().given_up("ex03_y::b[fork]")


def test_without_a_supervisor_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PARENT, raising=False)
    heart = Heart()
    heart.begin("ex02::a[fork]", 0.0)
    assert not heart.held_up
    assert not heart.given_up("ex02::a[fork]")


def snapshot(state: str) -> processes.Snapshot:
    return {7: Process(7, 1, state, (Task(7, state, 1, "none"),), frozenset())}


def own_seconds(state: str, ran: float, monkeypatch: pytest.MonkeyPatch) -> float:
    """Return what is counted of 20 s after the first, in which a process was seen like this and ran for this share."""
    own, times = OwnTime(), iter(range(1000))
    monkeypatch.setattr(processes, "ran_seconds", lambda seen: {1: 0.1 * ran * next(times)})
    for look in range(221):
        own.look(snapshot(state), 0.1 * look, resting=state == "S")
    return own.seconds


def test_sleep_and_use_are_a_programs_own_and_starving_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_seconds("S", 0.0, monkeypatch) == pytest.approx(20.0, abs=0.2)
    assert own_seconds("R", 1.0, monkeypatch) == pytest.approx(20.0, abs=0.2)
    assert own_seconds("R", 16.0, monkeypatch) == pytest.approx(20.0, abs=0.2)  # many processes take no more time than one
    assert own_seconds("R", 0.05, monkeypatch) == pytest.approx(1.0, abs=0.2)


@pytest.mark.parametrize(("own", "told", "starved"), [(20.0, None, True), (50.0, None, False), (20.0, 0.1, False)])
def test_where_nobody_tells_who_starves_a_program_that_had_little_time_does(
    own: float, told: float | None, starved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "queued_seconds", lambda seen: told)
    play = Play.__new__(Play)
    play.own, play.patience = OwnTime(seconds=own), Patience(15.0)
    assert play._starved(61.0) == starved


def test_a_judge_that_seldom_looks_counts_little() -> None:
    own = OwnTime()
    for look in range(10):
        own.look(snapshot("S"), 5.0 * look, resting=True)
    assert own.seconds <= 10 * effort.LOOK


def test_the_budget_knows_whose_time_it_was() -> None:
    budget = Budget()
    budget.take(60 * MINUTES - 1, 60 * MINUTES - 1)
    budget.check()
    budget.take(2, 2)
    with pytest.raises(Mistake) as mistake:
        budget.check()
    assert (mistake.value.code, mistake.value.facts) == ("time-used-up", {"minutes": "5"})
    starved = Budget()
    starved.take(100, 60 * MINUTES * 1.5)
    starved.check()
    starved.take(100, 60 * MINUTES)
    with pytest.raises(StageFault):
        starved.check()


@pytest.mark.parametrize(
    "error", [RecursionError("deep\nly"), MemoryError(), OSError(28, "No space left on device"), KeyError("x")]
)
@pytest.mark.parametrize("where", ["Popen", "private", "sweep"])
def test_a_fault_of_the_supervisors_is_a_sentence(
    where: str, error: Exception, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*words: object, **more: object) -> None:
        raise error

    owner = {"Popen": subprocess, "private": supervisor, "sweep": tidy}[where]
    monkeypatch.setattr(owner, where, fail)
    status = supervisor.supervise([sys.executable, "-c", "raise SystemExit(1)"])
    said = capfd.readouterr()
    assert "Traceback" not in said.err + said.out
    assert (status, said.err.count("\n")) == ((1, 0) if where == "sweep" else (3, 1))  # cleaning up decides nothing
