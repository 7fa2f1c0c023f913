"""One thing has one word, in everything that is shown: grader/messages/glossary.toml says which."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader import messages
from grader.course.catalogue import Exercise, exercises
from grader.files import DOCS, EXERCISES, ROOT, SOLUTIONS
from grader.tests.test_languages import flat

GLOSSARY: dict[str, list[dict[str, Any]]] = tomllib.loads((ROOT / "grader/messages/glossary.toml").read_text("utf-8"))
HIDDEN = {
    # what is no text of ours, or is code: taken out, with the ends of lines kept
    "front matter": re.compile(r"\A---\n.*?\n---\n", re.DOTALL),
    "comment": re.compile(r"<!--.*?-->", re.DOTALL),
    "fence": re.compile(r"^( *)(`{3,}).*?^\1\2 *$", re.DOTALL | re.MULTILINE),
    "snippet": re.compile(r"^;?--8<--.*$", re.MULTILINE),
    "span": re.compile(r"(`+)(?:(?!\n\n).)+?\1", re.DOTALL),
    "target": re.compile(r"(?<=\])\([^()\s]*\)"),
    "address": re.compile(r"https?://\S+"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A text that somebody reads. place: its file; number: the line at which it begins, 0 for a value of a table."""

    place: str
    text: str
    number: int = 0

    def at(self, position: int) -> str:
        """Return the place of a position in the text."""
        line = self.number + self.text.count("\n", 0, position)
        return f"{self.place}:{line}" if self.number else self.place


def faults(language: str, shown: Shown) -> Iterator[str]:
    """Say where a text has a word that is not to be used, and which is."""
    for term in GLOSSARY[language]:
        if term.get("only", "") not in shown.place or term.get("not_in", "\0") in shown.place:
            continue
        right = [found.span() for phrase in term.get("right", ()) for found in pattern(phrase, language).finditer(shown.text)]
        for wrong in term["wrong"]:
            for found in pattern(wrong, language).finditer(shown.text):
                if not any(start <= found.start() and found.end() <= end for start, end in right):
                    yield f"{shown.at(found.start())}: “{found.group()}”: write “{term['use']}”"


def pattern(words: str, language: str) -> re.Pattern[str]:
    """Return the pattern of a word or phrase; in English, whole words in small or capital letters."""
    if language == "en":
        words = rf"(?<![\w-])(?:{words})(?![\w-])".replace(" ", r"\s+")
    return re.compile(words, re.IGNORECASE)


def without(text: str, *parts: str) -> str:
    """Return the text with these parts of it taken out; the ends of lines stay."""
    for part in parts:
        text = HIDDEN[part].sub(lambda found: "\n" * found.group().count("\n") or "…", text)
    return text


def page(path: Path, language: str) -> Shown:
    """Return a page without code. In a Chinese page, what is drawn or printed is looked at too."""
    parts = [part for part in HIDDEN if language == "en" or part not in ("fence", "span")]
    return Shown(str(path.relative_to(ROOT).as_posix()), without(path.read_text("utf-8"), *parts), 1)


def tables(language: str) -> Iterator[Shown]:
    for path in sorted(ROOT.glob(f"grader/**/{language}.toml")):
        place = path.relative_to(ROOT).as_posix()
        for key, text in flat(tomllib.loads(path.read_text("utf-8"))):
            yield Shown(f"{place}: {key}", without(text, "span"))
        if language == "zh":
            facts = tomllib.loads(path.read_text("utf-8")).get("facts", {})
            yield from (Shown(f"{place}: facts", text) for text in facts.values())


def stubs() -> Iterator[Shown]:
    """Give each text of the stubs and the solutions: what stands in their docstrings."""
    for path in sorted([*EXERCISES.glob("*.py"), *SOLUTIONS.glob("*.py")]):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                text = ast.get_docstring(node, clean=False) or ""
                yield Shown(path.relative_to(ROOT).as_posix(), without(text, "span"), node.body[0].lineno)


def everything(language: str) -> list[Shown]:
    pages = [page(path, language) for path in sorted((DOCS / language).rglob("*.md"))]
    if language == "zh":
        return [*pages, *tables(language)]
    pages += [page(ROOT / name, language) for name in ("README.md", "CONTRIBUTING.md", "exercises/README.md")]
    checks = [(one.check_file.name, name, title) for one in exercises() for name, (_, title) in one.checks().items()]
    return [*pages, *tables(language), *(Shown(f"{place}: {name}", title) for place, name, title in checks), *stubs()]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_one_thing_has_one_word(language: str) -> None:
    shown = everything(language)
    assert len(shown) > 700
    assert [fault for one in shown for fault in faults(language, one)] == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "取出\n一个数据项。", ["page.md:2: “数据项”: write “元素”"]),
        ("zh", "把它抛出", ["page.md:1: “抛出”: write “引发”"]),
        ("zh", "数据源领先", []),
        ("en", "It waits for\never.", ["page.md:1: “for\never”: write “forever”"]),
        ("en", "Mend this.", ["page.md:1: “Mend”: write “fix”"]),
        ("en", "The code `mend` is recommended, [see](#mend) tried-for-ever.", []),
        ("en", "```python\nmend()\n```\n", []),
    ],
)
def test_a_wrong_word_is_named_with_its_place(language: str, text: str, found: list[str]) -> None:
    assert list(faults(language, Shown("page.md", without(text, *HIDDEN), 1))) == found


def test_no_blank_stands_between_chinese_letters() -> None:
    """A soft end of a line becomes a blank in a browser."""
    letters = r"\u4e00-\u9fff"
    blank = re.compile(rf"(?<=[{letters}，。；：、！？（）“”])(?: +| *\n *)(?=[{letters}（“])")
    pages = [page(path, "zh") for path in sorted((DOCS / "zh").rglob("*.md"))]
    shown = [Shown(one.place, without(one.text, "fence", "span"), 1) for one in pages]
    shown += [Shown(one.place, one.text.replace("\n", "…")) for one in tables("zh")]  # there, the ends of lines are wanted
    assert [one.at(found.start()) for one in shown for found in blank.finditer(one.text)] == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_the_page_has_the_report_s_title(exercise: Exercise, language: str) -> None:
    text = re.sub(r"\A---\n.*?\n---\n\s*", "", exercise.page(language).read_text("utf-8"), flags=re.DOTALL)
    assert text.startswith(f"# {exercise.name[:4]}. {exercise.title(language)}\n")


def test_the_chinese_pages_have_the_same_headings() -> None:
    wanted = ["你会学到什么", "任务", "运行起来的样子", "提示", "常见错误", "延伸阅读", "参考答案"]
    for exercise in exercises():
        text = exercise.page("zh").read_text("utf-8")
        found = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert found == [one for one in wanted if one in found], exercise.name
        assert "\n| 代码里的写法 | 评分程序的反馈 |\n" in text, exercise.name
        assert '??? success "显示参考答案"' in text, exercise.name
