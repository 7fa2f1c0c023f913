"""How it is proved: the result is compared with what one process computes, also when workers die in the middle.

The first maps end one by one, each when nothing moves: a reduce that does not wait for all of them begins too early.
"""

from collections import Counter, defaultdict
from typing import Any

from grader.checking import LONG_LOOK, Hold, Lesson, Mistake, Play, Run, Until, check, expect, meet, shorten

LESSON = Lesson(
    title="Map and reduce",
    part="E",
    section="",
    contract=("map_reduce(map_fn, reduce_fn, inputs, workers)",),
)
LINES = [
    "alice was beginning to get very tired of sitting by her sister on the bank",
    "and of having nothing to do once or twice she had peeped",
    "into the book her sister was reading but it had no pictures or conversations in it",
    "and what is the use of a book thought alice",
    "without pictures or conversations in it",
]
WORKERS = 3
LATER = Until(probe="later", give_up="still", timers=True)
# The first calls of map_fn end one by one, each when nothing moves: whoever need not wait for all of them goes on.
HOLDS: list[Hold] = [
    meet("map_fn", parties=WORKERS, singly=True),
    meet("reduce_fn", parties=WORKERS, linger=True),
    LATER,
]
# Some pairs are given, and have left the process if they can, before it dies.
DYING: list[Hold] = [Until(probe="half", give_up="still"), LONG_LOOK, LATER]
MAPS, KEYS = (1, 4), ("alice", "the")
ENOUGH = 5  # attempts for a call that raises every time


@check(points=2)
def test_result(play: Play) -> None:
    """The result is exact, each input is mapped once, and reduce waits for all maps."""
    _exact(play("work", lines=LINES, workers=WORKERS, holds=HOLDS, may_leave=True))
    empty = play("work", lines=[], workers=WORKERS, holds=[LATER])
    expect.value(empty, {})


@check(points=3, methods="all", needs=["test_result"])
def test_at_once(play: Play) -> None:
    """As many workers as asked for map at the same time, and so do they reduce."""
    run = play("work", lines=LINES, workers=WORKERS, holds=HOLDS)
    for name in ("map_fn", "reduce_fn"):
        expect.together(run, name, parties=WORKERS)
        expect.at_most(run, name, parties=WORKERS)
    _exact(run)


@check(points=2, needs=["test_result"])
def test_dies_mapping(play: Play) -> None:
    """When workers die in map_fn, the result is the same."""
    run = play("work", lines=LINES, workers=2, killing=list(MAPS), holds=DYING, may_hang=True)
    _survived(run)


@check(points=2, needs=["test_result"])
def test_dies_reducing(play: Play) -> None:
    """When workers die in reduce_fn, the result is the same."""
    run = play("work", lines=LINES, workers=2, killing=list(KEYS), holds=DYING, may_hang=True)
    _survived(run)


@check(points=1, needs=["test_result"])
def test_raises(play: Play) -> None:
    """It ends, and leaves nothing behind, when map_fn or reduce_fn raises."""
    for probe, key in (("map_fn", 2), ("reduce_fn", "alice")):
        run = play("work", lines=LINES, workers=2, failing=[key], holds=[LATER], may_raise=True)
        tried = sum(call.args[0] == key for call in run.of_probe(probe))
        if tried > ENOUGH:
            raise Mistake("tried-for-ever", name=probe, have=tried)
        expect.ended(run)


