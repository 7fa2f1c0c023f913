"""Which play a verdict shows: the one in which the mistake was found, also where a check has others after it."""

import importlib
from collections.abc import Callable

import pytest

from grader.checking import Mistake, about
from grader.course import Exercise
from grader.judge.run import Run
from grader.tests import kit
from grader.verdict import Player, Verdict, judge


def judged(exercise: Exercise, source: bytes, check: str) -> tuple[Verdict, Player]:
    player = Player(exercise, source, exercise.plan("default")[0].method, kit.sandbox(), kit.house(), {})
    function = getattr(importlib.import_module(f"grader.checks.test_{exercise.name}"), check)
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
    verdict, player = judged(exercise, (exercise.gallery / f"{file}.py").read_bytes(), check)
    assert verdict.code == code
    assert player.shown is not None
    assert is_it(player.shown)
    assert verdict.evidence is not None
    labels = {call.label for call in player.shown.calls}
    assert {bar["label"] for bar in verdict.evidence["timeline"]} <= labels | {""}


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
