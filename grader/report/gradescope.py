"""Gradescope's ``results.json``, as its specification has it."""

from __future__ import annotations

import json
from typing import Any

from ..grading.results import CheckResult, ExerciseResult, Results
from ..messages import Words
from . import text
from .marks import number


def render(results: Results) -> str:
    """Return the results for Gradescope. Students see their tests; what the autograder printed they do not."""
    say = Words(results.language)
    document = {
        "score": results.score,
        "execution_time": results.seconds,
        "output": _summary(results, say),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(one, n, check, say) for one in results.exercises for n, check in enumerate(one.checks, 1)],
    }
    return json.dumps(document, indent=1) + "\n"


def _summary(results: Results, say: Words) -> str:
    where = results.environment
    lines = [
        say("score", score=number(results.score), whole=number(results.max_score)),
        text.environment(where, say),
        say.of("report", where.sandbox),
    ]
    undecided = sum(check.outcome == "grader_error" for one in results.exercises for check in one.checks)
    if undecided:
        lines.insert(1, say.of("report", "undecided").format(count=undecided))
    return text.clean("\n".join(lines))


def _test(exercise: ExerciseResult, n: int, check: CheckResult, say: Words) -> dict[str, Any]:
    under = say("under", method=check.start_method)
    output = [say.of("status", check.outcome), text.explained(check, say)]
    if check.outcome == "grader_error":
        output.insert(1, say.of("report", "not-your-mistake"))
    return {
        "number": f"{int(exercise.name[2:4])}.{n}",
        "name": text.clean(f"{exercise.name[:4]} {check.title} ({under})"),
        "score": round(check.points, 4),
        "max_score": round(check.max_points, 4),
        "status": "passed" if check.outcome == "passed" else "failed",
        "output": "\n\n".join(part for part in output if part),
        "output_format": "text",
        "visibility": "visible",
        "tags": [exercise.name, f"part {exercise.part}"],
        "extra_data": {"outcome": check.outcome, "code": check.code, "check": text.label(check)},
    }
