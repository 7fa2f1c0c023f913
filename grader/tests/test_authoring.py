"""An author's hour, in a copy of the kit: a new exercise is laid out and only waits for its words, another is taken out."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.authoring.new import MARK
from grader.authoring.remove import PLAYED_BY_TESTS, shown_elsewhere
from grader.course.catalogue import exercises
from grader.files import ROOT

pytestmark = pytest.mark.long

NAME = "ex99_my_topic"
OTHERS = [one for one in exercises() if one.number not in PLAYED_BY_TESTS]
SHOWN = [one for one in OTHERS if shown_elsewhere(one)]
FREE = [one for one in OTHERS if one not in SHOWN]
NEEDED = (
    "grader",
    "exercises",
    "solutions",
    "docs",
    "mkdocs.yml",
    "mkdocs.zh.yml",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
)


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A copy of the kit, in which an author may work."""
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.kept-*", "hostile"))
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(kit: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", str(kit / "grader" / "__main__.py"), *words]
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False, env=env, cwd=kit)


def failed(kit: Path, *words: str) -> set[str]:
    """Run the kit's own tests, as far as they are named, and return those that do not pass."""
    command = [sys.executable, "-m", "pytest", "-q", "-rfE", "-p", "no:xdist", *words]
    env = {**os.environ, "PYTHONPATH": "", "COLUMNS": "400"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False, env=env, cwd=kit)
    assert " passed" in done.stdout, done.stdout + done.stderr
    return {line.split()[1].rpartition("/")[2] for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))}


def texts(kit: Path) -> dict[Path, bytes]:
    """Return every file of a kit, but for what it remembers and for compiled ones."""
    every = (path for path in kit.rglob("*") if path.is_file() and not {"__pycache__", ".many-hands"} & set(path.parts))
    return {path.relative_to(kit): path.read_bytes() for path in every}


def test_a_new_exercise_lacks_only_what_its_author_must_write(kit: Path) -> None:
    done = run(kit, "new", NAME)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"written: exercises/{NAME}.py" in done.stdout
    assert MARK in done.stdout
    tests = [f"grader/tests/test_{name}.py" for name in ("kit", "gallery", "languages", "docs", "site")]
    assert failed(kit, *tests, "-k", "ex99 or page or translation or tree or menu or picture or stray") == {
        f"test_kit.py::test_nothing_is_left_to_write[{NAME}]"
    }
    for path in texts(kit):
        text = (kit / path).read_text("utf-8", "replace")
        if NAME in path.as_posix() and MARK in text:
            (kit / path).write_text(text.replace(MARK, "It is written"), "utf-8")
    run(kit, "pages")
    run(kit, "translated", f"docs/zh/exercises/{NAME}.md")
    assert not failed(kit, *tests, "-k", "(ex99 and not solution and not demo) or page or translation")
    assert "Score 6 of 6" in run(kit, "grade", "ex99", "--from", "solutions", "-q").stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("my_topic", "'my_topic' cannot be the name of an exercise"),
        ("ex99_../x", "cannot be the name of an exercise"),
        ("ex99_My", "cannot be the name of an exercise"),
        ("ex02_other", "The number 02 is taken by ex02_start_and_join."),
        (NAME, f"The file solutions/{NAME}.py exists already, so nothing was written."),
    ],
)
def test_a_name_that_cannot_be_used(name: str, said: str, kit: Path) -> None:
    (kit / "solutions" / f"{NAME}.py").write_text("mine")
    before = texts(kit)
    done = run(kit, "new", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert texts(kit) == before


def test_an_exercise_that_is_taken_out_leaves_all_the_others_well(kit: Path) -> None:
    before = texts(kit)
    names = [one.name for one in (FREE[0], FREE[-1])]
    for name in names:
        done = run(kit, "remove", name[:4])
        assert (done.returncode, done.stderr) == (0, "")
        assert f".many-hands/removed-{name}" in done.stdout
    after = texts(kit)
    for path in set(before) - set(after):
        [name] = [name for name in names if name in path.as_posix()]
        assert (kit / ".many-hands" / f"removed-{name}" / path).read_bytes() == before[path]
    assert not [path for path in after if any(name in path.as_posix() for name in names)]
    assert not [path for path, text in after.items() for name in names if path.suffix == ".md" and name.encode() in text]
    tests = [f"grader/tests/test_{name}.py" for name in ("docs", "languages", "site", "kit")]
    assert not failed(kit, *tests, "-k", "not solution and not demo and not report and not program")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ex02", "ex02_start_and_join stays"),
        *((one.name[:4], "\n  docs/en/concepts.md:") for one in SHOWN),
        ("ex00", "There is no exercise 'ex00'."),
    ],
)
def test_an_exercise_that_cannot_be_taken_out(name: str, said: str, kit: Path) -> None:
    before = texts(kit)
    done = run(kit, "remove", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert texts(kit) == before


def test_what_was_taken_out_before_stays_there(kit: Path) -> None:
    exercise = FREE[0]
    file = kit / "exercises" / exercise.file.name
    run(kit, "remove", exercise.name)
    kept = kit / ".many-hands" / f"removed-{exercise.name}"
    shutil.copytree(kept, kit, dirs_exist_ok=True)
    file.write_text("mine")
    done = run(kit, "remove", exercise.name)
    assert f".many-hands/removed-{exercise.name}-2" in done.stdout
    assert (kept / "exercises" / file.name).read_text("utf-8").startswith(f'"""{exercise.name[:4]}.')
    assert (kept.with_name(f"{kept.name}-2") / "exercises" / file.name).read_text("utf-8") == "mine"
