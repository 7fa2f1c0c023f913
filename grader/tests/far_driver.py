"""Grades a made-up class on a cluster: ``python -m grader.tests.far_driver RUN SPEC SCHEDULER``; SPEC as for ``shard_driver``.

The kit that it sends there is a server that knows every verdict; the variable CLASS_GRADED of the cluster's own counts.
"""

import functools
import hashlib
import io
import json
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

from grader.classroom import far
from grader.classroom.conduct import Conductor
from grader.classroom.disk import Disk
from grader.classroom.far import pool
from grader.classroom.opening import grade
from grader.classroom.problem import ClassProblem
from grader.tests.class_driver import SERVER, setup
from grader.tests.class_made_up import COURSE, reading, student


def archive() -> tuple[bytes, str]:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.write(SERVER, "grader/__main__.py")
    return target.getvalue(), hashlib.sha256(target.getvalue()).hexdigest()


def main() -> int:
    run, told, scheduler = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text("ascii")), sys.argv[3]
    handed = [student(number, *(text.encode() for text in texts)) for number, texts in enumerate(told["students"])]
    course = replace(COURSE, **told.get("course", {}))

    pool.ALONE = told.get("alone", pool.ALONE)

    def tell(conductor: Conductor) -> None:
        print(len(conductor.history.accepted), flush=True)

    try:
        with far.reached(scheduler, replace(setup(told, Disk()), size=100), course) as given:
            sent = functools.partial(given.pool, archive=archive())
            grade(reading(*handed), run, course, replace(given, pool=sent), tell)
    except ClassProblem as problem:
        print(problem.said("en"))
        return problem.status
    return 0


if __name__ == "__main__":
    sys.exit(main())
