"""Which play a verdict shows: the one in which the mistake was found, also where a check has others after it."""

import importlib
from collections.abc import Callable

import pytest

from grader.checking import Mistake, about
from grader.course.catalogue import Exercise, exercises
from grader.grading.player import Player, names
from grader.grading.verdict import Verdict, judge
from grader.judge import system
from grader.judge.ledger import Ledger
from grader.judge.run import Run
from grader.judge.seen import Life
from grader.tests import kit


def judged(exercise: Exercise, source: bytes, check: str) -> tuple[Verdict, Player]:
    player = Player(exercise, source, exercise.planned_checks("default")[0].method, kit.sandbox(), kit.runner(), {})
    function = getattr(importlib.import_module(exercise.check_module), check)
    return judge(lambda: function(play=player), player), player


def not_all_met(run: Run) -> bool:
    return not all(call.met for call in run.of_probe("func"))


def one_lives_on(run: Run) -> bool:
    return run.invocation is not None and any(not left.zombie for left in run.invocation.leftovers)


def one_failed(run: Run) -> bool:
    return bool(run.of_probe("before failing"))


@pytest.mark.parametrize(
    ("name", "file", "check", "code", "is_it"),
    [
        ("ex13_pipe", "wrong_recv_fails_before_join", "test_server_fails", "returned-early", one_failed),
        ("ex20_as_finished", "wrong_one_behind", "test_as_soon_as_there", "results-kept-back", not_all_met),
        ("ex31_back_pressure", "wrong_waits_for_the_producer_only", "test_waits", "returned-early", one_lives_on),
    ],
)
def test_the_play_of_the_mistake_is_shown(name: str, file: str, check: str, code: str, is_it: Callable[[Run], bool]) -> None:
    exercise = Exercise(name)
    if exercise not in exercises():
        pytest.skip("the course has it no more")
    verdict, player = judged(exercise, (exercise.gallery / f"{file}.py").read_bytes(), check)
    assert verdict.code == code
    assert player.shown is not None
    assert is_it(player.shown)
    assert verdict.evidence is not None
    labels = {call.label for call in player.shown.calls}
    assert {bar.label for bar in verdict.evidence.timeline} <= labels | {""}


def test_the_innermost_word_counts() -> None:
    exercise = Exercise("ex02_start_and_join")
    _, player = judged(exercise, exercise.solution.read_bytes(), "test_no_numbers")
    inner = player.shown
    _, player = judged(exercise, exercise.solution.read_bytes(), "test_no_numbers")
    outer = player.shown
    assert inner is not None
    assert outer is not None
    with pytest.raises(Mistake) as found, about(outer), about(inner):
        raise Mistake("died")
    assert found.value.run is inner


def born_in_this_order(*pids: int) -> Run:
    ledger = Ledger(caller=100, lives=[Life(pid=pid, born=0.1) for pid in pids])
    return Run.of(ledger, kit.planned(""), end="done", ended_at=1.0, waiting=(), longest_wait={})


@pytest.mark.skipif(not system.linux(), reason="only Linux's numbers tell the order")
def test_processes_are_counted_as_they_were_started() -> None:
    run = born_in_this_order(100, 103, 7, 101, 5)  # after the highest number comes the lowest that is free
    assert names(run) == {100: "main", 101: "process 1", 103: "process 2", 5: "process 3", 7: "process 4"}


def test_elsewhere_they_are_counted_as_they_were_born() -> None:
    with system.acting_as("other"):
        run = born_in_this_order(100, 103, 7, 101)
    assert names(run) == {100: "main", 103: "process 1", 7: "process 2", 101: "process 3"}
