"""The files for other programs: each can be written, says the same each time, and nothing in it steers what shows it."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from grader import files, report
from grader.grading.results import Results
from grader.messages import table
from grader.report import text
from grader.tests.outputs import BARE, Page, every
from grader.tests.test_cli import RIGHT, grade, submit


@pytest.mark.parametrize("of", every())
def test_every_output_can_be_written_and_is_the_same_each_time(of: Results, tmp_path: Path) -> None:
    for kind in report.OUTPUTS:
        text = report.rendered(of, kind)
        assert text == report.rendered(of, kind)
        assert text.endswith("\n")
        assert not BARE & set(text)
        files.write(text, tmp_path / kind)
        assert (tmp_path / kind).read_text("utf-8") == text


def test_what_is_clean() -> None:
    assert text.clean("a\tb\nc\r\x7f\u2028\ufeff工") == "a\tb\nc\\x0d\\x7f\\x2028\\xfeff工"


def test_both_languages_have_the_same_phrases() -> None:
    english, chinese = table("en")["report"], table("zh")["report"]
    assert set(english) == set(chinese)
    for key, phrase in english.items():
        assert sorted(re.findall(r"{\w+}", phrase)) == sorted(re.findall(r"{\w+}", chinese[key]))


def test_the_command_writes_them(tmp_path: Path) -> None:
    submit(tmp_path, RIGHT)
    arguments = [argument for kind in report.OUTPUTS for argument in (f"--{kind}", str(tmp_path / f"out.{kind}"))]
    done = grade("2", *arguments, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    read = {kind: (tmp_path / f"out.{kind}").read_text("utf-8") for kind in report.OUTPUTS}
    count = len(json.loads(read["json"])["exercises"][0]["checks"])
    page = Page(read["html"])
    assert page.names().count("svg") == page.names().count("details") == count
    assert len(ET.fromstring(read["junit"]).findall("testsuite/testcase")) == count
    assert json.loads(read["ctrf"])["results"]["summary"]["passed"] == count
    document = json.loads(read["gradescope"])
    assert document["score"] == sum(test["max_score"] for test in document["tests"]) > 0
    assert read["markdown"].startswith("# Score")
    assert "<details>" not in read["markdown"]
