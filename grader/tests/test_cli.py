"""The command as a user types it: exit status, bad input, and what comes back."""

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

import pytest

from grader.commands.grade import submissions_folder
from grader.course.catalogue import Exercise, exercises
from grader.faults import NotUnderstood
from grader.files import COURSE, ROOT, SOLUTIONS
from grader.grading import session
from grader.grading.marking import Reported
from grader.grading.submissions import read
from grader.judge import processes, system
from grader.tests.kit import descendants, sandbox

NAME = "ex02_start_and_join"
RIGHT = (ROOT / "solutions" / f"{NAME}.py").read_text("utf-8")
STUB = (ROOT / "exercises" / f"{NAME}.py").read_text("utf-8")
SERIAL = (COURSE / NAME / "gallery" / "wrong_start_and_join_in_one_loop.py").read_text("utf-8")


def grade(*words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "grade", *words]
    if folder is not None:
        command += ["--from", str(folder), *([] if "--sandbox" in words else ["--sandbox", sandbox()])]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False, cwd=folder or ROOT)


def submit(folder: Path, text: str | bytes, name: str = NAME) -> Path:
    data = text.encode("utf-8") if isinstance(text, str) else text
    (folder / f"{name}.py").write_bytes(data)
    return folder


def test_an_untouched_course_is_no_failure() -> None:
    done = grade()
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Start here:  exercises/{exercises()[0].name}.py" in done.stdout
    assert "Score 0 of" in done.stdout
    assert grade("--strict").returncode == 1


def test_a_right_answer(tmp_path: Path) -> None:
    done = grade("2", "--strict", "--json", str(tmp_path / "out.json"), folder=submit(tmp_path, RIGHT))
    assert (done.returncode, done.stderr) == (0, "")
    results = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert (results["format"], results["score"]) == (2, results["max_score"])
    assert set(results["environment"]) == {
        "python", "platform", "cores", "start_method", "sandbox", "load", "sandbox_means", "seed",
    }  # fmt: skip
    assert f"Sandbox {results['environment']['sandbox']}: " in results["environment"]["sandbox_means"]
    [exercise] = results["exercises"]
    assert (exercise["name"], exercise["status"]) == (NAME, "passed")
    checks = exercise["checks"]
    assert {check["outcome"] for check in checks} == {"passed"}
    assert set(checks[0]) == {
        "name", "title", "start_method", "outcome", "points", "max_points", "code", "facts", "message", "seconds", "retried",
        "timeline",
    }  # fmt: skip
    assert any(bar["label"] == "worker(4)" and bar["end"] > bar["start"] for bar in checks[0]["timeline"])
    assert list(tmp_path.glob("*.part")) == []


def test_a_pytest_that_breaks_before_it_asks_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """In ``watch`` it is started before there is anything to grade."""
    monkeypatch.setattr(session, "_run_pytest", lambda *told: Reported(verdicts={}, faults={"": {"text": "pytest broke"}}))
    submission = read(Exercise(NAME), SOLUTIONS, named=True)
    [exercise] = session.grade_late(lambda: [submission], session.Options(sandbox="tree"), "exercises").exercises
    assert (exercise.status, exercise.score) == ("grader_error", 0)


def test_a_wrong_answer_is_explained(tmp_path: Path) -> None:
    done = grade("start_and_join", folder=submit(tmp_path, SERIAL))
    assert (done.returncode, done.stderr) == (1, "")
    for part in ("FAILED", "ran one after another", "two loops", "process 2", "█", "nox -s grade -- ex02"):
        assert part in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "Traceback" not in done.stdout
    assert str(ROOT) not in done.stdout


def test_a_terminal_without_unicode_gets_ascii(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-P",
        str(ROOT / "grader" / "__main__.py"),
        "grade",
        "2",
        "--from",
        str(submit(tmp_path, SERIAL)),
        "--sandbox",
        sandbox(),
    ]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, timeout=300, check=False, env=environment)
    assert b"######" in done.stdout
    assert done.stdout.isascii()


