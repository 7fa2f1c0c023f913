"""Hints at copies and odd imports: what is told of whom, and what is not."""

import ast
from pathlib import Path

import pytest

from grader.classroom import lines, roster
from grader.classroom.hints import export, forms, imports, looking, telling
from grader.classroom.problem import ClassProblem
from grader.classroom.records import Handed, Identity
from grader.commands import classroom
from grader.course.catalogue import Exercise, exercises
from grader.grading.submissions import MAX_PARSED
from grader.messages import Words
from grader.statuses import GOOD, NOT_UNDERSTOOD
from grader.tests.class_made_up import COURSE, EXERCISES, key, opened, reading, student, verdict

STUB, SOLUTION = (Exercise("ex01_worker").stub.read_bytes(), Exercise("ex01_worker").solution.read_bytes())

ONE = b"""import time
import multiprocessing

def worker(num, seconds=2.0):
    \"\"\"Work.\"\"\"
    for again in range(num):  # mine
        time.sleep(seconds / num)
    box = multiprocessing.Queue()
    box.put(num)
"""
RENAMED = b"""from time import sleep as nap
import multiprocessing as mp
def worker(number: int, duration: float = 2.0) -> None:


    for i in range(number):
        nap(duration/number)
    q = mp.Queue()
    q.put(number)
if __name__ == "__main__":
    worker(3)
"""
OTHER = ONE.replace(b"range(num)", b"range(num + 1)")


def named(handed: Handed) -> str:
    return handed.student.number


def found(*sources: bytes) -> looking.Hints:
    return looking.look(reading(*(student(n, source) for n, source in enumerate(sources, 1))), named)


def shape(source: bytes) -> str | None:
    tree = forms.parsed(source)
    return None if tree is None else forms.form(tree)


def test_only_names_and_layout_differ() -> None:
    assert shape(ONE) is not None
    assert shape(ONE) == shape(RENAMED)
    assert shape(ONE) != shape(OTHER)
    assert shape(ONE) != shape(ONE.replace(b"time.sleep", b"time.monotonic"))


def test_no_two_right_answers_of_the_course_have_one_form() -> None:
    """They were written to differ, so a form that took two for one would take out too much."""
    for one in exercises():
        files = [one.solution, *sorted(one.gallery.glob("right_*.py"))]
        found = [shape(path.read_bytes()) for path in files]
        assert None not in found
        assert len(set(found)) == len(files), one.name


def test_equal_files_and_equal_forms_are_groups() -> None:
    hints = found(ONE, ONE.replace(b"\n", b"\r\n"), RENAMED, OTHER)
    assert hints.groups == (
        looking.Group(exercise="ex01_worker", kind="bytes", students=("s001", "s002")),
        looking.Group(exercise="ex01_worker", kind="form", students=("s001", "s002", "s003")),
    )


def test_the_stub_says_nothing_and_the_solution_is_told_apart() -> None:
    touched = STUB.replace(b"import time", b"import time  # mine")
    hints = found(STUB, STUB, touched, touched, SOLUTION, SOLUTION.replace(b"num", b"n"))
    assert hints.groups == (
        looking.Group(exercise="ex01_worker", kind="form", students=("s005", "s006"), solution=True),
    )  # fmt: skip
    assert hints.pairs == ()


def test_a_common_form_names_nobody() -> None:
    sources = [ONE.replace(b"# mine", b"# %d" % n) for n in range(looking.COMMON + 1)]
    text = "\n".join(telling.told(found(*sources), "en"))
    assert f"{looking.COMMON + 1} have the same short answer" in text
    assert "s001" not in text
    assert "s001" in "\n".join(telling.told(found(*sources[:-1]), "en"))


def test_pairs_share_more_than_one_exercise() -> None:
    everybody = [student(1, ONE, OTHER), student(2, ONE, OTHER), student(3, RENAMED, b"x = 1")]
    assert looking.look(reading(*everybody), named).pairs == ((("s001", "s002"), 2),)


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        (b"import socket, time", ("socket",)),
        (b"import grader.judge.run as r", ("grader",)),
        (b"from stage import wire", ("stage",)),
        (b"def f():\n    from _posixsubprocess import fork_exec", ("_posixsubprocess",)),
        (b"gc = __import__('gc')", ("gc",)),
        (b"import importlib\nimportlib.import_module('ctypes.util')", ("ctypes", "importlib")),
        (b"x = __import__\nx('gc')", ("__import__()",)),
        (b"exec('import gc')", ("exec()",)),
        (b"from . import other", (".",)),
        (b"import re, math\nre.compile('a'); math.pi", ()),
        (b"import inspect\n" + b"# long\n" * MAX_PARSED, ("inspect",)),
        (b"import inspect\nthis is no Python", ("inspect",)),
    ],
)
def test_odd_imports(source: bytes, modules: tuple[str, ...]) -> None:
    hints = found(source)
    assert tuple(name for one in hints.odd for name in one.modules) == modules


