"""The layouts of which a file, or all entries together, tell whose an entry is: Gradescope, Blackboard, Brightspace."""

from pathlib import Path

import pytest
from hypothesis import event, given
from hypothesis import strategies as some

from grader.classroom.reading import NotRead, metadata
from grader.tests import unhurried
from grader.tests.handing_in import (
    GOOD,
    GOOD3,
    NAME,
    OTHER,
    STUB,
    WRONG,
    accounted,
    by_number,
    keys,
    lay,
    only,
    read,
    sources,
)  # fmt: skip

__all__ = ["unhurried"]

METADATA = """---
submission_11:
  :submitters:
  - :name: Ada Lovelace
    :sid: '3031'
    :email: ada@example.org
  :created_at: 2026-11-02 10:12:13.5 -08:00
  :score: 3.0
  :history:
  - :created_at: 2026-11-01 10:12:13 -08:00
    :submitters:
    - :name: Nobody
  :results:
    tests:
    - output: |-
        submission_11:
          :submitters:

        - :sid: '666'
submission_12:
  :submitters:
  - :name: "O\\u00f6, \\"B\\""
    :sid:
    :email: bob@example.org
  - :name: 'D''Arc: Jeanne'
    :sid: '42'
    :email:
  :created_at:
"""


def test_gradescope(tmp_path: Path) -> None:
    lay(tmp_path / "assignment_5_export", {
        "submission_metadata.yml": METADATA.encode(), f"submission_11/{NAME}": GOOD, f"submission_12/{NAME}": GOOD,
        f"submission_13/{NAME}": GOOD,
    })  # fmt: skip
    seen = read(tmp_path)
    assert (seen.layout, keys(seen)) == ("gradescope", ["no-submitter"])
    found = by_number(seen)
    assert (found["3031"].student.name, found["3031"].student.others) == ("Ada Lovelace", {"email": "ada@example.org"})
    assert found["3031"].at == "2026-11-02 10:12:13.5 -08:00"
    assert (found["42"].student.name, [one.name for one in found["42"].student.members]) == ("D'Arc: Jeanne", ['Oö, "B"'])
    assert accounted(seen) == [
        f"assignment_5_export/{name}"
        for name in ("submission_11", "submission_12", "submission_13", "submission_metadata.yml")
    ]


def test_gradescope_one_person_in_two_submissions(tmp_path: Path) -> None:
    """A later one counts; with somebody else, the teacher decides. Numbers stay one for each."""
    person = "  :submitters:\n  - :name: {0}\n    :sid: '{0}'\n"
    more = "  - :name: {0}\n    :sid: '{0}'\n"
    at = "  :created_at: 2026-11-0{0} 10:00:00 Z\n"
    text = "submission_1:\n" + person.format("A") + at.format(1) + "submission_2:\n" + person.format("A") + at.format(2)
    text += (
        "submission_3:\n" + person.format("B") + more.format("C") + "submission_4:\n" + person.format("C") + more.format("D")
    )
    files = {f"submission_{n}/{NAME}": WRONG if n == 1 else GOOD for n in range(1, 5)}
    seen = read(lay(tmp_path, {"submission_metadata.yml": text.encode(), **files}))
    found = by_number(seen)
    assert (sources(found["A"]), found["A"].state) == ({"ex02": GOOD}, "waiting")
    assert (found["B"].state, [one.number for one in found["B"].student.members]) == ("ambiguous", ["C", "D"])
    assert len(seen.handed) == 2


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (None, "metadata-missing"),
        (b"\xff", "metadata-unread"),
        (b"submission_1:\n  :submitters:\n  - :name: &x A\n", "metadata-line"),
        (b"submission_1:\n  :submitters:\n  - :name: A\n    :name: B\n", "metadata-line"),
        (b"submission_1:\n  :submitters: {a: b}\n", "metadata-line"),
        (b"submission_1:\n  :submitters:\n  - :name: 'A\n      B'\n", "metadata-line"),
        (b"submission_1:\nsubmission_1:\n", "metadata-line"),
        (b"submission_1:\n  :submitters:\n  - :sid: a\n    :groups:\n    - :sid: b\n", "metadata-line"),
        (b"submission_1:\n  :submitters:\n  - :sid: a\n      :name: b\n", "metadata-line"),
        (b"submission_1:\n  :submitters:\n    :sid: a\n", "metadata-line"),
        (b"x: 1\n", "metadata-line"),
        (b"  :submitters:\n", "metadata-line"),
    ],
)
def test_gradescope_without_what_says_who(tmp_path: Path, text: bytes | None, key: str) -> None:
    lay(tmp_path, {f"submission_1/{NAME}": GOOD, f"submission_2/{NAME}": GOOD})
    if text is not None:
        lay(tmp_path, {"submission_metadata.yml": text})
    with pytest.raises(NotRead) as error:
        read(tmp_path)
    assert error.value.key == key
    assert error.value.said("en") != error.value.said("zh")


