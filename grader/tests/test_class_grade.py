"""``classroom grade`` with the real grader, and what it says: a class, killed and gone on with, is marked as it deserves."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader import cli
from grader.classroom import journal, overview, roster, scratch, state
from grader.classroom.journal import Replay
from grader.classroom.kitwatch import KitWatch
from grader.classroom.problem import ClassProblem
from grader.classroom.records import Canary, ClassState, State, Student
from grader.commands.classroom import grade
from grader.course.catalogue import Exercise
from grader.files import ROOT
from grader.judge import sandbox
from grader.judge.folder import PARENT
from grader.statuses import GOOD, GRADER_FAILED, NOT_UNDERSTOOD, STOPPED
from grader.tests import kit
from grader.tests.class_made_up import COURSE

EXERCISES = ("ex04_exit_codes", "ex07_deadline")
SPIN = b"def exit_codes(tasks):\n    while True:\n        pass\n"


def handed_in(folder: Path) -> Path:
    """Make a class: one is right, one wrong, one has only begun, one has done nothing, one waits for ever."""
    first, second = map(Exercise, EXERCISES)
    wrong = first.gallery / "wrong_abs.py"
    texts = {
        "ada": {first: first.solution.read_bytes(), second: second.solution.read_bytes()},
        "bob": {first: wrong.read_bytes(), second: second.stub.read_bytes()},
        "cyd": {first: first.solution.read_bytes()},
        "dan": {},
        "eve": {first: SPIN, second: second.solution.read_bytes()},
    }
    for name, own in texts.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "notes.txt").write_text("nothing to see")
        for exercise, text in own.items():
            (folder / name / f"{exercise.name}.py").write_bytes(text)
    return folder


def command(folder: Path, *more: str) -> list[str]:
    main = str(ROOT / "grader" / "__main__.py")
    names = [one[:4] for one in EXERCISES]
    return [sys.executable, "-P", main, "classroom", str(folder), "--sandbox", kit.sandbox(), "--exercises", *names, *more]


def marks(run: Path) -> dict[str, tuple[str, dict[str, tuple[str, float, str | None]]]]:
    people = roster.read(run)
    return {
        people[one.pseudonym].student.number: (
            one.state, {name[:4]: (found.status, found.points, found.code) for name, found in one.decisions.items()},
        )
        for one in state.load(run).students
    }  # fmt: skip


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty folder with a short name, in which all others are made meanwhile."""
    made = Path(tempfile.mkdtemp(prefix="mht", dir="/tmp" if os.name == "posix" else None))
    monkeypatch.setenv(PARENT, str(made))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.mark.long
def test_a_real_class_is_killed_and_goes_on(tmp_path: Path, temporary: Path) -> None:
    folder = handed_in(tmp_path / "class")
    whole = subprocess.run(command(folder, "-j", "2", "--into", str(tmp_path / "whole")), capture_output=True, text=True)
    assert whole.returncode == GOOD, whole.stderr
    expected = marks(tmp_path / "whole")
    assert {name: one for name, (one, _) in expected.items()} == {
        "ada": "decided", "bob": "decided", "cyd": "decided", "dan": "nothing", "eve": "decided",
    }  # fmt: skip
    assert [one[0] for one in expected["ada"][1].values()] == ["passed", "passed"]
    assert [one[0] for one in expected["bob"][1].values()] == ["failed", "not_started"]
    assert [one[0] for one in expected["cyd"][1].values()] == ["passed", "not_started"]
    assert [one[0] for one in expected["eve"][1].values()] == ["failed", "passed"]
    run = tmp_path / "killed"
    for wanted in (1, 3):  # so many verdicts are there when it is killed
        with subprocess.Popen(command(folder, "-j", "2", "--into", str(run)), stderr=subprocess.DEVNULL) as process:
            while process.poll() is None and verdicts(run) < wanted:
                time.sleep(0.02)
            process.kill()
    again = subprocess.run(command(folder, "-j", "1", "--into", str(run)), capture_output=True, text=True)
    assert again.returncode == GOOD, again.stderr
    assert marks(run) == expected
    assert scratch.using(str(temporary)) == []
    assert list(temporary.iterdir()) == []


