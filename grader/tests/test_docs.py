"""The documentation says what the code does."""

import importlib
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from grader import messages
from grader.authoring import pages, pictures
from grader.checking import expect, loading
from grader.course.catalogue import Exercise, exercises
from grader.files import ROOT
from grader.report import model
from grader.tests.test_kit import codes_in


@pytest.mark.parametrize(("path", "make"), pages.made().items(), ids=[str(path.relative_to(ROOT)) for path in pages.made()])
def test_made_pages_are_up_to_date(path: Path, make: Callable[[], str]) -> None:
    assert path.read_text("utf-8") == make(), "run: python -m grader pages"


def test_every_code_that_is_raised_has_words() -> None:
    raised = codes_in(Path(expect.__file__)) | set(loading.LIMITS.values())
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


def test_every_picture_is_there_and_shown() -> None:
    for language in messages.LANGUAGES:
        wanted = {pictures.picture(one, name, language) for one, names in pictures.named().items() for name in names}
        assert set((pictures.FOLDER / language).iterdir()) == wanted, "run: python -m grader pictures"
        for path in wanted:
            figure = ElementTree.fromstring(path.read_text("utf-8"))
            assert figure.find(".//{http://www.w3.org/2000/svg}title") is not None, path
            exercise, name, _ = path.name.split(".")
            assert f'--8<-- "docs/pictures/{language}/{exercise}.{name}.svg"' in _shown(language)


def _shown(language: str) -> str:
    return "\n".join(path.read_text("utf-8") for path in (ROOT / "docs" / language).rglob("*.md"))


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_how_it_looks_when_right_is_known(exercise: Exercise) -> None:
    assert any(model.of(exercise.name, check).timeline for check in exercise.checks()), "run: python -m grader pictures"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_map_names_what_exists(language: str) -> None:
    text = (ROOT / "docs" / language / "architecture.md").read_text("utf-8")
    files = set(re.findall(r"`(?:grader/)?([\w/]+(?:\.py|\.toml|/))`", text))
    assert len(files) > 30
    assert [name for name in files if not (ROOT / "grader" / _filled(name)).exists()] == []
    for module, name in re.findall(r"`((?:stage|judge|checking|grading)(?:\.\w+)*)\.(\w+)`", text):
        place = importlib.import_module(f"grader.{module}")
        assert hasattr(place, name), f"{module}.{name}"


def _filled(name: str) -> str:
    """Return a name as it is for one exercise."""
    return name.replace("exNN_slug", exercises()[0].name)