def test_gradescope_names_a_folder_that_is_not_there(tmp_path: Path) -> None:
    text = b"submission_1:\n  :submitters:\n  - :sid: a\nsubmission_2:\n  :submitters:\n  - :sid: b\n"
    seen = read(lay(tmp_path, {"submission_metadata.yml": text, f"submission_1/{NAME}": GOOD}), "gradescope")
    assert keys(seen) == ["folder-missing"]


LABELS = ("Original filename", "Filename")


def about(name: str, user: str, stem: str, files: dict[str, str], labels: tuple[str, str] = LABELS) -> bytes:
    lines = [f"Name: {name} ({user})", "Assignment: Ex", "", "Submission Field:", "There is no text.", "", "Files:"]
    for original, file in files.items():
        lines += [f"\t{labels[0]}: {original}", f"\t{labels[1]}: {stem}_{file}", ""]
    return "\r\n".join(lines).encode()


@pytest.mark.parametrize("labels", [LABELS, ("Oorspronkelijke bestandsnaam", "Bestandsnaam")])
def test_blackboard(tmp_path: Path, labels: tuple[str, str]) -> None:
    first, second = "Ex_02_al_1_attempt_2026-11-01-10-00-00", "Ex_02_al_1_attempt_2026-11-02-09-00-00"
    other = "Ex_02_bob_attempt_2026-11-01-10-00-00"
    lay(tmp_path, {
        f"{first}.txt": about("Ada", "al_1", first, {NAME: NAME, OTHER: OTHER}, labels),
        f"{first}_{NAME}": WRONG, f"{first}_{OTHER}": GOOD3,
        f"{second}.txt": about("Ada", "al_1", second, {NAME: "file1.py"}, labels), f"{second}_file1.py": GOOD,
        f"{other}_{NAME}": STUB,
    })  # fmt: skip
    seen = read(tmp_path)
    found = by_number(seen)
    assert (seen.layout, sorted(found)) == ("blackboard", ["al_1", "bob"])
    assert (sources(found["al_1"]), found["al_1"].student.name) == ({"ex02": GOOD, "ex03": GOOD3}, "Ada")
    assert found["al_1"].at == "2026-11-02-09-00-00"
    assert (keys(found["al_1"]), found["bob"].state) == (["older"], "nothing")


def test_blackboard_without_what_says_who(tmp_path: Path) -> None:
    lay(tmp_path, {f"Ex_02_al_1_attempt_2026-11-01-10-00-00_{NAME}": GOOD})
    assert (only(read(tmp_path)).state, keys(only(read(tmp_path)))) == ("ambiguous", ["user-unclear"])


@pytest.mark.parametrize("folders", [False, True])
def test_brightspace(tmp_path: Path, folders: bool) -> None:
    mark = "/" if folders else " - "
    lay(tmp_path, {
        "index.html": b"<html>",
        f"101-55 - Ada - Lovelace - Oct 5, 2026 959 AM{mark}{NAME}": WRONG,
        f"101-55 - Ada - Lovelace - Oct 5, 2026 1203 PM{mark}{NAME}": GOOD,
        f"102-55 - Ada - Lovelace - Oct 4, 2026 1103 AM{mark}x - Oct 9, 2026 1103 AM - {NAME}": GOOD,
        f"103-55 - Bob - 5 oktober 2026 1103{mark}{NAME}": WRONG,
        f"103-55 - Bob - 6 oktober 2026 1103{mark}{NAME}": GOOD,
        f"104-55 - 王 - 2026年10月5日 1103{mark}{NAME}": GOOD,
    })  # fmt: skip
    seen = read(tmp_path)
    found = by_number(seen)
    assert (seen.layout, seen.bycatch) == ("brightspace", ("index.html",))
    assert (sources(found["101-55"]), found["101-55"].student.name) == ({"ex02": GOOD}, "Ada - Lovelace")
    assert found["101-55"].at == "Oct 5, 2026 1203 PM"
    assert found["102-55"].state == "nothing"
    assert (found["103-55"].state, keys(found["103-55"])) == ("ambiguous", ["several"])
    assert found["104-55"].state == "waiting"


