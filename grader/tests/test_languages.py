"""The two languages say the same: every phrase, title and message of one has its counterpart, with the same blanks."""

import string
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from grader import messages
from grader.course.catalogue import Exercise, exercises

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
    words = messages.Message(seen="{have}", means="", advice="")
    assert words.filled({"have": "nothing"}, {"nothing": "什么也没有"}).seen == "什么也没有"
    assert words.filled({"have": 7}, {"nothing": "什么也没有"}).seen == "7"


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
