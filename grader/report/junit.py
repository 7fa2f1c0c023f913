"""JUnit XML in the dialect that pytest writes (``junit_family = xunit2``): one suite for each exercise."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import asdict
from datetime import UTC, datetime

from ..grading.evidence import cut
from ..grading.results import CheckResult, ExerciseResult, Results
from ..messages import Words
from . import text

MESSAGE = 500
"""Characters of a message in its attribute; the element's text has all of it."""


def render(results: Results) -> str:
    """Return the results as JUnit XML."""
    say = Words(results.language)
    root = ET.Element("testsuites", name="Many Hands")
    for one in results.exercises:
        root.append(_suite(results, one, say))
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(results: Results, exercise: ExerciseResult, say: Words) -> ET.Element:
    outcomes = [check.outcome for check in exercise.checks]
    suite = ET.Element(
        "testsuite",
        name=exercise.name,
        errors=str(outcomes.count("grader_error")),
        failures=str(outcomes.count("failed")),
        skipped=str(outcomes.count("not_run")),
        tests=str(len(outcomes)),
        time=f"{sum(check.seconds for check in exercise.checks):.3f}",
        timestamp=datetime.fromtimestamp(results.began, UTC).isoformat(timespec="seconds"),
    )
    facts = {
        "title": exercise.title,
        "part": exercise.part,
        "status": exercise.status,
        "points": exercise.score,
        "max_points": exercise.max_score,
    }
    suite.append(
        _properties(facts | asdict(results.environment) | {"sandbox_means": say.of("report", results.environment.sandbox)})
    )
    suite.extend(_case(check, say) for check in exercise.checks)
    return suite


def _case(check: CheckResult, say: Words) -> ET.Element:
    case = ET.Element("testcase", classname=check.exercise, name=text.label(check), time=f"{check.seconds:.3f}")
    facts = {"title": check.title, "points": round(check.points, 4), "max_points": round(check.max_points, 4)}
    case.append(_properties(facts | ({"code": check.code} if check.code else {})))
    tags = {"failed": "failure", "not_run": "skipped", "grader_error": "error"}
    if check.outcome in tags:
        whole = text.explained(check, say)
        first = text.clean(check.words.seen) if check.words else say.of("status", check.outcome)
        ended = ET.SubElement(case, tags[check.outcome], message=cut(first, MESSAGE))
        if check.code:
            ended.set("type", check.code)
        ended.text = whole
    if output := text.output(text.evidence(check), say):
        ET.SubElement(case, "system-out").text = text.clean("\n".join(output))
    return case


def _properties(facts: dict[str, object]) -> ET.Element:
    node = ET.Element("properties")
    for name, value in facts.items():
        ET.SubElement(node, "property", name=name, value=text.clean(str(value)))
    return node