def verdicts(run: Path) -> int:
    return sum(line["what"] == "verdict" for line in Replay(run / journal.NAME))


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="nobody can send Ctrl-C to one process there")
def test_a_real_class_is_stopped_within_seconds(tmp_path: Path, temporary: Path) -> None:
    folder = handed_in(tmp_path / "class")
    with subprocess.Popen(command(folder), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not verdicts(tmp_path / "class.results"):
            time.sleep(0.02)
        for _ in range(2):  # the second one means: at once
            process.send_signal(signal.SIGINT)
        _, complaint = process.communicate()
    assert process.returncode == STOPPED
    assert "Type the same command again" in complaint
    assert list(temporary.iterdir()) == []


@pytest.mark.long
def test_a_budget_ends_a_submission_and_keeps_what_was_decided(tmp_path: Path, temporary: Path) -> None:
    folder = handed_in(tmp_path / "class")
    for name in ("ada", "bob", "cyd", "dan"):  # eve is left, who waits for ever in the first exercise
        shutil.rmtree(folder / name)
    done = subprocess.run(command(folder, "--budget", "2s"), capture_output=True, text=True)
    assert done.returncode == GRADER_FAILED, done.stderr
    state, decided = marks(tmp_path / "class.results")["eve"]
    assert (state, {name: one[0] for name, one in decided.items()}) == ("spent", {"ex04": "failed"})
    assert "time of the submission was over (1)" in done.stdout


# What it says


def told(*words: str) -> list[str]:
    return ["classroom", *words]


@pytest.mark.parametrize("words", [["DIR", "--budget", "soon"], ["DIR", "-j", "0"], ["DIR", "--until", "25:00"], ["grade"]])
def test_what_is_not_understood_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(told(*words)) == NOT_UNDERSTOOD
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["grade", "--help"], ["status", "-h"]])
def test_help_is_given_for_all_and_for_each_step(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(told(*words)) == GOOD
    assert "nox -s classroom --" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--lang", "zh", "status"], ["status", "--lang=zh"], ["status", "--lang", "zh"]])
def test_the_language_may_stand_anywhere(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["classroom", *words, str(tmp_path / "nowhere")]) == NOT_UNDERSTOOD
    assert "没有" in capsys.readouterr().err


def test_spans_and_moments_are_read() -> None:
    assert [grade.span(word) for word in ("90s", "20m", "1h30m", "2h")] == [90, 1200, 5400, 7200]
    for word in ("00:00", "06:00", "23:59"):
        assert 0 < grade.moment(word) - time.time() <= 86_400 + 3_600


def test_without_a_sandbox_nobodys_files_are_risked_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def works(kind: str) -> bool:
        return False

    monkeypatch.setattr(sandbox, "works", works)
    assert cli.main(told(str(handed_in(tmp_path / "class")))) == NOT_UNDERSTOOD
    assert "--sandbox tree" in capsys.readouterr().err
    assert not (tmp_path / "class.results").exists()


def test_an_exercise_or_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(told(str(tmp_path), "--exercises", "ex99", "--sandbox", "tree")) == NOT_UNDERSTOOD
    assert "ex99" in capsys.readouterr().err
    assert cli.main(told(str(tmp_path / "nowhere"), "--sandbox", "tree")) == NOT_UNDERSTOOD
    assert "nowhere" in capsys.readouterr().err
    assert cli.main(told("status", str(tmp_path))) == NOT_UNDERSTOOD
    assert "journal.jsonl" in capsys.readouterr().err


def made_up(states: str) -> ClassState:
    known: dict[str, State] = {
        "d": "decided", "u": "undecided", "s": "spent", "a": "ambiguous", "n": "nothing", "w": "waiting", "g": "gone",
    }  # fmt: skip
    students = tuple(Student(pseudonym=f"p{n:03}", state=known[one], decisions={}) for n, one in enumerate(states))
    canary = Canary(name="x", good="u" not in states, at="2026-11-26T17:40:02Z")
    return ClassState(course=COURSE, students=students, canaries=(canary,), running=("p000",) if "w" in states else ())


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ("ddn", GOOD),
        ("dg", GOOD),
        ("da", NOT_UNDERSTOOD),
        ("du", GRADER_FAILED),
        ("ds", GRADER_FAILED),
        ("aud", GRADER_FAILED),
    ],
)
def test_the_exit_status_says_how_it_ended(states: str, expected: int) -> None:
    assert grade.status(made_up(states)) == expected
    assert grade.status(made_up("d"), open_questions=True) == NOT_UNDERSTOOD


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_status_is_short_however_large_the_class(language: str) -> None:
    said = list(overview.lines(made_up("dusanwg" * 300), language))
    assert len(said) <= 30
    assert all("300" in said[1].replace(" ", "") for _ in said)
    assert max(map(len, said)) < 300
    assert any("p001" in line for line in said)
    assert not any("p000" in line for line in overview.lines(made_up("dd"), language))


def test_problems_have_a_sentence_in_both_languages() -> None:
    problem = ClassProblem("locked-by", folder="x", pid=7, host="h", began="t")
    assert "7" in problem.said("en")
    assert "7" in problem.said("zh")
    assert json.dumps(problem.said("zh")) != json.dumps(problem.said("en"))


def test_a_kit_that_is_changed_is_seen_and_one_that_is_only_touched_is_none(tmp_path: Path) -> None:
    file = tmp_path / "judge" / "play.py"
    file.parent.mkdir()
    file.write_text("one", "utf-8")
    watch = KitWatch(file.read_text("utf-8"), lambda: file.read_text("utf-8"), tmp_path, 0.0)
    assert watch.unchanged()
    os.utime(file, (1, 1))
    assert watch.unchanged()
    file.write_text("two and more", "utf-8")
    assert not watch.unchanged()
    assert not watch.unchanged()
    file.write_text("one", "utf-8")
    assert watch.unchanged()
