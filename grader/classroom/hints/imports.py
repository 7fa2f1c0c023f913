"""Modules that a submission imports and no answer needs: some look into the grader, or reach out of the program."""

import ast
import functools
import re
from collections.abc import Iterable, Iterator

from ...course.catalogue import Exercise, exercises

HARMLESS = frozenset(
    {
        "__future__", "abc", "argparse", "array", "bisect", "calendar", "cmath", "collections", "concurrent", "copy", "csv",
        "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "hashlib", "heapq", "io", "itertools", "json",
        "locale", "logging", "math", "numbers", "operator", "pathlib", "pprint", "random", "re", "secrets", "shutil",
        "statistics", "string", "struct", "textwrap", "timeit", "types", "typing", "unicodedata", "uuid", "warnings",
    }
)  # fmt: skip
"""Modules of the standard library that students use in good faith, whether an answer needs them or not."""

CALLS = ("__import__", "import_module", "exec", "eval", "compile")
"""Functions that can import what no ``import`` names. No answer needs them either."""

_LINE = re.compile(rb"^[ \t]*(?:import|from)[ \t]+([^\W\d][\w.]*)", re.MULTILINE)


def of_tree(tree: ast.AST) -> set[str]:
    """Return the modules that a program imports, wherever in it, without what stands after their first dot.

    Of the functions in ``CALLS`` that it mentions: the module that one imports where that can be read, else its name and
    ``()``.
    """
    return set(_of_tree(tree))


def _of_tree(tree: ast.AST) -> Iterator[str]:
    named: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (_first(one.name) for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + _first(node.module or "")
        elif isinstance(node, ast.Call) and (module := _read(node)) is not None:
            named.add(id(node.func))
            yield _first(module)
        elif (name := _called(node)) in CALLS and id(node) not in named:
            yield f"{name}()"


def _called(node: ast.AST) -> str:
    """Return what a function is called by. Of ``re.compile`` nobody needs to hear."""
    if isinstance(node, ast.Attribute) and node.attr == "import_module":
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _read(node: ast.Call) -> str | None:
    """Return the module that a call imports; None for another call, and when it cannot be read."""
    given = node.args[0] if node.args else None
    if _called(node.func) in CALLS[:2] and isinstance(given, ast.Constant) and isinstance(given.value, str):
        return given.value
    return None


def of_lines(source: bytes) -> set[str]:
    """Return the modules that a text imports which is too long to be parsed, or cannot be: the first one of each line."""
    return {_first(found[1].decode("utf-8", "replace")) for found in _LINE.finditer(source)}


def _first(module: str) -> str:
    return module.partition(".")[0]


@functools.cache
def needed() -> frozenset[str]:
    """Return the modules that the course's own right answers import, and its stubs."""
    return frozenset().union(*(_of_files(one) for one in exercises()))


def _of_files(exercise: Exercise) -> set[str]:
    files = [exercise.stub, exercise.solution, *exercise.gallery.glob("right_*.py")]
    return set().union(*(of_tree(ast.parse(path.read_bytes())) for path in files if path.is_file()))


def unneeded(found: Iterable[str]) -> tuple[str, ...]:
    """Return those of these modules that no answer needs, sorted."""
    return tuple(sorted(set(found) - needed() - HARMLESS))
