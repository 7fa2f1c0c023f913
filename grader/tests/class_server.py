"""A server that grades nothing and knows every verdict: it does what each submission says. For tests of what surrounds it.

Words in a submission: ``right``; ``error``: the grader cannot say; ``dies``: its server ends; ``hangs``: for ever;
``spends``: the budget is over; ``pause``: it takes a moment. What was graded is told in the file CLASS_GRADED. Nothing of the
kit is imported, so that it starts at once.
"""

import base64
import hashlib
import json
import os
import queue
import sys
import tempfile
import threading
import time
from pathlib import Path

jobs: queue.SimpleQueue[str] = queue.SimpleQueue()


def listen() -> None:
    for line in sys.stdin:
        jobs.put(line)
    os._exit(0)  # its owner has gone


def tell(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def note(text: str) -> None:
    with open(os.environ["CLASS_GRADED"], "a", encoding="ascii") as file:
        file.write(text + "\n")


def verdict(exercise: str, source: bytes) -> dict[str, object]:
    outcome, points, code = ("passed", 10.0, None) if b"right" in source else ("failed", 4.0, "never-called")
    if b"error" in source or os.path.exists(os.environ["CLASS_GRADED"] + ".broken"):
        outcome, points, code = "grader_error", 0.0, "grader-fault"
    if os.path.exists(os.environ["CLASS_GRADED"] + ".liar"):
        points -= 1.0
    check = {
        "name": "test_it", "method": "fork", "outcome": outcome, "points": points, "max_points": 10.0, "code": code,
        "facts": {}, "seconds": 0.01, "retried": False, "evidence": None,
    }  # fmt: skip
    return {
        "exercise": exercise, "status": outcome, "points": points, "max_points": 10.0, "seconds": 0.01, "checks": [check],
        "source": hashlib.sha256(source).hexdigest(),
        "key": hashlib.sha256(exercise.encode() + b"\0" + source).hexdigest(),
    }  # fmt: skip


def grade(job: dict[str, object]) -> str:
    files = job["files"]
    assert isinstance(files, list)
    for file in files:
        source = base64.b64decode(file["source"])
        if b"pause" in source:
            time.sleep(0.02)
        if b"dies" in source:
            note("dies")
            os._exit(1)
        while b"hangs" in source:
            time.sleep(60)
        if b"spends" in source:
            return "budget"
        told = verdict(file["exercise"], source)
        note(str(told["key"]))
        tell(job=job["job"], exercise=file["exercise"], verdict=told)
    return "ended"


def main() -> None:
    tempfile.mkdtemp(prefix="mh-", dir=os.environ["MANY_HANDS_FOLDER"])  # as a real one has
    threading.Thread(target=listen, daemon=True).start()
    if Path(os.environ["CLASS_GRADED"] + ".dead").exists():
        print("grader: it cannot be started here", file=sys.stderr)
        sys.exit(2)
    where = {"python": "3.11.7", "platform": "linux", "cores": 2, "start_method": "fork", "sandbox": "tree"}
    tell(ready={"version": "0", "kit": "k" * 64, "method": "default", "environment": where})
    while True:
        job = json.loads(jobs.get())
        tell(job=job["job"], end=grade(job))


if __name__ == "__main__":
    main()
