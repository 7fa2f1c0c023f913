"""How it is proved: every order of two and of three workers' lines is asked about, and lines of a real run.

The answers are compared with all the ways in which the lines can be mixed. The mistake that explains best is told first.
"""

import functools
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from grader.checking import Lesson, Mistake, Play, Run, Until, check, expect

LESSON = Lesson(title="Possible and impossible outputs", part="A", section="2", contract=("is_possible(lines, nums=(1, 2))",))
LAST = "All processes finished"
Case = tuple[Sequence[int], list[str]]  # the numbers of the workers, and the lines
Group = tuple[Sequence[int], Sequence[int], Sequence[int] | None]  # see the scenario ``orders``

# Worker 1 starts its work only when worker 2 has finished: the system may delay a process for as long as it likes.
LATE = Until(
    probe="worker",
    which=lambda args: args == (1,),
    seen=lambda ledger: any(call.args == (2,) and call.left is not None for call in ledger.calls),
)

TRUE_EXPECTED = (
    "is_possible(…) was called with lines that a run can print, and it returned False. True was expected.\n    {lines}"
)
FALSE_EXPECTED = (
    "is_possible(…) was called with lines that no run prints, and it returned True. False was expected.\n    {lines}"
)


@check(points=2)
def test_possible_orders(play: Play) -> None:
    """It says True for every order in which two workers can print."""
    cases = _orders([1, 2], range(5))
    answers = _ask(play, [([1, 2], range(5), None)], cases)
    _expect_answers(cases, answers, only=_possible)


@check(points=2, needs=["test_possible_orders"])
def test_impossible_orders(play: Play) -> None:
    """It says False for every other order of these lines."""
    cases = _orders([1, 2], range(5))
    answers = _ask(play, [([1, 2], range(5), None)], cases)
    _expect_answers(cases, answers)


@check(points=1, needs=["test_impossible_orders"])
def test_three_workers(play: Play) -> None:
    """With three workers it is right for every order of their lines, and for an early last line."""
    every = range(720)  # the orders of six lines
    valid = [number for number in every if _runs_in_turn(_worker_lines([1, 2, 3])[number])]
    for groups in ([([1, 2, 3], [6], every[:360])], [([1, 2, 3], [6], every[360:]), ([1, 2, 3], range(6), valid)]):
        cases = [case for group in groups for case in _orders(*group)]
        _expect_answers(cases, _ask(play, groups, cases))


@check(points=1, needs=["test_possible_orders"])
def test_wrong_lines(play: Play) -> None:
    """It says False when a line is missing, comes too often, or does not belong there."""
    cases = [([1, 2], lines) for lines in (*_missing(), *_repeated(), *_foreign())]
    run = play("questions", cases=cases)
    _expect_answers(cases, _answers_of(run, cases))


@check(points=2, needs=["test_possible_orders"])
def test_other_numbers(play: Play) -> None:
    """It is right for all numbers: equal ones, long ones, one worker, no worker."""
    groups: list[Group] = [
        ([0], range(3), None), ([11, 1], range(5), None), ([1, 1], range(5), None), ([2, 1, 2], [6], None),
    ]  # fmt: skip
    cases = [case for group in groups for case in _orders(*group)]
    _expect_answers(cases, _ask(play, groups, cases))
    none: list[Case] = [((), []), ((), [LAST]), ((), [LAST, LAST]), ((), ["Worker 1 started", "Worker 1 finished", LAST])]
    _expect_answers(none, _answers_of(play("questions", cases=none), none))


@check(points=1, methods="all", needs=["test_impossible_orders"])
def test_real_run(play: Play) -> None:
    """It recognises what real processes have printed."""
    nums = [1, 2, 3]
    run = play("real_run", nums=nums, holds=[LATE])
    lines: list[str] = run.report["lines"] if run.report else []
    cases: list[Case] = [(nums, lines), (nums, lines[:-1]), (nums, lines[::-1])]
    _expect_answers(cases, _answers_of(run, cases))


def _ask(play: Play, groups: Iterable[Group], cases: Sequence[Case]) -> list[Any]:
    """Play ``orders`` for these groups and return the answers."""
    told = [
        {"nums": list(nums), "places": list(places), "chosen": None if chosen is None else list(chosen)}
        for nums, places, chosen in groups
    ]
    return _answers_of(play("orders", groups=told), cases)


def _orders(nums: Sequence[int], places: Sequence[int], chosen: Sequence[int] | None = None) -> list[Case]:
    """Return the questions that the scenario asks for one group, in its order."""
    every = _worker_lines(nums)
    return [
        (nums, [*every[number][:place], LAST, *every[number][place:]])
        for number in (range(len(every)) if chosen is None else chosen)
        for place in places
    ]


def _worker_lines(nums: Sequence[int]) -> list[tuple[str, ...]]:
    """Return every order of the workers' own lines, sorted."""
    return sorted(set(itertools.permutations(_whole(nums)[:-1])))


def _runs_in_turn(lines: tuple[str, ...]) -> bool:
    """Say whether these are possible lines of three workers that start in the order of their numbers."""
    starts = [line for line in lines if line.endswith("started")]
    return lines in _runs((1, 2, 3)) and starts == sorted(starts)


def _of_two() -> list[list[str]]:
    """Return every possible output of two workers, sorted."""
    return [[*lines, LAST] for lines in sorted(_runs((1, 2)))]


