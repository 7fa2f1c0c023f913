"""Digests say what decides: the same everywhere, another one as soon as something changes that may change a verdict."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course import catalogue
from grader.grading import digests
from grader.tests import kit as testing

EX01, EX02 = "ex01_worker", "ex02_start_and_join"
PLACE = {"method": "default", "sandbox": "tree", "python": "3.11.7", "platform": "linux"}


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the kit, of which digests are then taken."""
    made = testing.copied(tmp_path)
    for module, name, place in (
        (digests, "ROOT", "."), (digests, "KIT", "grader"), (digests, "SCENARIOS", "grader/stage/scenarios"),
        (catalogue, "COURSE", "grader/course"), (catalogue, "SCENARIOS", "grader/stage/scenarios"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, made / place)
    digests.whole()
    yield made
    monkeypatch.undo()
    digests.whole()


def changed(path: Path) -> tuple[bool, bool, bool]:
    """Add a line to a file; say whether that changed the digest of ex01, that of ex02, and the whole."""
    before = digests.kit(EX01), digests.kit(EX02), digests.whole()
    assert path.is_file()
    path.write_bytes(path.read_bytes() + b"\n# more\n")
    whole = digests.whole()
    return before[0] != digests.kit(EX01), before[1] != digests.kit(EX02), before[2] != whole


def test_the_digest_is_that_of_its_copy(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = digests.whole(), digests.kit(EX01)
    monkeypatch.undo()
    assert (digests.whole(), digests.kit(EX01)) == there
    assert re.fullmatch("[0-9a-f]{64}", there[1])


def test_ends_of_lines_are_no_change(copy: Path) -> None:
    before = digests.whole()
    for path in (copy / "grader").rglob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert digests.whole() == before


@pytest.mark.parametrize(
    "name",
    [
        "judge/play.py", "judge/processes/linux.py", "stage/api.py", "checking/expect.py", "grading/verdict.py",
        "grading/player.py", "grading/submissions.py", "grading/deciding.py", "grading/budget.py", "course/catalogue.py",
    ],
)  # fmt: skip
def test_what_decides_everywhere(name: str, copy: Path) -> None:
    assert changed(copy / "grader" / name) == (True, True, True)


@pytest.mark.parametrize("name", [f"course/{EX01}/test_{EX01}.py", f"stage/scenarios/{EX01}.py"])
def test_what_decides_one_exercise(name: str, copy: Path) -> None:
    assert changed(copy / "grader" / name) == (True, False, True)


@pytest.mark.parametrize(
    "name", ["report/html.py", f"course/{EX01}/en.toml", f"course/{EX01}/stub.py", "messages/zh.toml", "grading/kept.py"]
)
def test_what_decides_nothing(name: str, copy: Path) -> None:
    assert changed(copy / "grader" / name) == (False, False, False)


def test_a_new_module_of_the_judge_counts(copy: Path) -> None:
    before = digests.whole()
    (copy / "grader" / "judge" / "newer.py").write_text("x = 1\n", "utf-8")
    assert digests.whole() != before


def test_each_module_that_tells_only_is_there() -> None:
    assert all((digests.KIT / "grading" / f"{name}.py").is_file() for name in digests.TELLING)


def test_a_key_is_another_for_whatever_may_change_the_verdict() -> None:
    def key(exercise: str = EX01, source: bytes = b"x", **other: str) -> str:
        return digests.verdict_key(exercise, source, **{**PLACE, **other})  # type: ignore[arg-type]

    others = [
        key(exercise=EX02), key(source=b"y"), key(method="spawn"), key(sandbox="bubblewrap"), key(python="3.12.0"),
        key(platform="darwin"), key(problem="submission-missing"), key(problem="submission-empty"),
        digests.verdict_key(EX01, b"x", **PLACE, problem="submission-missing", facts={"file": "a"}),
    ]  # fmt: skip
    assert len({key(), *others}) == len(others) + 1
    assert key() == key(python="3.11.9")
