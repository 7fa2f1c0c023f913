"""The files for other programs: each is read back with a real parser, and nothing that a program printed can steer it."""

import dataclasses
import itertools
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt  # comes with rich
from markdown_it.token import Token

from grader import files, report
from grader.grading.results import CheckResult, Environment, ExerciseResult, Outcome, Results, Status
from grader.messages import LANGUAGES, Message, Words, table
from grader.report import markdown, svg
from grader.report import model as reference
from grader.report import text as plain
from grader.tests.test_cli import RIGHT, grade, submit

HOSTILE = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(1)> ]]> &lt; "
    "\x1b[31mred \x00 \x9b \u202ereversed\u2066 \ud800 "
    "\ufffe | `code` ``` @everyone #1 [link](https://evil.example) www.evil.example ![i](x) *b* _i_ <!-- \"q\" 'q' 工作进程 "
    + "long"
    * 200
)
BARE = set("\x00\x1b\x9b\u202e\u2066\ud800\ufffe")
ENVIRONMENT = Environment(python="3.11.7", platform="linux", cores=2, start_method="fork", sandbox="tree")


def evidence(text: str = HOSTILE) -> dict[str, Any]:
    return {
        "start_method": "fork",
        "end": "stuck",
        "processes": {"10": "main", "11": "process 1", "12": text},
        "timeline": [
            {"pid": 10, "label": "", "start": 5.0, "end": 6.0},
            {"pid": 11, "label": "", "start": 5.1, "end": 5.9},
            {"pid": 11, "label": "worker(4)", "start": 5.2, "end": 5.8},
            {"pid": 11, "label": f"worker({text})", "start": 5.25, "end": 5.3},
            {"pid": 12, "label": "", "start": 5.1, "end": 5.1},
            {"pid": 12, "label": text, "start": 5.98, "end": 6.0},
        ],
        "waits": [
            {"pid": 10, "name": "main", "inside": "", "line": 7, "source": text, "for": "process"},
            {"pid": 11, "name": "process 1", "inside": text, "line": 9, "source": "\titem = queue.get()", "for": "queue-item"},
            {"pid": 12, "name": "process 2", "inside": "", "line": None, "source": "", "for": "lock"},
        ],
        "errors": [{"pid": 11, "name": "process 1", "kind": "ValueError", "text": text, "lines": [3, 4]}],
        "output": [
            {"at": 0.1, "name": "process 1", "stream": "out", "text": text},
            {"at": 0.2, "name": "main", "stream": "out", "text": "```"},
            {"at": 0.3, "name": "main", "stream": "err", "text": "not shown"},
        ],
        "output_cut": 3,
    }


def check(outcome: Outcome, n: int = 1, method: str = "fork", text: str = HOSTILE) -> CheckResult:
    code = {"failed": "stalled", "grader_error": "grader-fault", "not_run": "needs-another", "passed": None}[outcome]
    return CheckResult(
        exercise="ex02_start_and_join", name=f"test_{n}", title=f"Check {n} of <everything> & | more.", start_method=method,
        outcome=outcome, points=1.5 if outcome == "passed" else 0.0, max_points=1.5, code=code, seconds=0.25,
        words=Message(seen=f"seen {text}\n    have: 1", means="means", advice="advice") if code else None,
        evidence=None if outcome == "not_run" else evidence(text),
    )  # fmt: skip


def exercise(name: str, part: str, status: Status, *checks: CheckResult) -> ExerciseResult:
    checks = tuple(dataclasses.replace(one, exercise=name) for one in checks)
    return ExerciseResult(name=name, title=f"Title of <{name}> | @x", part=part, status=status, checks=checks)


def results(*exercises: ExerciseResult, language: str = "en") -> Results:
    return Results(
        environment=ENVIRONMENT, exercises=exercises, submissions="work/<ada>", seconds=12.5, language=language, began=1.7e9
    )


