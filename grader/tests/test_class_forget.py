"""``forget`` removes what it has named, all of it and nothing else, and what was removed does not come back."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader import cli
from grader.classroom import forgetting, journal, roster, settling, state
from grader.classroom.forgetting import Removal
from grader.classroom.journal import Replay
from grader.classroom.problem import ClassProblem
from grader.classroom.records import Handed, Identity
from grader.statuses import GOOD, NOT_UNDERSTOOD
from grader.tests.class_regraded import ONE, TWO, Class, Ends, Interrupted, Kit, why

RIGHT, WRONG, OWN = b"right", b"wrong", b"right, of 1 alone"
OVERRIDES = "student,exercise,points,reason,by,when\r\n{one},ex01,3,x,y,2026-11-27\r\ns002,ex01,4,\"a\nb\",y,2026-11-27\r\ns001,ex02,5,x,y,2026-11-27\r\n"  # fmt: skip # noqa: E501


@pytest.fixture
def klass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Class:
    made = Class(tmp_path / "run", monkeypatch, {1: [RIGHT, OWN], 2: [RIGHT, WRONG], 3: [b"right too"]})
    assert made.grade()
    made.regrade(Kit(versions={TWO: "2"}), "s001")
    one, two = made.name(1), made.name(2)
    for name in (f"output/{one}/a.txt", f"output/{two}/a.txt", f"output-1/{one}/a.txt", "class.html", "notes.txt"):
        (made.run / name).parent.mkdir(parents=True, exist_ok=True)
        (made.run / name).write_bytes(b"x")
    for number, name in enumerate((one, two), 1):
        (made.run / "shards" / str(number) / "jobs").mkdir(parents=True)
        (made.run / "shards" / str(number) / "jobs" / f"{name}.json").write_bytes(b"x")
    for name in ("feedback/a.html", "feedback-moodle.zip", "marks.csv", "feedback/mine.txt"):
        (made.run / name).parent.mkdir(exist_ok=True)
        (made.run / name).write_bytes(b"x")
    (made.run / "overrides.csv").write_bytes(OVERRIDES.format(one=one).encode())
    return made


def files(run: Path) -> Mapping[str, bytes]:
    return {path.relative_to(run).as_posix(): path.read_bytes() for path in sorted(run.rglob("*")) if path.is_file()}


def agreed(removal: Removal) -> bool:
    return True


def forget(capsys: pytest.CaptureFixture[str], *words: str, status: int = GOOD) -> str:
    assert cli.main(["classroom", "forget", *words]) == status
    found = capsys.readouterr()
    return found.out + found.err


@pytest.mark.parametrize("word", ["pseudonym", "s001"])
def test_a_student_is_removed_and_nobody_else(klass: Class, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    one, two, before = klass.name(1), klass.name(2), files(klass.run)
    keys = {
        key
        for line in Replay(klass.run / journal.NAME)
        if line.get("student") == one
        for key in line.get("files", {}).values()
    }
    shared = state.read(klass.run).students[two].files[ONE]
    told = forget(capsys, str(klass.run), one if word == "pseudonym" else word, "--yes")
    after = files(klass.run)
    gone, changed = set(before) - set(after), {name for name in after if before.get(name) != after[name]}
    derived = {"class.html", "marks.csv", "feedback/a.html", "feedback-moodle.zip"}
    verdicts = {name for name in before if any(key in name for key in keys - {shared})}
    assert len(verdicts) == 2, "that of the marks, and that of the proposal"
    assert gone == derived | verdicts | {f"output/{one}/a.txt", f"output-1/{one}/a.txt", f"shards/1/jobs/{one}.json"}
    assert changed == {"journal.jsonl", "overrides.csv", "roster.csv", "sets/0001.json"}
    assert all(name in told.replace("\n  ", " ") for name in derived | {"roster.csv", "overrides.csv", "sets/0001.json"})
    assert "notes.txt" in told
    text = OVERRIDES.format(one=one).split("\r\n")
    assert after["overrides.csv"].decode() == "\r\n".join([text[0], text[2], ""])
    assert after["journal.jsonl"].startswith(before["journal.jsonl"])
    assert set(roster.read(klass.run)) == {two, klass.name(3)}
    assert one.encode() not in b"".join(content for name, content in after.items() if name != "journal.jsonl")
    assert b"Ada 1 " not in b"".join(after.values())


def test_who_was_removed_does_not_come_back(klass: Class, capsys: pytest.CaptureFixture[str]) -> None:
    one = klass.name(1)
    forget(capsys, str(klass.run), one, "--yes")
    for again in (lambda: klass.grade(), lambda: klass.regrade(Kit(accepts=b"w"), force=True)):
        again()
        assert one not in {student.pseudonym for student in state.load(klass.run).students}
        assert one not in roster.read(klass.run)
    found = klass.compared()
    assert one not in {who for who, _ in why(found)} | set(found.before) | set(found.after)
    settling.accept(klass.run, lower=True)
    assert "s1" not in klass.marks()
    capsys.readouterr()
    assert cli.main(["classroom", "audit", str(klass.run)]) == GOOD
    assert one in capsys.readouterr().out


def test_without_a_word_nothing_is_removed(
    klass: Class, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(klass.run)
    for words in ([], ["s001"]):
        told = forget(capsys, str(klass.run), *words, status=NOT_UNDERSTOOD)
        assert "--yes" in told
        assert "roster.csv" in told
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for answer in ("", "no", "y"):
        monkeypatch.setattr("builtins.input", lambda prompt, answer=answer: answer)
        forget(capsys, str(klass.run), "s001", status=NOT_UNDERSTOOD)
    assert files(klass.run) == before
    monkeypatch.setattr("builtins.input", lambda prompt: "yes")
    forget(capsys, str(klass.run), "s001")
    assert files(klass.run) != before


@pytest.mark.parametrize("word", ["Ada 1 Zyzzyva", "s00", "S001", "", "s004", "*", "../run"])
def test_who_is_not_there_is_not_guessed(klass: Class, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(klass.run)
    assert "roster.csv" in forget(capsys, str(klass.run), word, "--yes", status=NOT_UNDERSTOOD)
    assert files(klass.run) == before


def grouped(klass: Class, *handed: Handed) -> None:
    known = roster.read(klass.run)
    secret = roster.secret(klass.run, fresh=False)
    roster.write(klass.run, [*known.values(), *(roster.entry(secret, one) for one in handed)])


def test_a_word_that_names_several_is_refused(klass: Class, capsys: pytest.CaptureFixture[str]) -> None:
    twin = Identity(layout="canvas", number="s001", name="Bo")
    grouped(klass, Handed(student=twin, state="nothing", entries=()))
    told = forget(capsys, str(klass.run), "s001", "--yes", status=NOT_UNDERSTOOD)
    assert klass.name(1) in told.replace("\n", "")


def test_one_of_a_group_is_not_the_group(klass: Class, capsys: pytest.CaptureFixture[str]) -> None:
    members = (Identity(layout="canvas", number="901"),)
    group = Handed(student=Identity(layout="canvas", number="900", members=members), state="nothing", entries=())
    grouped(klass, group)
    name = roster.pseudonym(roster.secret(klass.run, fresh=False), group.student)
    for number in ("900", "901"):
        assert name in forget(capsys, str(klass.run), number, "--yes", status=NOT_UNDERSTOOD)
    forget(capsys, str(klass.run), name, "--yes")
    assert name not in roster.read(klass.run)


@pytest.mark.long
def test_interrupted_anywhere_it_goes_on_when_it_is_said_again(klass: Class) -> None:
    saved = klass.run.with_name("saved")
    shutil.copytree(klass.run, saved)
    forgetting.forget(klass.run, "s001", agreed)
    wanted = kept(klass.run)
    for at in range(1, 100):
        shutil.rmtree(klass.run)
        shutil.copytree(saved, klass.run)
        try:
            forgetting.forget(klass.run, "s001", agreed, Interrupted(at))
        except Ends:
            assert at < 5 or klass.name(1) not in state.read(klass.run).students
            forgetting.forget(klass.run, "s001", agreed)
        else:
            break
        assert kept(klass.run) == wanted
    assert 20 < at < 99
    assert kept(klass.run) == wanted


def kept(run: Path) -> Mapping[str, bytes]:
    return {name: text for name, text in files(run).items() if name not in ("journal.jsonl", "lock")}


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_is_removed_and_not_what_it_leads_to(klass: Class, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.html").write_bytes(b"mine")
    shutil.rmtree(klass.run / "output" / klass.name(1))
    (klass.run / "output" / klass.name(1)).symlink_to(elsewhere)
    (klass.run / "feedback" / "more").symlink_to(elsewhere)
    forgetting.forget(klass.run, "s001", agreed)
    assert not os.path.lexists(klass.run / "output" / klass.name(1))
    assert (elsewhere / "a.html").read_bytes() == b"mine"


def test_without_the_key_nobody_knows_who_is_who(klass: Class, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(klass.run)
    names = {number: klass.name(number) for number in (1, 2, 3)}
    marks = klass.marks()
    told = forget(capsys, str(klass.run), "--yes")
    after = files(klass.run)
    assert set(before) - set(after) == {
        "roster.csv", "secret", "class.html", "marks.csv", "feedback/a.html", "feedback-moodle.zip"
    }  # fmt: skip
    assert {name for name in after if before.get(name) != after[name]} == {"overrides.csv"}
    assert after["overrides.csv"].decode() == OVERRIDES.format(one=names[1]).replace("s001", names[1]).replace(
        "s002", names[2]
    )
    assert "secret" in told
    assert not [one for one in (b"s001", b"s002", b"s003", b"Zyzzyva") if one in b"".join(after.values())]
    assert cli.main(["classroom", "marks", str(klass.run)]) == GOOD
    assert names[1] in (klass.run / "marks.csv").read_text("utf-8-sig")
    assert len(marks) == 3
    with pytest.raises(ClassProblem, match="secret-gone"):
        klass.grade()
    assert "marks.csv" in forget(capsys, str(klass.run), "--yes")
    assert "nothing: it was removed" in forget(capsys, str(klass.run), "--yes")
