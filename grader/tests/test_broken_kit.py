"""A kit that is itself broken, or stands in a strange place: it says so, and what is not touched by that has its verdict."""

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader import faults
from grader.course.catalogue import Exercise
from grader.files import ROOT, SOLUTIONS
from grader.grading import session
from grader.grading.journal import last_line
from grader.grading.submissions import read
from grader.judge import folder, processes, system
from grader.tests.kit import copied

pytestmark = pytest.mark.long

NAMES = ("ex01_worker", "ex02_start_and_join")


def command(kit: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-P", str(kit / "grader" / "__main__.py"), *arguments]
    env = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", **environment}
    return subprocess.run(line, capture_output=True, encoding="utf-8", timeout=300, check=False, cwd=kit, env=env)


def graded(kit: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
    done = command(kit, "grade", "1", "2", "--sandbox", "tree", "--from", "solutions", "--json", "out.json", *arguments)
    assert "Traceback" not in done.stdout + done.stderr
    return done, {one["name"]: one for one in json.loads((kit / "out.json").read_text("utf-8"))["exercises"]}


@pytest.mark.parametrize("where", ["above", "in it"])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_stands_in_or_above_the_kit_s_folder_is_not_looked_at(workers: str, where: str, tmp_path: Path) -> None:
    kit = copied(tmp_path / "kit")
    for name in ("conftest.py", "__init__.py", "pytest.ini", "pytest.py", "execnet.py", "random.py"):
        ((kit if where == "in it" else tmp_path) / name).write_text("raise SystemExit('not the kit')\n")
    done, found = graded(kit, "-n", workers)
    assert (done.returncode, done.stderr) == (0, "")
    assert {one["status"] for one in found.values()} == {"passed"}


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize(
    ("text", "said", "checks"),
    [
        ("x = = 1\n", "SyntaxError: invalid syntax", 1),
        ("import frob\n", "No module named 'frob'", 1),
        ("import pytest\n\n\n@pytest.mark.parametrize('a', [1])\ndef test_a():\n    pass\n", "uses no argument 'a'", 7),
    ],
)
def test_a_broken_check_file_costs_the_others_nothing(text: str, said: str, checks: int, workers: str, tmp_path: Path) -> None:
    kit = copied(tmp_path / "kit")
    with (kit / "grader" / "course" / NAMES[1] / f"test_{NAMES[1]}.py").open("a") as file:
        file.write(text)
    done, found = graded(kit, "-n", workers)
    assert (done.returncode, done.stderr) == (3, "")
    assert [found[name]["status"] for name in NAMES] == ["passed", "grader_error"]
    messages = {check["message"].splitlines()[0] for check in found[NAMES[1]]["checks"]}
    assert len(found[NAMES[1]]["checks"]) == checks
    assert len(messages) == 1
    [message] = messages
    assert f"grader/course/{NAMES[1]}/test_{NAMES[1]}.py could not be loaded: " in message
    assert said in message


def test_a_check_that_cannot_be_run_says_why(tmp_path: Path) -> None:
    kit = copied(tmp_path / "kit")
    with (kit / "grader" / "course" / NAMES[1] / f"test_{NAMES[1]}.py").open("a") as file:
        file.write('\n\n@check(points=1)\ndef test_frob(play, frob):\n    """Frob."""\n')
    done, found = graded(kit)
    assert done.returncode == 3
    [broken] = [check for check in found[NAMES[1]]["checks"] if check["outcome"] != "passed"]
    assert "fixture 'frob' not found" in broken["message"]


def test_a_pytest_that_breaks_says_so_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def arguments(submissions: object, options: object, grading: Path) -> list[str]:
        return ["--no-such-option"]

    monkeypatch.setattr(session, "_arguments", arguments)
    submission = read(Exercise(NAMES[0]), SOLUTIONS, named=True)
    with monkeypatch.context() as environment:
        environment.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # it is put back afterwards
        [exercise] = session.grade([submission], session.Options(sandbox="tree"), "solutions").exercises
    assert exercise.status == "grader_error"
    seen = exercise.checks[0].message.splitlines()[0]
    assert "pytest ended with USAGE_ERROR: " in seen


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            "INTERNALERROR> Traceback:\nINTERNALERROR>   File x\nINTERNALERROR> OSError: full\n\nno tests\n",
            "OSError: full",
        ),
        ("a.py:3: in <module>\nE   import x\nE   KeyError: 'x'\n", "KeyError: 'x'"),
        ("", "it does not say why"),
    ],
)
def test_the_error_of_a_traceback(text: str, error: str) -> None:
    assert last_line(text) == error


BROKEN = """

def _carry_out(options: argparse.Namespace, words: Words) -> int:
    raise {error}
"""


