"""How it is proved: both transfers are held when they have their first lock: crossed locks stop for ever, every time.

Reads and writes of balances are held as in a race, so an update that is not protected is lost.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from grader.checking import RACE, Hold, Invocation, Lesson, Mistake, Play, Run, check, expect, meet, shorten

LESSON = Lesson(title="Two locks", part="B", section="3", contract=("transfer(accounts, source, target, amount)",))
OPPOSITE, OPPOSITE_OF_THREE = [[0, 1, 10], [1, 0, 10]], [[0, 2, 10], [2, 0, 10]]
SAME_SOURCE, SAME_TARGET = [[0, 1, 10], [0, 2, 10]], [[0, 1, 10], [2, 1, 10]]
FIRST_LOCKS = [meet("locked", parties=2, give_up="still", naps=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One transfer, and what it should do. ``answer`` None: it raises ``ValueError``."""

    balances: list[int]
    arguments: list[int]
    answer: bool | None
    after: list[int]
    why: str


PLAIN = [
    Case(balances=[100, 50], arguments=[0, 1, 30], answer=True, after=[70, 80], why="the source holds enough"),
    Case(balances=[100, 50], arguments=[1, 0, 50], answer=True, after=[150, 0], why="the source holds just enough"),
    Case(balances=[100, 50], arguments=[1, 0, 51], answer=False, after=[100, 50], why="the source does not hold enough"),
    Case(balances=[9, 100, 50], arguments=[1, 2, 30], answer=True, after=[9, 70, 80], why="the source holds enough"),
]
ODD = [
    Case(balances=[0, 50], arguments=[0, 1, 0], answer=True, after=[0, 50], why="0 is always covered"),
    Case(balances=[100, 50], arguments=[0, 0, 30], answer=True, after=[100, 50], why="source and target are the same"),
    Case(balances=[100, 50], arguments=[0, 0, 101], answer=False, after=[100, 50], why="it is not covered"),
    Case(balances=[100, 50], arguments=[0, 1, -1], answer=None, after=[100, 50], why="the amount is negative"),
    Case(balances=[100, 50], arguments=[1, 1, -1], answer=None, after=[100, 50], why="the amount is negative"),
]
HALF = [[2, 0, 1, 0.5], [2, 1, 0, 0.5]]  # a Value of whole numbers takes no half: writing it raises


@check(points=2)
def test_moves(play: Play) -> None:
    """It moves the money when the source holds enough, and says so."""
    _all_right(play, PLAIN)


@check(points=1, needs=["test_moves"])
def test_odd_cases(play: Play) -> None:
    """An amount of 0, the same account twice, and a negative amount are answered as the text says."""
    _all_right(play, ODD)
    run = play("alone", cases=HALF, shared=_shared([100, 50], [100, 50]), may_raise=True)
    for one, held in zip(run.invocations, run.report, strict=True):
        _nothing_held(one, held)


@check(points=1, needs=["test_moves"])
def test_same_sum(play: Play) -> None:
    """Whoever holds both locks always sees the same sum."""
    run = _alone(play, PLAIN)
    if not run.of_probe("locked"):
        raise Mistake("never-locked")
    for call in run.of_probe("all free"):
        if sum(call.args) != 150:
            raise Mistake("sum-changes", have=sum(call.args), want=150)


@check(points=2, methods="all", needs=["test_moves"])
def test_nothing_is_lost(play: Play) -> None:
    """Two processes move money at the same time, and none is lost."""
    run = _at_once(play, [15, 50, 60], SAME_SOURCE, slow=[0], holds=RACE)
    _balances(run, SAME_SOURCE, [5, 60, 60], [5, 50, 70])  # there is enough for one of them only
    run = _at_once(play, [90, 50, 60], SAME_TARGET, slow=[1], holds=RACE)
    _balances(run, SAME_TARGET, [80, 70, 50])


@check(points=4, methods="all", needs=["test_moves"])
def test_no_deadlock(play: Play) -> None:
    """Two opposite transfers at the same time come to an end."""
    run = _at_once(play, [100, 100], OPPOSITE, slow=[], odd_order=True, holds=FIRST_LOCKS)
    _balances(run, OPPOSITE, [100, 100])
    run = _at_once(play, [100, 50, 60], OPPOSITE_OF_THREE, slow=[], holds=FIRST_LOCKS)
    _balances(run, OPPOSITE_OF_THREE, [100, 50, 60])


def _shared(*banks: list[int]) -> dict[str, int | None]:
    """Return the balances as the judge keeps them; see ``Account`` of the scenario."""
    return {f"{case}.{index}": balance for case, bank in enumerate(banks) for index, balance in enumerate(bank)}


def _after(run: Run, case: int = 0) -> list[int]:
    """Return the balances in the end."""
    return [balance for name, balance in run.shared.items() if name.startswith(f"{case}.")]


def _alone(play: Play, cases: list[Case]) -> Run:
    shared = _shared(*(case.balances for case in cases))
    arguments = [[len(case.balances), *case.arguments] for case in cases]
    return play("alone", cases=arguments, shared=shared, may_raise=True)


def _at_once(play: Play, balances: list[int], transfers: list[list[int]], *, holds: Iterable[Hold], **more: Any) -> Run:
    both: list[Hold] = [meet("transfer", parties=2), *holds]
    shared = _shared(balances)
    return play("at_once", count=len(balances), transfers=transfers, holds=both, shared=shared, may_hang=True, **more)


def _all_right(play: Play, cases: list[Case]) -> None:
    """Each transfer gave the right answer, left the right balances, and held no lock afterwards."""
    run = _alone(play, cases)
    expect.ended(run)
    for number, (case, one, held) in enumerate(zip(cases, run.invocations, run.report, strict=True)):
        raised = one.error.type if one.error is not None else None
        if case.answer is None and raised != "ValueError":
            raise Mistake("no-value-error")
        if case.answer is not None and raised is not None:
            expect.raised_nothing(run, one)
        if case.answer is not None and one.value is not case.answer:
            raise Mistake("wrong-answer", have=shorten(one.value), want=case.answer, why=case.why)
        if _after(run, number) != case.after:
            raise Mistake("wrong-balances", have=_after(run, number), want=case.after, why=case.why)
        _nothing_held(one, held)


def _nothing_held(one: Invocation, held: list[int]) -> None:
    if any(held):
        how = f"it had raised {one.error.type}" if one.error is not None else f"it had returned {shorten(one.value)}"
        raise Mistake("lock-kept", how=how)


def _balances(run: Run, transfers: list[list[int]], *wanted: list[int]) -> None:
    """The transfers came to an end, at the same time, and left one of these; each moved its own money, or nothing."""
    expect.no_child_errors(run)
    if run.hung and len({call.pid for call in run.of_probe("locked")}) > 1:
        raise Mistake("locks-cross")
    expect.ended(run)
    expect.together(run, "transfer", parties=2)
    expect.called_once_each(run, "transfer", transfers)
    have = _after(run)
    if min(have) < 0:
        raise Mistake("overdrawn", have=min(have))
    if have not in wanted or run.blind():
        raise Mistake("money-lost", have=have, want=" or ".join(map(str, wanted)), blind=len(run.blind()))
    places = range(len(have))
    shares = [[amount * ((place == target) - (place == source)) for place in places] for source, target, amount in transfers]
    for pid in {write.pid for write in run.writes}:
        moved = [run.added(name, by=pid) for name in run.shared]
        if any(moved) and moved not in shares:
            raise Mistake("wrong-share", have=moved, want=" or ".join(map(str, shares)))