def test_no_right_answer_imports_what_is_odd() -> None:
    assert {"multiprocessing", "time", "signal"} <= imports.needed()
    assert not imports.needed() & {"socket", "ctypes", "gc", "inspect", "_posixsubprocess", "grader", "stage", "importlib"}
    for one in exercises():
        for path in (one.stub, one.solution, *one.gallery.glob("right_*.py")):
            assert imports.unneeded(imports.of_tree(ast.parse(path.read_bytes()))) == (), path


@pytest.mark.parametrize(
    "source",
    [
        b"x = " + b"(" * 3000 + b"1" + b")" * 3000,
        b"x = " + b"-" * 12000 + b"1",
        b"import " + b"a." * 8000 + b"a",
        b"x = a" + b".a" * 8000,
        b"x = 1" + b" + 1" * 4000,
        b"x = '\\d'\x00",
        b"\xff\xfe\x00",
        b"x = '\\ud800'\ny = '\\d'",
        b"if 1: pass\n" + b"elif 1: pass\n" * 1200,
        b"x = 1\n" * 200000,
        b"import a\rimport \x1b[2J\n",
    ],
)  # fmt: skip
def test_no_text_is_too_much(source: bytes) -> None:
    hints = found(source, source)
    assert looking.Group(exercise="ex01_worker", kind="bytes", students=("s001", "s002")) in hints.groups
    assert hints.of == 2


def test_what_is_told_steers_no_terminal() -> None:
    mean = Handed(
        student=student(1).student, state="waiting", entries=("a",), files=student(1, b"import gc").files
    )  # fmt: skip
    text = "\n".join(telling.told(looking.look(reading(mean), lambda _: "s\x1b[2J\u202e"), "zh"))
    assert "gc" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_export_names_nobody(tmp_path: Path) -> None:
    place = tmp_path / "out folder"
    everybody = reading(student(1, ONE, STUB), student(2, STUB), student(3))
    assert export.export(everybody, lambda one: f"p{one.student.number}", place) == ("ex01_worker", "ex02_start_and_join")
    files = sorted(path.relative_to(place).as_posix() for path in place.rglob("*.py"))
    assert files == [
        "base/ex01_worker.py", "base/ex02_start_and_join.py", "submissions/ps001/ex01_worker.py",
        "submissions/ps001/ex02_start_and_join.py",
    ]  # fmt: skip
    assert (place / "submissions/ps001/ex01_worker.py").read_bytes() == ONE
    assert all(f"'{place}'/" in line for line in export.commands(place, "ex01_worker"))
    with pytest.raises(ClassProblem, match="not-empty"):
        export.export(everybody, named, place)


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    folder = tmp_path / "class"
    for name, source in (("ada", ONE), ("bob", RENAMED), ("eve", b"import gc\n" + OTHER)):
        (folder / name).mkdir(parents=True)
        (folder / name / "ex01_worker.py").write_bytes(source)
    return folder


def test_the_command_tells_of_a_folder(handed_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert classroom.run(["hints", str(handed_in)], Words("en")) == GOOD
    told = capsys.readouterr().out
    assert "eve imports gc" in told
    assert "2 the same but for names, comments and layout: ada, bob" in told


def test_the_command_tells_pseudonyms_where_there_are_some(handed_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = handed_in.parent / "out"
    assert classroom.run(["hints", str(handed_in), "--export", str(out)], Words("en")) == NOT_UNDERSTOOD
    assert "no pseudonyms yet" in capsys.readouterr().err
    results = handed_in.with_name("class.results")
    results.mkdir()
    key = roster.secret(results, fresh=True)
    labels = {name: roster.pseudonym(key, Identity(layout="folders", number=name)) for name in ("ada", "bob", "eve")}
    assert classroom.run(["hints", str(handed_in)], Words("en")) == GOOD
    told = capsys.readouterr().out
    assert f"{labels['eve']} imports gc" in told
    assert "ada" not in told
    assert classroom.run(["hints", str(handed_in), "--names"], Words("en")) == GOOD
    assert f"{labels['eve']} (eve" in capsys.readouterr().out
    assert classroom.run(["hints", str(handed_in), "--export", str(out)], Words("zh")) == GOOD
    assert sorted(path.name for path in (out / "submissions").iterdir()) == sorted(labels.values())
    assert "jplag.jar -l python3 -bc" in capsys.readouterr().out


def test_results_tell_of_equal_files_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = opened(tmp_path)
    log.add("course", **lines.of_course(COURSE))
    for name, source in (("a", b"wrong"), ("b", b"wrong"), ("c", b"wrong too")):
        files = {EXERCISES[0]: key(EXERCISES[0], source)}
        log.add("seen", student=name, state="waiting", files=files, late=None, at=None, problems=[])
        told = verdict(EXERCISES[0], source)
        log.add("verdict", **lines.of_verdict(name, told["key"], EXERCISES[0], told, "", ""))
    log.close()
    assert classroom.run(["hints", str(tmp_path)], Words("en")) == GOOD
    told_text = capsys.readouterr().out
    assert "2 with the same file: a, b" in told_text
    assert "The results keep no programs" in told_text
