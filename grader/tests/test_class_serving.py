"""A serving process says of each submission what ``grade`` says of it, exercise by exercise, and stays what it was."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from grader import cli
from grader.checking import Mistake
from grader.choices import Wanted
from grader.course.catalogue import Exercise
from grader.course.ex01_worker import test_ex01_worker as ex01
from grader.grading import serving
from grader.grading.budget import Budget, Purse
from grader.grading.deciding import missing
from grader.grading.service import Answer, Decided, Ended, ExerciseVerdict, Job, JobFile, Ready, answer
from grader.grading.serving import Server
from grader.judge.folder import PARENT
from grader.judge.launcher import StageFault
from grader.judge.runner import ScenarioRunner
from grader.tests import kit

long = pytest.mark.long

EX01, EX02 = Exercise("ex01_worker"), Exercise("ex02_start_and_join")

KINDS: dict[str, dict[str, str | None]] = {
    "solutions": {"ex01_worker": None, "ex02_start_and_join": None, "ex04_exit_codes": None},
    "wrong": {
        "ex01_worker": "wrong_says_more",
        "ex02_start_and_join": "wrong_start_and_join_in_one_loop",
        "ex08_producer": "wrong_drops_when_full",
        "ex13_pipe": "wrong_no_join",
        "ex14_value": "wrong_lock_of_each_process",
    },
    "right": {"ex02_start_and_join": "right_pool", "ex13_pipe": "right_subclass"},
}


def text(exercise: str, gallery: str | None) -> bytes:
    one = Exercise(exercise)
    return (one.gallery / f"{gallery}.py" if gallery else one.solution).read_bytes()


def served(*jobs: Job | bytes, method: Wanted = "default") -> list[Answer]:
    """Return what a server answers, each line read as who has asked reads it."""
    told: list[str] = []
    lines = [one if isinstance(one, bytes) else one.encode().encode() for one in jobs]
    Server(method, kit.sandbox(), told.append).run(lines)
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in told)
    return [answer(line) for line in told]


def decided(answers: list[Answer]) -> dict[str, ExerciseVerdict]:
    return {one.verdict.exercise: one.verdict for one in answers if isinstance(one, Decided)}


def job(name: str = "a1", **rest: Any) -> Job:
    return Job(name=name, seed=7, **rest)


def files(**sources: bytes) -> tuple[JobFile, ...]:
    return tuple(JobFile(exercise=name, source=source) for name, source in sources.items())


@long
@pytest.mark.parametrize("kind", KINDS)
def test_the_verdicts_are_those_of_grade(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = {name: text(name, gallery) for name, gallery in KINDS[kind].items()}
    (tmp_path / "submitted").mkdir()
    for name, source in sources.items():
        (tmp_path / "submitted" / f"{name}.py").write_bytes(source)
    out = tmp_path / "out.json"
    words = [*sources, "--from", str(tmp_path / "submitted"), "--sandbox", kit.sandbox(), "-n", "1", "-q", "--json", str(out)]
    cli.main(["grade", *words])
    capsys.readouterr()
    graded = json.loads(out.read_text("utf-8"))["exercises"]
    answers = served(job(files=files(**sources)))
    assert [type(one) for one in answers] == [Ready, *[Decided] * len(sources), Ended]
    for exercise in graded:
        verdict = decided(answers)[exercise["name"]]
        assert (verdict.status, verdict.points, verdict.max_points) == tuple(
            exercise[key] for key in ("status", "score", "max_score")
        )
        assert [
            (one.name, one.method, one.verdict.outcome, one.points, one.max_points, one.verdict.code) for one in verdict.checks
        ] == [
            tuple(check[key] for key in ("name", "start_method", "outcome", "points", "max_points", "code"))
            for check in exercise["checks"]
        ]


@long
def test_one_server_serves_many_jobs_alike() -> None:
    wrong = files(ex02_start_and_join=text(EX02.name, "wrong_no_join"))
    right = files(ex02_start_and_join=text(EX02.name, None))
    _, *answers = served(job("a", files=wrong), job("b", files=right), job("c", files=wrong), job("d", files=right))
    told = [one.verdict for one in answers if isinstance(one, Decided)]
    assert [one.status for one in told] == ["failed", "passed", "failed", "passed"]
    assert told[0].key == told[2].key != told[1].key == told[3].key
    assert [one.verdict.code for one in told[0].checks] == [one.verdict.code for one in told[2].checks]
    assert [one for one in answers if isinstance(one, Ended)] == [Ended(job=name, how="ended") for name in "abcd"]


@pytest.fixture
def no_play(monkeypatch: pytest.MonkeyPatch) -> None:
    def play(*given: object) -> None:
        raise AssertionError("nothing is to be played")

    monkeypatch.setattr(ScenarioRunner, "play", play)
    monkeypatch.setattr(ScenarioRunner, "prepare", lambda self: None)


@pytest.mark.usefixtures("no_play")
def test_what_cannot_be_graded_is_not_played() -> None:
    given = (
        JobFile(exercise="ex01_worker", source=EX01.stub.read_bytes()),
        JobFile(exercise="ex02_start_and_join"),
        JobFile(exercise="ex03_interleavings", source=b" \n"),
        JobFile(exercise="ex04_exit_codes", source=b"x = 1\n" + b"#" * 300_000),
        JobFile(exercise="ex05_subclass", problem="submission-missing", facts={"file": "ex05.py", "folder": "ada"}),
        JobFile(exercise="ex06_isolation", problem="no-such-code"),
    )
    answers = served(job(files=given, seconds=0.0))
    found = decided(answers)
    assert [(one.status, one.checks[0].verdict.code) for one in found.values()] == [
        ("not_started", None), ("not_started", None), ("failed", "submission-empty"), ("failed", "submission-too-large"),
        ("failed", "submission-missing"), ("grader_error", "grader-fault"),
    ]  # fmt: skip
    assert found["ex05_subclass"].checks[0].verdict.facts == {"file": "ex05.py", "folder": "ada"}
    assert all(one.points == 0 < one.max_points for one in found.values())
    assert answers[-1] == Ended(job="a1", how="ended")


@long
def test_when_the_time_is_spent_the_rest_is_not_decided() -> None:
    slow = b"import time\ntime.sleep(3.5)\n" + text(EX02.name, None)
    given = files(ex01_worker=text(EX01.name, None), ex02_start_and_join=slow, ex03_interleavings=b"", ex05_subclass=b"x")
    _, *answers = served(job("spent", files=given, seconds=0.5), job("other", files=given[:1], seconds=0.5))
    end = answers.index(Ended(job="spent", how="budget"))
    found = decided(answers[:end])
    assert list(found) == [EX01.name, "ex03_interleavings"]  # an empty file needs no play
    assert found[EX01.name].status == "passed"
    assert decided(answers[end:])[EX01.name].status == "passed"
    assert answers[-1] == Ended(job="other", how="ended")


def test_a_purse_is_shared_and_says_no_once_it_is_empty() -> None:
    purse = Purse(10.0)
    first, second = Budget(purse=purse), Budget(purse=purse)
    first.check()
    first.take(own=9.0, whole=50.0)
    second.check()
    second.take(own=1.0, whole=1.0)
    assert (purse.empty, purse.refused) == (True, False)  # all that was asked for was played
    with pytest.raises(StageFault):
        second.check()
    assert purse.refused
    second.own = 300.0
    with pytest.raises(Mistake):  # the exercise's own budget is over first: that is decided
        second.check()


def test_what_must_have_passed_before() -> None:
    outcomes: dict[str, Any] = {"e::a[fork]": "passed", "e::a[spawn]": "failed", "e::b[fork]": "not_run"}
    assert missing(outcomes, "e", "c", "fork", ("a",)) is None
    assert missing(outcomes, "e", "c", "spawn", ("a",)) == "a"
    assert missing(outcomes, "e", "c", "fork", ("a", "b")) == "b"
    assert missing(outcomes, "e", "b", "spawn", ()) == "b"
    assert missing(outcomes, "e", "new", "fork", ("nobody",)) is None


@contextmanager
def breaking(monkeypatch: pytest.MonkeyPatch, how: Callable[[int], None]) -> Iterator[list[int]]:
    """Let a check of ex01 do something else first. The list counts how often it was run."""
    [name, *_] = EX01.checks()
    old, runs = getattr(ex01, name), list[int]()

    def check(play: Any) -> None:
        runs.append(len(runs))
        how(len(runs))
        old(play=play)

    check.check = old.check  # type: ignore[attr-defined]
    check.__doc__ = old.__doc__
    with monkeypatch.context() as patch:
        patch.setattr(ex01, name, check)
        yield runs


@long
@pytest.mark.parametrize("often", [1, 2])
def test_a_fault_of_the_graders_own_gets_a_second_attempt(often: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(run: int) -> None:
        if run <= often:
            raise OSError(5, "the disk is tired")

    with breaking(monkeypatch, fault) as runs:
        verdict = decided(served(job(files=files(ex01_worker=text(EX01.name, None)))))[EX01.name]
    first, *others = verdict.checks
    assert len(runs) == 2
    assert first.verdict.retried
    assert verdict.status == ("passed" if often == 1 else "grader_error")
    assert first.verdict.outcome == verdict.status
    assert "tired" in str(first.verdict.facts) or often == 1
    assert {one.verdict.outcome for one in others} <= {"passed", "not_run"}


@long
def test_whole_output_is_kept_in_the_jobs_folder(tmp_path: Path) -> None:
    loud = text(EX02.name, "wrong_no_join") + b"\nfor n in range(100):\n    print('line', n)\n"
    given = files(ex02_start_and_join=loud)
    where = tmp_path / "ada" / "output"
    [verdict] = decided(served(job(files=given, output=str(where)))).values()
    named = {one.verdict.evidence.output_file for one in verdict.checks if one.verdict.evidence is not None} - {None}
    assert named
    assert named == {path.name for path in where.iterdir()}
    assert all("line 99" in path.read_text("utf-8") for path in where.iterdir())


@pytest.mark.usefixtures("no_play")
def test_who_comes_after_one_that_was_ended_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PARENT, str(tmp_path))
    left = serving._Left(job(files=(JobFile(exercise=EX01.name), JobFile(exercise=EX02.name)), seconds=5.0))
    left.done.append(EX01.name)
    left.purse.used = 4.0
    left.keep()
    again = serving._Left.read()
    assert again is not None
    assert (again.job, again.done, again.purse) == (left.job, [EX01.name], Purse(5.0, 4.0))
    answers = served(job("next", files=()))
    assert list(decided(answers)) == [EX02.name]
    assert [one for one in answers if not isinstance(one, Decided)] == [
        Ended(job="a1", how="ended"), Ended(job="next", how="ended")
    ]  # fmt: skip
    assert list(tmp_path.iterdir()) == []
