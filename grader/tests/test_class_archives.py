"""Archives are read in memory, within limits, whatever they say of themselves; nothing is unpacked."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from grader.classroom.reading import NotRead, archive, candidates
from grader.classroom.reading.problems import Refused, Unread
from grader.grading.submissions import MAX_SIZE
from grader.tests.handing_in import (
    EX02,
    GOOD,
    GOOD3,
    NAME,
    OTHER,
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


def handed(tmp_path: Path, source: bytes) -> tuple[str, list[str], dict[str, bytes]]:
    """Return what comes of an archive that a student has handed in, when one exercise is looked for."""
    seen = only(read(lay(tmp_path, {"ada/all.zip": source}), wanted=[EX02]))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["ada", "all.zip"]
    return seen.state, keys(seen), sources(seen)


def info(name: str, *, mode: int = stat.S_IFREG | 0o644, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    one = zipfile.ZipInfo(name)
    one.external_attr, one.compress_type, one.create_system = mode << 16, method, 3
    return one


def test_an_ordinary_archive(tmp_path: Path) -> None:
    assert handed(tmp_path, packed({f"my/work/{NAME}": GOOD, "my/notes": None, f"__MACOSX/my/._{NAME}": b"x"})) == (
        "waiting", [], {"ex02": GOOD},
    )  # fmt: skip


def test_names_that_lead_elsewhere(tmp_path: Path) -> None:
    """They are told, and never taken: not even where they would be an answer."""
    for name in (
        f"../{NAME}",
        f"/{NAME}",
        f"a/../../{NAME}",
        f"..\\{NAME}",
        f"C:/{NAME}",
        f"a//{NAME}",
    ):
        assert handed(tmp_path, packed({name: WRONG})) == ("ambiguous", ["member-outside"], {})
        assert handed(tmp_path, packed({"../../journal.jsonl": b"", "x.txt": b""})) == ("nothing", ["strange"], {})
        assert handed(tmp_path, packed({name: WRONG, NAME: GOOD})) == ("waiting", ["member-outside"], {"ex02": GOOD})


def test_a_name_that_ends_at_a_zero(tmp_path: Path) -> None:
    source = packed({f"{NAME}Xevil": WRONG}).replace(f"{NAME}Xevil".encode(), f"{NAME}\0evil".encode())
    assert handed(tmp_path, source) == ("ambiguous", ["member-outside"], {})


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_with_one_name(tmp_path: Path) -> None:
    assert handed(tmp_path, packed([(NAME, GOOD), (NAME, WRONG)]))[:2] == ("ambiguous", ["several"])
    assert handed(tmp_path, packed([(NAME, GOOD), (NAME, GOOD)])) == ("waiting", [], {"ex02": GOOD})


def test_links_and_devices_within(tmp_path: Path) -> None:
    for mode, code in ((stat.S_IFLNK, "submission-elsewhere"), (stat.S_IFIFO, "submission-no-file")):
        lay(tmp_path, {"ada/all.zip": packed([(info(NAME, mode=mode | 0o777), b"/etc/passwd")])})
        assert codes(only(read(tmp_path))) == {"ex02": code}


def test_an_encrypted_member(tmp_path: Path) -> None:
    source = bytearray(packed({NAME: GOOD}))
    source[6] |= 1
    source[source.index(archive.ENTRY) + 8] |= 1
    assert handed(tmp_path, bytes(source)) == ("ambiguous", ["archive-encrypted"], {})


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_a_limit(tmp_path: Path, method: int) -> None:
    assert handed(tmp_path, packed([(info(NAME, method=method), GOOD)])) == ("ambiguous", ["archive-method"], {})


@pytest.mark.parametrize("claimed", [1, 10**6, 0xFFFFFFF0])
def test_sizes_that_lie(tmp_path: Path, claimed: int) -> None:
    """Of a size that is too small the checksum tells. What is there counts, and not what is told to be."""
    source = bytearray(packed({NAME: GOOD}))
    struct.pack_into("<I", source, source.index(archive.ENTRY) + 24, claimed)
    if claimed < len(GOOD):
        assert handed(tmp_path, bytes(source)) == ("ambiguous", ["archive-broken"], {})
    else:
        assert handed(tmp_path, bytes(source)) == ("waiting", [], {"ex02": GOOD})


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = packed({NAME: b"#" * 30_000_000})
    assert len(bomb) < 60_000
    lay(tmp_path, {"ada/all.zip": bomb})
    assert codes(only(read(tmp_path))) == {"ex02": "submission-too-large"}
    opened = archive.inside(bomb, "x")
    (node,) = opened.below(None)
    assert len(opened.data(node, MAX_SIZE)) == MAX_SIZE + 1
    assert opened._left == archive.MAX_UNPACKED - MAX_SIZE - 1


def test_what_all_members_together_may_unpack_to() -> None:
    opened = archive.Archive(io.BytesIO(packed({"a": b"#" * 100, "b": b"#"})), unpacked=100)
    first, second = opened.below(None)
    opened.data(first, 1000)
    with pytest.raises(Unread, match="archive-large"):
        opened.data(second, 1000)


def test_an_archive_in_an_archive(tmp_path: Path) -> None:
    nested = packed({"inner.zip": packed({NAME: WRONG})})
    assert handed(tmp_path, nested) == ("ambiguous", ["archive-nested"], {})
    assert handed(tmp_path, packed({"inner.zip": nested, NAME: GOOD})) == ("waiting", ["archive-nested"], {"ex02": GOOD})


def test_limits_of_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many members are counted before there is an object for each."""
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    with pytest.raises(Unread, match="archive-members"):
        archive.inside(archive.ENTRY * 4, "x")
    monkeypatch.undo()
    assert handed(tmp_path, b"PK\x03\x04" + b"\0" * archive.MAX_ARCHIVE) == ("ambiguous", ["archive-large"], {})


