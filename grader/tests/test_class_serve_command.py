"""The command ``serve``, as what grades a class starts it: it says nothing else, and goes on whatever happens."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.course.catalogue import Exercise
from grader.files import ROOT
from grader.grading.service import Answer, Decided, Ended, ExerciseVerdict, Job, JobFile, Ready, answer
from grader.judge import system
from grader.tests import kit
from grader.tests.test_held_up import COMMAND

pytestmark = pytest.mark.long

START = [sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "serve"]

HELD = COMMAND.replace("{how}", "os.path.exists({mark!r}) or (open({mark!r}, 'x').close(), time.sleep(1000))")
"""A judge that is held up for ever once, and then never again."""

SUPERVISED = """
import sys
from grader import supervisor
from grader.judge import watchdog
watchdog.GRACE = 3.0
sys.exit(supervisor.supervise([sys.executable, "-P", "-c", {command!r}, "serve", "--sandbox", "tree"], "jobs"))
"""


@contextmanager
def serving(command: list[str]) -> Iterator["subprocess.Popen[bytes]"]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=ROOT
    )
    with started:
        try:
            yield started
        finally:
            started.kill()


def said(started: "subprocess.Popen[bytes]") -> Answer:
    assert started.stdout is not None
    return answer(started.stdout.readline())


def ask(started: "subprocess.Popen[bytes]", job: Job) -> dict[str, ExerciseVerdict]:
    """Send a job, and return its verdicts when it has ended."""
    assert started.stdin is not None
    started.stdin.write(job.encode().encode())
    started.stdin.flush()
    found: dict[str, ExerciseVerdict] = {}
    while not isinstance(one := said(started), Ended):
        assert isinstance(one, Decided)
        assert one.job == job.name
        assert one.verdict.exercise not in found
        found[one.verdict.exercise] = one.verdict
    assert one == Ended(job=job.name, how="ended")
    return found


def right(*names: str) -> tuple[JobFile, ...]:
    return tuple(JobFile(exercise=name, source=Exercise(name).solution.read_bytes()) for name in names)


def test_it_serves_and_ends_with_its_input() -> None:
    with serving([*START, "--sandbox", kit.sandbox(), "--start-method", "spawn"]) as started:
        ready = said(started)
        assert isinstance(ready, Ready)
        assert (ready.method, ready.environment.start_method, ready.environment.sandbox) == ("spawn", "spawn", kit.sandbox())
        found = ask(started, Job(name="a", files=right("ex01_worker")))
        assert found["ex01_worker"].status == "passed"
        assert {one.method for one in found["ex01_worker"].checks} == {"spawn"}
        out, err = started.communicate()
    assert (started.returncode, out, err) == (0, b"", b"")


def test_what_it_cannot_do_is_a_sentence() -> None:
    with serving([*START, "--start-method", "nothing"]) as started:
        assert started.stdout is not None
        out = started.stdout.read()
        err = started.communicate()[1]
    assert (started.returncode, out) == (2, b"")
    assert b"nothing" in err


@pytest.mark.skipif(not system.linux(), reason="who is below whom is not known elsewhere")
def test_what_holds_it_up_costs_one_check(tmp_path: Path) -> None:
    """The process is ended then. The one in its place does not decide that check, but all others, and takes further jobs."""
    command = "import os\n" + HELD.replace("{mark!r}", repr(str(tmp_path / "held")))
    with serving([sys.executable, "-c", SUPERVISED.format(command=command)]) as started:
        assert isinstance(said(started), Ready)
        found = ask(started, Job(name="first", files=right("ex01_worker", "ex02_start_and_join", "ex04_exit_codes")))
        assert (tmp_path / "held").exists()
        assert [one.status for one in found.values()] == ["passed", "grader_error", "passed"]
        outcomes = {one.name: (one.verdict.outcome, one.verdict.code) for one in found["ex02_start_and_join"].checks}
        assert outcomes.pop("test_no_numbers") == ("grader_error", "held-up")
        assert set(outcomes.values()) == {("passed", None)}
        again = ask(started, Job(name="second", files=right("ex02_start_and_join")))
        assert again["ex02_start_and_join"].status == "passed"  # it was another submission that held it up
        started.communicate()
    assert started.returncode == 0


def test_nobody_listens_any_more() -> None:
    with serving([*START, "--sandbox", kit.sandbox()]) as started:
        assert isinstance(said(started), Ready)
        assert started.stdin is not None
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        started.stdin.write(Job(name="a", files=()).encode().encode())
        started.stdin.flush()
        assert started.stderr.read() == b""
        assert started.wait() == 0
