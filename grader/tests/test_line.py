"""The stage's line: whatever a program says on it, judge and checks have an answer, and never an error of their own."""

import ast
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
from grader.judge.holds import Until
from grader.judge.line import Line
from grader.judge.scheduler import HoldScheduler
from grader.judge.seen import Invocation, Leftover
from grader.judge.shapes import fits
from grader.judge.wire import Other, Raised
from grader.stage.declared import AtMost, OneOf
from grader.stage.pools import END
from grader.tests.made_up import CALLER, Listened, Made, scenarios, value

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
        re.findall(
            r'\bplay\("(\w+)"',
            Path(inspect.getfile(importlib.import_module(exercise.check_module))).read_text(encoding="utf-8"),
        )
    )
    assert played == set(scenarios(exercise))


APART = {
    ("ex07_deadline", "begins"): "it is said before the student's function is called",
    ("ex07_deadline", "ends"): "the student's function is over, and all that it has called",
    ("ex14_value", "add_many"): "the student's function is called within it",
    ("ex16_transfer", "transfer"): "the student's function is called within it",
    ("ex16_transfer", "locked"): "the student's program takes the lock",
    ("ex16_transfer", "all free"): "the student's program gives locks back",
    ("ex16_transfer", "set"): "the student's program changes a balance",
    ("ex29_manager", "send"): "split is over when what it gave is sent",
    ("ex31_back_pressure", "next"): "source is over when what it gave is gone through",
    ("ex33_supervisor", "packed"): "task is over when what it gave is sent",
    ("ex33_supervisor", "unpacked"): "what task gave arrives in another process",
}
"""Probes that no callable has as its own, and that are called outside of any other: why."""


def tells(module: ast.Module) -> set[str]:
    """Return the probes that a scenario makes by their names, to tell something. Of a name with blanks: what stands before."""
    made = [node.args[0] for node in ast.walk(module) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Probe"]
    named = [name.values[0] if isinstance(name, ast.JoinedStr) else name for name in made]
    return {str(name.value) for name in named if isinstance(name, ast.Constant)}  # another is END


@EACH
def test_what_is_called_within_a_probe_only_is_declared(exercise: Exercise) -> None:
    module = importlib.import_module(f"grader.stage.scenarios.{exercise.name}")
    told = tells(ast.parse(inspect.getsource(module)))
    for name, scenario in scenarios(exercise).items():
        says = scenario.says
        for probe in (one for one in says.probes if one.startswith(tuple(told))):
            assert probe in says.inside or probe in says.own or (exercise.name, probe) in APART, (name, probe)
        assert says.inside.keys() <= says.probes.keys()
        for outer in says.inside.values():
            calls = says.calls if isinstance(says.calls, tuple) else ()
            assert {*says.probes, *calls} >= set(outer.split("|"))


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


@pytest.fixture(name="said")
def _said(folder: Folder) -> Iterator[Listened]:
    """Give a play of ex10 in which the student's function runs, and has started a process, 101."""
    heard = Listened(folder, Line("ex10_pipeline", "pipeline", {}, ("run_pipeline",)))
    for op in ("born", "hello", "loading", "loaded", "calling"):
        heard.say(heard.main, op, method="fork", name="run_pipeline")
    assert heard.say(heard.open(101), "born")
    yield heard
    heard.close()


CONSUMED = {"probe": "consumed", "args": {"list": ["first 7"]}, "main": True}
CONSUMER = {"probe": "consumer", "args": {"list": []}, "main": True}
ELSEWHERE = "enter: 'consumed' outside of consumer"


def test_a_probe_within_another_is_called_only_there(said: Listened) -> None:
    outer = said.open(101)
    said.say(said.open(101), "enter", **CONSUMED)
    said.say(outer, "enter", **CONSUMER)
    said.say(said.main, "enter", **CONSUMED)
    assert said.say(said.open(101), "enter", **CONSUMED)
    said.say(outer, "leave", how="returned")
    said.say(said.open(101), "enter", **CONSUMED)
    assert [call.probe for call in said.witness.ledger.calls] == ["consumer", "consumed"]
    assert said.witness.ledger.strays == [ELSEWHERE] * 3


@pytest.mark.parametrize("end", ["died", "raised", "returned"])
def test_a_word_from_within_may_be_read_after_an_end_that_nobody_foresaw(said: Listened, end: str) -> None:
    outer = said.open(101)
    said.say(outer, "enter", **CONSUMER)
    if end == "died":
        said.witness.hung_up(outer)
    else:
        said.say(outer, "leave", how=end)
    assert said.say(said.open(101), "enter", **CONSUMED) == (end != "returned")


def test_a_probe_of_the_scenario_itself_is_called_while_nothing_else_runs(folder: Folder) -> None:
    heard = Listened(folder, Line("ex34_map_reduce", "work", {"lines": [], "workers": 2}, ("map_reduce",)))
    later = {"probe": "later", "args": {"list": []}, "main": True}
    heard.say(heard.main, "born")
    said = []
    for op in ("hello", "loading", "loaded", "calling", "over", "returned"):
        heard.say(heard.main, op, method="fork", name="map_reduce")
        said.append(heard.say(heard.open(CALLER), "enter", **later))
    assert said == [False, False, True, False, False, True]
    heard.close()


def test_the_caller_has_no_end(folder: Folder) -> None:
    heard = Listened(folder, Line("ex17_pool", "pool", {"nums": []}, ("run_in_pool",)))
    for op in ("born", "hello", "loading", "loaded", "calling"):
        heard.say(heard.main, op, method="fork", name="run_in_pool")
    heard.say(heard.open(101), "born")
    said = [heard.say(heard.open(pid), "enter", probe=END, args={"list": []}, main=True) for pid in (101, CALLER)]
    assert said == [True, False]
    heard.close()


def test_who_is_held_is_not_within(said: Listened) -> None:
    said.witness.scheduler = HoldScheduler([Until(probe="consumer")], said.witness.ledger, lambda number: True)
    outer = said.open(101)
    assert said.say(outer, "enter", **CONSUMER)
    said.say(said.open(101), "enter", **CONSUMED)
    said.witness.hung_up(outer)
    said.say(said.open(101), "enter", **CONSUMED)
    assert said.witness.ledger.strays == [ELSEWHERE] * 2


def test_every_call_of_the_function_must_leave_nothing(folder: Folder) -> None:
    run = Made(Exercise("ex07_deadline"), folder, random.Random(1), 0.0)._make("quick", (), {}, {})
    left = Invocation(name="run_with_deadline", started=0.0, ended=1.0, leftovers=(Leftover(pid=5, zombie=True),))
    clean = replace(left, leftovers=())
    with pytest.raises(Mistake, match="not-joined"):
        expect.nothing_left(replace(run, invocations=(left, clean)))
    expect.nothing_left(replace(run, invocations=(clean, clean)))
    expect.nothing_left(replace(run, invocations=(replace(left, name="start"), clean)))  # what ``start`` leaves, the end ends
