"""``results.json``: the results for programs. Written whole or not at all."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from ..records import CheckResult, ExerciseResult, Results

FORMAT = 1


def write(results: Results, path: Path) -> None:
    """Write the results to this file. Raises ``OSError`` and leaves the old file, if any, when that cannot be done."""
    handle, name = tempfile.mkstemp(prefix=path.name + ".", suffix=".part", dir=path.parent)
    try:
        with open(handle, "w", encoding="utf-8") as file:
            json.dump(as_dict(results), file, indent=1)
            file.write("\n")
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def as_dict(results: Results) -> dict[str, Any]:
    """Return the results in the documented shape (docs/en/results.md)."""
    environment = results.environment
    return {
        "format": FORMAT,
        "score": results.score,
        "max_score": results.max_score,
        "environment": {
            "python": environment.python,
            "platform": environment.platform,
            "cores": environment.cores,
            "start_method": environment.start_method,
            "sandbox": environment.sandbox,
        },
        "exercises": [_exercise(one) for one in results.exercises],
    }


def _exercise(one: ExerciseResult) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "part": one.part,
        "status": one.status,
        "score": one.score,
        "max_score": one.max_score,
        "checks": [_check(check) for check in one.checks],
    }


def _check(check: CheckResult) -> dict[str, Any]:
    return {
        "name": check.name,
        "title": check.title,
        "start_method": check.start_method,
        "outcome": check.outcome,
        "points": round(check.points, 4),
        "max_points": round(check.max_points, 4),
        "code": check.code,
        "message": check.message,
        "seconds": check.seconds,
        "timeline": (check.evidence or {}).get("timeline", []),
    }
