"""What is said between a serving process and who has asked: it comes back as it was, and what is malformed is a ValueError."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.grading.results import Environment
from grader.grading.service import Answer, CheckVerdict, Decided, Ended, ExerciseVerdict, Job, JobFile, Ready, answer
from grader.grading.verdict import Verdict

CHECK = CheckVerdict(
    name="test_a", method="fork", points=0.0, max_points=0.3333,
    verdict=Verdict(outcome="failed", code="stalled", facts={"call": "f(…)", "n": 3}, seconds=0.25, retried=True),
)  # fmt: skip
VERDICT = ExerciseVerdict(
    exercise="e", status="failed", points=0.0, max_points=0.3333, seconds=0.25, source="ab", key="cd", checks=(CHECK,)
)
WHERE = Environment(python="3.11.7", platform="linux", cores=2, start_method="fork", sandbox="tree", load=0.5)
ANSWERS: list[Answer] = [
    Ready(version="1", kit="ef", method="default", environment=WHERE),
    Decided(job="a1", verdict=VERDICT),
    Ended(job="a1", how="budget"),
    Ended(job="", how="fault", text="\x1b\ud800"),
]
JOB = Job(
    name="a1",
    files=(
        JobFile(exercise="a", source=b"\xff\0"),
        JobFile(exercise="b"),
        JobFile(exercise="c", problem="submission-missing", facts={"file": "c.py"}),
    ),
    seconds=1200.0,
    seed=2**53 - 1,
    output="there",
)  # fmt: skip


@pytest.mark.parametrize("one", ANSWERS)
def test_an_answer_comes_back(one: Answer) -> None:
    line = one.encode()
    assert line.isascii()
    assert line.index("\n") == len(line) - 1
    assert answer(line) == answer(line.encode()) == one


def test_a_job_comes_back() -> None:
    assert Job.decode(JOB.encode()) == JOB
    assert Job.decode('{"job": "a", "files": []}') == Job(name="a", files=())


def test_a_verdict_comes_back_from_a_file() -> None:
    assert ExerciseVerdict.decode(json.loads(json.dumps(VERDICT.plain()))) == VERDICT


def broken(whole: dict[str, Any]) -> list[Any]:
    """Return what a line of JSON could be in its place: without each field, and with something else in each."""
    found: list[Any] = []
    others: list[Any] = [None, [], {}, "?", -1, True, 1e999, 10**400]
    for name, value in whole.items():
        found.append({key: one for key, one in whole.items() if key != name})
        found += [whole | {name: wrong} for wrong in others if wrong != value]
    return found


@pytest.mark.parametrize("one", broken(VERDICT.plain()["checks"][0]))
def test_a_malformed_check_is_refused(one: dict[str, Any]) -> None:
    whole = {"job": "a1", "verdict": VERDICT.plain() | {"checks": [one]}}
    try:
        read = answer(json.dumps(whole))
    except ValueError:
        return
    assert isinstance(read, Decided)  # another text, or other facts, can be told as well
    assert read.verdict.checks[0] != CHECK
    assert type(read.verdict.checks[0].verdict.code) in (str, type(None))


@pytest.mark.parametrize(
    "line",
    [
        "", "\n", "{", "[]", "null", "3", "NaN", '"x"', "{}", b"\xff", "[" * 100_000, '{"job": "a1"',
        '{"job": 1, "end": "ended"}',
        '{"job": "a1", "end": "well"}', '{"job": "a1", "end": []}', '{"job": "a1", "verdict": null}', '{"ready": []}',
        '{"ready": {"version": "1", "kit": "2", "method": "default", "environment": {}}}', '{"job": "../a", "verdict": {}}',
        *(json.dumps({"job": "a1", "verdict": one}) for one in broken(VERDICT.plain())
          if type(one.get("exercise")) is not str or type(one.get("checks")) is not list),
    ],
)  # fmt: skip
def test_what_is_no_answer(line: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        answer(line)


@pytest.mark.parametrize(
    "line",
    [
        "{}", "[]", '{"job": "a"}', '{"job": "", "files": []}', '{"job": "a\\n", "files": []}', '{"job": "a/b", "files": []}',
        '{"job": "a", "files": [{}]}', '{"job": "a", "files": [{"exercise": "e"}]}', '{"job": "a", "files": {}}',
        '{"job": "a", "files": [{"exercise": "e", "source": "?"}]}', '{"job": "a", "files": [{"exercise": "e", "source": 3}]}',
        '{"job": "a", "files": [{"exercise": "e", "source": null}, {"exercise": "e", "source": null}]}',
        '{"job": "a", "files": [{"exercise": "e", "problem": null}]}', '{"job": "a", "files": [], "seconds": -1}',
        '{"job": "a", "files": [], "seconds": NaN}', '{"job": "a", "files": [], "seed": 1.5}',
        '{"job": "a", "files": [], "output": 3}',
    ],
)  # fmt: skip
def test_what_is_no_job(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Job.decode(line)


@given(st.sampled_from(ANSWERS), st.data())
def test_a_line_cut_or_changed_anywhere_is_an_answer_or_none(one: Answer, data: st.DataObject) -> None:
    line = one.encode().encode()
    place = data.draw(st.integers(0, len(line) - 1))
    change = data.draw(st.integers(0, 255))
    with pytest.raises(ValueError, match=r"."):
        answer(line[: min(place, len(line) - 2)])
    with contextlib.suppress(ValueError):
        answer(line[:place] + bytes([change]) + line[place + 1 :])