def broken(kit: Path, error: str) -> Path:
    with (kit / "grader" / "cli.py").open("a") as file:
        file.write(BROKEN.format(error=error))
    return kit


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        ("def pytest_configure(config):\n    raise OSError(71, 'Protocol error')", "Protocol error"),
        ("def pytest_collection(session):\n    raise ValueError('inside')", "ValueError: inside"),
        ("def pytest_generate_tests(metafunc):\n    raise ValueError('collecting')", "ValueError: collecting"),
    ],
)
def test_an_error_inside_pytest_is_one_sentence(breaks: str, said: str, workers: str, tmp_path: Path) -> None:
    kit = copied(tmp_path / "kit")
    plugin = kit / "grader" / "grading" / "plugin.py"
    name = breaks.partition("(")[0]
    plugin.write_text(plugin.read_text("utf-8").replace(f"\n{name}(", f"\n{name}_of_old(") + f"\n\n{breaks}\n", "utf-8")
    done, found = graded(kit, "-n", workers)
    assert done.returncode == 3
    for exercise in found.values():
        for check in exercise["checks"]:
            assert said in check["message"].splitlines()[0]
            assert len(check["message"]) < 700


@pytest.mark.parametrize("name", ["hint", "doctor"])
def test_a_command_that_fails_says_so_in_one_sentence(name: str, tmp_path: Path) -> None:
    kit = broken(copied(tmp_path), "ZeroDivisionError('no\\nway')")
    done = command(kit, name)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert "grader: The grader itself failed: ZeroDivisionError: no way." in done.stderr
    assert done.stderr.endswith("What the authors need to know is in .many-hands/fault.txt.\n")
    assert "Traceback" in (kit / ".many-hands" / "fault.txt").read_text("utf-8")
    assert "评分程序自己出了问题" in command(kit, name, "--lang", "zh").stderr
    (kit / ".many-hands" / "fault.txt").unlink()
    (kit / ".many-hands").rmdir()
    (kit / ".many-hands").write_text("mine")
    done = command(kit, name, "--lang=en")
    assert (done.returncode, done.stderr.count("\n"), "fault.txt" in done.stderr) == (3, 1, False)


def test_a_command_that_exits_is_no_pass(tmp_path: Path) -> None:
    done = command(broken(copied(tmp_path), "SystemExit(0)"), "hint")
    assert done.returncode == 3
    assert "The grader itself failed: SystemExit: 0." in done.stderr


def test_a_kit_without_words_still_says_something(tmp_path: Path) -> None:
    kit = copied(tmp_path)
    (kit / "grader" / "messages" / "en.toml").write_text("= broken")
    done = command(kit, "hint", "2")
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "The grader itself failed: TOMLDecodeError: " in done.stderr


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BlockingIOError(errno.EAGAIN, "x"), "no more processes or threads (BlockingIOError: "),
        (RuntimeError("can't start new thread"), "no more processes or threads"),
        (MemoryError(), "no more memory (MemoryError)"),
        (OSError(errno.ENFILE, "x"), "no more open files"),
        (OSError(errno.ENOSPC, "x"), "no more room on its disk"),
        (ModuleNotFoundError("x", name="rich"), "The library rich is missing from this Python."),
        (PermissionError(errno.EACCES, "x"), "The grader itself failed: PermissionError: "),
    ],
)
def test_what_a_machine_has_no_room_for(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(faults, "_kept", lambda *told: "")
    assert faults.tell(error, ["--lang", "en"]) == 3
    assert said in capsys.readouterr().err


STARTS_NOTHING = """
import errno, sys
sys.path.append(sys.argv[1])
from grader import supervisor
def refuse(*arguments, **more):
    raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
supervisor.subprocess.Popen = refuse
sys.exit(supervisor.supervise(["grader", "--lang", "en"]))
"""


def test_a_machine_that_starts_no_more_processes(tmp_path: Path) -> None:
    kit = copied(tmp_path / "kit")
    made = folder.private()
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", STARTS_NOTHING, str(kit)],
            capture_output=True, encoding="utf-8", timeout=60, check=False, env={**os.environ, folder.PARENT: str(made.path)},
        )  # fmt: skip
        assert (done.returncode, done.stderr.count("\n")) == (3, 1)
        assert "This machine has no more processes or threads (BlockingIOError: " in done.stderr
        assert list(made.path.iterdir()) == []
    finally:
        made.remove()


def test_no_temporary_folder_names_the_place(tmp_path: Path) -> None:
    where = {folder.PARENT: "/not/there"}
    done = command(ROOT, "hint", "2", "--lang", "en", **where)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1)
    assert "temporary folder (No such file or directory: /not/there/mh-" in done.stderr
    done = command(ROOT, "doctor", "--lang", "en", **where)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no temporary folder can be made (No such file or directory: /not/there/mh-" in done.stdout
    assert "-> Let your user write to this place" in done.stdout
    assert "This should not happen" not in done.stdout


@pytest.mark.skipif(not system.linux(), reason="a shell that becomes the grader")
def test_what_was_there_before_is_left_alone() -> None:
    arguments = [sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "grade", "1", "--from", "solutions"]
    script = 'sh -c "sleep 600 & sleep 600; :" >/dev/null 2>&1 & echo $!; exec "$@"'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *arguments], capture_output=True, encoding="utf-8", timeout=120, check=False, cwd=ROOT
    )
    server = int(done.stdout.split()[0])
    try:
        assert (done.returncode, done.stderr) == (0, "")
        assert len(processes.children(server)) == 2
    finally:
        for pid in {server, *processes.children(server)}:
            os.kill(pid, signal.SIGKILL)