def _missing() -> list[list[str]]:
    """Return lines of which one is missing, or all, or those of one worker, also with another's in their place."""
    one_less = [lines[:at] + lines[at + 1 :] for lines in _of_two() for at in range(len(lines))]
    one, two = (["Worker 1 started", "Worker 1 finished"], ["Worker 2 started", "Worker 2 finished"])
    return [*one_less, [*one, LAST], [*two, LAST], [*one, *one, LAST], [LAST], []]


def _repeated() -> list[list[str]]:
    """Return lines of which one, or those of one worker, come once more."""
    twice = [lines[: at + 1] + lines[at:] for lines in _of_two() for at in range(len(lines))]
    one = ["Worker 1 started", "Worker 1 finished"]
    return [*twice, *[one + lines for lines in _of_two()], [*_of_two()[0], *_of_two()[0]]]


def _foreign() -> list[list[str]]:
    """Return lines of which one does not belong there, in addition or in place of another."""
    strange = [
        "Hello",
        "",
        "Worker",
        "Worker 1",
        "Worker started",
        "Worker one started",
        "started",
        "None",
        "Worker 3 started",
    ]
    like = [
        "worker 1 started", "Worker 1 started ", " Worker 1 started", "Worker  1 started", "Worker 01 started",
        "Worker 1 Started", "Worker 1 started.", "Worker 11 started", "Worker 1 starting", "Worker 1 started now",
    ]  # fmt: skip
    first = _of_two()[0]
    added = [[*first[:at], line, *first[at:]] for line in strange for at in (0, 2, len(first))]
    instead = [[text if line == "Worker 1 started" else line for line in first] for text in (*strange, *like)]
    three = ["Worker 3 started", "Worker 3 finished"]
    ends = [[*first[:-1], text] for text in ("All processes finished.", "all processes finished", "All processes finished ")]
    return [*added, *instead, three + first, *ends]


def _answers_of(run: Run, cases: Sequence[Case]) -> list[Any]:
    """Return the answers, one a case. An exception, or an answer that is neither True nor False, is a mistake."""
    expect.ended(run)
    expect.returned(run)
    answers = list(run.report["answers"])
    for (nums, lines), answer in zip(cases, answers, strict=False):
        if type(answer) is not bool:
            code = "nothing-returned" if answer is None else "not-true-or-false"
            raise Mistake(code, have=repr(answer)[:100], lines=_shown((nums, lines)))
    error = run.report["error"]
    if error is not None:
        known = {"error": error["type"], "text": error["text"], "line": error["line"] or "?"}
        source = run.source_line(error["line"])
        if error["type"] == "NotImplementedError":
            raise Mistake("not-written-yet", source=source, **known)
        raise Mistake("raises-for-lines", source=source, lines=_shown(cases[len(answers)]), **known)
    return answers


def _expect_answers(cases: Sequence[Case], answers: Sequence[bool], only: Callable[[Case], bool] = lambda case: True) -> None:
    """The answers to these questions (``only`` chooses some) are right; else the first mistake that explains best."""
    wrong = [case for case, answer in zip(cases, answers, strict=True) if only(case) and answer != _possible(case)]
    if wrong:
        case = min(wrong, key=lambda case: KINDS.index(_kind(case)))
        raise Mistake(_kind(case), have=not _possible(case), want=_possible(case), lines=_shown(case))


KINDS = (
    "order-rejected", "late-start-rejected", "missing-accepted", "repeated-accepted", "foreign-accepted",
    "finish-first-accepted", "early-last-line-accepted", "equal-numbers", "no-workers",
)  # fmt: skip


def _kind(case: Case) -> str:
    """Return the code for a wrong answer to this question."""
    nums, lines = case
    if len(set(nums)) < len(nums):
        return "equal-numbers"
    if not nums:
        return "no-workers"
    if _possible(case):
        starts = [line.endswith("started") for line in lines]
        return "order-rejected" if starts == sorted(starts, reverse=True) else "late-start-rejected"
    want, have = Counter(_whole(nums)), Counter(lines)
    if set(have) - set(want):
        return "foreign-accepted"
    if want - have:
        return "missing-accepted"
    if have - want:
        return "repeated-accepted"
    return "early-last-line-accepted" if lines[-1] != LAST else "finish-first-accepted"


def _whole(nums: Sequence[int]) -> list[str]:
    return [f"Worker {num} {word}" for num in nums for word in ("started", "finished")] + [LAST]


def _possible(case: Case) -> bool:
    nums, lines = case
    return lines[-1:] == [LAST] and tuple(lines[:-1]) in _runs(tuple(nums))


@functools.cache
def _runs(nums: tuple[int, ...]) -> frozenset[tuple[str, ...]]:
    """Return all outputs of these workers, without the last line: every way in which their lines can be mixed."""
    return frozenset(_mixed(tuple((f"Worker {num} started", f"Worker {num} finished") for num in nums)))


def _mixed(left: tuple[tuple[str, ...], ...]) -> Iterable[tuple[str, ...]]:
    """Yield each way to mix these sequences so that each keeps its order."""
    if not any(left):
        yield ()
    for number, sequence in enumerate(left):
        if sequence:
            for rest in _mixed((*left[:number], sequence[1:], *left[number + 1 :])):
                yield (sequence[0], *rest)


def _shown(case: Case) -> str:
    """Return a question as a message shows it: each line in quotes, so that a space at its end is seen."""
    nums, lines = case
    return "\n    ".join([f"nums={tuple(nums)}", *map(repr, lines)])
