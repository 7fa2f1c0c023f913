"""The site without a browser: both trees are equal, no translation is old, and what Concepts shows really happens."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader import files, messages
from grader.authoring import translations
from grader.authoring.translations import digest, is_old, mark_translated, source
from grader.course.catalogue import Exercise
from grader.judge import system
from grader.tests.test_cli import grade, submit

ENGLISH = files.DOCS / "en"
OTHERS = [language for language in messages.LANGUAGES if language != "en"]
BLOCK = re.compile(r"^(?P<fence> *`{3,})(?P<kind>[^\n]*)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"^#{2,3} ([a-z][a-z0-9]*(?:-[a-z0-9]+)+|[a-z]+)$", re.MULTILINE)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def blocks(page: Path) -> list[str]:
    """Return the blocks of code. Of those in plain text, which may hold words of either language, only that they are there."""
    found = BLOCK.finditer(page.read_text("utf-8"))
    return ["text" if one["kind"].startswith("text") else one["kind"] + "\n" + one["body"] for one in found]


@pytest.mark.parametrize("language", OTHERS)
def test_the_trees_have_the_same_files(language: str) -> None:
    assert names(files.DOCS / language) == names(ENGLISH)


@pytest.mark.parametrize("page", translations.translations(), ids=lambda page: str(page.relative_to(files.DOCS)))
def test_a_translation_has_the_same_code_and_the_same_codes(page: Path) -> None:
    english = source(page)
    assert blocks(page) == blocks(english)
    codes = [CODE.findall(BLOCK.sub("", one.read_text("utf-8"))) for one in (english, page)]
    assert codes[0] == codes[1]


@pytest.mark.parametrize("page", translations.translations(), ids=lambda page: str(page.relative_to(files.DOCS)))
def test_no_translation_is_old(page: Path) -> None:
    told = page.relative_to(files.ROOT)
    assert not is_old(page), f"bring it up to date, then: python -m grader translated {told}"


def test_a_change_of_the_source_makes_a_translation_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "DOCS", tmp_path)
    english, chinese = tmp_path / "en" / "part" / "page.md", tmp_path / "zh" / "part" / "page.md"
    for page, text in ((english, "# Words\n"), (chinese, "# 文字\n")):
        page.parent.mkdir(parents=True)
        page.write_text(text, "utf-8")
    assert translations.translations() == [chinese]
    assert is_old(chinese)
    for _ in range(2):
        mark_translated(chinese)
        assert not is_old(chinese)
        assert chinese.read_text("utf-8") == f"---\nsource: {digest(english)}\n---\n\n# 文字\n"
    english.write_text("# Other words\n", "utf-8")
    assert is_old(chinese)
    english.unlink()
    assert is_old(chinese)


@pytest.mark.parametrize("settings", ["mkdocs.yml", *(f"mkdocs.{language}.yml" for language in OTHERS)])
def test_the_menu_has_every_page_once(settings: str) -> None:
    text = (files.ROOT / settings).read_text("utf-8").partition("\nnav:\n")[2]
    assert sorted(re.findall(r"- (\S+\.md)$", text, re.MULTILINE)) == sorted(
        name for name in names(ENGLISH) if name.endswith(".md")
    )


def programs() -> list[tuple[str, str]]:
    """Return each program of Concepts that stands there whole, and the output that stands below it."""
    text = (ENGLISH / "concepts.md").read_text("utf-8")
    return re.findall(r'^```python\n(import.*?)^```\n\n```text title="Output"\n(.*?)^```$', text, re.MULTILINE | re.DOTALL)


def test_concepts_has_programs() -> None:
    assert len(programs()) == 6


@pytest.mark.skipif(sys.platform == "win32", reason="one program shows fork")
@pytest.mark.parametrize(("program", "output"), programs())
def test_a_program_of_concepts_prints_what_the_page_shows(program: str, output: str, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(program, "utf-8")
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, output), done.stderr


@pytest.mark.skipif(not system.linux(), reason="elsewhere a hang is told in other words: nobody is sure that it lasts")
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_report_in_concepts_is_the_grader_s(language: str, tmp_path: Path) -> None:
    text = (files.DOCS / language / "concepts.md").read_text("utf-8")
    [(name, file)] = re.findall(r'--8<-- "grader/course/(\w+)/gallery/(\w+\.py):2"', text)
    submit(tmp_path, (Exercise(name).gallery / file).read_bytes(), name)
    told = grade(name, "--lang", language, folder=tmp_path).stdout
    (shown,) = re.findall(r'^```text title="(?:Report|报告)"\n(.*?)^```$', text, re.MULTILINE | re.DOTALL)
    wanted = [re.sub(r"\d+", "N", line.strip()) for line in shown.splitlines()]
    lines = [re.sub(r"\d+", "N", line.strip()) for line in told.splitlines()]
    start = lines.index(wanted[0])
    assert lines[start : start + len(wanted)] == wanted
