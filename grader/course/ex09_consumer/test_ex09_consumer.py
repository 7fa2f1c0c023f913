"""How it is proved: the queue is fed one item at a time, and left empty until nothing moves; then comes the end mark.

Items behind the end mark must still be there. Items that count as false show who takes them for the end.
"""

from typing import Any

from grader.checking import Lesson, Mistake, Play, Run, Until, check, expect, shorten

LESSON = Lesson(title="The consumer", part="B", section="3", contract=("consumer(queue)",))
ITEMS: list[Any] = [3, 0, "", False, [], [1], 0.0, 3]
BEHIND = ["behind", 99]
PAUSES = [Until(probe="pause", give_up="still", timers=True)]


@check(points=2)
def test_waits(play: Play) -> None:
    """It waits while the queue is empty."""
    run = _feed(play)
    idle = run.note("idle")
    empty = [error for error in run.child_errors() if error.kind.rpartition(".")[2] == "Empty"]
    if empty or (idle is not None and not idle.fields["alive"] and not run.child_errors()):
        raise Mistake("stops-when-empty")


@check(points=3, methods="all", needs=["test_waits"])
def test_prints(play: Play) -> None:
    """It prints each item, in order, also items that count as false."""
    run = _feed(play)
    expect.no_child_errors(run)
    items = [*ITEMS, *(call.dealt for call in run.of_probe("pause"))]
    have = [line.text for line in run.lines() if line.text.startswith("Consumed:")]
    if have == _lines(ITEMS[: len(have)]) and len(have) < len(ITEMS) and not ITEMS[len(have)]:
        raise Mistake("stops-at-a-false-item", item=repr(ITEMS[len(have)]))
    if "Consumed: None" in have:
        raise Mistake("end-mark-printed")
    if run.end != "done" and have == _lines(items):
        raise Mistake("goes-on-after-the-end")
    expect.lines(run, _lines(items), starts=["Consumed:"])


@check(points=2, needs=["test_prints"])
def test_stops(play: Play) -> None:
    """It returns at the end mark, and leaves what comes after it in the queue."""
    run = play("full", items=ITEMS, behind=BEHIND, holds=PAUSES)
    expect.ended(run)
    ended = run.note("ended")
    if ended is not None and ended.fields["exitcode"] != 0:
        raise Mistake("consumer-exit-code", code=ended.fields["exitcode"])
    if run.report != BEHIND:
        raise Mistake("takes-too-much", have=shorten(run.report, 100), want=shorten(BEHIND))


@check(points=1, needs=["test_waits"])
def test_only_the_end_mark(play: Play) -> None:
    """When the end mark is all that comes, it prints nothing and returns."""
    run = play("feed", items=[], holds=PAUSES)
    expect.lines(run, [], starts=["Consumed:"])


def _feed(play: Play) -> Run:
    return play("feed", items=ITEMS, holds=PAUSES, may_hang=True)


def _lines(items: list[object]) -> list[str]:
    return [f"Consumed: {item}" for item in items]
