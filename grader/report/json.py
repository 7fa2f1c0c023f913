"""``results.json``: the results for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from .. import __version__
from ..grading.results import CheckResult, ExerciseResult, Results
from ..messages import Words
from . import text

FORMAT = 2
"""Format 1 had neither facts nor digests, kit and label; all that it had is where it was."""


def render(results: Results) -> str:
    """Return the results as JSON."""
    return json.dumps(as_dict(results), indent=1) + "\n"


def as_dict(results: Results) -> dict[str, Any]:
    """Return the results in the documented shape (docs/en/results.md)."""
    sandbox = Words(results.language).of("report", results.environment.sandbox)
    return {
        "format": FORMAT,
        "score": results.score,
        "max_score": results.max_score,
        "label": results.label,
        "kit": {"version": __version__, "digest": results.kit},
        "environment": asdict(results.environment) | {"sandbox_means": sandbox},
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
        "submission": one.source,
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
        "facts": dict(check.facts),
        "message": check.message,
        "seconds": check.seconds,
        "retried": check.retried,
        "timeline": [asdict(bar) for bar in text.evidence(check).timeline],
    }