@pytest.mark.parametrize("source", [b"", b"PK\x03\x04", b"hello", packed({NAME: GOOD})[:-30], b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive(tmp_path: Path, source: bytes) -> None:
    assert handed(tmp_path, source) == ("ambiguous", ["archive-broken"], {})


def test_damage_anywhere(tmp_path: Path) -> None:
    """Whichever byte is wrong, it is read right, or the teacher is asked; it never ends the reading."""
    whole = packed({NAME: WRONG})
    for place in range(len(whole)):
        source = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        state, _, files = handed(tmp_path, source)
        assert files.get("ex02", WRONG) in (WRONG, b"")
        assert state in ("waiting", "ambiguous", "nothing")


def test_names_in_other_letters(tmp_path: Path) -> None:
    """Without the mark for UTF-8: what is UTF-8 is taken for it; other letters stay odd, and the number tells who it is."""
    name = f"Zoë_1_assignsubmission_file/{NAME}"
    for encoding, shown in (("utf-8", "Zoë"), ("cp437", "Zoë"), ("latin-1", "Zo\u03b4")):
        raw = name.encode(encoding)
        source = packed({"Z" * len(raw): GOOD}).replace(b"Z" * len(raw), raw)
        (tmp_path / "class.zip").write_bytes(source)
        one = only(read(tmp_path / "class.zip"))
        assert (one.student.number, one.student.name, sources(one)) == ("1", shown, {"ex02": GOOD})


def test_a_class_as_an_archive_has_entries_that_are_nobodys(tmp_path: Path) -> None:
    files = {f"ada/{NAME}": GOOD, f"../{NAME}": WRONG, "/etc/passwd": b"", f"bob\\{OTHER}": GOOD3}
    (tmp_path / "c.zip").write_bytes(packed(files))
    seen = read(tmp_path / "c.zip")
    assert keys(seen) == ["member-outside"] * 2
    assert {number: list(sources(one)) for number, one in by_number(seen).items()} == {"ada": ["ex02"], "bob": ["ex03"]}
    assert list(tmp_path.iterdir()) == [tmp_path / "c.zip"]


def test_a_class_with_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive.Archive.__init__, "__kwdefaults__", {"above": "", "members": 2, "unpacked": None})
    (tmp_path / "c.zip").write_bytes(packed({f"{n}/x": b"" for n in range(3)}))
    with pytest.raises(NotRead, match="archive-members"):
        read(tmp_path / "c.zip")


def test_only_files_have_bytes() -> None:
    opened = archive.Archive(io.BytesIO(packed({f"{NAME}/x": b""})))
    with pytest.raises(Refused, match="submission-is-folder"):
        opened.data(opened.below(None)[0], 10)


def test_folders_within_folders_take_no_more_memory_than_their_names() -> None:
    opened = archive.Archive(io.BytesIO(packed({"d/" * 30_000 + "x": b""})))
    depth, folder = 0, opened._top
    while folder.folders:
        ((name, folder),) = folder.folders.items()
        depth += len(name)
    assert depth == 30_000


def test_a_student_with_very_many_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None is opened any more when enough was looked at."""
    monkeypatch.setattr(candidates, "MAX_FILES", 30)
    lay(tmp_path, {f"a/{n}.zip": packed({f"{m}": b"" for m in range(20)}) for n in range(9)} | {f"b/{NAME}": GOOD})
    opened: list[str] = []

    def inside(source: bytes, above: str) -> archive.Archive:
        opened.append(above)
        return archive.inside(source, above)

    monkeypatch.setattr(candidates, "inside", inside)
    found = by_number(read(tmp_path))
    assert opened == ["a/0.zip", "a/1.zip"]
    assert (found["a"].state, found["b"].state) == ("ambiguous", "waiting")
    assert keys(found["a"]) == ["too-many", "strange"]


def test_a_list_of_members_that_is_cut_short(tmp_path: Path) -> None:
    """The students behind the cut would be lost."""
    source = bytearray(packed({f"ada/{NAME}": GOOD, f"bob/{NAME}": GOOD}))
    second = source.index(archive.ENTRY, source.index(archive.ENTRY) + 4) - source.index(archive.ENTRY)
    end = source.index(b"PK\x05\x06")
    struct.pack_into("<I", source, end + 12, second)
    (tmp_path / "c.zip").write_bytes(source)
    with pytest.raises(NotRead, match="archive-broken"):
        read(tmp_path / "c.zip")


def test_a_member_without_a_name(tmp_path: Path) -> None:
    assert handed(tmp_path, packed({"/": b"", NAME: GOOD})) == ("waiting", ["strange"], {"ex02": GOOD})
