"""The stage's line: whatever a program says on it, judge and checks have an answer, and never an error of their own."""

import importlib
import inspect
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader.checking import Mistake, StageFault, expect
from grader.course.catalogue import Exercise, exercises
from grader.judge.folder import Folder, private
from grader.judge.seen import Invocation, Leftover
from grader.judge.shapes import fits
from grader.judge.wire import Other, Raised
from grader.stage.declared import AtMost, OneOf
from grader.tests.made_up import Made, scenarios, value

EACH = pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
PLAYS = 15


@pytest.mark.parametrize(
    ("shape", "good", "bad"),
    [
        (int, [0, 7], [True, None, 1.0, "1"]),
        (object, [None, [1]], []),
        (None, [None], [0, False]),
        (Exception, [Raised("A", "")], [Other("A", ""), "A"]),
        (int | None, [None, 3], [True, "x"]),
        (list[int], [[], [1, 2]], [(1,), ["1"], [True]]),
        (dict[str, list[int]], [{}, {"a": [1]}], [{"a": [None]}, {1: []}, []]),
        ([int, str], [[1, "a"]], [[1], [1, "a", 2], (1, "a")]),
        ((), [()], [(1,), []]),
        ({"a": int}, [{"a": 1}], [{}, {"a": 1, "b": 2}, {"a": None}]),
        (OneOf({"a": int}, None), [None, {"a": 1}], [{}]),
        (AtMost(2, int), [[], [1, 2]], [[1, 2, 3], ["a"], (1,)]),
    ],
    ids=["int", "any", "none", "exception", "either", "list", "dict", "parts", "nothing", "record", "one-of", "at-most"],
)
def test_a_shape_is_met_exactly(shape: Any, good: list[Any], bad: list[Any]) -> None:
    assert all(fits(one, shape) for one in good)
    assert not any(fits(one, shape) for one in bad)
    chance = random.Random(1)
    assert all(fits(value(shape, chance), shape) for _ in range(20))


@EACH
def test_each_scenario_that_a_check_plays_is_declared(exercise: Exercise) -> None:
    played = set(
        re.findall(r'\bplay\("(\w+)"', Path(inspect.getfile(importlib.import_module(exercise.check_module))).read_text())
    )
    assert played == set(scenarios(exercise))


@pytest.fixture(name="folder")
def _folder() -> Iterator[Folder]:
    folder = private()
    yield folder
    folder.remove()


def verdict(exercise: Exercise, name: str, play: Made) -> str:
    """Return how a check ended: ``passed``, ``failed``, or the text of an error of its own."""
    try:
        getattr(importlib.import_module(exercise.check_module), name)(play)
        for run in play.made.values():
            expect.ended(run)
            expect.returned(run)
            expect.nothing_left(run)
    except (Mistake, StageFault):
        return "failed"
    except Exception as error:
        return f"{name}: {type(error).__name__}: {error}"
    return "passed"


@EACH
@pytest.mark.parametrize("odd", [0.0, 0.1])
def test_whatever_is_said_a_check_has_a_verdict(exercise: Exercise, odd: float, folder: Folder) -> None:
    checks = exercise.checks()
    for name, (marks, _) in checks.items():
        for seed in range(PLAYS):
            play = Made(exercise, folder, random.Random(f"{name} {seed} {odd}"), odd)
            found = verdict(exercise, name, play)
            if found not in ("passed", "failed"):  # unless it would not have been run
                assert any(verdict(exercise, need, play) != "passed" for need in marks.needs), (found, seed)


def test_every_call_of_the_function_must_leave_nothing(folder: Folder) -> None:
    run = Made(Exercise("ex07_deadline"), folder, random.Random(1), 0.0)._make("quick", (), {}, {})
    left = Invocation(name="run_with_deadline", started=0.0, ended=1.0, leftovers=(Leftover(pid=5, zombie=True),))
    clean = replace(left, leftovers=())
    with pytest.raises(Mistake, match="not-joined"):
        expect.nothing_left(replace(run, invocations=(left, clean)))
    expect.nothing_left(replace(run, invocations=(clean, clean)))
    expect.nothing_left(replace(run, invocations=(replace(left, name="start"), clean)))  # what ``start`` leaves, the end ends
