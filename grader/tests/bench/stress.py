"""Looks for false verdicts on a hostile machine: ``nox -s stress -- [ROUNDS [PART-OF-NAME [MINUTES]]]``.

Every solution and every file of the gallery is graded ROUNDS times, four side by side, while eight processes are busy, one
takes and gives back memory, and processes of the stages are put behind everybody else for moments, at random. From round
to round others are slow (see ``slow.py``), so that in five of them a verdict shows that depends on who is faster. It ends
after MINUTES, if they are given, and prints false fails, false passes, other codes, retries and the slowest verdict.
"""

import contextlib
import functools
import multiprocessing
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[3]))

from grader.course.catalogue import Exercise, exercises
from grader.files import COURSE
from grader.judge import processes
from grader.tests import kit

BUSY = 8
SIDE_BY_SIDE = 4
MEMORY = """
import time
while True:
    held = bytearray(600_000_000)
    held[::4096] = bytes(len(held[::4096]))
    time.sleep(0.2)
"""


SLOW = ("nobody", "caller", "children", "even", "odd")
"""Who is slow: the process that calls the student's function, all that it has started, or every other of these."""

SLOWLY = Path(__file__).with_name("slow.py").read_text()

Job = tuple[str, str, str]
"""Exercise, file, and the code that it must get; empty for a right one."""


def jobs(part: str) -> list[Job]:
    """Return everything to grade."""
    found: list[Job] = [(one.name, str(one.solution), "") for one in exercises()]
    for path in sorted(COURSE.glob("ex*/gallery/*.py")):
        expected = kit.EXPECTED.match(path.read_bytes())
        assert expected is not None, path
        code = (expected["code"] or b"").decode() if expected["kind"] == b"wrong" else ""
        found.append((path.parts[-3], str(path), code))
    return [job for job in found if part in job[0] or part in job[1]]


def grade(task: tuple[Job, str], end: float) -> tuple[Job, str, str, float] | None:
    """Grade one, unless the time is over; return what and who was slow, the code that it got, and the seconds."""
    job, slow = task
    began = time.monotonic()
    if began > end:
        return None
    name, file, _ = job
    source = Path(file).read_bytes()
    if slow != "nobody":
        source += f"\nexec({SLOWLY!r}, {{'file': __file__, 'slow': {slow!r}}})\n".encode()
    failure = kit.first_failure(kit.verdicts(Exercise(name), source))
    got = "" if failure is None else str(failure[1].code)
    if failure is not None and failure[1].outcome == "grader_error":
        got = "grader-fault"
    return job, slow, got, time.monotonic() - began


@contextlib.contextmanager
def hostile() -> Iterator[None]:
    """Make the machine busy, short of memory, and unfair, as long as the block lasts."""
    memory = subprocess.Popen([sys.executable, "-S", "-c", MEMORY])
    over = threading.Event()
    delays = threading.Thread(target=delay, args=(over,))
    delays.start()
    try:
        with kit.busy(BUSY):
            yield
    finally:
        over.set()
        delays.join()
        memory.kill()
        memory.wait()


def delay(over: threading.Event) -> None:
    """Put one process of the stages after another behind all others for up to 0.3 s: runnable, and never let."""
    if not hasattr(os, "SCHED_IDLE"):
        return
    while not over.wait(0.01):
        stages = [pid for pid in processes.snapshot(os.getpid()) if b"stage.main" in processes.command(pid)]
        if stages:
            pid = random.choice(stages)
            with contextlib.suppress(OSError):
                os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0))
                over.wait(random.uniform(0, 0.3))
                os.sched_setscheduler(pid, os.SCHED_OTHER, os.sched_param(0))


def kind(job: Job, got: str) -> str:
    """Say what is false about a verdict."""
    if got == "grader-fault":
        return "given up by the grader"
    return "false fail" if not job[2] else "false pass" if not got else "another code"


def main() -> int:
    """Grade everything and print what was false."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    once = jobs(sys.argv[2] if len(sys.argv) > 2 else "")
    end = time.monotonic() + 60 * float(sys.argv[3]) if len(sys.argv) > 3 else float("inf")
    todo = [(job, SLOW[number % len(SLOW)]) for number in range(rounds) for job in random.sample(once, len(once))]
    false: Counter[str] = Counter()
    slowest, graded = (0.0, ""), 0
    context = multiprocessing.get_context("spawn")
    with hostile(), context.Pool(SIDE_BY_SIDE) as pool:
        for job, slow, got, seconds in filter(None, pool.imap_unordered(functools.partial(grade, end=end), todo)):
            graded += 1
            slowest = max(slowest, (seconds, Path(job[1]).stem))
            if got != job[2]:
                false[kind(job, got)] += 1
                said = f"{kind(job, got).upper()} {Path(job[1]).stem} of {job[0]}: {job[2] or 'passed'}, got {got or 'passed'}"
                print(f"{said} ({slow} slow)", flush=True)
            if graded % 200 == 0:
                print(f"{graded} of {len(todo)}", flush=True)
    print(f"{graded} gradings of {len(once)} files with {BUSY} busy processes: {dict(false) or 'nothing false'}")
    print(f"the slowest took {slowest[0]:.1f} s ({slowest[1]})")
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main())
