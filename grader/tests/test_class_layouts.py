"""Each layout that platforms and teachers have, with what is awkward in it, is read for what it is."""

from pathlib import Path

import pytest

from grader.classroom.reading import NotRead, onlinetext
from grader.classroom.reading.tree import Disk, Node
from grader.tests.handing_in import (
    EX02,
    GOOD,
    GOOD3,
    MOODLE,
    NAME,
    OTHER,
    STUB,
    WRONG,
    by_number,
    codes,
    keys,
    lay,
    only,
    packed,
    read,
    sources,
)  # fmt: skip

TEXT = b"<html><head><title>t</title></head><body><p>%s</p></body></html>"


def test_plain_folders(tmp_path: Path) -> None:
    lay(tmp_path, {f"ada/{NAME}": GOOD, f"bob/deep/er/{OTHER}": GOOD3, "eve": None, f"dan/{NAME}": STUB, ".DS_Store": b""})
    seen = read(tmp_path)
    assert (seen.layout, seen.bycatch, seen.problems) == ("folders", (".DS_Store",), ())
    states = {number: one.state for number, one in by_number(seen).items()}
    assert states == {"ada": "waiting", "bob": "waiting", "dan": "nothing", "eve": "nothing"}
    assert sources(by_number(seen)["ada"]) == {"ex02": GOOD}
    assert by_number(seen)["bob"].files[0].entry == f"bob/deep/er/{OTHER}"
    assert {one.late for one in seen.handed} == {None}


def test_clones(tmp_path: Path) -> None:
    """A clone has the whole kit in it: its solutions, galleries and stubs have the names of answers, and are none."""
    kit = {
        ".git/HEAD": b"ref", f"exercises/{NAME}": GOOD, f"solutions/{NAME}": WRONG, "grader/course/x/stub.py": STUB,
        f"docs/{NAME}": WRONG, "README.md": b"#",
    }  # fmt: skip
    lay(tmp_path / "ex-submissions" / "ex-ada", kit)
    lay(tmp_path / "ex-submissions" / "ex-team", {".git/HEAD": b"ref", NAME: GOOD})
    lay(tmp_path / "ex-submissions" / "ex-empty", {".git/HEAD": b"ref"})
    for folder in (tmp_path, tmp_path / "ex-submissions"):
        seen = read(folder)
        assert seen.layout == "git"
        assert {number: one.state for number, one in by_number(seen).items()} == {
            "ex-ada": "waiting", "ex-team": "waiting", "ex-empty": "nothing",
        }  # fmt: skip
        assert sources(by_number(seen)["ex-ada"]) == sources(by_number(seen)["ex-team"]) == {"ex02": GOOD}
        assert not any(one.problems for one in seen.handed)


@pytest.mark.parametrize("end", ["", "_"])
def test_moodle_with_folders(tmp_path: Path, end: str) -> None:
    lay(tmp_path, {
        f"Ada Lovelace_101_{MOODLE}{end}/{NAME}": GOOD,
        f"Ada Lovelace_102_{MOODLE}{end}/sub/{OTHER}": GOOD3,
        f"ada_l Ada Lovelace_103_{MOODLE}{end}/{NAME}": WRONG,  # a patched site puts the user's name first
        f"Group 7_12_{MOODLE}{end}/{NAME}": GOOD,
        f"Ada Lovelace_101_assignsubmission_onlinetext{end}/onlinetext.html": TEXT % b"see my file",
    })  # fmt: skip
    seen = read(tmp_path)
    assert seen.layout == "moodle"
    assert [one.student.number for one in seen.handed] == ["12", "101", "102", "103"]
    ada = by_number(seen)["101"]
    assert (ada.state, ada.student.name, len(ada.entries), keys(ada)) == ("waiting", "Ada Lovelace", 2, ["text-left"])
    assert sources(by_number(seen)["102"]) == {"ex03": GOOD3}
    assert by_number(seen)["103"].student.name == "ada_l Ada Lovelace"


def test_moodle_flat_and_blind(tmp_path: Path) -> None:
    """What a student writes into a file's name makes nobody else of them."""
    lay(tmp_path, {
        f"Participant_7_{MOODLE}_{NAME}": GOOD,
        f"Participant_8_{MOODLE}_Participant_7_{MOODLE}_{NAME}": WRONG,
        "Participant_7_assignsubmission_onlinetext_onlinetext.html": TEXT % b"hello",
    })  # fmt: skip
    seen = read(tmp_path)
    assert seen.layout == "moodle"
    assert (sources(by_number(seen)["7"]), sources(by_number(seen)["8"])) == ({"ex02": GOOD}, {})
    assert keys(by_number(seen)["8"]) == ["strange"]