def _words() -> dict[str, list[int]]:
    """Return the words of all lines, each with the number of the line for each time that it stands there."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(LINES, 1):
        for word in line.split():
            found[word].append(number)
    return found


def _wanted(run: Run) -> dict[Any, list[Any]]:
    """Return what follows from what was dealt the calls that ran to their end. Of several for a line or a key, one counts."""
    reduces = _dealt(run, "reduce_fn", _used(run))
    given = _given(run)
    return {key: [*([sum(values)] if key == 0 else values), reduces.get(repr(key))] for key, values in given.items()}


def _given(run: Run) -> dict[Any, list[int]]:
    """Return for each key the values that belong to it, of those calls of map_fn that the result shows."""
    maps = _dealt(run, "map_fn", _used(run))
    given = {word: sorted(maps.get(repr(number), 0) for number in lines) for word, lines in _words().items()}
    return {0: sorted(len(line.split()) for line in LINES), **given}


def _used(run: Run) -> set[str]:
    """Return the numbers that the result shows."""
    parts = [part for part in run.value.values() if type(part) is list] if type(run.value) is dict else []
    return {repr(number) for part in parts for number in part}


def _dealt(run: Run, probe: str, used: set[str]) -> dict[str, int]:
    """Return for each first argument what its call was dealt; of several calls, one that the result shows."""
    calls = [call for call in run.of_probe(probe) if call.how == "returned"]
    return {repr(call.args[0]): call.dealt for call in sorted(calls, key=lambda call: repr(call.dealt) in used)}


def _exact(run: Run) -> None:
    """Without deaths: every call once, in the right order, and the right result."""
    _in_workers(run)
    _generator_sent(run)
    expect.ended(run)
    expect.returned(run)
    maps, reduces = run.of_probe("map_fn"), run.of_probe("reduce_fn")
    lines = {repr((number,)) for number in range(1, len(LINES) + 1)}
    for args, have in Counter(repr(call.args) for call in maps).items():
        if have > 1 and args in lines:
            raise Mistake("map-again", have=have)
    expect.called_once_each(run, "map_fn", [[number] for number in range(1, len(LINES) + 1)])
    first = min((call.entered for call in reduces), default=run.last_moment)
    if any(call.left is None or call.left > first for call in maps):
        raise Mistake("reduce-too-early")
    times = Counter(repr(call.args[0]) for call in reduces)
    for call in reduces:
        if (have := times[repr(call.args[0])]) > 1:
            raise Mistake("key-split", have=have, key=shorten(call.args[0]))
    expect.nothing_left(run)
    _right(run)
    expect.called_once_each(run, "reduce_fn", list(_given(run).items()))


def _in_workers(run: Run) -> None:
    for name in ("map_fn", "reduce_fn"):
        if any(call.pid == run.caller and call.main_thread for call in run.of_probe(name)):
            raise Mistake("own-process-works", name=name)
        expect.foreign(run, name)


def _generator_sent(run: Run) -> None:
    one = run.invocation
    texts = [error.text for error in run.child_errors()]
    if one is not None and one.error is not None:
        texts.append(one.error.text)
    for text in texts:
        if "pickle" in text and "generator" in text:
            raise Mistake("generator-not-sent", text=text)


def _right(run: Run) -> None:
    """The result is that of the oracle, and stays so."""
    for call in run.of_probe("values"):
        raise Mistake("values-not-a-list", have=call.args[0])
    expect.returned(run)
    have, wanted = run.value, _wanted(run)
    if type(have) is not dict:
        raise Mistake("wrong-value", have=shorten(have, 200), want=shorten(wanted, 200))
    if run.report != have:
        raise Mistake("changes-later")
    for key, want in wanted.items():
        got = have.get(key, [])
        if got == want:
            continue
        facts = {"key": repr(key), "have": shorten(got, 100), "want": shorten(want, 100)}
        if type(got) is list and (len(got) > len(want) or (key == 0 and _more(got, want))):
            raise Mistake("counted-twice", **facts)
        raise Mistake("pairs-lost", **facts)
    expect.value(run, wanted)
    _really_given(run)


def _really_given(run: Run) -> None:
    """The calls of reduce_fn that the result shows were given just those values."""
    ends = {repr(part[-1]) for part in run.value.values()}
    given = {repr(key): values for key, values in _given(run).items()}
    for call in run.of_probe("reduce_fn"):
        want = given.get(repr(call.args[0]))
        if repr(call.dealt) in ends and call.args[1] != want:
            facts = {"key": repr(call.args[0]), "have": shorten(call.args[1], 100), "want": shorten(want, 100)}
            raise Mistake("values-not-given", **facts)


def _more(have: list[Any], want: list[Any]) -> bool:
    return bool(have) and type(have[0]) is int and have[0] > want[0]


def _survived(run: Run) -> None:
    """The function returned although processes died, and the result is exact."""
    _in_workers(run)
    died = any(call.how == "died" for call in run.of_probe("map_fn", "reduce_fn"))
    if run.hung and died:
        raise Mistake("death-unnoticed", source=expect.standing_at(run))
    expect.ended(run)
    expect.returned(run)
    _right(run)
