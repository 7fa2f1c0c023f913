"""The files with a format of somebody else's: JUnit, Gradescope, CTRF. Each is read back with a real parser."""

import json
import re
import xml.etree.ElementTree as ET

import pytest

from grader import report
from grader.grading.results import Results
from grader.messages import Words
from grader.tests.outputs import BARE, checks, every, strings


@pytest.mark.parametrize("of", every())
def test_junit(of: Results) -> None:
    root = ET.fromstring(report.rendered(of, "junit"))
    assert root.tag == "testsuites"
    suites = list(root)
    assert [suite.get("name") for suite in suites] == [one.name for one in of.exercises]
    for suite, one in zip(suites, of.exercises, strict=True):
        cases = suite.findall("testcase")
        assert len({case.get("name") for case in cases}) == len(cases) == len(one.checks)
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert suite.get(attribute) == str(len(suite.findall(f"testcase/{tag}")))
        assert suite.get("tests") == str(len(cases))
        assert float(suite.get("time", "")) == pytest.approx(sum(float(case.get("time", "")) for case in cases))
        points = [float(found.get("value", "")) for found in suite.findall("testcase/properties/property[@name='points']")]
        assert sum(points) == pytest.approx(one.score)
        for case, check in zip(cases, one.checks, strict=True):
            assert set(case.attrib) == {"classname", "name", "time"}
            assert case.get("classname") == one.name
            tags = {"passed": None, "failed": "failure", "not_run": "skipped", "grader_error": "error"}
            ended = [child for child in case if child.tag not in ("properties", "system-out")]
            assert [child.tag for child in ended] == ([tags[check.outcome]] if check.outcome != "passed" else [])
            assert all(child.get("message") for child in ended)
            assert len(case.findall("system-out")) == (check.evidence is not None)


@pytest.mark.parametrize("of", every())
def test_gradescope(of: Results) -> None:
    document = json.loads(report.rendered(of, "gradescope"))
    assert set(document) == {
        "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility",
        "stdout_visibility", "tests",
    }  # fmt: skip
    assert (document["score"], document["execution_time"]) == (of.score, of.seconds)
    assert isinstance(document["execution_time"], float)
    assert (document["visibility"], document["stdout_visibility"]) == ("visible", "hidden")
    tests = document["tests"]
    assert sum(test["score"] for test in tests) == pytest.approx(of.score)
    assert sum(test["max_score"] for test in tests) == pytest.approx(of.max_score)
    numbers = [tuple(map(int, test["number"].split("."))) for test in tests]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(numbers)
    for test, check in zip(tests, checks(of), strict=True):
        assert set(test) == {
            "number", "name", "score", "max_score", "status", "output", "output_format", "visibility", "tags", "extra_data",
        }  # fmt: skip
        assert (test["status"], test["output_format"]) == ("passed" if check.outcome == "passed" else "failed", "text")
        excused = Words(of.language).of("report", "not-your-mistake") in test["output"]
        assert excused == (check.outcome == "grader_error")
    undecided = Words(of.language).of("report", "undecided").format(count=1)
    assert (undecided in document["output"]) == any(check.outcome == "grader_error" for check in checks(of))
    assert not any(BARE & set(text) for text in strings(document))


@pytest.mark.parametrize("of", every())
def test_ctrf(of: Results) -> None:
    document = json.loads(report.rendered(of, "ctrf"))
    assert set(document) == {"reportFormat", "specVersion", "timestamp", "generatedBy", "results"}
    assert document["reportFormat"] == "CTRF"
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["specVersion"])
    assert set(document["results"]) == {"tool", "summary", "tests", "environment"}
    tests, summary = document["results"]["tests"], document["results"]["summary"]
    statuses = ["passed", "failed", "skipped", "pending", "other"]
    assert summary["tests"] == len(tests) == sum(summary[status] for status in statuses)
    for status in statuses:
        assert summary[status] == sum(test["status"] == status for test in tests)
    assert summary["stop"] - summary["start"] == summary["duration"] == 12500
    assert all(type(value) is int for name, value in summary.items() if name != "extra")
    assert sum(test["extra"]["points"] for test in tests) == pytest.approx(of.score)
    known = {"name", "status", "rawStatus", "duration", "suite", "filePath", "extra", "message", "stdout"}
    for test, check in zip(tests, checks(of), strict=True):
        assert set(test) <= known
        assert type(test["duration"]) is int
        assert (test["rawStatus"], test["extra"]["code"]) == (check.outcome, check.code)
        assert ("message" in test) == (check.words is not None or check.evidence is not None)
    assert set(document["results"]["environment"]) == {"osPlatform", "extra"}
    assert not any(BARE & set(text) for text in strings(document))
