"""The summary in Markdown: read with a real parser, and nothing that a program printed is markup, a mention or a link."""

import re

import pytest
from markdown_it import MarkdownIt  # comes with rich
from markdown_it.token import Token

from grader import report
from grader.messages import LANGUAGES, Words
from grader.report import markdown
from grader.tests.outputs import whole


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
