"""How it is proved: each child says with which method it was started; its end is held, so who does not wait shows."""

from grader.checking import SLOWER_END, Call, Invocation, Lesson, Mistake, Play, Run, check, dealt, expect, methods, shorten

LESSON = Lesson(
    title="How a child is started",
    part="E",
    section="",
    contract=("run_under(method, func, args=())",),
    chooses_method=True,
)
LARGE = 300_000


@check(points=1)
def test_result(play: Play) -> None:
    """It returns what func returned in a child process; the result may be None, or large."""
    run = play("under", methods=[play.method], args=[3, 4], may_leave=True)
    expect.foreign(run, "func")
    _understood(run, run.invocation)
    expect.called_once_each(run, "func", [[3, 4]])
    expect.value(run, 7 + dealt.number(run.of_probe("func")[-1]))
    expect.value(play("under", methods=[play.method], kind="nothing", args=[], may_leave=True), None)
    run = play("under", methods=[play.method], kind="large", may_hang=True, may_leave=True)
    if run.hung and run.of_probe("func"):
        raise Mistake("nothing-comes-back")
    expect.ended(run)
    expect.returned(run)
    want = b"".join(dealt.long_text(call.dealt, LARGE).encode() for call in run.of_probe("func")[-1:])
    if run.value != want:
        raise Mistake("wrong-value", have=shorten(run.value, 60), want=shorten(want, 60))


@check(points=3, methods="all", needs=["test_result"])
def test_each_method(play: Play) -> None:
    """The child is started with the method that is asked for, whatever the program's own is."""
    wanted = list(methods())
    run = play("under", methods=wanted, args=[3, 4], holds=[SLOWER_END], may_hang=True)
    if run.note("start method set"):
        raise Mistake("sets-start-method", file=run.file)
    for one, method in zip(run.invocations, wanted, strict=False):
        _started_with(run, one, method)
    expect.ended(run)
    for one in run.invocations:
        want = sum(7 + call.dealt for call in _within(run, one, "func"))
        if one.value != want:
            raise Mistake("wrong-value", have=shorten(one.value), want=want)
        if any(not left.zombie for left in one.leftovers):
            raise Mistake("returned-early", count=len(one.leftovers))
        if one.leftovers:
            raise Mistake("not-joined", count=len(one.leftovers))


@check(points=2, needs=["test_result"])
def test_exception(play: Play) -> None:
    """An exception of func comes out of run_under, and the child has ended."""
    run = play("under", methods=[play.method], kind="error", args=[5], holds=[SLOWER_END], may_raise=True, may_hang=True)
    if run.hung and run.of_probe("func"):
        raise Mistake("waits-after-error")
    expect.ended(run)
    one = run.invocation
    want = dealt.failure(run, "func", 5, "func")
    if one is not None and one.error is None:
        raise Mistake("error-lost", have=shorten(one.value, 80))
    if one is not None and one.error != want:
        raise Mistake("error-differs", have=shorten(one.error, 120), want=shorten(want))


@check(points=1, needs=["test_result"])
def test_unknown_method(play: Play) -> None:
    """An unknown start method is a ValueError, and nothing is called."""
    run = play("under", methods=["teleport"], args=[1], may_raise=True)
    one = run.invocation
    if run.of_probe("func"):
        raise Mistake("unknown-called")
    if one is not None and one.returned:
        raise Mistake("unknown-accepted")
    if one is not None and one.error is not None and one.error.type != "ValueError":
        raise Mistake("unknown-other-error", have=one.error.type)


def _understood(run: Run, one: Invocation | None) -> None:
    """The call raised nothing; a mixture of start methods is named."""
    if one is None or one.error is None:
        return
    if one.error.type == "RuntimeError" and "context is being shared" in one.error.text:
        raise Mistake("mixed-contexts", text=one.error.text, source=run.source_line(one.line))
    expect.raised_nothing(run, one)


def _started_with(run: Run, one: Invocation, method: str) -> None:
    """In this call of the student's function, func ran in a child of this start method, and no other was made the default."""
    for call in _within(run, one, "start"):
        if call.args != (method,):
            raise Mistake("wrong-method", have=call.args[0], want=method)
    _understood(run, one)
    if one.returned and len(_within(run, one, "func")) != 1:
        expect.called_once_each(run, "func", [[3, 4]] * len(run.invocations))


def _within(run: Run, one: Invocation, probe: str) -> list[Call]:
    """Return the calls of a probe that began during this call of the student's function."""
    return [
        call
        for call in run.of_probe(probe)
        if one.started <= call.entered and (one.ended is None or call.entered <= one.ended)
    ]
