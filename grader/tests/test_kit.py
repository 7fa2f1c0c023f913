"""The kit proves itself: every exercise is complete, every stub undone, every solution right."""

import ast
import difflib
import re
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest

from grader import files, messages
from grader.authoring import pages
from grader.authoring.new import MARK
from grader.checking import methods
from grader.choices import Wanted
from grader.course import catalogue as course
from grader.course.catalogue import Exercise, exercises
from grader.grading.submissions import MAX_PARSED, untouched
from grader.tests import kit

EACH = pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)


@EACH
def test_is_complete(exercise: Exercise) -> None:
    wanted = [exercise.file, exercise.stub, exercise.solution, exercise.scenario, exercise.check_file, exercise.gallery]
    wanted += [exercise.page(language) for language in messages.LANGUAGES]
    assert [str(path) for path in wanted if not path.exists()] == []


@EACH
def test_stub_is_not_started(exercise: Exercise) -> None:
    assert untouched(exercise.file.read_bytes(), exercise.lesson.names)
    assert not untouched(exercise.solution.read_bytes(), exercise.lesson.names)


@pytest.mark.parametrize("text", ["import a" + ".a" * 45_000, "a" + "\u0301\u0316" * 50_000], ids=["dots", "marks"])
def test_what_would_keep_the_parser_busy_is_not_parsed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ast, "parse", lambda source: pytest.fail(f"{len(source)} bytes were parsed"))
    assert not untouched(text.encode(), ["run_workers"])
    stubs = [exercise.file.stat().st_size for exercise in exercises()]
    assert max(stubs) * 4 < MAX_PARSED  # a stub with many comments is still one


def args_not_a_tuple() -> re.Pattern[str]:
    """Return the pattern of ex17, if the course has that."""
    pattern: re.Pattern[str] = pytest.importorskip("grader.course.ex17_pool.test_ex17_pool").ARGS_NOT_A_TUPLE
    return pattern


@pytest.mark.parametrize(
    "before", ["apply_async(", "apply_async(f", "apply_async(f,", "apply_async(f, num", "apply_async(f, (num"]
)
def test_a_long_blank_does_not_keep_the_pattern_busy(before: str) -> None:
    assert args_not_a_tuple().search(before + " " * 250_000) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pool.apply_async(worker, (num))", True),
        ("pool.apply_async( worker , args = num , )", True),
        ("pool.apply_async(self.worker, args)", True),
        ("pool.apply_async(worker, (num,))", False),
        ("pool.apply_async(worker, args=(num,))", False),
        ("pool.apply_async(worker)", False),
    ],
)
def test_arguments_that_are_no_tuple_are_found(text: str, found: bool) -> None:
    assert (args_not_a_tuple().search(text) is not None) == found


@EACH
def test_the_pristine_stub_is_the_stub(exercise: Exercise) -> None:
    assert exercise.stub.read_bytes() == exercise.file.read_bytes()


@EACH
def test_solution_is_the_solved_stub(exercise: Exercise) -> None:
    """Nothing of the stub is gone but the lines that wait for the student, and imports may be added."""
    stub = exercise.file.read_text("utf-8").splitlines()
    solved = exercise.solution.read_text("utf-8").splitlines()
    gone = [line[2:] for line in difflib.ndiff(stub, solved) if line.startswith("- ")]
    assert [line for line in gone if line.strip() != "raise NotImplementedError"] == []


@pytest.mark.long
@EACH
@pytest.mark.parametrize("method", methods())
def test_solution_passes(exercise: Exercise, method: str) -> None:
    found = kit.verdicts(exercise, exercise.solution.read_bytes(), cast("Wanted", method))
    assert kit.first_failure(found) is None, kit.first_failure(found)


@EACH
@pytest.mark.parametrize("folder", ["exercises", "solutions"])
def test_demo_is_import_safe(exercise: Exercise, folder: str) -> None:
    path = files.ROOT / folder / f"{exercise.name}.py"
    code = f"import sys; sys.path.insert(0, {str(path.parent)!r}); import {exercise.name}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.long
@EACH
def test_solution_demo_prints_something(exercise: Exercise) -> None:
    done = subprocess.run([sys.executable, str(exercise.solution)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@EACH
def test_checks_are_well_made(exercise: Exercise) -> None:
    checks = exercise.checks()
    assert any(marks.methods == "all" for marks, _ in checks.values())
    assert all(marks.points >= 1 and set(marks.needs) <= set(checks) for marks, _ in checks.values())
    assert all(title.endswith(".") and len(title) <= 100 for _, title in checks.values()), [t for _, t in checks.values()]
    assert len({title for _, title in checks.values()}) == len(checks)


@EACH
def test_codes_have_words(exercise: Exercise) -> None:
    known = messages.codes() | set(exercise.messages)
    assert not messages.codes() & set(exercise.messages), "a common code cannot be an exercise's own"
    assert codes_in(exercise.check_file) <= known


@pytest.mark.parametrize("language", messages.LANGUAGES)
@EACH
def test_own_codes_have_headings(exercise: Exercise, language: str) -> None:
    lines = exercise.page(language).read_text("utf-8").splitlines()
    assert {code: lines.count(f"### {code}") for code in exercise.messages} == dict.fromkeys(exercise.messages, 1)


@EACH
def test_names_in_files_agree(exercise: Exercise) -> None:
    for path in (exercise.file, exercise.solution):
        text = ast.get_docstring(ast.parse(path.read_bytes())) or ""
        assert text.startswith(f"{exercise.name[:4]}. {exercise.lesson.title}."), path
        assert f"nox -s grade -- {exercise.name[:4]}" in text
    assert exercise.page().read_text("utf-8").startswith(f"# {exercise.name[:4]}. {exercise.lesson.title}\n")


@EACH
def test_points_follow_the_rule(exercise: Exercise) -> None:
    assert 5 <= pages.points(exercise) <= 10


@EACH
def test_nothing_is_left_to_write(exercise: Exercise) -> None:
    """``python -m grader new`` leaves a mark wherever the author has to write."""
    folder = [path for path in exercise.drawer.rglob("*.*") if path.suffix in (".py", ".toml") and path != exercise.stub]
    pages = [exercise.page(language) for language in messages.LANGUAGES]
    assert [
        f"{path.relative_to(files.ROOT)}:{number}"
        for path in sorted([exercise.file, exercise.solution, exercise.scenario, *folder, *pages])
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MARK in line
    ] == []


def test_nothing_stray() -> None:
    names = {exercise.name for exercise in exercises()}
    pages = [files.DOCS / language / "exercises" for language in messages.LANGUAGES]
    for folder in (files.EXERCISES, files.SOLUTIONS, files.COURSE, files.SCENARIOS, *pages):
        found = {path.stem for path in folder.iterdir() if course.NAME.match(path.name)}
        assert found <= names, folder


def codes_in(path: Path) -> set[str]:
    """Return the codes that a module's source names: the first arguments of ``Mistake(…)``."""
    tree = ast.parse(path.read_bytes())
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Mistake"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }
