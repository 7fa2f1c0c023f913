"""Common Test Report Format: https://ctrf.io."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from .. import __version__
from ..grading.results import CheckResult, ExerciseResult, Results
from ..messages import Words
from . import text

SPEC_VERSION = "0.1.0"
STATUS = {"passed": "passed", "failed": "failed", "not_run": "skipped", "grader_error": "other"}


def render(results: Results) -> str:
    """Return the results as a CTRF document. Points and codes are in each test's ``extra``."""
    say = Words(results.language)
    tests = [_test(results, one, check, say) for one in results.exercises for check in one.checks]
    count = Counter(test["status"] for test in tests)
    start = round(results.began * 1000)
    duration = round(results.seconds * 1000)
    where = results.environment
    document = {
        "reportFormat": "CTRF",
        "specVersion": SPEC_VERSION,
        "timestamp": datetime.fromtimestamp((start + duration) / 1000, UTC).isoformat(timespec="milliseconds"),
        "generatedBy": f"Many Hands {__version__}",
        "results": {
            "tool": {"name": "Many Hands", "version": __version__},
            "summary": {
                "tests": len(tests),
                **{status: count[status] for status in ("passed", "failed", "pending", "skipped", "other")},
                "suites": len(results.exercises),
                "start": start,
                "stop": start + duration,
                "duration": duration,
                "extra": {"points": results.score, "max_points": results.max_score},
            },
            "tests": tests,
            "environment": {
                "osPlatform": where.platform,
                "extra": asdict(where) | {"sandbox_means": say.of("report", where.sandbox)},
            },
        },
    }
    return json.dumps(document, indent=1) + "\n"


def _test(results: Results, exercise: ExerciseResult, check: CheckResult, say: Words) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": text.clean(f"{exercise.name[:4]} {check.title} [{check.start_method}]"),
        "status": STATUS[check.outcome],
        "rawStatus": check.outcome,
        "duration": round(check.seconds * 1000),
        "suite": [f"{exercise.part}. {say.of('parts', exercise.part)}", exercise.name],
        "filePath": text.clean(f"{results.named}/{exercise.name}.py"),
        "extra": {
            "check": check.name,
            "start_method": check.start_method,
            "points": round(check.points, 4),
            "max_points": round(check.max_points, 4),
            "code": check.code,
        },
    }
    if message := text.explained(check, say):
        test["message"] = message
    if output := text.output(text.evidence(check), say):
        test["stdout"] = [text.clean(line) for line in output]
    return test
