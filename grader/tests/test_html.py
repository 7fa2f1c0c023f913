"""The page with everything, and the pictures on it: read with a strict parser, nothing that a program printed is markup."""

import itertools
import re
import xml.etree.ElementTree as ET

import pytest

from grader import report
from grader.grading.evidence import Bar, Evidence
from grader.messages import LANGUAGES, Words
from grader.report import model, svg
from grader.tests.outputs import HOSTILE, Page, checks, evidence, fresh, whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_html(language: str) -> None:
    of = whole(language)
    say = Words(language)
    text = report.rendered(of, "html")
    page = Page(text)
    assert page.tags[0] == ("html", {"lang": language})
    names = page.names()
    assert not {"script", "link", "img", "iframe", "object", "base"} & set(names)
    assert page.comments == []
    assert not any(name.startswith("on") or name in ("src", "style") for _, facts in page.tags for name in facts)
    assert all((facts.get("href") or "#").startswith("#") for _, facts in page.tags)
    assert "url(" not in text
    assert "@import" not in text
    ids = [facts["id"] for _, facts in page.tags if "id" in facts]
    assert len(ids) == len(set(ids))
    assert {facts["href"] for tag, facts in page.tags if tag == "a"} <= {f"#{one}" for one in ids}
    assert {facts["aria-labelledby"] for _, facts in page.tags if "aria-labelledby" in facts} <= set(ids)
    assert [names.count(name) for name in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert names.count("details") == sum(check.outcome == "passed" for check in checks(of))
    for status in ("passed", "failed", "not_started", "not_run", "grader_error"):
        assert say.of("status", status) in page.text
    for key in ("title", "tree", "not-your-mistake"):
        assert say.of("report", key) in page.text
    for key in ("waits-here", "try", "printed", "what-ran"):
        assert say(key) in page.text
    assert "</script><script>alert(1)</script>" in page.text
    assert "\\x1b[31mred \\x00 \\x9b \\x202ereversed" in page.text
    assert "工作进程" in page.text
    assert "not shown" not in page.text
    explained = page.text.count(say.of("report", "same").format(title="Check 2 of <everything> & | more. (fork)"))
    assert explained == 1  # the second of two failures with the same words


def test_html_shows_the_right_answer_beside_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "of", lambda exercise, check: evidence("right"))
    page = Page(report.rendered(whole(), "html"))
    assert page.words.count(Words().of("report", "right")) == 3
    assert page.names().count("svg") == sum(check.evidence is not None for check in checks(whole())) + 3


def test_html_before_the_first_exercise() -> None:
    page = Page(report.rendered(fresh(), "html"))
    assert "No exercise is started yet. Open work/<ada>/ex01_worker.py" in page.text
    assert "svg" not in page.names()


@pytest.mark.parametrize("language", LANGUAGES)
def test_svg(language: str) -> None:
    say = Words(language)
    text = svg.drawn(evidence(), say, title=HOSTILE)
    assert text == svg.drawn(evidence(), say, title=HOSTILE)
    root = ET.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    assert [child.tag for child in root[:2]] == [f"{space}title", f"{space}desc"]
    described = root[1].text or ""
    assert say.of("report", "during").format(start="0.20", end="0.80") in described
    assert {element.tag.removeprefix(space) for element in root.iter()} == {
        "svg", "title", "desc", "path", "text", "g", "rect",
    }  # fmt: skip
    assert {element.get("fill", "currentColor") for element in root.iter()} == {"currentColor"}
    bars = root.findall(f".//{space}rect")
    assert len(bars) == 3
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    for bar in bars:
        x, y, wide, high = (float(bar.get(name, "nan")) for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert x + wide <= width
        assert y >= 0
        assert y + high <= height
    assert bars[0].get("y") != bars[1].get("y")  # two calls at the same time do not hide each other
    lanes = root.findall(f"{space}text[@class='name']")
    assert [lane.text for lane in lanes[:2]] == [say("main"), say("process", number=1)]
    assert all(len(label.text or "") < 100 for label in root.iter(f"{space}text"))


def test_svg_of_little() -> None:
    assert svg.drawn(Evidence(), Words(), title="t") == ""
    instant = Evidence(timeline=(Bar(pid=1, label="f()", start=1.0, end=1.0),))
    assert ET.fromstring(svg.drawn(instant, Words(), title="t")).get("role") == "img"
    long = Evidence(timeline=(Bar(pid=1, label="", start=0.0, end=3000.0),), processes={1: "main"})
    assert "1000 s" in svg.drawn(long, Words(), title="t")