def test_what_a_program_prints_cannot_steer_the_terminal(tmp_path: Path) -> None:
    done = grade(
        "2", folder=submit(tmp_path, SERIAL.replace("for num", "print('\\x1b[2J\\x9b\\u202ehidden')\n    for num", 1))
    )
    assert "\\x1b[2J" in done.stdout
    assert not {"\x1b", "\x9b", "\u202e"} & set(done.stdout)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ex2"], None),
        (["start-and-join"], None),
        (["exercises/ex02_start_and_join.py"], None),
        (["strat_and_join"], "There is no exercise 'strat_and_join'. Did you mean ex02_start_and_join?"),
        (["99"], "There is no exercise '99'."),
        (["--from", "nowhere"], "the folder 'nowhere' does not exist."),
        (["--from", "README.md"], "'README.md' is a file."),
        (["--from", "docs/en"], "the folder 'docs/en' holds no exNN_….py file."),
        (["--start-method", "teleport"], "invalid choice: 'teleport'"),
        (["--sandbox", "glass"], "invalid choice: 'glass'"),
        (["--frobnicate"], "unrecognized arguments: --frobnicate"),
    ],
)
def test_names_and_options(words: list[str], said: str | None) -> None:
    done = grade(*words)
    assert "Traceback" not in done.stderr
    if said is None:
        assert (done.returncode, done.stderr) == (0, "")
    else:
        assert done.returncode == 2
        assert said in done.stderr


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*told: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied")

    submit(tmp_path, RIGHT)
    with monkeypatch.context() as locked:
        locked.setattr(os, "listdir", refused)
        locked.setattr(os, "scandir", refused)
        with pytest.raises(NotUnderstood) as raised:
            submissions_folder(str(tmp_path))
    assert (raised.value.key, raised.value.facts["why"]) == ("folder-unreadable", "Permission denied")
    with monkeypatch.context() as locked:
        locked.setattr(Path, "is_dir", refused)  # it can be listed, but nothing in it can be reached
        submission = read(Exercise(NAME), tmp_path, named=True)
    assert (submission.problem, submission.facts["text"]) == ("submission-unreadable", "Permission denied")


def test_one_unknown_name_does_not_spoil_the_others(tmp_path: Path) -> None:
    done = grade("2", "frob", folder=submit(tmp_path, RIGHT))
    assert "There is no exercise 'frob'." in done.stderr
    assert NAME in done.stdout


def test_unwritable_json_is_one_sentence(tmp_path: Path) -> None:
    done = grade("2", "--json", str(tmp_path / "no" / "out.json"), folder=submit(tmp_path, RIGHT))
    assert "passed." in done.stdout
    assert done.stderr.count("\n") == 1
    assert "cannot write" in done.stderr, done.stderr
    assert done.returncode == 3


