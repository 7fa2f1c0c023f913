"""The hard inputs: names, twins, versions, and what is no file. Nobody is lost, nothing is guessed, nothing blocks."""

import os
import socket
import sys
import unicodedata
from pathlib import Path

import pytest

from grader.classroom.reading import filenames, tree
from grader.classroom.reading.candidates import MAX_DEPTH
from grader.grading import submissions
from grader.tests.handing_in import (
    EX02,
    EX03,
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

STEM = NAME.removesuffix(".py")
UUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"


@pytest.mark.parametrize(
    "name",
    [
        NAME, "ex02.py", f"{STEM}-1.py", f"{STEM}-{UUID}.py", f"{STEM.upper()} (2).PY", f"{NAME}.txt", "EX02 (2).py.txt",
        f"{STEM}(1)-2.py", f"{NAME} (1)",
    ],
)  # fmt: skip
def test_a_name_that_means_one_exercise(name: str) -> None:
    assert filenames.Names([EX02, EX03]).exercise(name) == EX02


FOREIGN = ["ex02_start.py", "x_ex02.py", f"{STEM}.ipynb", f"{STEM}.py.py", "ex02-", STEM, "ex02" + "-1" * 9999 + ".py"]


@pytest.mark.parametrize("name", FOREIGN, ids=lambda name: name[:40])
def test_a_name_that_does_not(name: str) -> None:
    assert filenames.Names([EX02, EX03]).exercise(name) is None


def test_versions_without_an_order(tmp_path: Path) -> None:
    versions = {f"a/{NAME}": GOOD, f"a/{STEM}-1.py": WRONG, f"a/{STEM}-{UUID}.py": STUB, "a/EX02 (2).py.txt": GOOD}
    lay(tmp_path, versions | {"a/all.zip": packed({NAME: GOOD}), f"b/{NAME}": GOOD})
    found = by_number(read(tmp_path))
    assert (found["a"].state, keys(found["a"]), found["a"].files) == ("ambiguous", ["several"], ())
    assert found["a"].problems[0].facts["count"] == 5
    assert found["b"].state == "waiting"  # others go on


def test_versions_that_come_to_the_same(tmp_path: Path) -> None:
    """Equal bytes, or a stub beside an answer, leave nothing to decide."""
    lay(
        tmp_path,
        {f"a/{NAME}": GOOD, f"a/{STEM} (1).py": GOOD, f"a/new/{NAME}": STUB, f"b/{NAME}": STUB, f"b/x/{NAME}": STUB + b"#\n"},
    )
    found = by_number(read(tmp_path))
    assert (found["a"].state, sources(found["a"])) == ("waiting", {"ex02": GOOD})
    assert (found["b"].state, len(found["b"].files)) == ("nothing", 1)


def test_names_that_are_nearly_right_fail_with_their_message(tmp_path: Path) -> None:
    lay(tmp_path, {"a/ex02_final.py": GOOD, "a/notes.md": b"", f"b/{NAME}": GOOD, "b/ex02_old.py": WRONG, f"c/{NAME}/x": b""})
    found = by_number(read(tmp_path))
    assert (found["a"].state, codes(found["a"]), keys(found["a"])) == ("waiting", {"ex02": "submission-misnamed"}, ["strange"])
    assert dict(found["a"].files[0].facts) == {
        "file": NAME,
        "folder": "submission",
        "name": EX02.name,
        "near": "ex02_final.py",
    }
    assert (sources(found["b"]), keys(found["b"])) == ({"ex02": GOOD}, ["strange"])
    assert codes(found["c"]) == {"ex02": "submission-is-folder"}


def test_files_that_are_no_programs(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            f"zip/{NAME}": packed({"x": b""}),
            f"large/{NAME}": b"#" * 300_000,
            f"empty/{NAME}": b" \n",
            f"odd/{NAME}": b"\xff\xfea\0",
        },
    )
    found = by_number(read(tmp_path))
    assert {number: one.files[0].problem for number, one in found.items()} == {
        "zip": "submission-archive", "large": "submission-too-large", "empty": "submission-empty", "odd": "submission-utf16",
    }  # fmt: skip
    assert {one.files[0].source for one in found.values()} == {b""}


