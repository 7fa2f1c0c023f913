"""Grades a shard with servers that know every verdict: ``python -m grader.tests.shard_driver SHARD SPEC``. See class_driver.

SPEC has also ``course``: what differs from the made-up one here; and ``mixed``.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

from grader.classroom.disk import Disk
from grader.classroom.problem import ClassProblem
from grader.classroom.shards import grading, parts
from grader.tests.class_driver import setup
from grader.tests.class_made_up import COURSE


def main() -> int:
    told = json.loads(Path(sys.argv[2]).read_text("ascii"))
    try:
        course = replace(COURSE, **told.get("course", {}))
        grading.grade(parts.read(Path(sys.argv[1])), course, setup(told, Disk()), mixed=told.get("mixed", False))
    except ClassProblem as problem:
        print(problem.key, problem.facts)
        return problem.status
    return 0


if __name__ == "__main__":
    sys.exit(main())
