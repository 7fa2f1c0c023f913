"""An example of each frequent mistake: what was seen, with a picture, and not whose it is."""

import re
from dataclasses import replace
from typing import Any

import pytest

from grader.classroom.page import Wanted, render
from grader.report import model
from grader.tests.made_up_class import evidence, stored
from grader.tests.test_class_numbers import FIRST, STATE, decision, student
from grader.tests.test_class_page import page_of


def anonymous(key: str) -> dict[str, Any]:
    return stored(decision(FIRST, 0, "stalled"))


def test_an_example_has_a_picture_and_no_author(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "of", lambda exercise, check: evidence("right"))
    seen: list[str] = []

    def verdict(key: str) -> dict[str, Any]:
        seen.append(key)
        return anonymous(key)

    text = render(STATE, Wanted(verdicts=verdict))
    page = page_of(text)
    assert "start_and_join(worker(4)) was called, and it never returned" in page.text
    assert "main is at line 7, and waits for another process to end:" in page.text
    assert "A right answer:" in page.text
    assert text.count('class="timeline"') >= 1
    (article,) = [one for one in re.findall("<article.*?</article>", text, re.DOTALL) if "<code>stalled</code>" in one]
    (example,) = re.findall(r"<details open>.*?</details>|<details>\n<summary>What.*?</details>", article, re.DOTALL)
    assert not re.findall(r'href="#s\d', example)
    assert len(seen) <= 3 * 5
    assert 'class="timeline"' not in render(STATE, Wanted())  # without the verdicts, the same facts without a picture
    assert "This is a deadlock." in page_of(render(STATE, Wanted())).text


def test_a_verdict_that_cannot_be_read_costs_only_the_picture() -> None:
    for broken in ({}, {"status": "failed", "checks": [{"name": 7}]}, {"status": "x", "checks": []}, None):
        text = render(STATE, Wanted(verdicts=lambda key, broken=broken: broken))  # type: ignore[misc]
        assert text == render(STATE, Wanted())


def test_few_verdicts_are_read_for_an_example() -> None:
    students = tuple(student(str(n), "decided", replace(decision(FIRST, 0, "stalled"), key=f"key {n}")) for n in range(20))
    read: list[str] = []

    def verdict(key: str) -> dict[str, Any]:
        read.append(key)
        told = anonymous(key)
        for check in told["checks"]:
            check["evidence"] = None if key != "key 11" else check["evidence"]
        return told

    state = replace(STATE, students=students)
    assert 'class="timeline"' in render(state, Wanted(verdicts=verdict))
    assert read == ["key 0", "key 1", "key 10", "key 11"]  # no picture in the first three
    read.clear()
    state = replace(STATE, students=students[:11])
    assert "never returned" in page_of(render(state, Wanted(verdicts=verdict))).text  # an example without a picture
    assert len(read) == 5


def test_the_longest_picture_is_cut() -> None:
    verdict = anonymous("k")
    for check in verdict["checks"]:
        check["evidence"]["timeline"] *= 2000
    assert len(render(STATE, Wanted(verdicts=lambda key: verdict))) < 300_000
