"""Gradescope's ``results.json``, as its specification has it."""

from __future__ import annotations

import json
from typing import Any

from ..grading.results import CheckResult, ExerciseResult, Results
from ..messages import Words
from . import text as plain
from .terminal import number


def render(results: Results) -> str:
    """Return the results for Gradescope. Students see their tests; what the autograder printed they do not."""
    words = Words(results.language)
    document = {
        "score": results.score,
        "execution_time": results.seconds,
        "output": _summary(results, words),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(one, n, check, words) for one in results.exercises for n, check in enumerate(one.checks, 1)],
    }
    return json.dumps(document, indent=1) + "\n"


def _summary(results: Results, words: Words) -> str:
    where = results.environment
    lines = [
        words("score", score=number(results.score), whole=number(results.max_score)),
        plain.environment(where, words),
        words.of("html", where.sandbox),
    ]
    undecided = sum(check.outcome == "grader_error" for one in results.exercises for check in one.checks)
    if undecided:
        lines.insert(1, words.of("html", "undecided").format(count=undecided))
    return plain.clean("\n".join(lines))


def _test(exercise: ExerciseResult, n: int, check: CheckResult, words: Words) -> dict[str, Any]:
    under = words("under", method=check.start_method)
    output = [words.of("status", check.outcome), plain.explained(check, words)]
    if check.outcome == "grader_error":
        output.insert(1, words.of("html", "not-your-mistake"))
    return {
        "number": f"{int(exercise.name[2:4])}.{n}",
        "name": plain.clean(f"{exercise.name[:4]} {check.title} ({under})"),
        "score": round(check.points, 4),
        "max_score": round(check.max_points, 4),
        "status": "passed" if check.outcome == "passed" else "failed",
        "output": "\n\n".join(part for part in output if part),
        "output_format": "text",
        "visibility": "visible",
        "tags": [exercise.name, f"part {exercise.part}"],
        "extra_data": {"outcome": check.outcome, "code": check.code, "check": plain.label(check)},
    }
