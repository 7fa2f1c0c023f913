"""What a journal says: states, verdicts by key, attempts. Whole verdicts, the roster and the lock beside it."""

import csv
import io
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import lines, lock, roster, state, store
from grader.classroom.journal import Journal
from grader.classroom.problem import ClassProblem
from grader.classroom.records import ClassState, Handed, Identity, Problem, Student
from grader.files import ROOT
from grader.tests.class_made_up import COURSE, EXERCISES, key, opened, student, verdict

RIGHT, WRONG = b"right", b"wrong"


def begun(run: Path) -> Journal:
    writer = opened(run)
    writer.add("course", **lines.of_course(COURSE))
    return writer


def see(writer: Journal, name: str, *sources: bytes, **other: Any) -> None:
    files = {exercise: key(exercise, source) for exercise, source in zip(EXERCISES, sources, strict=False)}
    facts = {"state": "waiting", "files": files, "late": None, "at": None, "problems": [], **other}
    writer.add("seen", student=name, **facts)


def decide(writer: Journal, name: str, exercise: str, source: bytes, **other: Any) -> None:
    told = verdict(exercise, source, **other)
    where = f"verdicts/ab/{told['key']}.json.gz"
    writer.add("verdict", **lines.of_verdict(name, told["key"], exercise, told, where, "0" * 64))


def found(run: Path) -> dict[str, Student]:
    return {one.pseudonym: one for one in state.load(run).students}


def test_a_submission_is_decided_when_every_exercise_has_a_verdict(tmp_path: Path) -> None:
    writer = begun(tmp_path)
    see(writer, "a", RIGHT, WRONG)
    see(writer, "b", RIGHT)
    see(writer, "c", state="nothing")
    see(writer, "d", state="ambiguous", late=True, problems=[["two-files", True]])
    decide(writer, "a", EXERCISES[0], RIGHT)
    known = found(tmp_path)
    assert {name: one.state for name, one in known.items()} == {
        "a": "waiting", "b": "decided", "c": "nothing", "d": "ambiguous",
    }  # fmt: skip
    assert [one.status for one in known["b"].decisions.values()] == ["passed", "not_started"]
    assert known["b"].points == 10
    assert (known["d"].decisions, known["d"].late, known["d"].problems) == ({}, True, (Problem(key="two-files", decide=True),))
    decide(writer, "a", EXERCISES[1], WRONG)
    whole = state.load(tmp_path)
    assert (whole.ended, whole.max_points, whole.course) == (True, 20, COURSE)
    first = whole.students[0]
    assert (first.state, first.points, first.decisions[EXERCISES[1]].code) == ("decided", 14, "never-called")


def test_the_first_verdict_counts_and_one_that_decides_nothing_never_hides_it(tmp_path: Path) -> None:
    writer = begun(tmp_path)
    see(writer, "a", RIGHT)
    decide(writer, "a", EXERCISES[0], RIGHT, status="grader_error", points=0.0)
    assert found(tmp_path)["a"].state == "waiting"
    assert found(tmp_path)["a"].decisions[EXERCISES[0]].status == "grader_error"
    decide(writer, "a", EXERCISES[0], RIGHT)
    decide(writer, "a", EXERCISES[0], RIGHT, status="failed", points=1.0)
    decide(writer, "a", EXERCISES[0], RIGHT, status="grader_error", points=0.0)
    assert found(tmp_path)["a"].points == 10


@pytest.mark.parametrize(
    ("ends", "becomes"),
    [
        (["fault", "fault"], "waiting"), (["fault", "lost", "lost"], "undecided"), (["stopped"] * 9, "waiting"),
        (["budget"], "spent"), (["lost", "budget"], "spent"),
    ],
)  # fmt: skip
def test_attempts_that_fail_are_counted(tmp_path: Path, ends: list[str], becomes: str) -> None:
    writer = begun(tmp_path)
    see(writer, "a", RIGHT)
    for how in ends:
        writer.add("begin", student="a", alone=False, attempt=1)
        writer.add("end", student="a", how=how)
    assert found(tmp_path)["a"].state == becomes
    see(writer, "a", WRONG)  # handed in anew
    assert found(tmp_path)["a"].state == "waiting"


@pytest.mark.parametrize(("alone", "kills", "becomes"), [(False, 9, "waiting"), (True, 2, "waiting"), (True, 3, "undecided")])
def test_who_kills_the_whole_class_again_and_again_must_have_been_alone(
    tmp_path: Path, alone: bool, kills: int, becomes: str
) -> None:
    writer = begun(tmp_path)
    see(writer, "a", RIGHT)
    for _ in range(kills):
        writer.add("begin", student="a", alone=alone, attempt=1)
        writer.add("start")
    assert found(tmp_path)["a"].state == becomes


def test_what_failed_on_a_broken_machine_is_nobodys_attempt(tmp_path: Path) -> None:
    writer = begun(tmp_path)
    see(writer, "a", RIGHT)
    for _ in range(3):
        writer.add("begin", student="a", alone=False, attempt=1)
        writer.add("end", student="a", how="fault")
    writer.add("stop", why="machine-broken", forgiven=["a"], since=None)
    assert found(tmp_path)["a"].state == "waiting"


def test_who_is_gone_keeps_the_verdicts_and_may_come_back(tmp_path: Path) -> None:
    writer = begun(tmp_path)
    see(writer, "a", RIGHT)
    decide(writer, "a", EXERCISES[0], RIGHT)
    writer.add("gone", student="a")
    assert (found(tmp_path)["a"].state, found(tmp_path)["a"].points) == ("gone", 10)
    see(writer, "a", RIGHT)
    assert found(tmp_path)["a"].state == "decided"


