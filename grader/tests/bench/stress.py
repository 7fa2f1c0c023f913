"""Looks for false verdicts: every right submission N times, every wrong one M times, on a busy machine.

``python grader/tests/bench/stress.py [N [M [PART-OF-NAME]]]`` prints each false verdict, and the counts. Exit status 1 if any.
"""

import multiprocessing
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[3]))

from grader.course import GALLERY, Exercise, exercises
from grader.tests import kit

BUSY = 8
SIDE_BY_SIDE = 4

Job = tuple[str, str, str]
"""Exercise, file, and the code that it must get; empty for a right one."""


def jobs(right: int, wrong: int, part: str) -> list[Job]:
    """Return everything to play, each kind spread over the whole time."""
    once: list[tuple[Job, int]] = [((one.name, str(one.solution), ""), right) for one in exercises()]
    for path in sorted(GALLERY.glob("ex*/*.py")):
        expected = kit.EXPECTED.match(path.read_bytes())
        assert expected is not None, path
        code = (expected["code"] or b"").decode() if expected["kind"] == b"wrong" else ""
        once.append(((path.parent.name, str(path), code), wrong if code else right))
    chosen = [(job, times) for job, times in once if part in job[0] or part in job[1]]
    return [job for number in range(max(right, wrong)) for job, times in chosen if number < times]


def grade(job: Job) -> tuple[Job, str, float]:
    """Grade one; return the code that it got, and the seconds."""
    name, file, _ = job
    began = time.monotonic()
    failure = kit.first_failure(kit.verdicts(Exercise(name), Path(file).read_bytes()))
    got = "" if failure is None else str(failure[1].code)
    if failure is not None and failure[1].outcome == "grader_error":
        got = f"grader error: {failure[1].facts}"
    return job, got, time.monotonic() - began


def main() -> int:
    """Play everything and print what was false."""
    right = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    wrong = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    todo = jobs(right, wrong, sys.argv[3] if len(sys.argv) > 3 else "")
    false: Counter[tuple[Job, str]] = Counter()
    slowest = (0.0, "")
    context = multiprocessing.get_context("spawn")
    with kit.busy(BUSY), context.Pool(SIDE_BY_SIDE) as pool:
        for number, (job, got, seconds) in enumerate(pool.imap_unordered(grade, todo), 1):
            slowest = max(slowest, (seconds, job[1]))
            if got != job[2]:
                false[job, got] += 1
                print(
                    f"FALSE {Path(job[1]).stem} of {job[0]}: expected {job[2] or 'passed'}, got {got or 'passed'}", flush=True
                )
            if number % 200 == 0:
                print(f"{number} of {len(todo)}", flush=True)
    print(f"{len(todo)} gradings with {BUSY} busy processes alongside: {sum(false.values())} false, slowest {slowest}")
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main())
