"""A kit that is itself broken, or stands in a strange place: it says so, and what is not touched by that has its verdict."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader import session
from grader.course import SOLUTIONS, Exercise
from grader.plugin import last_line
from grader.submissions import read
from grader.tests.kit import copied

NAMES = ("ex01_worker", "ex02_start_and_join")


def command(kit: Path, *words: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-P", str(kit / "grader" / "__main__.py"), *words]
    return subprocess.run(line, capture_output=True, text=True, timeout=300, check=False, cwd=kit)


def graded(kit: Path, *words: str) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
    done = command(kit, "grade", "1", "2", "--sandbox", "tree", "--from", "solutions", "--json", "out.json", *words)
    assert "Traceback" not in done.stdout + done.stderr
    return done, {one["name"]: one for one in json.loads((kit / "out.json").read_text("utf-8"))["exercises"]}


def test_what_stands_above_the_kit_is_not_looked_at(tmp_path: Path) -> None:
    for name in ("conftest.py", "__init__.py"):
        (tmp_path / name).write_text("raise SystemExit('above')\n")
    done, found = graded(copied(tmp_path / "kit"))
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
    with (kit / "grader" / "checks" / f"test_{NAMES[1]}.py").open("a") as file:
        file.write(text)
    done, found = graded(kit, "-n", workers)
    assert (done.returncode, done.stderr) == (3, "")
    assert [found[name]["status"] for name in NAMES] == ["passed", "grader_error"]
    messages = {check["message"].splitlines()[0] for check in found[NAMES[1]]["checks"]}
    assert len(found[NAMES[1]]["checks"]) == checks
    assert len(messages) == 1
    [message] = messages
    assert f"grader/checks/test_{NAMES[1]}.py could not be loaded: " in message
    assert said in message


def test_a_check_that_cannot_be_run_says_why(tmp_path: Path) -> None:
    kit = copied(tmp_path / "kit")
    with (kit / "grader" / "checks" / f"test_{NAMES[1]}.py").open("a") as file:
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
