"""How it is proved: each call says whether its view is of shared memory, which bytes it has, and whether the name is there.

Workers are held until all are inside, and the last part until all else is over: the segment must be there as long.
"""

from grader.checking import Hold, Lesson, Mistake, Play, Run, Until, check, expect, meet

LESSON = Lesson(title="Shared memory", part="E", section="", contract=("transform(func, data, workers)",))
LENGTH, WORKERS = 11, 3
# All meet; then they go on one by one, the oldest process last, each when the one before has ended or waits.
MEET: list[Hold] = [meet("func", parties=WORKERS, singly=True)]
# The last part, or all but the first, are done when all others are over and nothing moves.
LAST_PART_IS_SLOW: list[Hold] = [Until(probe="func", which=lambda args: LENGTH - 1 in (args[0] or ()), give_up="still")]
OTHERS_ARE_SLOW: list[Hold] = [Until(probe="func", which=lambda args: 0 not in (args[0] or ()), give_up="still", timers=True)]


@check(points=2)
def test_changed_in_place(play: Play) -> None:
    """Each part is changed once, in place, in the shared memory, and all the data is returned."""
    run = play("change", length=LENGTH, workers=WORKERS, holds=MEET, may_leave=True)
    expect.foreign(run, "func")
    _no_errors(run)
    expect.ended(run)
    _views(run)
    _parts(run)
    if not run.invocation or any(left for left in run.invocation.leftovers if not left.zombie):
        _kept(run)  # who does not wait for the workers removes it too early
    expect.nothing_left(run)
    added = {byte: call.dealt for call in run.of_probe("func") for byte in call.args[0] or ()}
    expect.value(run, bytes((byte + added.get(byte, 0)) % 256 for byte in range(LENGTH)))


@check(points=3, methods="all", needs=["test_changed_in_place"])
def test_at_once(play: Play) -> None:
    """As many processes as asked for work at the same time, each on one part, and all have ended."""
    run = play("change", length=LENGTH, workers=WORKERS, holds=MEET)
    _no_errors(run)
    expect.together(run, "func", parties=WORKERS)
    calls = len(run.of_probe("func"))
    if calls != WORKERS:
        raise Mistake("wrong-number-of-parts", have=calls, want=WORKERS)
    expect.ended(run)
    expect.returned(run)
    expect.nothing_left(run)


@check(points=2, needs=["test_at_once"])
def test_removed_at_the_end(play: Play) -> None:
    """The shared memory stays until all workers have ended, and then it is removed."""
    for holds in (MEET, LAST_PART_IS_SLOW):
        run = play("change", length=LENGTH, workers=WORKERS, holds=holds)
        _no_errors(run)
        _kept(run)
        expect.ended(run)
        expect.returned(run)
        _removed(run)


@check(points=1, needs=["test_removed_at_the_end"])
def test_func_fails(play: Play) -> None:
    """If func raises in one process, the other parts are done, and nothing is left behind."""
    run = play("change", length=LENGTH, workers=WORKERS, failing=[0], holds=OTHERS_ARE_SLOW, may_raise=True)
    expect.ended(run)
    if sum(call.how == "returned" for call in run.of_probe("func")) < WORKERS - 1:
        raise Mistake("part-not-done")
    expect.nothing_left(run)
    _removed(run)


def _no_errors(run: Run) -> None:
    """Nobody saw an exception, be it in a child, in the function, or printed by Python while it cleaned up."""
    known = [(error.kind, error.text) for error in run.child_errors()]
    one = run.invocation
    if one is not None and one.error is not None:
        known.append((one.error.type, one.error.text))
    known += [("BufferError", line.text.partition(": ")[2]) for line in run.printed if line.text.startswith("BufferError: ")]
    for kind, text in known:
        if kind == "BufferError":
            raise Mistake("view-still-open", text=text)
        if kind == "FileNotFoundError" and "No such file" in text:
            raise Mistake("removed-too-early")
    if one is not None and one.error is not None and one.line is not None:
        text, source = one.error.text, run.source_line(one.line)
        if "released memoryview" in text or ("NoneType" in text and "buf" in source):
            raise Mistake("reads-too-late", line=one.line, source=source)
    expect.no_child_errors(run)
    expect.returned(run)


def _views(run: Run) -> None:
    """Each call was given a view of shared memory, in one piece."""
    for call in run.of_probe("view"):
        kind = call.args[0]
        if kind == "copy":
            raise Mistake("not-shared-memory")
        if kind == "gaps":
            raise Mistake("part-with-gaps")
        if kind != "shared":
            raise Mistake("no-view", kind=kind)


def _parts(run: Run) -> None:
    """Together the parts are all of the data, without an overlap. Extra bytes at the end of a segment are the system's."""
    if not run.of_probe("func"):
        raise Mistake("never-called", name="func")
    seen = [byte for call in run.of_probe("func") for byte in call.args[0] or ()]
    missing = [byte for byte in range(LENGTH) if byte not in seen]
    if missing:
        raise Mistake("bytes-left-out", missing=len(missing), want=LENGTH)
    if any(call.args[0] == [] for call in run.of_probe("func")):
        raise Mistake("part-empty", want=LENGTH, workers=WORKERS)
    extra = [byte for byte in range(1, LENGTH) if seen.count(byte) > 1]
    if extra:
        raise Mistake("parts-overlap", extra=len(extra), want=LENGTH)


def _kept(run: Run) -> None:
    """Whoever was at work saw the segment under its name: nobody had removed it."""
    if any(gone for _, gone in (call.args for call in run.of_probe("segment"))):
        raise Mistake("removed-too-early")


def _removed(run: Run) -> None:
    """None of the segments that the workers used is in the system any more."""
    used = {repr(call.args[0]) for call in run.of_probe("segment")}
    if used & set(map(repr, run.report or ())):
        raise Mistake("not-removed")