def test_moodle_group_without_a_number(tmp_path: Path) -> None:
    lay(tmp_path, {
        f"Default group_{MOODLE}/{NAME}": GOOD, f"Team_4_{MOODLE}/{NAME}": GOOD,
        f"Flat_{MOODLE}_x_9_{MOODLE}_{NAME}": WRONG,  # what follows is the student's: it is no number
    })  # fmt: skip
    seen = read(tmp_path)
    assert [one.student.number for one in seen.handed] == ["4"]
    assert keys(seen) == ["no-number", "no-number"]


def test_moodle_online_text(tmp_path: Path) -> None:
    """A program that was typed in is taken only when it is certain what it is for, and no file is there."""
    page = b"<html><body>" + b"".join(
        b"<p>" + line.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b"    ", b"&nbsp;&nbsp;&nbsp; ") + b"</p>"
        for line in WRONG.splitlines()
    )
    lay(tmp_path, {"Ada_1_assignsubmission_onlinetext/onlinetext.html": page})
    seen = only(read(tmp_path, wanted=[EX02]))
    assert (seen.state, keys(seen), sources(seen)) == ("waiting", ["text-taken"], {"ex02": WRONG})
    assert (only(read(tmp_path)).state, keys(only(read(tmp_path)))) == ("ambiguous", ["text-unclear"])
    lay(tmp_path, {f"Ada_1_{MOODLE}/{NAME}": GOOD})
    assert (only(read(tmp_path)).state, sources(only(read(tmp_path)))) == ("waiting", {"ex02": GOOD})


def test_canvas(tmp_path: Path) -> None:
    lay(tmp_path, {
        f"lovelaceada_501_9001_{NAME}": WRONG,
        f"lovelaceada_501_9007_{NAME[:-3]}-1.py": GOOD,
        f"lovelaceada_502_9002_{NAME}": STUB,
        f"hopper_LATE_503_9003_{NAME[:-3]}-3f2504e0-4f89-41d3-9a0c-0305e82c3301.py": GOOD,
        "textonly_504_text.html": TEXT % b"I forgot the file",
        "linkonly_LATE_505_link.html": TEXT % b"http://example.org",
        f"evil_506_9004_501_9999_{NAME}": WRONG,
        f"名字_507_9005_{NAME}": GOOD,
    })  # fmt: skip
    seen = read(tmp_path)
    found = by_number(seen)
    assert seen.layout == "canvas"
    assert {number: one.state for number, one in found.items()} == {
        "501": "waiting", "502": "nothing", "503": "waiting", "504": "nothing", "505": "ambiguous", "506": "nothing",
        "507": "waiting",
    }  # fmt: skip
    assert (sources(found["501"]), keys(found["501"])) == ({"ex02": GOOD}, ["older"])
    assert (found["503"].late, found["501"].late, found["503"].student.name) == (True, False, "hopper")
    assert sources(found["507"]) == {"ex02": GOOD}


def test_canvas_anonymous(tmp_path: Path) -> None:
    lay(tmp_path, {f"anon_aB3xY_9001_{NAME}": GOOD, f"LATE_anon_Zz9_9002_{NAME}": GOOD, "anon_Qq1_text.html": TEXT % b""})
    found = by_number(read(tmp_path))
    assert {number: (one.state, one.late, one.student.name) for number, one in found.items()} == {
        "anon_aB3xY": ("waiting", False, ""), "anon_Zz9": ("waiting", True, ""), "anon_Qq1": ("nothing", False, ""),
    }  # fmt: skip


def test_a_layout_that_only_some_entries_have_is_not_taken(tmp_path: Path) -> None:
    lay(tmp_path, {f"Ada_1_{MOODLE}/{NAME}": GOOD, f"Bob_2_{MOODLE}/{NAME}": GOOD, f"eve/{NAME}": GOOD})
    with pytest.raises(NotRead) as error:
        read(tmp_path)
    assert error.value.key == "unclear"
    assert "moodle: 2 have it; not, for example, eve" in error.value.said("en")
    seen = read(tmp_path, "moodle")
    assert (len(seen.handed), keys(seen), seen.problems[0].facts["entry"]) == (2, ["misfit"], "eve")
    assert len(read(tmp_path, "folders").handed) == 3
    with pytest.raises(NotRead) as error:
        read(tmp_path, "canvas")
    assert error.value.key == "none-fits"


@pytest.mark.parametrize("top", ["", "a/"])
def test_an_archive_is_read_as_the_folder_would_be(tmp_path: Path, top: str) -> None:
    files = {f"{top}Ada_1_{MOODLE}/{NAME}": GOOD, f"{top}Ada_2_{MOODLE}/x.zip": packed({OTHER: GOOD3}), "__MACOSX/._x": b""}
    (tmp_path / "a.zip").write_bytes(packed(files))
    seen, on_disk = read(tmp_path / "a.zip"), read(lay(tmp_path / "d", files), "moodle")
    assert (seen.layout, seen.handed, seen.bycatch) == (on_disk.layout, on_disk.handed, on_disk.bycatch)
    assert sources(by_number(seen)["2"]) == {"ex03": GOOD3}
    assert codes(by_number(seen)["2"]) == {"ex03": None}


