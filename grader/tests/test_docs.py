"""The documentation says what the code does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader import expect, messages, pages
from grader.course import ROOT
from grader.tests.test_kit import codes_in


@pytest.mark.parametrize(("path", "make"), pages.PAGES.items(), ids=[str(path.relative_to(ROOT)) for path in pages.PAGES])
def test_made_pages_are_up_to_date(path: Path, make: Callable[[], str]) -> None:
    assert path.read_text("utf-8") == make(), "run: python -m grader pages"


def test_every_code_that_is_raised_has_words() -> None:
    raised = codes_in(Path(expect.__file__)) | set(expect.LIMITS.values())
    assert raised <= messages.codes()


def test_every_message_is_complete() -> None:
    for code in messages.codes():
        words = messages.message(code)
        assert words.seen.strip()
        assert words.means.strip()
        assert words.advice.strip()
        assert not words.blanks() & {"", "0"}, code


def test_the_readme_names_what_exists() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name in ("nox -s grade", "nox -s tests", "exercises/", "solutions/", "--from solutions"):
        assert name in text
