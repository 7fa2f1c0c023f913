"""Makes all mutants of a right answer. Two that come to the same program are one, and what does not compile is none."""

import ast
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...course.catalogue import Exercise
from ...files import ROOT
from . import expressions, statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A right answer with one small change.

    file: the right answer, below the kit's folder. operator: the kind of change. change: the lines from the first that
    differs to the last, as a diff shows them, of the program as ``ast.unparse`` writes it down. nth: how many changes
    before this one read the same, in this file.
    """

    file: str
    operator: str
    change: str
    nth: int
    source: bytes


def right_answers(exercise: Exercise) -> list[Path]:
    """Return the solution, and each file of the gallery that is right."""
    return [exercise.solution, *sorted(exercise.gallery.glob("right_*.py"))]


def of_exercise(exercise: Exercise) -> list[Mutant]:
    """Return the mutants of all right answers. Raises ``SyntaxError`` when one is no Python."""
    known = {_normal(ast.parse(path.read_bytes())) for path in right_answers(exercise)}
    made: list[Mutant] = []
    for path in right_answers(exercise):
        made += of_answer(path.read_bytes(), path.relative_to(ROOT).as_posix(), exercise.lesson.names, known)
    return made


def of_answer(source: bytes, file: str, names: Sequence[str], known: set[str] | None = None) -> Iterator[Mutant]:
    """Yield the mutants of one right answer: of all that is used by what has these names.

    known: programs that are no mutants any more; each new one is added.
    """
    tree = ast.parse(source)
    before = ast.unparse(tree)
    seen = known if known is not None else {_normal(tree)}
    seen.add(before)
    nth: Counter[str] = Counter()
    for operator, node, replacement in _changes(_used(tree, names)):
        after = _normal(_replaced(tree, node, replacement))
        if after in seen or not _compiles(after):
            continue
        seen.add(after)
        change = _diff(before, after)
        yield Mutant(file=file, operator=operator, change=change, nth=nth[change], source=_complete(after, operator))
        nth[change] += 1


def _normal(tree: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(tree))


def _compiles(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as: "is" with a number
            compile(text, "mutant", "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return False
    return True


def _complete(text: str, operator: str) -> bytes:
    """Return the program, with what a change needs on top of it: threads, or what was only imported by name."""
    if operator not in ("threads", "weaker"):
        return text.encode()
    tree = ast.parse(text)
    place = next((n for n, one in enumerate(tree.body) if not (statements.is_text(one) or _is_future(one))), 0)
    tree.body[place:place] = ast.parse(expressions.IMPORTS).body
    return _normal(tree).encode()


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _diff(before: str, after: str) -> str:
    """Return all lines from the first that differs to the last, as they were and as they are."""
    old, new = before.splitlines(), after.splitlines()
    same = _alike(old, new)
    old, new = old[same:], new[same:]
    behind = _alike(old[::-1], new[::-1])
    lines = [f"-{line}" for line in old[: len(old) - behind]] + [f"+{line}" for line in new[: len(new) - behind]]
    return "\n".join(lines)


def _alike(one: list[str], other: list[str]) -> int:
    """Return how many lines at the beginning are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (first, second) in pairs if first != second), min(len(one), len(other)))


def _used(tree: ast.Module, names: Iterable[str]) -> list[ast.stmt]:
    """Return the module's statements that count: not its demo, nor what only the demo uses."""
    tops: dict[str, ast.stmt] = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    tops |= {name: one for one in tree.body for name in _assigned(one)}
    always = [one for one in tree.body if one not in tops.values() and not statements.is_text(one) and not _is_demo(one)]
    todo, found = [*always, *(tops[name] for name in names if name in tops)], list[ast.stmt]()
    while todo:
        found.append(one := todo.pop())
        called = {node.id for node in ast.walk(one) if isinstance(node, ast.Name)}
        todo += [tops[name] for name in tops if name in called and tops[name] not in [*found, *todo]]
    return [one for one in tree.body if one in found]


def _assigned(node: ast.stmt) -> set[str]:
    """Return the names that a statement gives values to, if it does nothing else that could matter."""
    if not isinstance(node, ast.Assign) or not all(isinstance(one, ast.Name) for one in node.targets):
        return set()
    return {one.id for one in node.targets if isinstance(one, ast.Name)}


def _is_demo(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


Replacement = ast.AST | list[ast.stmt]


def _changes(nodes: Iterable[ast.stmt]) -> Iterator[tuple[str, ast.AST, Replacement]]:
    """Yield each change: its operator, the node, and what takes its place."""
    for top in nodes:
        for node in _walk(top):
            if not isinstance(node, ast.stmt):
                yield from ((name, node, other) for name, other in expressions.changed(node))
                continue
            for name, block in statements.changed(node):
                if name != "deleted" or node is not top or not isinstance(node, ast.FunctionDef):  # it would not load
                    yield name, node, block


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all in it, but for what changes nothing: docstrings, annotations, the words of an error."""
    yield node
    if isinstance(node, ast.Import | ast.ImportFrom | ast.Raise):
        return
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "ctx", "op", "ops"):
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, ast.keyword) and one.arg in expressions.UNSEEN:
                continue
            if isinstance(one, ast.AST) and not (isinstance(one, ast.stmt) and statements.is_text(one)):
                yield from _walk(one)


def _replaced(value: Any, node: ast.AST, replacement: Replacement) -> Any:
    """Return a copy of a tree with another node, or several statements, in the place of this one."""
    if value is node:
        return replacement
    if isinstance(value, list):
        copies = [_replaced(one, node, replacement) for one in value]
        return [one for copy in copies for one in (copy if isinstance(copy, list) else [copy])]
    if isinstance(value, ast.AST):
        fields = {name: _replaced(getattr(value, name), node, replacement) for name in value._fields if hasattr(value, name)}
        return type(value)(**fields)
    return value
