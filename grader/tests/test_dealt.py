"""What the judge deals: numbers that follow from the seed alone, and results of probes that follow from those numbers."""

import functools
import importlib
from typing import Any

import pytest

from grader.course.catalogue import Exercise, exercises
from grader.grading.player import Player
from grader.grading.verdict import judge
from grader.judge.deal import Dealer, SharedNumbers
from grader.judge.run import Run
from grader.judge.wire import Other, Raised
from grader.tests.kit import runner, sandbox

NO_RESULTS = {
    "ex03_interleavings": "the function answers yes or no, and the lines are the question",
    "ex05_subclass": "the number is what the process was made with, and an attribute of it",
    "ex09_consumer": "what stands behind the end mark is only to stay there; what is consumed is printed",
    "ex16_transfer": "the answer is yes or no; the balances are with the judge",
    "ex32_shutdown": "what comes back is the name of the error that the contract asks for",
}
ONE_PLAY_IS_KNOWN = {
    "ex06_isolation": "a state that was cleared is empty",
    "ex07_deadline": "a process that SIGKILL ends has its code",
    "ex08_producer": "the default's numbers are those of the contract",
    "ex13_pipe": "the student's own server answers by its contract",
    "ex23_executor": "who dies takes the results of others along",
}
"""The exercises in which a play may come to the same twice: that helps nobody who has not done the work of the other plays."""


def test_a_seed_decides_what_is_dealt() -> None:
    calls = ["func (1,)", "func (2,)", "func (1,)"]
    drawn = {seed: [dealer.draw(call) for call in calls] for seed in (7, 8) for dealer in [Dealer(seed)]}
    again = Dealer(7)
    assert again.draw(calls[1]) == drawn[7][1], "whichever call comes first"
    assert [again.draw(calls[0]), again.draw(calls[0])] == drawn[7][::2]
    assert drawn[7] != drawn[8]


def test_no_number_is_dealt_twice() -> None:
    dealer = Dealer(0)
    drawn = [dealer.draw(f"func ({number % 3},)") for number in range(3_000)]
    assert len(set(drawn)) == len(drawn)
    assert all(100 <= number <= 999 for number in drawn[:400])


def test_shared_numbers_remember_what_they_were() -> None:
    numbers = SharedNumbers({"counter": 5})
    assert numbers.read(["counter", "counter"], 1) == (5, 5)
    numbers.write([("counter", 7)], 1)
    assert (numbers.first, numbers.now) == ({"counter": 5}, {"counter": 7})
    assert numbers.has(["counter"])
    assert not numbers.has(["another"])
    assert not numbers.has(["counter"] * 1_000)


@pytest.mark.parametrize(
    ("steps", "blind"),
    [
        ("1r 1w 2r 2w", []),
        ("1r 2r 1w 2w", [2]),
        ("1r 2r 1w 2r 2w", []),
        ("1r 1w 1w 2w", [2]),
        ("1w 1w 1w", []),
        ("1r 2r 2w 1w 2w", [1, 2]),
    ],
)
def test_who_writes_over_what_it_has_not_read_is_known(steps: str, blind: list[int]) -> None:
    numbers = SharedNumbers({"counter": 5})
    for step in steps.split():
        if step[1] == "r":
            numbers.read(["counter"], int(step[0]))
        else:
            numbers.write([("counter", numbers.now["counter"] + 1)], int(step[0]))
    assert [write.pid for write in numbers.writes if write.blind] == blind
    assert sum(write.after - write.before for write in numbers.writes) == steps.count("w")


@pytest.mark.long
@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_no_result_can_be_known_before(exercise: Exercise) -> None:
    """The solution comes to other results when the judge deals other numbers: none follows from the arguments of a call."""
    first, second = _told(exercise, 1), _told(exercise, 2)
    assert first.keys() == second.keys()
    telling = [key for key, told in first.items() if told]
    same = [key for key in telling if first[key] == second[key]]
    if exercise.name not in NO_RESULTS:
        assert same == [] or (exercise.name in ONE_PLAY_IS_KNOWN and len(same) < len(telling)), same


def _told(exercise: Exercise, seed: int) -> dict[str, list[Any]]:
    """Return what came back in each play of the solution, but for nothing, yes and no."""
    module = importlib.import_module(exercise.check_module)
    runs: dict[str, Run] = {}
    checks = {planned.check: planned.method for planned in reversed(exercise.planned_checks())}
    for check, method in checks.items():
        player = Player(exercise, exercise.solution.read_bytes(), method, sandbox(), runner(), runs, seed=seed)
        assert judge(functools.partial(getattr(module, check), play=player), player).outcome == "passed"
    told = {}
    for key, run in runs.items():
        fields = [field for note in run.notes for field in note.fields.values()]
        told[key] = [one for one in (run.report, *fields, *(one.value for one in run.invocations)) if not _says_little(one)]
    return told


def _says_little(value: Any) -> bool:
    """Say whether a value could be right by chance: nothing, yes or no, an empty container, an object, or some of these."""
    if isinstance(value, Other | Raised):
        return True
    if isinstance(value, list | tuple):
        return all(map(_says_little, value))
    return value in (None, True, False, 0) or value in ((), {}, "", b"")