def test_brightspace_numbers_that_may_be_one_person(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {f"101-{n} - Ada - Oct {n}, 2026 1103 AM - {NAME}": GOOD for n in (5, 6)}
        | {f"9-7 - Eve - Oct 5, 2026 1103 AM - {NAME}": GOOD},
    )
    assert {one.student.number: one.state for one in read(tmp_path).handed} == {
        "101-5": "ambiguous", "101-6": "ambiguous", "9-7": "waiting",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("&1 2026-11-02 10:12:13 Z", "2026-11-02 10:12:13 Z"),
        ("*1", None),
        ("!ruby/object:ActiveSupport::TimeWithZone\n    utc: 2026-11-02 10:12:13 Z\n    zone: x", None),
    ],
)
def test_gradescope_times_that_ruby_writes_otherwise(written: str, at: str | None) -> None:
    text = f"submission_1:\n  :created_at: {written}\n  :submitters:\n  - :sid: '007'\n"
    told = metadata.parse(text)["submission_1"]
    assert (told.at, told.persons) == (at, [{"sid": "007"}])


NAMES = some.text(some.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u0085\u2028\u2029"), max_size=20)


@given(persons=some.lists(some.lists(some.tuples(NAMES, NAMES), max_size=3), max_size=4), double=some.booleans())
def test_gradescope_metadata_are_read_as_they_were_written(persons: list[list[tuple[str, str]]], double: bool) -> None:
    """Any text that stands in quotes, as Ruby quotes what is not plain."""

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if double else "'" + text.replace("'", "''") + "'"

    lines = ["---"]
    for n, together in enumerate(persons):
        lines += [f"submission_{n}:", "  :submitters:" + ("" if together else " []")]
        for name, sid in together:
            lines += [f"  - :name: {quoted(name)}", f"    :sid: {quoted(sid)}"]
        lines += ["  :results:", "    output: |-", "      submission_9:", "", "        :sid: x"]
    told = metadata.parse("\n".join(lines))
    assert [[(one["name"], one["sid"]) for one in told[f"submission_{n}"].persons] for n in range(len(persons))] == persons


@given(place=some.integers(0, len(METADATA) - 1), sign=some.sampled_from(list("\n :-'\"&x1")))
def test_gradescope_metadata_with_damage(place: int, sign: str) -> None:
    """They are read, or refused with the line; nothing else is raised."""
    try:
        metadata.parse(METADATA[:place] + sign + METADATA[place + 1 :])
    except metadata.NotUnderstood as error:
        event("refused")
        line = error.line
        assert 1 <= line <= METADATA.count("\n") + 2


@pytest.mark.parametrize(
    ("early", "late"), [("1230 AM", "100 AM"), ("1159 AM", "1200 PM"), ("1259 PM", "100 PM"), ("959 PM", "1000 PM")]
)
def test_brightspace_hours_are_in_their_order(tmp_path: Path, early: str, late: str) -> None:
    lay(tmp_path, {f"1-2 - A - Oct 5, 2026 {time} - {NAME}": WRONG if time == early else GOOD for time in (early, late)})
    assert sources(only(read(tmp_path))) == {"ex02": GOOD}


def test_blackboard_of_an_assignment_with_numbers(tmp_path: Path) -> None:
    """All its entries could be of Canvas too: of one user, who has two numbers from the assignment's name."""
    lay(tmp_path, {f"Ex_02_03_al_attempt_2026-11-01-10-00-00_{NAME}": GOOD})
    assert read(tmp_path).layout == "blackboard"


def test_submissions_to_a_platform_that_are_clones(tmp_path: Path) -> None:
    lay(tmp_path, {f"Ada_1_assignsubmission_file/{name}": b"x" for name in (".git/HEAD", "y.txt")})
    assert read(tmp_path).layout == "moodle"