def whole(language: str = "en") -> Results:
    return results(
        exercise("ex01_worker", "A", "passed", check("passed"), check("passed", 2)),
        exercise(
            "ex02_start_and_join", "A", "failed",
            check("passed"), check("failed", 2), check("failed", 2, "spawn"), check("not_run", 3),
        ),
        exercise("ex08_producer", "B", "not_started", dataclasses.replace(check("not_run"), words=None, code=None)),
        exercise("ex17_pool", "C", "grader_error", check("grader_error"), check("passed", 2)),
        language=language,
    )  # fmt: skip


def fresh(language: str = "en") -> Results:
    untouched = dataclasses.replace(check("not_run"), words=None, code=None)
    return results(
        *(exercise(name, "A", "not_started", untouched) for name in ("ex01_worker", "ex02_start_and_join")), language=language
    )


def every() -> list[Results]:
    return [make(language) for language in LANGUAGES for make in (whole, fresh)] + [results()]


def checks(of: Results) -> list[CheckResult]:
    return [check for one in of.exercises for check in one.checks]


def strings(value: object) -> list[str]:
    """Return every string in a JSON value."""
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


class Page(HTMLParser):
    """Reads a page strictly: every element is closed in its place."""

    VOID = frozenset(("meta", "link", "br", "img", "input"))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.comments: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def names(self) -> list[str]:
        return [tag for tag, _ in self.tags]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.mark.parametrize("of", every())
def test_every_output_can_be_written_and_is_the_same_each_time(of: Results, tmp_path: Path) -> None:
    for kind in report.OUTPUTS:
        text = report.rendered(of, kind)
        assert text == report.rendered(of, kind)
        assert text.endswith("\n")
        assert not BARE & set(text)
        files.write(text, tmp_path / kind)
        assert (tmp_path / kind).read_text("utf-8") == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_html(language: str) -> None:
    of = whole(language)
    words = Words(language)
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
        assert words.of("status", status) in page.text
    for said in ("title", "tree", "not-your-mistake"):
        assert words.of("html", said) in page.text
    for said in ("waits-here", "try", "printed", "what-ran"):
        assert words(said) in page.text
    assert "</script><script>alert(1)</script>" in page.text
    assert "\\x1b[31mred \\x00 \\x9b \\x202ereversed" in page.text
    assert "工作进程" in page.text
    assert "not shown" not in page.text
    explained = page.text.count(words.of("html", "same").format(title="Check 2 of <everything> & | more. (fork)"))
    assert explained == 1  # the second of two failures with the same words


def test_html_shows_the_right_answer_beside_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "of", lambda exercise, check: evidence("right"))
    page = Page(report.rendered(whole(), "html"))
    assert page.words.count(Words().of("html", "right")) == 3
    assert page.names().count("svg") == sum(check.evidence is not None for check in checks(whole())) + 3


def test_html_before_the_first_exercise() -> None:
    page = Page(report.rendered(fresh(), "html"))
    assert "No exercise is started yet. Open work/<ada>/ex01_worker.py" in page.text
    assert "svg" not in page.names()


@pytest.mark.parametrize("language", LANGUAGES)
def test_svg(language: str) -> None:
    words = Words(language)
    text = svg.drawn(evidence(), words, title=HOSTILE)
    assert text == svg.drawn(evidence(), words, title=HOSTILE)
    root = ET.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    assert [child.tag for child in root[:2]] == [f"{space}title", f"{space}desc"]
    described = root[1].text or ""
    assert words.of("html", "during").format(start="0.20", end="0.80") in described
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
    assert [lane.text for lane in lanes[:2]] == [words("main"), words("process", number=1)]
    assert all(len(label.text or "") < 100 for label in root.iter(f"{space}text"))


def test_svg_of_little() -> None:
    assert svg.drawn({}, Words(), title="t") == ""
    instant = {"timeline": [{"pid": 1, "label": "f()", "start": 1.0, "end": 1.0}], "processes": {}}
    assert ET.fromstring(svg.drawn(instant, Words(), title="t")).get("role") == "img"
    long = {"timeline": [{"pid": 1, "label": "", "start": 0.0, "end": 3000.0}], "processes": {"1": "main"}}
    assert "1000 s" in svg.drawn(long, Words(), title="t")


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
        excused = Words(of.language).of("html", "not-your-mistake") in test["output"]
        assert excused == (check.outcome == "grader_error")
    undecided = Words(of.language).of("html", "undecided").format(count=1)
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


