"""What is left of a program without names, comments and layout: two with the same form differ in nothing that was thought up.

Texts of students are parsed here, where no limit of the sandbox holds: only short ones; see ``grading.submissions``.
"""

import ast
import hashlib
import warnings
from typing import Any

from ...grading.submissions import MAX_PARSED

UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
"""How a text that cannot be parsed, or not be gone through, says so."""


def parsed(source: bytes) -> ast.Module | None:
    """Return a text's tree; None for one that is too long, or is no Python."""
    if len(source) > MAX_PARSED:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the student's text, which is nobody's business here
            return ast.parse(source)
    except UNREADABLE:
        return None


def form(tree: ast.Module) -> str | None:
    """Return the digest of a program's form; None when it has none, or its values lie too deep in each other.

    Left out: comments and layout, docstrings, annotations, imports, and the block that runs when the file is started by hand.
    Names that the program makes are numbered; those of modules and of what they offer stay, however they were imported.
    The tree is changed.
    """
    tree.body = [one for one in tree.body if not _by_hand(one)]
    try:
        shape = _Shape(_made(tree)).visit(tree)
        text = ast.dump(shape) if shape.body else ""
    except UNREADABLE:
        return None
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else None


def _by_hand(node: ast.stmt) -> bool:
    """Say whether this is ``if __name__ == "__main__":``."""
    test = node.test if isinstance(node, ast.If) else None
    return isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and test.left.id == "__name__"


def _made(tree: ast.Module) -> set[str]:
    """Return the names that the program makes itself: of functions, classes, parameters, variables and attributes."""
    made: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            made.add(node.name)
        elif isinstance(node, ast.arg):
            made.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            made.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            made.add(node.attr)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            made.add(node.name)
    return made


class _Shape(ast.NodeTransformer):
    """Takes names and layout out of a tree. made: the names that the program has made."""

    def __init__(self, made: set[str]) -> None:
        self._made = made
        self._numbers: dict[str, str] = {}
        self._imported: dict[str, str] = {}
        self._modules: set[str] = set()  # and what they offer, by their whole names

    def _name(self, name: str) -> str:
        if name in self._imported:
            return self._imported[name]
        return self._numbers.setdefault(name, f"_{len(self._numbers)}") if name in self._made else name

    def generic_visit(self, node: ast.AST) -> ast.AST:
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not _said(one)]  # type: ignore[attr-defined]
        return super().generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        for one in node.names:
            first = one.name.partition(".")[0]
            self._take(one.asname or first, one.name if one.asname else first)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for one in node.names:
            self._take(one.asname or one.name, f"{node.module}.{one.name}")

    def _take(self, name: str, whole: str) -> None:
        self._imported[name] = whole
        self._modules.add(whole)

    def _definition(self, node: Any) -> ast.AST:
        node.name, node.returns, node.type_comment = self._name(node.name), None, None
        return self.generic_visit(node)

    visit_FunctionDef = visit_AsyncFunctionDef = _definition

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.name = self._name(node.name)
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(arg=self._name(node.arg))

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        """Whether it is the parameter of a function of the program's own cannot be known, so none has a name."""
        return ast.keyword(arg=None, value=self.visit(node.value))

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(id=self._name(node.id), ctx=ast.Load())

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        value = self.visit(node.value)
        if isinstance(value, ast.Name) and value.id in self._modules:
            whole = f"{value.id}.{node.attr}"
            self._modules.add(whole)
            return ast.Name(id=whole, ctx=ast.Load())
        return ast.Attribute(value=value, attr=self._name(node.attr) if node.attr in self._made else node.attr, ctx=ast.Load())

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        node.name = self._name(node.name) if node.name else None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        if node.value is None:
            return None
        return self.visit(ast.Assign(targets=[node.target], value=node.value))  # type: ignore[no-any-return]

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant(value=node.value)


def _said(node: ast.stmt) -> bool:
    """Say whether this is a docstring, or another text or value that nobody uses."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