def test_a_folder_around_all_others_may_be_the_only_students(tmp_path: Path) -> None:
    """So it is asked, where no tool calls it so: a student can give files the names that a platform gives."""
    lay(tmp_path, {f"ada/Bob_7_{MOODLE}_{NAME}": GOOD, f"ada/Bob_8_{MOODLE}_{NAME}": GOOD})
    with pytest.raises(NotRead) as error:
        read(tmp_path)
    assert error.value.key == "inner"
    assert sorted(by_number(read(tmp_path, "moodle"))) == ["7", "8"]
    assert sorted(by_number(read(tmp_path, "folders"))) == ["ada"]
    assert sorted(by_number(read(tmp_path / "ada"))) == ["7", "8"]


def test_an_archive_of_a_folder_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "class.zip").write_bytes(packed({f"class/ada/{NAME}": GOOD, f"class/bob/{NAME}": GOOD}))
    assert sorted(by_number(read(tmp_path / "class.zip"))) == ["ada", "bob"]


@pytest.mark.parametrize(
    ("name", "key"),
    [("nothing", "folder-missing-here"), ("empty", "no-entries"), ("text", "archive-broken"), ("one", "one-student")],
)
def test_what_is_no_class(tmp_path: Path, name: str, key: str) -> None:
    lay(tmp_path, {"empty/.DS_Store": b"", "text": b"hello", f"one/{NAME}": GOOD, "one/notes.md": b""})
    with pytest.raises(NotRead) as error:
        read(tmp_path / name)
    assert error.value.key == key


def test_folders_that_programs_make_are_no_students(tmp_path: Path) -> None:
    """Results of a grading are left alone; of others it is asked. A student cannot hide as either."""
    lay(
        tmp_path, {f"ada/{NAME}": GOOD, "ada/journal.jsonl": b"", "ex.results/journal.jsonl": b"", f"eve.results/{NAME}": GOOD}
    )
    seen = read(tmp_path)
    assert (sorted(by_number(seen)), seen.bycatch) == (["ada", "eve.results"], ("ex.results",))
    lay(tmp_path, {".venv/x": b""})
    with pytest.raises(NotRead, match="unclear"):
        read(tmp_path)
    assert keys(read(tmp_path, "folders")) == ["misfit"]


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Disk, node: Node | None) -> list[Node]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Disk, "below", refuse)
    with pytest.raises(NotRead) as error:
        read(tmp_path)
    assert "Permission denied" in error.value.said("en")
    assert error.value.key == "folder-unreadable"


def test_a_page_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be a program in it, so it is asked."""
    lay(tmp_path, {"ada_1_text.html": b"x", "bob_2_link.html": b"x", f"bob_2_11_{NAME}": GOOD})

    def gone(self: Disk, node: Node, limit: int, within: Node | None = None) -> bytes:
        raise FileNotFoundError(2, "gone") if node.path == "ada_1_text.html" else AssertionError(node)

    with monkeypatch.context() as patch:
        patch.setattr(Disk, "data", gone)
        ada = only(read(lay(tmp_path / "a", {"ada_1_text.html": b"x"})))
    assert (ada.state, keys(ada)) == ("ambiguous", ["page-unread"])
    bob = by_number(read(tmp_path, "canvas"))["2"]
    assert (bob.state, keys(bob)) == ("waiting", ["web-link"])


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>a</p><p>&nbsp; b &lt; 1</p>", "a\n  b < 1\n"),
        ("<HTML><head><title>no</title></head><body>a<br/>b<br>c", "a\nb\nc\n"),
        ("<pre>def f():\r\n    x  =  1\r\n</pre>y", "def f():\n    x  =  1\ny\n"),
        ("<p>one\n   line</p>\n\n<p>two</p>", "one line\ntwo\n"),
        ("a <!-- <p>no</p> --> b<style>p {}</style>", "a  b\n"),
        ("if a < b and b > c: <b class='x'>print</b>(1)", "if a < b and b > c: print(1)\n"),
        ("", "\n"),
    ],
)
def test_what_a_page_shows(page: str, shown: str) -> None:
    assert onlinetext.text(page.encode()) == shown


@pytest.mark.parametrize("sign", [" ", "<", "<a ", "<!--", "&", "<![", "\n ", "<script>", "(", "_1"])
def test_a_long_text_takes_no_long_time(tmp_path: Path, sign: str) -> None:
    """Where the time grows with the square of the length, this would take hours."""
    text = sign.encode() * (1024 * 1024 // len(sign))
    first = "E_a_attempt_2026-11-01-10-00-00.txt"
    lay(
        tmp_path,
        {"a/ada_1_text.html": text, f"b/{first}": b"N: " + text[:-3], f"b/E_b_attempt_2026-11-01-10-00-00_{NAME}": GOOD},
    )
    assert only(read(tmp_path / "a")).student.number == "1"
    assert sorted(by_number(read(tmp_path / "b"))) == ["a", "b"]