def tokens(text: str) -> list[Token]:
    """Return what a Markdown parser sees, the inner tokens too."""
    outer = MarkdownIt("commonmark").enable("table").parse(text)
    return [token for one in outer for token in [one, *(one.children or [])]]


def outside_code(text: str) -> str:
    """Return Markdown without its fenced blocks; each must be closed by its own fence."""
    kept, fence = [], ""
    for line in text.splitlines():
        if fence:
            fence = "" if line == fence else fence
        elif found := re.match("`{3,}", line):
            fence = found[0]
        else:
            kept.append(line)
    assert fence == ""
    return "\n".join(kept)


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown(language: str) -> None:
    of = whole(language)
    text = report.rendered(of, "markdown")
    prose = outside_code(text)
    rows = [line for line in prose.splitlines() if line.startswith("| ")]
    started = [one for one in of.exercises if one.status != "not_started"]
    assert len(rows) == sum(len(one.checks) for one in started) + len(started)
    assert {line.count("|") for line in rows} == {5}
    assert prose.count("<details>") == prose.count("</details>") == sum(one.first_failure is not None for one in started)
    read = tokens(text)
    known = {"heading", "paragraph", "table", "thead", "tbody", "tr", "th", "td", "strong"}
    plain_kinds = {"inline", "text", "softbreak", "fence", "html_block", "html_inline"}
    assert {re.sub("_(open|close)$", "", token.type) for token in read} <= known | plain_kinds
    assert {token.content for token in read if token.type == "html_inline"} <= {"<br>"}
    for token in read:
        if token.type == "html_block":
            assert re.fullmatch(r"<details>\n<summary>[^<>]*</summary>\n?|</details>\n?", token.content)
        if token.type in ("text", "html_block"):
            assert not re.search("@(?!\u200b|&#8203;)|#(?=[0-9])(?!#8203;)(?<!&#)|://|(?i:www[.])", token.content)
    assert max(map(len, text.splitlines())) < 3000
    assert "</script>" in text.replace(prose, "")
    assert Words(language).of("status", "grader_error") in prose


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b\nc", "a&#124;b c"),
        ("<b> & `c`", "&lt;b&gt; &amp; \\`c\\`"),
        ("@everyone", "@&#8203;everyone"),
        ("- 1. item", "\\- 1. item"),
        ("1. item", "1\\. item"),
        ("# no heading, #7", "\\# no heading, #&#8203;7"),
        ("https://x.example and WWW.x.example", "https:&#8203;//x.example and WWW&#8203;.x.example"),
        ("__main__ \\* [a](b)", "\\_\\_main\\_\\_ \\\\\\* \\[a\\](b)"),
        ("\x1b[0m\u202e", "\\\\x1b\\[0m\\\\x202e"),
        ("工作", "工作"),
    ],
)
def test_markdown_is_escaped(text: str, shown: str) -> None:
    assert markdown.escaped(text) == shown


def test_a_fence_is_longer_than_any_in_the_block() -> None:
    assert markdown.block(["a", "`````", "b"]).splitlines()[-1] == "``````"


def test_what_is_clean() -> None:
    assert plain.clean("a\tb\nc\r\x7f\u2028\ufeff工") == "a\tb\nc\\x0d\\x7f\\x2028\\xfeff工"


def test_both_languages_have_the_same_phrases() -> None:
    english, chinese = table("en")["html"], table("zh")["html"]
    assert set(english) == set(chinese)
    for key, phrase in english.items():
        assert sorted(re.findall(r"{\w+}", phrase)) == sorted(re.findall(r"{\w+}", chinese[key]))


def test_the_command_writes_them(tmp_path: Path) -> None:
    submit(tmp_path, RIGHT)
    words = [word for kind in report.OUTPUTS for word in (f"--{kind}", str(tmp_path / f"out.{kind}"))]
    done = grade("2", *words, folder=tmp_path)
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
