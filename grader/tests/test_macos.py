"""The judge on macOS, as far as Linux can play it: see ``fake_macos``. What that kernel itself says was never seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course.catalogue import Exercise, exercises
from grader.files import COURSE
from grader.grading import trial
from grader.grading.verdict import Verdict
from grader.judge import system
from grader.judge.runner import ScenarioRunner
from grader.tests import kit
from grader.tests.fake_macos import fake_macos

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not system.linux(), reason="what Linux tells is cut down to what macOS tells"),
]

FIRST, STEP = 4, 40
"""Of the gallery's files, in the order of their names, one in so many is graded, from that on."""
SAMPLE = sorted(COURSE.glob("ex*/gallery/*.py"))[FIRST::STEP]

OTHERWISE: dict[str, str | None] = {}
"""Files of the gallery that get another code than on Linux, or none, since macOS does not tell what is needed for it."""


@pytest.fixture
def runner() -> Iterator[ScenarioRunner]:
    with fake_macos():
        runner = ScenarioRunner("tree")
        yield runner
        runner.close()


def graded(exercise: Exercise, source: bytes, runner: ScenarioRunner) -> tuple[str, Verdict] | None:
    """Grade a text with the start method that macOS has by default; return the first check that was not passed."""
    return trial.first_failure(trial.verdicts(exercise, source, exercise.planned_checks("spawn"), runner, "tree"))


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_a_solution_passes(exercise: Exercise, runner: ScenarioRunner) -> None:
    assert graded(exercise, exercise.solution.read_bytes(), runner) is None


@pytest.mark.parametrize("path", SAMPLE, ids=[f"{path.parts[-3][:4]}-{path.stem}" for path in SAMPLE])
def test_a_file_of_the_gallery_gets_its_code(path: Path, runner: ScenarioRunner) -> None:
    source = path.read_bytes()
    expected = kit.EXPECTED.match(source)
    assert expected is not None
    code = expected["code"].decode() if expected["kind"] == b"wrong" else None
    failure = graded(Exercise(path.parts[-3]), source, runner)
    assert (failure[1].code if failure else None) == OTHERWISE.get(f"{path.parts[-3]}/{path.stem}", code), failure
