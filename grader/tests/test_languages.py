"""The two languages say the same: every phrase, title and message of one has its counterpart, with the same blanks."""

import io
import string
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from grader import messages
from grader.classroom.words import table as class_table
from grader.course.catalogue import Exercise, exercises
from grader.messages import Words
from grader.report.text import environment
from grader.tests.outputs import ENVIRONMENT

OTHERS = [language for language in messages.LANGUAGES if language != "en"]
EACH = pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Return every text of a table with its place in it. ``facts`` are translations only, English needs none."""
    for key, value in table.items():
        if isinstance(value, str):
            yield f"{above}{key}", value
        elif key != "facts":
            yield from flat(value, f"{above}{key}.")


@pytest.mark.parametrize("language", OTHERS)
def test_the_tables_are_complete(language: str) -> None:
    english, other = dict(flat(messages.table("en"))), dict(flat(messages.table(language)))
    assert sorted(english) == sorted(other)
    assert {key: blanks(text) for key, text in english.items()} == {key: blanks(text) for key, text in other.items()}


@pytest.mark.parametrize("language", OTHERS)
def test_the_tables_of_the_class_are_complete(language: str) -> None:
    english, other = dict(flat(class_table("en"))), dict(flat(class_table(language)))
    assert {key: blanks(text) for key, text in english.items()} == {key: blanks(text) for key, text in other.items()}


@pytest.mark.parametrize("language", OTHERS)
@EACH
def test_an_exercise_is_translated(exercise: Exercise, language: str) -> None:
    own = exercise.words(language)
    assert own["title"].strip()
    assert sorted(own.get("checks", {})) == sorted(exercise.checks())
    assert sorted(own.get("messages", {})) == sorted(exercise.messages)
    for code, words in exercise.messages.items():
        other = exercise.message(code, language)
        assert other.blanks() == words.blanks(), code
        assert all((other.seen.strip(), other.means.strip(), other.advice.strip())), code
        assert bool(exercise.more(code, language).strip()) == bool(exercise.more(code).strip()), code


def test_a_fact_that_is_a_phrase_is_translated() -> None:
    said = messages.Message(seen="{have}", means="", advice="")
    assert said.filled({"have": "nothing"}, {"nothing": "什么也没有"}).seen == "什么也没有"
    assert said.filled({"have": 7}, {"nothing": "什么也没有"}).seen == "7"


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"), ({"LC_MESSAGES": "de_DE"}, "en")],
)
def test_the_locale_chooses(environment: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert messages.spoken() == spoken
    assert messages.spoken("zh") == "zh"


def test_what_the_output_cannot_write_is_not_spoken_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert (messages.spoken(), messages.spoken("zh")) == ("en", "zh")
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding="gbk"))
    assert messages.spoken() == "zh"


def test_the_line_on_the_machine_names_a_system_that_tells_less() -> None:
    for platform, named in (
        ("linux", "Python 3.11.7, "),
        ("win32", "Python 3.11.7 (Windows), "),
        ("win32", "does not show joins, timers, or when"),
        ("darwin", "does not show timers, or when"),
        ("darwin", "Python 3.11.7 (macOS), "),
    ):
        assert named in environment(replace(ENVIRONMENT, platform=platform), Words())
