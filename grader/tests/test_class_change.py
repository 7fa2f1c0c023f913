"""Change under way: whatever is another when a class is gone on with, its marks are the same, or it is said."""

import shutil
from pathlib import Path

import pytest

from grader.classroom import journal, opening, roster, settling, state
from grader.classroom.problem import ClassProblem
from grader.classroom.proposing import Chosen, Wish
from grader.classroom.records import Handed, Identity
from grader.commands.classroom import regrade
from grader.messages import LANGUAGES
from grader.tests.class_regraded import ONE, TWO, Class, Kit, why

RIGHT, WRONG = b"right", b"wrong"
TEXTS = {1: [RIGHT, WRONG], 2: [RIGHT], 3: [b"right of 3", b"wrong of 3"]}
MARKS = {"s1": ["10.0", "4.0"], "s2": ["10.0", "0.0"], "s3": ["10.0", "4.0"]}


@pytest.fixture
def klass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Class:
    return Class(tmp_path / "run", monkeypatch, dict(TEXTS))


@pytest.mark.parametrize(
    ("kit", "course", "key"),
    [
        (Kit(versions={ONE: "2"}), {}, "other-kit"), (Kit(), {"python": "3.12.1"}, "other-python"),
        (Kit(), {"sandbox": "bubblewrap"}, "other-sandbox"), (Kit(), {"method": "spawn"}, "other-method"),
        (Kit(), {"platform": "darwin"}, "other-platform"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("when", ["before there are marks", "after"])
def test_what_is_another_is_said_and_mixed_with_nothing(
    klass: Class, kit: Kit, course: dict[str, str], key: str, when: str
) -> None:
    klass.stop = 2 if when != "after" else None
    klass.grade()
    before = (klass.run / journal.NAME).read_bytes()
    klass.stop = None
    with pytest.raises(ClassProblem) as caught:
        klass.grade(None, kit, **course)
    assert caught.value.key == key
    for language in LANGUAGES:
        assert "regrade" in caught.value.said(language)
    assert (klass.run / journal.NAME).read_bytes() == before
    klass.grade(kit=Kit())
    assert klass.marks() == MARKS


def test_a_clock_that_is_set_back_changes_nothing(klass: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    klass.stop = 2
    klass.grade()
    monkeypatch.setattr("time.gmtime", lambda: (2001, 1, 1, 0, 0, 0, 0, 1, 0))
    klass.stop = None
    klass.grade()
    klass.regrade(Kit(accepts=b"r"))
    settling.accept(klass.run)
    assert klass.marks() == {"s1": ["10.0", "10.0"], "s2": ["10.0", "0.0"], "s3": ["10.0", "10.0"]}
    assert [line["how"] for line in state.read(klass.run).sets] == ["first", "proposed", "accepted"]


@pytest.mark.parametrize("stop", [2, 4, 5, 6])
def test_results_that_are_copied_go_on_in_both_places(klass: Class, stop: int) -> None:
    def rest() -> dict[str, list[str | None]]:
        klass.stop = None
        klass.grade()
        klass.regrade(Kit(accepts=b"r"))
        klass.grade(Wish())
        settling.accept(klass.run)
        return klass.marks()

    klass.stop = stop
    klass.grade()
    if stop > 4:
        klass.regrade(Kit(accepts=b"r"))
    copy = klass.run.with_name("copy")
    shutil.copytree(klass.run, copy)
    kit, klass.kit = klass.kit, Kit() if stop <= 4 else klass.kit
    first = rest()
    klass.run, klass.kit = copy, Kit() if stop <= 4 else kit
    assert rest() == first == {"s1": ["10.0", "10.0"], "s2": ["10.0", "0.0"], "s3": ["10.0", "10.0"]}


def test_who_is_gone_keeps_the_marks_and_may_come_back(klass: Class) -> None:
    klass.grade()
    name = klass.name(3)
    texts = klass.texts.pop(3)
    klass.grade()
    assert klass.compared().changes == ()
    assert {one.pseudonym: one.state for one in state.load(klass.run).students}[name] == "gone"
    klass.regrade(Kit(accepts=b"r"))
    assert {who for who, _ in why(klass.compared())} == {klass.name(1)}, "there is no text that could be graded again"
    settling.accept(klass.run)
    klass.texts[3] = texts
    klass.grade()
    assert why(klass.compared()) == {(name, TWO): ["why-kit"]}
    assert klass.marks()["s3"] == ["10.0", "4.0"]


def test_a_set_beside_another_journal_is_seen(klass: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    klass.grade()
    other = Class(tmp_path / "other", monkeypatch, dict(TEXTS))
    other.grade()
    shutil.copy(other.run / "sets" / "0001.json", klass.run / "sets" / "0001.json")
    with pytest.raises(ClassProblem, match="set-foreign"):
        klass.compared()


def test_a_word_that_means_two_things_is_not_guessed(klass: Class) -> None:
    klass.grade()
    twin = Handed(student=Identity(layout="canvas", number="ex01"), state="nothing", entries=())
    entry = roster.entry(roster.secret(klass.run, fresh=False), twin)
    history = state.read(klass.run)
    history.students[entry.pseudonym] = history.students[klass.name(2)]
    for word, known in (("ex01", {entry.pseudonym: entry}), ("never-called", {})):
        if known:
            with pytest.raises(ClassProblem, match="only-several"):
                Chosen([word], history, [], known)
        else:
            assert Chosen([word], history, [], known)(klass.name(1), TWO)
    assert Chosen(["ex01_worker"], history, [], {entry.pseudonym: entry})(klass.name(1), ONE)


def test_the_files_are_looked_for_only_where_grade_has_found_them(tmp_path: Path) -> None:
    run, source = tmp_path / "run", tmp_path / "\u5b66\u751f"
    run.mkdir()
    source.mkdir()
    with pytest.raises(ClassProblem, match="no-folder") as caught:
        regrade.folder(run)
    assert "DIR" in caught.value.said("en")
    opening.remember(run, source)
    assert regrade.folder(run) == source
    source.rmdir()
    with pytest.raises(ClassProblem, match="no-folder"):
        regrade.folder(run)
