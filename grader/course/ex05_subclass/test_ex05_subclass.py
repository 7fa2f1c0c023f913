from grader import expect
from grader.checking import Lesson, Message, Mistake, Play, Run, check
from grader.judge.records import longest_gap

LESSON = Lesson(
    title="A process as a class",
    part="A",
    section="2",
    contract=("MyProcess(num, seconds=2.0)",),
)
NUM, SECONDS = 7, 0.3
LINES = [f"Worker {NUM} started", f"Worker {NUM} finished"]
LOST_PARTS = ("_closed", "_popen", "_config", "_parent_pid", "_args", "_target", "_identity", "_name")

MESSAGES = {
    "no-super-init": Message(
        seen="{call} was called, and a part of the process object is missing: {text}.",
        means="Process keeps its own things in the object. Its __init__ makes them, and your __init__ replaced that one.",
        advice="Call super().__init__() in your __init__.",
    ),
    "not-a-process-class": Message(
        seen="MyProcess(…) gave an object that is no process.",
        means="The class does not inherit from multiprocessing.Process, so it has no start() and no join() that work.",
        advice="Begin the class with: class MyProcess(multiprocessing.Process):",
    ),
    "no-attribute-num": Message(
        seen="The process has no attribute num with the number that it was made with.",
        means="run() gets no arguments: what it needs must be kept in the object.",
        advice="Write self.num = num in __init__.",
    ),
    "work-in-init": Message(
        seen="A line of the worker was printed while the object was being made, before start() was called: {line}",
        means="__init__ runs in the process that makes the object. Only run() runs in the new process.",
        advice="Move the work from __init__ to run(); keep in __init__ only what run() needs.",
    ),
    "start-replaced": Message(
        seen="A line of the worker was printed by the process that called start(), not by a new one: {line}",
        means="Your class has a start() of its own, or calls run() itself. Process.start() is what makes a new process.",
        advice="Do not write start(). Write run(), and let start() call it.",
    ),
    "run-with-parameters": Message(
        seen="The new process could not call run(): {text}",
        means="start() makes a new process, and that one calls run() without arguments.",
        advice="Write def run(self): and take what it needs from the object: self.num, self.seconds.",
    ),
    "no-sleep": Message(
        seen="The second line came too soon after the first: {gap} seconds later. At least {seconds} were asked for.",
        means="run() does not sleep for the time that the object was made with.",
        advice="Keep seconds in the object, and call time.sleep(self.seconds) between the two lines.",
    ),
}


@check(points=1)
def test_is_made(play: Play) -> None:
    """MyProcess(num) makes a process object that knows its number."""
    run = play("one", num=NUM, seconds=SECONDS)
    _no_super(run)
    expect.returned(run)
    made = run.note("made")
    if made is None or made.fields["is_process"] is not True:
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
    started = next(one.started for one in run.invocations if one.name == "MyProcess.start")
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
