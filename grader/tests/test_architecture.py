"""Rules that keep the house in order; ``docs/en/architecture.md`` says why. They look at the sources and run nothing."""

import ast
import functools
import re
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

from grader import checking, messages
from grader.classroom import words
from grader.course.catalogue import Exercise, exercises
from grader.files import COURSE, ROOT, SCENARIOS

KIT = ROOT / "grader"

FLOORS = (
    {"messages", "stage", "files", "statuses", "choices", ""},
    {"judge"},
    {"checking"},
    {"course"},
    {"grading"},
    {"report"},
    {"classroom"},
    {"commands", "authoring", "faults"},
    {"cli", "supervisor"},
    {"__main__"},
)
"""The rooms, from the ground up. Nobody imports from a higher floor. Empty: the package itself, which has the version."""

SHARED = {
    "box.limits", "box.kernel_settings",
    "declared.AtMost", "declared.Often", "declared.OneOf", "declared.Says",
}  # fmt: skip
"""What the judge takes from the stage beside constants: what both sides must do alike, and what scenarios declare."""

FACES = ("api", "declared", "looks", "pools", "probes", "signals", "wire")
"""The modules of the stage that scenarios are written with."""

LONGEST_FUNCTION, LONGEST_MODULE = 45, 300


def sources() -> list[Path]:
    """Return the modules of the kit, without tests and without files that only look like some."""
    skipped = ("tests", "gallery", "skeleton", "__pycache__")
    return sorted(
        path for path in KIT.rglob("*.py") if not set(skipped) & set(path.relative_to(KIT).parts) and path.name != "stub.py"
    )


ENGINE = [path for path in sources() if "scenarios" not in path.parts and not path.is_relative_to(COURSE)]
MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in sources()}
EACH = pytest.mark.parametrize("exercise", exercises(), ids=lambda exercise: exercise.name)


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


def imported(module: str) -> Iterator[tuple[str, str]]:
    """Yield each module that this one imports, wherever in it, for types only or not, and the name that it takes from it."""
    path = MODULES[module]
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((one.name, "") for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for one in node.names:
                inner = f"{source}.{one.name}"
                yield (inner, "") if inner in MODULES else (source, one.name)


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def own(module: str) -> list[str]:
    """Return the modules of the kit that this one imports."""
    return [name for name, _ in imported(module) if name == "grader" or name.startswith("grader.")]


def texts(path: Path) -> set[str]:
    """Return the texts in a module's code; docstrings are none."""
    prose = {
        id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    constants = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and id(node) not in prose)
    return {node.value for node in constants if isinstance(node.value, str)}


def test_there_is_something_to_look_at() -> None:
    assert {room(module) for module in MODULES} == set().union(*FLOORS)
    assert set(own("grader.checking")) & {"grader.judge.run", "grader.checking.expect"}


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) == "stage"])
def test_the_stage_imports_only_itself_and_the_standard_library(module: str) -> None:
    for name, _ in imported(module):
        assert name.partition(".")[0] in sys.stdlib_module_names or room(name) == "stage", name
        if ".scenarios." in module and name.startswith("grader."):
            assert name in {
                f"grader.stage.{face}" for face in ("api", "declared", "looks", "pools", "probes", "signals", "wire")
            }, name


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) == "judge"])
def test_the_judge_imports_only_itself_and_constants_of_the_stage(module: str) -> None:
    for name, what in imported(module):
        if name.startswith("grader.stage"):
            assert what.isupper() or f"{name}.{what}".removeprefix("grader.stage.").rstrip(".") in SHARED, (name, what)
        elif name.startswith("grader"):
            assert room(name) == "judge", name


@EACH
def test_a_check_imports_only_its_face(exercise: Exercise) -> None:
    for name, _ in imported(exercise.check_module):
        face = name == "grader.checking" or name.removeprefix("grader.checking.") in checking.__all__
        assert face or name.partition(".")[0] in sys.stdlib_module_names, name


def test_nobody_imports_from_a_higher_floor() -> None:
    height = {name: number for number, floor in enumerate(FLOORS) for name in floor}
    up = [(module, name) for module in MODULES for name in own(module) if height[room(name)] > height[room(module)]]
    assert up == []