CURLY = RIGHT.replace('print("All processes finished")', "print(“All processes finished”)")
SETS = "import time\nmultiprocessing.set_start_method('spawn')"
BAD: dict[str, tuple[str | bytes, int, str]] = {
    "empty": ("", 1, "is empty"),
    "blank": ("\n\n  \n", 1, "is empty"),
    "syntax": (RIGHT.replace("for process in processes:", "for process in processes", 1), 1, "expected ':'"),
    "bom": (b"\xef\xbb\xbf" + RIGHT.encode(), 0, "passed."),
    "crlf": (RIGHT.replace("\n", "\r\n"), 0, "passed."),
    "latin-1": (RIGHT.replace("say so", "say so é").encode("latin-1"), 1, "is not text in UTF-8"),
    "zero-bytes": (RIGHT.encode() + b"\0", 1, "is not text in UTF-8"),
    "curly": (CURLY, 1, "typographic quotation mark"),
    "no-function": ("import multiprocessing\n", 1, "has no function or class named run_workers"),
    "other-case": (RIGHT.replace("run_workers", "Run_Workers"), 1, "defines Run_Workers, but this exercise calls run_workers"),
    "signature": (
        RIGHT.replace("def run_workers(worker, nums)", "def run_workers(worker)"),
        1,
        "could not be called",
    ),
    "hangs": ("import threading\nthreading.Event().wait()\n" + RIGHT, 1, "never came to an end"),
    "loops": ("import time\nwhile True:\n    time.sleep(0.1)\n" + RIGHT, 1, "never came to an end"),
    "exits": ("import sys\nsys.exit(0)\n" + RIGHT, 1, "ended the program while it was being loaded"),
    "vanishes": ("import os\nos._exit(0)\n" + RIGHT, 1, "ended at once while"),
    "raises": ("print(1 / 0)\n" + RIGHT, 1, "line 1 raised ZeroDivisionError"),
    "numpy": ("import numpy_of_mine\n" + RIGHT, 1, "No module named 'numpy_of_mine'"),
    "start-method": (RIGHT.replace("import time", SETS), 1, "chose a start method"),
    "huge": ("#" * 300_000 + "\n" + RIGHT, 1, "larger than 256 KiB"),
    "deep": ("x = " + "(" * 5000 + ")" * 5000 + "\n" + RIGHT, 1, "too many nested parentheses"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_submissions_get_a_sentence(kind: str, tmp_path: Path) -> None:
    text, status, said = BAD[kind]
    done = grade("2", folder=submit(tmp_path, text))
    shown = " ".join(done.stdout.split())
    assert said in shown, done.stdout + done.stderr
    assert (done.returncode, done.stderr) == (status, "")
    assert "Traceback" not in shown


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.py").mkdir()
    done = grade("2", folder=tmp_path)
    assert "is a folder, but a file was expected" in done.stdout
    assert done.returncode == 1


def test_a_named_file_that_is_missing(tmp_path: Path) -> None:
    other = "ex01_worker"
    done = grade("2", folder=submit(tmp_path, RIGHT, other))
    assert f"has no file {NAME}.py" in " ".join(done.stdout.split())
    assert done.returncode == 1


def test_files_beside_the_submission_mean_nothing(tmp_path: Path) -> None:
    """A shadowing module, a pytest configuration or a conftest of the student's is never looked at."""
    for name in ("queue.py", "conftest.py", "random.py", "json.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit('shadow')\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
    done = grade("2", folder=submit(tmp_path, RIGHT))
    assert (done.returncode, done.stderr) == (0, "")
    assert "passed." in done.stdout


def test_a_stub_with_other_comments_is_not_started(tmp_path: Path) -> None:
    text = STUB.replace("    raise NotImplementedError", "    # I will do this tomorrow\n    raise NotImplementedError")
    done = grade("2", folder=submit(tmp_path, text))
    assert "not started" in done.stdout
    assert done.returncode == 0


def test_two_gradings_at_once_do_not_meet(tmp_path: Path) -> None:
    command = [sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "grade", "2", "--strict", "--from", "solutions"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(2)]
    assert [(one.communicate(timeout=300)[0].count("passed."), one.returncode) for one in both] == [(1, 0)] * 2


@pytest.mark.skipif(not system.linux(), reason="finds the inner process through /proc")
@pytest.mark.parametrize("delay", [0.01, 0.1, 0.3, 0.8, 1.5])
def test_ctrl_c_ends_everything(delay: float, tmp_path: Path) -> None:
    """Whenever it comes: soon nothing runs any more, and no half-written file is there."""
    name = "ex01_worker"
    text = (ROOT / "solutions" / f"{name}.py").read_text("utf-8").replace("sleep(seconds)", "sleep(600)")
    command = [sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "grade", "1"]
    command += ["--from", str(submit(tmp_path, text, name))]
    started = subprocess.Popen(
        [*command, "--json", str(tmp_path / "out.json")],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background job inherits that it is ignored
    )
    while not processes.children(started.pid):  # before that the interpreter is not up, and nothing has been started
        assert started.poll() is None
    with contextlib.suppress(subprocess.TimeoutExpired):
        started.wait(delay)
    began = time.monotonic()
    os.killpg(started.pid, signal.SIGINT)
    said = started.communicate(timeout=60)[1]
    assert time.monotonic() - began < 5  # 1.5 seconds of grace, then they are killed; the rest is for a busy machine
    assert started.returncode == 130
    assert said.strip() == "Stopped. All processes of this grading have been ended; nothing was written."
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.py"]
    assert not descendants()


@pytest.mark.skipif(not system.linux(), reason="finds the inner process through /proc")
def test_a_grader_that_is_killed_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    name = "ex01_worker"
    text = (ROOT / "solutions" / f"{name}.py").read_text("utf-8").replace("sleep(seconds)", "sleep(600)")
    command = [sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "grade", "1"]
    command += ["--from", str(submit(tmp_path, text, name))]
    started = subprocess.Popen([*command, "--json", str(tmp_path / "out.json")], stderr=subprocess.PIPE, encoding="utf-8")
    while len(processes.snapshot(started.pid)) < 2:  # until its stage runs
        assert started.poll() is None
    [inner] = processes.children(started.pid)
    os.kill(inner, signal.SIGKILL)
    said = started.communicate(timeout=60)[1]
    assert started.returncode == 3
    assert "The grader itself was ended by SIGKILL, so there are no results." in said
    assert not (tmp_path / "out.json").exists()
    assert not descendants()
