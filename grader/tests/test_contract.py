"""Defaults of the contract: which are kept, and what is told of those that are not."""

import re
from typing import Any

import pytest

from grader.checking import Mistake
from grader.checking.contract import keeps_defaults, promises, same
from grader.course.catalogue import Exercise, exercises
from grader.judge.wire import Other
from grader.tests.kit import play_text

CALL = "run_workers(worker, nums=(1, 2))"


def found(text: str, call: str = CALL) -> dict[str, Any] | None:
    try:
        keeps_defaults(play_text(text), [call])
    except Mistake as mistake:
        return {"code": mistake.code, **mistake.facts}
    return None


@pytest.mark.parametrize(
    "text",
    [
        "def run_workers(worker, nums=(1, 2)): ...",
        "def run_workers(worker, numbers=(1, 2), more=None): ...",
        "def run_workers(worker, /, nums=(1, 2)): ...",
        "def run_workers(worker, *rest, nums=(1, 2)): ...",
        "def run_workers(*args, **kwargs): ...",
        "def run_workers(worker, *nums): ...",
        "run_workers = lambda worker, nums=(1, 2): None",
        "import functools\ndef own(worker, nums, x): ...\nrun_workers = functools.partial(own, nums=(1, 2), x=3)",
        "import functools\ndef own(x, worker, nums=(1, 2)): ...\nrun_workers = functools.partial(own, 3)",
        "class run_workers:\n    def __init__(self, worker, nums=(1, 2)): ...",
        "class run_workers:\n    def __new__(cls, worker, nums=(1, 2)): ...",
        "class Own:\n    def __call__(self, worker, nums=(1, 2)): ...\nrun_workers = Own()",
        "class Own:\n    def own(self, worker, nums=(1, 2)): ...\nrun_workers = Own().own",
        "import functools\ndef own(worker, nums=(1, 2)): ...\n@functools.wraps(own)\ndef run_workers(*args): ...",
        "run_workers = max",
        "def run_workers(worker, nums=(1, 2)): ...\nrun_workers.__signature__ = 3",
    ],
)
def test_kept(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("def run_workers(worker, nums=(1, 3)): ...", "nums=(1, 3)"),
        ("def run_workers(worker, nums=(True, 2)): ...", "nums=(True, 2)"),
        ("def run_workers(worker, nums=[1, 2]): ...", "nums=[1, 2]"),
        ("def run_workers(worker, nums=None): ...", "nums=None"),
        ("def run_workers(worker, nums): ...", "nums"),
        ("def run_workers(worker, numbers=3): ...", "numbers=3"),
        ("def run_workers(worker=None, *, nums=3): ...", "nums=3"),
        ("run_workers = lambda worker, nums=7: None", "nums=7"),
        ("class run_workers:\n    def __init__(self, worker, nums=7): ...", "nums=7"),
        ("import functools\ndef own(worker, nums): ...\nrun_workers = functools.partial(own, nums=3)", "nums=3"),
        ("import functools\ndef own(worker, nums=7): ...\n@functools.wraps(own)\ndef run_workers(*args): ...", "nums=7"),
        ("class Two(tuple): ...\ndef run_workers(worker, nums=Two((1, 2))): ...", "nums=<Two>"),
        ("class int:\n    __repr__ = lambda self: '(1, 2)'\ndef run_workers(worker, nums=int()): ...", "nums=<int>"),
    ],
)
def test_not_kept(text: str, written: str) -> None:
    facts = found(text)
    assert facts is not None
    assert facts["code"] == "wrong-default"
    assert (facts["written"], facts["wanted"]) == (written, "nums=(1, 2)")


def test_a_default_that_breaks_when_it_is_shown_is_not_shown() -> None:
    text = "import os\nclass Odd:\n    def __repr__(self): os._exit(1)\ndef run_workers(worker, nums=Odd()): ..."
    assert (found(text) or {})["written"] == "nums=<Odd>"


@pytest.mark.parametrize(
    ("told", "wanted", "alike"),
    [
        (2, 2, True),
        (True, 1, False),
        (1, True, False),
        (2.0, 2, False),
        (2, 2.0, True),
        (True, 1.0, False),
        (2.0, 2.0, True),
        ("2", 2, False),
        ((), (), True),
        ([], (), False),
        (None, (), False),
        (Other("range", "range(0, 5)"), range(5), True),
        (Other("range", "range(0, 6)"), range(5), False),
        (Other("Odd", "2"), 2, False),
        (Other("int", "2"), 2, False),
    ],
)
def test_the_same(told: Any, wanted: Any, alike: bool) -> None:
    assert same(told, wanted) is alike


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_the_contract_is_what_the_stub_says(exercise: Exercise) -> None:
    stub = exercise.stub.read_text("utf-8")
    for call in exercise.lesson.contract:
        name, _, parameters = call.partition("(")
        for promise in promises(call):
            assert re.search(rf"\b{promise.name}\s*=\s*{re.escape(promise.text)}", stub), promise
        assert re.search(rf"(def {name}\(|class {name}\b)", stub)
        assert f"({parameters}" in stub or f"(self, {parameters}" in stub
