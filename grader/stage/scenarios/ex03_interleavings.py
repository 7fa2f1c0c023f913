"""What happens on stage in ex03: the student's function is asked about many lists of lines, all in one process."""

from __future__ import annotations

import itertools
from multiprocessing import Lock, Process, SimpleQueue

from ..api import Stage, frames
from ..declared import AtMost, Often, OneOf, says
from ..probes import Probe
from ..wire import encode

TYPE_CHECKING = False  # see ``api``
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

LAST = "All processes finished"
SAMPLE = ("Worker 1 started", "Worker 2 started", "Worker 1 finished", "Worker 2 finished", LAST)
SOME = 50
"""After so many questions the judge hears that they go on: an answer may take its time."""

ASKED = ("is_possible",)
GOES_ON = {"asked": Often(count=int)}


def _answers(count: int, **more: object) -> OneOf:
    """Return the shape of what is reported of so many questions: all answers, or those before the first exception."""
    error = {"type": str, "text": str, "line": int | None}
    return OneOf(
        {"answers": [object] * count, "error": None, **more}, {"answers": AtMost(count - 1, object), "error": error, **more}
    )


@says(calls=ASKED, notes=GOES_ON, report=lambda args: _answers(len(args["cases"])), stops=True)
def questions(stage: Stage, cases: list[tuple[list[int], list[str]]]) -> dict[str, Any] | None:
    """Ask about these lines, each list with the numbers of its workers."""
    return _ask(stage, ((lines, tuple(nums)) for nums, lines in cases))


@says(
    calls=ASKED, notes=GOES_ON, report=lambda args: _answers(sum(len([*_orders(**one)]) for one in args["groups"])), stops=True
)
def orders(stage: Stage, groups: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Ask about the orders of all lines of a run.

    Each group has ``nums``, the ``places`` at which the last line stands, and the orders of the other lines that are
    ``chosen``, by their numbers in the sorted list of all; None for every one.
    """
    return _ask(stage, (case for group in groups for case in _orders(**group)))


def _orders(
    nums: list[int], places: list[int], chosen: list[int] | None = None
) -> Iterable[tuple[list[str], tuple[int, ...]]]:
    own = [f"Worker {num} {word}" for num in nums for word in ("started", "finished")]
    every = sorted(set(itertools.permutations(own)))
    for number in range(len(every)) if chosen is None else chosen:
        for place in places:
            yield [*every[number][:place], LAST, *every[number][place:]], tuple(nums)


def _ask(stage: Stage, cases: Iterable[tuple[list[str], tuple[int, ...]]]) -> dict[str, Any] | None:
    """Return the answers, one a case, and the first exception with the number of its case. None: it cannot be called."""
    stage.check("is_possible", [])  # `nums` has a default
    if stage.call("is_possible", list(SAMPLE), (1, 2)).error is not None:
        return None
    answers: list[object] = []
    for number, (lines, nums) in enumerate(cases):
        if number % SOME == 0:
            stage.note("asked", count=number)
        try:
            arguments = (list(lines),) if nums == (1, 2) else (list(lines), nums)
            answers.append(stage.submission.is_possible(*arguments))
        except BaseException as error:
            return {"answers": answers, "error": encode_error(stage, error)}
    return {"answers": answers, "error": None}


def encode_error(stage: Stage, error: BaseException) -> dict[str, Any]:
    """Describe an exception in plain values: its name, its text, and the line of the student's file."""
    name, text = encode(error)["error"]
    found = frames(error, stage.submission)
    return {"type": name, "text": text, "line": found[-1][0] if found else None}


class Worker(Probe):
    """A worker as in ex01: prints its two lines, and hands them on in the order in which they were printed."""

    def __init__(self) -> None:
        super().__init__("worker")
        self.printed: Any = SimpleQueue()
        self.lock = Lock()

    def __call__(self, num: int) -> None:
        with self.call(num):
            self.say(f"Worker {num} started")
            self.say(f"Worker {num} finished")

    def say(self, line: str) -> None:
        with self.lock:
            print(line, flush=True)
            self.printed.put(line)


@says(calls=ASKED, probes={"worker": (int,)}, notes=GOES_ON, report=_answers(3, lines=list[str]), stops=True)
def real_run(stage: Stage, nums: list[int]) -> dict[str, Any] | None:
    """Let workers print, then ask about what they have printed: as it was, without its end, and backwards."""
    worker = Worker()
    processes = [Process(target=worker, args=(num,)) for num in nums]
    for process in processes:
        process.start()
    lines = [worker.printed.get() for _ in range(2 * len(nums))]
    for process in processes:
        process.join()
    lines.append(LAST)
    print(LAST)
    cases = [(lines, tuple(nums)), (lines[:-1], tuple(nums)), (lines[::-1], tuple(nums))]
    told = _ask(stage, cases)
    return told and {**told, "lines": lines}