def test_what_runs_is_known_only_while_somebody_has_the_lock(tmp_path: Path) -> None:
    writer = begun(tmp_path)
    see(writer, "a", RIGHT)
    writer.add("begin", student="a", alone=False, attempt=1)
    assert state.load(tmp_path).running == ()
    with lock.locked(tmp_path):
        assert state.load(tmp_path).running == ("a",)


def test_a_folder_without_results_is_no_class(tmp_path: Path) -> None:
    with pytest.raises(ClassProblem) as caught:
        state.load(tmp_path)
    assert caught.value.key == "no-results"


def test_a_class_of_many_is_replayed_as_it_was(tmp_path: Path) -> None:
    writer = begun(tmp_path)
    for number in range(30):
        see(writer, f"s{number:02}", b"right %d" % number, b"wrong %d" % number)
    for number in reversed(range(30)):
        for exercise, text in zip(EXERCISES, (b"right %d", b"wrong %d"), strict=True):
            decide(writer, f"s{number:02}", exercise, text % number)
    whole: ClassState = state.load(tmp_path)
    assert [one.points for one in whole.students] == [14] * 30
    assert [one.pseudonym for one in whole.students] == sorted(one.pseudonym for one in whole.students)


# Whole verdicts


def test_a_whole_verdict_is_there_again_and_always_the_same_bytes(tmp_path: Path) -> None:
    kept = store.Store(tmp_path)
    told = verdict(EXERCISES[0], RIGHT, text="\ud800“")
    name, digest = kept.put(told["key"], told)
    assert store.get(tmp_path, name) == told
    assert kept.put(told["key"], told) == (name, digest)
    assert kept.put(told["key"], told, 2)[0] != name
    for wrong in ("../journal.jsonl", "verdicts/ab/x.json.gz"):
        with pytest.raises(ValueError, match="file"):
            store.get(tmp_path, wrong)
    with pytest.raises(ValueError, match="key"):
        kept.put("../../x", told)


def test_half_written_files_of_its_own_are_removed_and_no_others(tmp_path: Path) -> None:
    kept = store.Store(tmp_path)
    kept.put("ab" * 32, {})
    own = [tmp_path / "0123456789ab.part", tmp_path / "verdicts" / "ab" / "0123456789cd.part"]
    other = tmp_path / "class.html.x_3k.part"
    for path in (*own, other):
        path.write_bytes(b"")
    kept.tidy()
    assert [path.exists() for path in (*own, other)] == [False, False, True]


# The roster

AWKWARD = ("=HYPERLINK(1)", "'quoted", "+49", "a\nb\r\nc", "\u202eyks\ud800", 'x";,"y', "", "\x1b[2J", "李雷")


def people() -> list[Handed]:
    names = [student(number, RIGHT) for number, _ in enumerate(AWKWARD)]
    return [
        Handed(
            student=Identity(
                layout="moodle", number=f"-{number}", name=name, others={"email": name},
                members=(Identity(layout="moodle", number=name),),
            ),
            state="waiting", entries=(name, one.entries[0]),
            problems=(Problem(key="late", facts={"file": name, "n": 1}, decide=True),),
        )
        for number, (name, one) in enumerate(zip(AWKWARD, names, strict=True))
    ]  # fmt: skip


def test_the_roster_has_everybody_again_and_no_formula(tmp_path: Path) -> None:
    secret = roster.secret(tmp_path, fresh=True)
    entries = [roster.entry(secret, one) for one in people()]
    roster.write(tmp_path, entries)
    assert roster.read(tmp_path) == {one.pseudonym: one for one in entries}
    raw = (tmp_path / roster.NAME).read_bytes().decode("utf-8-sig", "surrogatepass")
    cells = [cell for row in csv.reader(io.StringIO(raw, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    if os.name == "posix":
        assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in (roster.NAME, roster.SECRET)] == [0o600] * 2


def test_a_pseudonym_is_the_same_again_here_and_another_elsewhere(tmp_path: Path) -> None:
    here, there = tmp_path / "a", tmp_path / "b"
    for run in (here, there):
        run.mkdir()
    one, two, *_ = (handed.student for handed in people())
    first = roster.pseudonym(roster.secret(here, fresh=True), one)
    assert roster.pseudonym(roster.secret(here, fresh=False), one) == first
    assert len({first, roster.pseudonym(roster.secret(there, fresh=True), one)}) == 2
    assert roster.pseudonym(roster.secret(here, fresh=False), two) != first
    assert len(first) == 10
    (here / roster.SECRET).unlink()
    with pytest.raises(ClassProblem) as caught:
        roster.secret(here, fresh=False)
    assert caught.value.key == "secret-gone"


@pytest.mark.parametrize("text", ["a;b;c\r\n1;2;3\r\n", "\ufeffpseudonym,layout\r\nx,y\r\n", '"'])
def test_a_roster_that_another_program_has_spoilt_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / roster.NAME).write_text(text, "utf-8")
    with pytest.raises(ClassProblem) as caught:
        roster.read(tmp_path)
    assert caught.value.key == "roster-unreadable"


# The lock


def test_a_second_classroom_is_refused_until_the_first_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from grader.classroom import lock\n"
        "with lock.locked(Path(sys.argv[1])):\n"
        "    lock.announce(Path(sys.argv[1]), lock.here('r9')); print('locked', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked" + os.linesep.encode()
        assert lock.is_held(tmp_path)
        with pytest.raises(ClassProblem) as caught, lock.locked(tmp_path):
            pass
        assert str(other.pid) in caught.value.said("en")
        other.kill()
    assert not lock.is_held(tmp_path)
    with lock.locked(tmp_path):
        left = lock.holder(tmp_path)
    assert left is not None
    assert (left.run, left.pid) == ("r9", other.pid)
