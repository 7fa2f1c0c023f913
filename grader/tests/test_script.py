"""Which calls fail, exit or are killed is the judge's word: it tells the probe, and takes no other end for one."""

import importlib
import inspect
from collections.abc import Iterator
from typing import Any

import pytest

from grader.course.catalogue import Exercise, exercises
from grader.judge import protocol
from grader.judge.folder import Folder, private
from grader.judge.line import Line
from grader.stage.declared import given
from grader.tests import kit
from grader.tests.made_up import CHILDREN, Listened, scenarios, wired

SCRIPTED = [exercise for exercise in exercises() if any(function.says.ends for function in scenarios(exercise).values())]
"""The exercises in which calls of probes have to fail."""

SWITCHED_OFF = b"""
from stage.probes import Probe

enter = Probe._enter
Probe._enter = lambda self, channel, args, **shared: {**enter(self, channel, args, **shared), "ends": None}
"""
"""A probe that hears nothing of how it has to end. It stands behind a solution: under fork all its processes have it."""

REFUTED_FOR = {"ex28_start_methods": "error-differs"}
"""Where the probe raises something else, since it has nothing to return."""

SECRET = {"failing", "failing_later", "killing", "dying", "script", "producer_fails", "consumer_fails", "source_fails"}
LISTS = {"failing": [1], "killing": [2, "x"], "dying": None, "always": True, "never": False}


@pytest.fixture(name="folder")
def _folder() -> Iterator[Folder]:
    folder = private()
    yield folder
    folder.remove()


@pytest.mark.parametrize(
    ("names", "call", "ending"),
    [
        (["failing"], (1,), "raise"),
        (["failing"], ("resource", 1), "raise"),
        (["failing"], (1, "resource"), None),
        (["failing"], ([1],), None),
        (["failing", "killing"], ("x",), "raise"),
        (["dying"], (1,), None),
        (["always"], (), "raise"),
        (["never"], (), None),
    ],
)
def test_arguments_say_which_calls_fail(names: list[str], call: tuple[Any, ...], ending: str | None) -> None:
    assert given(**dict.fromkeys(names, "raise"))(LISTS, call, 1) == ending


@pytest.mark.parametrize(("attempt", "ending"), [(1, "exit 3"), (2, "kill"), (3, None)], ids=["first", "second", "beyond"])
def test_a_script_may_be_of_attempts(attempt: int, ending: str | None) -> None:
    args = {"items": ["e"], "workers": 1, "script": {"e": ["exit 3", "kill"]}}
    line = Line("ex33_supervisor", "work", args, ("run_supervised",))
    assert line.ends(protocol.Enter("task", ("e",), True), attempt) == ending
    assert line.ends(protocol.Enter("task", ([],), True), attempt) is None
    assert line.ends(protocol.Enter("packed", ("e",), True), attempt) is None


def test_the_stage_is_not_told_which_calls_will_fail() -> None:
    args = {"nums": [1, 2], "failing": [1]}
    assert Line("ex02_start_and_join", "workers", args, ("run_workers",)).told == {"nums": [1, 2]}
    for exercise in SCRIPTED:
        for function in scenarios(exercise).values():
            names = inspect.signature(function).parameters.values()
            assert {one.name for one in names if one.kind is not one.KEYWORD_ONLY}.isdisjoint(SECRET), function
            assert all(one.default is not one.empty for one in names if one.kind is one.KEYWORD_ONLY)


class Heard(Listened):
    """A play of ex33 in which calls for ``a`` raise at first and are killed then, and those for ``b`` return."""

    def __init__(self, folder: Folder) -> None:
        args = {"items": ["a", "b"], "workers": 1, "script": {"a": ["raise", "kill", "exit 0"]}}
        super().__init__(folder, Line("ex33_supervisor", "work", args, ("run_supervised",)))
        for op in ("born", "hello", "loading"):
            self.say(self.main, op)
        self.say(self.main, "loaded", method="fork")
        self.say(self.main, "calling", name="run_supervised")
        self.say(self.open(CHILDREN[0]), "born")

    def call(self, item: str, how: str | None) -> bool:
        """Call the task for this item, and leave it so; None for a process that dies in it. Say whether that was taken."""
        line = self.open(CHILDREN[0])
        assert self.say(line, "enter", probe="task", args={"list": [wired(item)]}, main=True)
        if how is None:
            self.witness.hung_up(line)
        return how is None or self.say(line, "leave", how=how)


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        ("raised", None, True),
        (None, None, True),
        ("returned", None, False),
        ("raised", "raised", False),
        ("raised", "returned", False),
    ],
)
def test_a_call_ends_as_it_has_to(folder: Folder, first: str | None, second: str | None, taken: bool) -> None:
    heard = Heard(folder)
    assert (heard.call("a", first) and heard.call("a", second)) == taken
    assert [call.ends for call in heard.witness.ledger.calls] == ["raise", "kill"][: len(heard.witness.ledger.calls)]
    assert bool(heard.witness.ledger.strays) == (not taken)
    heard.close()


@pytest.mark.parametrize("how", ["returned", "raised", None])
def test_a_call_that_may_return_may_also_raise(folder: Folder, how: str | None) -> None:
    heard = Heard(folder)
    assert heard.call("b", how)
    assert heard.witness.ledger.calls[0].ends is None
    heard.close()


@pytest.mark.long
@pytest.mark.parametrize("exercise", SCRIPTED, ids=str)
def test_nobody_can_switch_failures_off(exercise: Exercise) -> None:
    """A solution that keeps the probes from failing is refuted for that."""
    found = kit.verdicts(exercise, exercise.solution.read_bytes() + SWITCHED_OFF, "fork", stop=False)
    codes = {verdict.code for verdict in found.values() if verdict.outcome == "failed"}
    assert REFUTED_FOR.get(exercise.name, "odd-message") in codes, codes


def test_no_probe_knows_by_itself_how_it_ends() -> None:
    """What the script of a scenario reads from its arguments stands in no probe, where a submission could change it."""
    for exercise in SCRIPTED:
        module = importlib.import_module(f"grader.stage.scenarios.{exercise.name}")
        for kind in vars(module).values():
            if isinstance(kind, type) and hasattr(kind, "call"):
                names = inspect.signature(kind).parameters
                assert SECRET.isdisjoint(names), kind
