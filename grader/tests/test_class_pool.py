"""What a class's grading does about submissions, servers and machines that do not do what they should."""

import signal
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import journal, lock, roster, scratch, state
from grader.classroom.journal import Replay
from grader.tests.test_class_kills import Place


def lines(place: Place, what: str) -> list[dict[str, Any]]:
    return [dict(line) for line in Replay(place.run / journal.NAME) if line["what"] == what]


def states(place: Place) -> list[str]:
    """Return the states in the order of the students' numbers."""
    return [one for _, (one, _) in sorted(place.marks().items())]


def number(place: Place, pseudonym: str) -> str:
    return roster.read(place.run)[pseudonym].student.number


def test_one_that_ends_its_server_blocks_nobody_and_is_given_up(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.finish(students=[["dies"], *([f"right {n}", f"wrong {n} pause"] for n in range(6))])
    assert states(place) == ["undecided", *["decided"] * 6]
    begun = [line for line in lines(place, "begin") if number(place, line["student"]) == "s000"]
    assert [(line["attempt"], line["alone"]) for line in begun] == [(1, False), (2, False), (3, True)]
    last = max(line["n"] for line in lines(place, "end") if number(place, line["student"]) != "s000")
    assert begun[-1]["n"] > last, "what may be the cause runs alone, and last"
    place.graded()
    place.finish(students=[["dies"], *([f"right {n}", f"wrong {n} pause"] for n in range(6))])
    assert place.graded() == [], "typed again, it is not tried for ever"
    place.tidy()


@pytest.mark.long
def test_one_that_never_answers_is_ended(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.finish(students=[["hangs"], ["right"], ["wrong"]], silence=1.0)
    assert states(place) == ["undecided", "decided", "decided"]
    assert {line["how"] for line in lines(place, "end")} == {"lost", "ended"}
    place.tidy()


def test_what_was_decided_before_the_time_was_over_counts(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.finish(students=[["right", "spends"], ["right 1"]])
    assert states(place) == ["spent", "decided"]
    assert place.marks()["s000"][1] == {"ex01_worker": ("passed", 10)}
    place.graded()
    place.finish(students=[["right", "spends"], ["right 1"]])
    assert place.graded() == []


def test_equal_texts_are_graded_once(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.finish(students=[["right pause", "wrong"]] * 9, size=4)
    assert states(place) == ["decided"] * 9
    assert len({marks[1]["ex02_start_and_join"] for marks in place.marks().values()}) == 1
    counted = Counter(key for key in place.graded() if key in place.accepted())
    assert list(counted.values()) == [1, 1]


def test_only_what_has_changed_is_graded_anew(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.finish(students=[["right 0", "wrong 0"], ["right 1"], ["dies"]])
    place.graded()
    place.finish(students=[["right 0", "right anew"], ["right 1"]])
    assert len(set(place.graded()) & set(place.accepted())) == 1
    assert states(place) == ["decided", "decided", "gone"]
    assert place.marks()["s000"][1]["ex02_start_and_join"] == ("passed", 10)


def test_a_machine_that_fails_at_everything_marks_nobody(tmp_path: Path) -> None:
    place = Place(tmp_path)
    printed = place.finish(3, students=[["right"], *([f"error {n}"] for n in range(9))])
    assert printed.splitlines()[-1].startswith("machine-broken")
    assert Counter(states(place)) in ({"waiting": 10}, {"waiting": 9, "decided": 1})
    assert {one.failed for one in state.told(Replay(place.run / journal.NAME)).students.values()} == {0}
    place.tidy()


def test_a_wrong_verdict_on_an_answer_of_the_kits_own_stops_all(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.temporary.mkdir()
    broken = tmp_path / "graded.broken"
    broken.touch()
    printed = place.finish(3, students=[["right"]])
    assert printed.splitlines()[-1].startswith("canary-failed")
    assert lines(place, "begin") == [], "nothing is graded before the machine has shown what it can"
    assert [line["good"] for line in lines(place, "canary")][-1] is False
    broken.unlink()
    place.finish(students=[["right"]])
    assert states(place) == ["decided"]


@pytest.mark.long
def test_what_was_decided_since_the_last_good_test_does_not_count_after_a_bad_one(tmp_path: Path) -> None:
    place = Place(tmp_path)
    students = [["right"], ["wrong 1"], ["spends"], *([f"right {n} pause"] for n in range(99))]
    with place.start(students=students, size=1) as process:
        assert process.stdout is not None
        for line in process.stdout:  # the machine breaks in the middle
            if line.strip().isdigit() and int(line) > 3:
                (tmp_path / "graded.broken").touch()
                break
        process.communicate()
    assert process.returncode == 3
    assert set(states(place)) <= {"waiting", "decided"}
    place.graded()
    (tmp_path / "graded.broken").unlink()
    place.finish(students=students)
    assert Counter(states(place)) == {"decided": 101, "spent": 1}
    place.tidy()


def test_servers_that_cannot_start_are_not_tried_for_ever(tmp_path: Path) -> None:
    place = Place(tmp_path)
    (tmp_path / "graded.dead").touch()
    printed = place.finish(3, students=[["right"]])
    assert printed.splitlines()[-1].startswith("no-servers")
    assert "it cannot be started here" in printed
    place.tidy()


@pytest.mark.long
@pytest.mark.parametrize(
    ("course", "key"),
    [
        ({"kit": "x" * 64}, "other-kit"), ({"sandbox": "bubblewrap"}, "other-sandbox"), ({"python": "3.12.1"}, "other-python"),
        ({"budget": 5.0}, "other-budget"), ({"layout": "moodle"}, "other-layout"), ({"method": "spawn"}, "other-method"),
        ({"platform": "win32"}, "other-platform"), ({"python": "3.11.9"}, None),
    ],
)  # fmt: skip
def test_all_of_a_class_is_graded_alike(tmp_path: Path, course: dict[str, Any], key: str | None) -> None:
    place = Place(tmp_path)
    place.finish(students=[["right"]])
    before = (place.run / journal.NAME).read_bytes()
    printed = place.finish(2 if key else 0, students=[["wrong"]], course=course)
    if key is not None:
        assert printed.splitlines()[-1].startswith(key)
        assert (place.run / journal.NAME).read_bytes() == before


def test_a_kit_that_changes_meanwhile_stops_all(tmp_path: Path) -> None:
    place = Place(tmp_path)
    printed = place.finish(3, students=[["right"]], course={"kit": "x" * 64})  # the servers have another
    assert printed.splitlines()[-1].startswith("kit-changed")
    assert place.accepted() == []


@pytest.mark.long
@pytest.mark.parametrize("full", [1, 2, 9, 30, 60, 90])
def test_on_a_full_disk_it_stops_and_goes_on_when_there_is_room(tmp_path: Path, full: int) -> None:
    place = Place(tmp_path)
    students = [[f"right {n}", f"wrong {n}"] for n in range(6)]
    assert place.finish(3, students=students, full=full).splitlines()[-1].startswith("disk-full")
    place.finish(students=students)
    assert states(place) == ["decided"] * 6
    assert set(Counter(place.accepted()).values()) == {1}
    place.tidy()


@pytest.mark.skipif(sys.platform == "win32", reason="nobody can send Ctrl-C to one process there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_is_stopped_ends_all_and_goes_on_later(tmp_path: Path, number: signal.Signals) -> None:
    place = Place(tmp_path)
    students = [["hangs 1"], ["hangs 2"], *([f"right {n} pause"] for n in range(20))]
    with place.start(students=students, size=3, last_moments=0.2) as process:
        assert process.stdout is not None
        told = 0
        for line in process.stdout:  # when all others are decided, these two are on
            told += line == b"20\n"
            if told == 3:
                process.send_signal(number)
                break
        rest, _ = process.communicate()
    assert rest.split()[-2] == b"stopped"
    assert process.returncode == 0
    place.tidy()
    assert Counter(line["how"] for line in lines(place, "end"))["stopped"] == 2
    assert Counter(states(place)) == {"decided": 20, "waiting": 2}
    place.finish(students=[[text.replace("hangs", "right") for text in texts] for texts in students])
    assert states(place) == ["decided"] * 22


def test_at_the_time_that_was_said_nothing_more_is_begun(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert "stopped" in place.finish(students=[["right"]], until=-1.0)
    assert lines(place, "begin") == []


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.run.mkdir()
    (place.run / "thesis.txt").touch()
    assert place.finish(2, students=[["right"]]).startswith("folder-in-use")
    assert [path.name for path in place.run.iterdir()] == ["thesis.txt"]


def test_a_folder_of_somebody_elses_is_not_removed(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.finish(students=[["right"]])
    for number, (name, owner) in enumerate([("mh-0123456789", "x" * 16), ("thesis", "r9"), ("mh-01234567890", "r9")]):
        foreign = tmp_path / f"o{number}" / name
        foreign.mkdir(parents=True)
        (foreign / "owner").write_text(owner, "ascii")
        lock.announce(place.run, lock.here("r9", str(foreign)))
        scratch.clear(place.run, 0.0)
        assert (foreign / "owner").exists()


def test_no_name_stands_in_any_file_but_the_roster(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.finish(students=[["right"], ["wrong"], ["error"]])
    found = [path.name for path in place.run.rglob("*") if path.is_file() and b"Zyzzyva" in path.read_bytes()]
    assert found == [roster.NAME]
    names = {one.student.number.encode() for one in roster.read(place.run).values()}
    assert len(names) == 3
    found = [path.name for path in place.run.rglob("*") if path.is_file() and any(one in path.read_bytes() for one in names)]
    assert found == [roster.NAME]


@pytest.mark.parametrize("left", ["owner", "owner w", "owner w w/mh-abcdefgh", "w w/mh-abcdefgh", ""])
def test_a_folder_of_a_killed_process_is_removed_however_far_it_was(tmp_path: Path, left: str) -> None:
    """Without ``owner`` there is no proof, so only an empty one goes."""
    ours = tmp_path / "mh-0123456789"
    ours.mkdir()
    for name in left.split():
        (ours / name).mkdir() if name != "owner" else (ours / name).write_text("r9", "ascii")
    lock.announce(tmp_path, lock.here("r9", str(ours)))
    scratch.clear(tmp_path, 0.0)
    assert ours.exists() == (left.startswith("w"))
