"""Every submission of the gallery gets its verdict, and every wrong one the code that its first line names.

``# wrong: CODE`` must fail, first of all with this code; ``# right`` must pass. Words after that are for people.
"""

from pathlib import Path

import pytest

from grader.checking import methods
from grader.choices import Wanted
from grader.course.catalogue import Exercise, exercises
from grader.files import COURSE
from grader.tests import kit

pytestmark = pytest.mark.long

METHODS: tuple[Wanted, ...] = ("default", "fork") if methods()[0] == "forkserver" else ("default",)
"""Under forkserver, the default since Python 3.14, a process that was not joined leaves no trace: fork has to find it then."""

FILES = sorted(COURSE.glob("ex*/gallery/*.py"))


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parts[-3][:4]}-{path.stem}" for path in FILES])
def test_verdict(path: Path) -> None:
    source = path.read_bytes()
    expected = kit.EXPECTED.match(source)
    assert expected is not None, f"{path}: the first line must be '# right …' or '# wrong: CODE …'"
    assert path.name.startswith(expected["kind"].decode() + "_")
    failures = [kit.first_failure(kit.verdicts(Exercise(path.parts[-3]), source, method)) for method in METHODS]
    if expected["kind"] == b"right":
        assert failures == [None] * len(METHODS)
    else:
        told = [(failure[1].outcome, failure[1].code) for failure in failures if failure is not None]
        assert told, "a wrong submission passed"
        seen = [(key, verdict.facts, verdict.evidence) for key, verdict in filter(None, failures)]
        assert ("failed", expected["code"].decode()) in told, seen


@pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)
def test_enough_of_both(exercise: Exercise) -> None:
    names = [path.name for path in exercise.gallery.glob("*.py")]
    assert sum(name.startswith("wrong_") for name in names) >= 4
    assert sum(name.startswith("right_") for name in names) >= 3