def test_there_is_no_circle() -> None:
    try:
        TopologicalSorter({module: set(own(module)) - {module} for module in MODULES}).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(reversed(circle.args[1])))


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) == "report"])
def test_a_report_reads_only_results(module: str) -> None:
    for name in own(module):
        assert room(name) in ("report", "messages", "files", "") or name in (
            "grader.grading.results",
            "grader.grading.evidence",
        )


def test_only_pictures_in_the_terminal_need_rich() -> None:
    need = {module.rpartition(".")[2] for module in MODULES if room(module) == "report" and "rich" in _libraries(module)}
    assert need <= {"terminal", "progress", "timeline", "svg"}


def _libraries(module: str) -> set[str]:
    return {name.partition(".")[0] for name, _ in imported(module)}


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: str(path.relative_to(KIT)))
def test_no_module_of_the_engine_names_an_exercise(path: Path) -> None:
    names = [one.name for one in exercises()]
    assert [text for text in texts(path) if any(name in text for name in names)] == []


@EACH
def test_each_probe_that_a_hold_names_is_made_in_the_scenario(exercise: Exercise) -> None:
    places = (exercise.scenario, *(SCENARIOS.parent / name for name in ("probes.py", "pools.py")))
    made = {re.escape(text) for path in places for text in texts(path)} | {text for path in places for text in _patterns(path)}
    lost = [name for name in _held(exercise.check_file) if not any(re.fullmatch(text, name) for text in made if text)]
    assert lost == [], "a hold of a probe that nobody calls holds nothing"


def _patterns(path: Path) -> Iterator[str]:
    """Yield a pattern for each f-string of a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr):
            yield "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in node.values)


def _held(path: Path) -> set[str]:
    """Return the probes that the holds of a check module name."""
    named: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("meet", "Until"):
            given = [*node.args, *(one.value for one in node.keywords if one.arg == "probe")]
            named |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return named


def leaves(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for group, inner in table.items():
        yield from ((group, key) for key in inner)


@functools.cache
def said() -> set[str]:
    """Return every text in the kit's code that could be the key of a phrase or the code of a message."""
    return set().union(*(texts(path) for path in sources()))


@pytest.mark.parametrize(("group", "key"), [one for one in leaves(messages.table()) if one[0] != "facts"])
def test_each_phrase_is_used(group: str, key: str) -> None:
    assert key in said(), f"[{group}] {key}: nobody says it"


@pytest.mark.parametrize(("step", "key"), list(leaves(words.table("en"))))
def test_each_phrase_of_the_class_is_used(step: str, key: str) -> None:
    assert key in said(), f"[{step}] {key}: nobody says it"


@EACH
def test_each_own_code_is_used(exercise: Exercise) -> None:
    raised = texts(exercise.check_file) | texts(KIT / "checking" / "pools.py")
    assert set(exercise.messages) <= raised


@pytest.mark.parametrize(
    "path", [*ENGINE, *(one.check_file for one in exercises())], ids=lambda path: str(path.relative_to(KIT))
)
def test_each_phrase_that_is_said_is_there(path: Path) -> None:
    known = set(messages.table()["ui"])
    if "classroom" in path.parts:  # it has phrases of its own
        known = known.union(*words.table("en").values())
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and _speaker(node.func) in ("say", "_say", "words", "_words") and node.args:
            keys = {
                one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant) and isinstance(one.value, str)
            }
            assert keys <= known, (path, node.lineno)


def _speaker(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


@pytest.mark.parametrize("path", [*sources(), *sorted(KIT.glob("tests/*.py"))], ids=lambda path: str(path.relative_to(KIT)))
def test_nothing_is_too_long(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE
    functions = (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    sizes = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_checks_are_short() -> None:
    """Half of them can be read on two screens, and their proof begins on the first."""
    files = [one.check_file.read_text("utf-8").splitlines() for one in exercises()]
    begins = sorted(next(n for n, line in enumerate(lines, 1) if line.startswith("@check")) for lines in files)
    assert sorted(map(len, files))[len(files) // 2] <= 105
    assert begins[len(begins) // 2] <= 25
