"""Every submission of the gallery gets its verdict, and every wrong one the code that its first line names.

``# wrong: CODE`` must fail, first of all with this code; ``# right`` must pass. Words after that are for people.
"""

from pathlib import Path

import pytest

from grader.course.catalogue import Exercise, exercises
from grader.files import COURSE
from grader.tests import kit

pytestmark = pytest.mark.long

FILES = sorted(COURSE.glob("ex*/gallery/*.py"))


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parts[-3][:4]}-{path.stem}" for path in FILES])
def test_verdict(path: Path) -> None:
    source = path.read_bytes()
    expected = kit.EXPECTED.match(source)
    assert expected is not None, f"{path}: the first line must be '# right …' or '# wrong: CODE …'"
    assert path.name.startswith(expected["kind"].decode() + "_")
    failure = kit.first_failure(kit.verdicts(Exercise(path.parts[-3]), source))
    if expected["kind"] == b"right":
        assert failure is None, failure
    else:
        assert failure is not None, "a wrong submission passed"
        key, verdict = failure
        assert (verdict.outcome, verdict.code) == ("failed", expected["code"].decode()), (key, verdict.facts, verdict.evidence)


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_enough_of_both(exercise: Exercise) -> None:
    names = [path.name for path in exercise.gallery.glob("*.py")]
    assert sum(name.startswith("wrong_") for name in names) >= 4
    assert sum(name.startswith("right_") for name in names) >= 3
