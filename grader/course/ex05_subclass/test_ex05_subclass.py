"""How it is proved: the scenario makes one object, starts and joins it. The kernel says which process printed each line."""

from grader.checking import Lesson, Mistake, Play, Run, check, expect, longest_gap

LESSON = Lesson(
    title="A process as a class",
    part="A",
    section="2",
    contract=("MyProcess(num, seconds=2.0)",),
)
NUM, SECONDS = 7, 0.3
LINES = [f"Worker {NUM} started", f"Worker {NUM} finished"]
LOST_PARTS = ("_closed", "_popen", "_config", "_parent_pid", "_args", "_target", "_identity", "_name")


@check(points=1)
def test_is_made(play: Play) -> None:
    """MyProcess(num) creates a process object that knows its number."""
    run = play("one", num=NUM, seconds=SECONDS)
    _no_super(run)
    made = run.note("made")
    if made is not None and not made.fields["is_process"]:
        raise Mistake("not-a-process-class")
    expect.returned(run)
    if made is None:
        raise Mistake("not-a-process-class")
    if made.fields["num"] != NUM:
        raise Mistake("no-attribute-num")
    expect.returned(play("made_only", num=NUM))


@check(points=3, methods="all", needs=["test_is_made"])
def test_runs_elsewhere(play: Play) -> None:
    """start() runs it in a new process, which prints the two lines."""
    run = play("one", num=NUM, seconds=SECONDS)
    _no_super(run)
    expect.returned(run)
    started = next((one.started for one in run.invocations if one.name == "MyProcess.start"), 0.0)
    for line in run.lines():
        if line.text in LINES and line.pid == run.caller:
            raise Mistake("work-in-init" if line.at < started else "start-replaced", line=line.text)
    for error in run.child_errors():
        if error.kind == "TypeError" and "run() missing" in error.text:
            raise Mistake("run-with-parameters", text=error.text)
    expect.lines(run, LINES, starts=["Worker "])


@check(points=1, needs=["test_runs_elsewhere"])
def test_sleeps(play: Play) -> None:
    """It sleeps between the two lines, as long as it was told."""
    run = play("one", num=NUM, seconds=SECONDS)
    gap = longest_gap(*(line for line in run.lines() if line.text in LINES))
    if gap < SECONDS:
        raise Mistake("no-sleep", gap=f"{gap:.2f}", seconds=SECONDS)


def _no_super(run: Run) -> None:
    one = run.invocation
    if one is not None and one.error is not None and one.error.type in ("AttributeError", "AssertionError"):
        text = one.error.text
        if any(f"'{part}'" in text for part in LOST_PARTS) or "_popen" in text or "__init__() not called" in text:
            raise Mistake("no-super-init", call=f"{one.name}(…)", text=text)