def test_twins_stay_two(tmp_path: Path) -> None:
    lay(tmp_path, {
        f"lovelaceada_1_11_{NAME}": GOOD, f"lovelaceada_2_12_{NAME}": WRONG,
        f"lovelaceada_3_13_{NAME}": GOOD, f"lovelaceada_LATE_3_14_{NAME}": WRONG,
    })  # fmt: skip
    found = by_number(read(tmp_path))
    assert (sources(found["1"]), sources(found["2"])) == ({"ex02": GOOD}, {"ex02": WRONG})
    assert (sources(found["3"]), found["3"].late, keys(found["3"])) == ({"ex02": WRONG}, True, ["older", "late-and-in-time"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rules for names")
def test_names_that_look_alike(tmp_path: Path) -> None:
    composed, apart = "José", unicodedata.normalize("NFD", "José")
    lay(tmp_path, {f"{composed}/{NAME}": GOOD, f"Eve/{NAME}": GOOD})
    for other in (apart, "eve"):
        if (tmp_path / other).exists():
            pytest.skip("this disk takes both for the same name")
        lay(tmp_path, {f"{other}/{NAME}": WRONG})
    found = by_number(read(tmp_path))
    assert len(found) == 4
    assert [found[name].state for name in (composed, apart)] == ["ambiguous", "ambiguous"]
    assert [(found[name].state, keys(found[name])) for name in ("Eve", "eve")] == [("waiting", ["alike-case"])] * 2


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")
def test_names_of_any_bytes(tmp_path: Path) -> None:
    for name in (b"b\xff", b"a\nb", "x\u202ey".encode(), b"CON", b"blank ", b"dot.", b"n" * 255, "学生".encode("gbk")):
        folder = tmp_path / os.fsdecode(name)
        folder.mkdir()
        (folder / NAME).write_bytes(GOOD)
    seen = read(tmp_path)
    assert [one.state for one in seen.handed] == ["waiting"] * 8
    assert {"b\\udcff", "a\nb", "blank "} <= set(by_number(seen))
    str(seen).encode("utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX only")
def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    lay(tmp_path, {f"neighbour/{NAME}": GOOD, "link/real/answer.py": GOOD, "inside/real": None})
    lay(tmp_path, dict.fromkeys(("dir", "pipe", "sparse", "loop")))
    os.mkfifo(tmp_path / "pipe" / NAME)
    os.mkfifo(tmp_path / "pipe" / "x.zip")
    links = {"elsewhere": f"../neighbour/{NAME}", "zero": "/dev/zero", "loop": NAME, "dangling": "nowhere"}
    links |= {"link": "real/answer.py", "inside": "real"}
    for student, target in links.items():
        (tmp_path / student).mkdir(exist_ok=True)
        (tmp_path / student / NAME).symlink_to(target)
    (tmp_path / "dir" / "round").symlink_to("..")
    with open(tmp_path / "sparse" / NAME, "wb") as file:
        file.truncate(2**40)
    with open(tmp_path / "sparse" / "all.zip", "wb") as file:
        file.truncate(2**40)
    found = by_number(read(tmp_path))
    assert {number: one.files[0].problem for number, one in found.items() if one.files} == {
        "neighbour": None, "pipe": "submission-no-file", "elsewhere": "submission-elsewhere", "zero": "submission-elsewhere",
        "loop": "submission-no-file", "dangling": "submission-no-file", "link": None, "sparse": "submission-too-large",
        "inside": "submission-is-folder",
    }  # fmt: skip
    assert (found["dir"].state, keys(found["dir"])) == ("ambiguous", ["link"])
    assert (found["sparse"].state, keys(found["sparse"])) == ("ambiguous", ["archive-large"])
    assert sources(found["link"]) == {"ex02": GOOD}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX only")
def test_entries_that_are_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also at the top, where each entry is somebody's; the class itself may be none either."""
    lay(tmp_path / "class", {f"ada_1_11_{NAME}": GOOD})
    (tmp_path / "class" / f"bob_2_12_{NAME}").symlink_to(f"ada_1_11_{NAME}")
    os.mkfifo(tmp_path / "class" / f"eve_3_13_{NAME}")
    monkeypatch.chdir(tmp_path / "class")  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(f"dan_4_14_{NAME}")
    found = by_number(read(tmp_path / "class"))
    assert [codes(found[number])["ex02"] for number in "1234"] == [
        None, "submission-elsewhere", "submission-no-file", "submission-no-file",
    ]  # fmt: skip
    os.mkfifo(tmp_path / "class.zip")
    with pytest.raises(Exception, match="folder-is-none"):
        read(tmp_path / "class.zip")


def test_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    lay(tmp_path, {f"ada/{NAME}": GOOD})
    try:
        (tmp_path / "bob").symlink_to("ada", target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make links")
    found = by_number(read(tmp_path))
    assert (found["bob"].state, keys(found["bob"])) == ("ambiguous", ["link"])


@pytest.mark.parametrize("error", [PermissionError(13, "no"), FileNotFoundError(2, "gone")])
def test_what_cannot_be_read_or_has_just_gone(tmp_path: Path, error: OSError, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's fault, or the teacher's: it is no mistake of the student's, and the others go on."""
    lay(tmp_path, {f"ada/{NAME}": GOOD, f"bob/sub/{NAME}": GOOD, f"eve/{NAME}": GOOD})
    below, taken = tree.Disk.below, submissions.taken

    def no_folder(self: tree.Disk, node: tree.Node | None) -> object:
        if node is not None and node.path == "bob/sub":
            raise error
        return below(self, node)

    def no_file(path: Path, limit: int) -> bytes | None:
        if path.parent.name == "eve":
            raise error
        return taken(path, limit)

    monkeypatch.setattr(tree.Disk, "below", no_folder)
    monkeypatch.setattr(submissions, "taken", no_file)
    found = by_number(read(tmp_path))
    assert {number: (one.state, keys(one)) for number, one in found.items()} == {
        "ada": ("waiting", []), "bob": ("ambiguous", ["unreadable"]), "eve": ("ambiguous", ["unreadable"]),
    }  # fmt: skip


def test_a_folder_without_end(tmp_path: Path) -> None:
    lay(tmp_path, {"a/" + "d/" * (MAX_DEPTH + 5) + NAME: GOOD, f"a/{OTHER}": GOOD3})
    assert (only(read(tmp_path)).state, keys(only(read(tmp_path)))) == ("ambiguous", ["too-many"])


def test_other_archives_are_told_only_where_an_answer_may_be_in_them(tmp_path: Path) -> None:
    lay(tmp_path, {f"a_1_{MOODLE}/x.rar": b"Rar!", f"a_1_{MOODLE}/{NAME}": GOOD, f"b_2_{MOODLE}/x.7z": b"7z"})
    found = by_number(read(tmp_path, wanted=[EX02]))
    assert {number: (one.state, keys(one)) for number, one in found.items()} == {
        "1": ("waiting", ["archive-other"]), "2": ("ambiguous", ["archive-other"]),
    }  # fmt: skip
