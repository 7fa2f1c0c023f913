"""What can be changed in one statement, or in a list of statements: one is missing, comes too early, or loses its block."""

import ast
import itertools
from collections.abc import Iterator

from .expressions import ARITHMETIC, THREADED, fewer_items

Block = list[ast.stmt]
Change = tuple[str, Block]
"""The operator's name, and the statements that stand in the place of the old one."""

SIMPLE = (ast.Expr, ast.For, ast.With, ast.If)
"""What may stand in another order."""


def changed(node: ast.stmt) -> Iterator[Change]:
    """Yield each change of this one statement, not of what is in it."""
    if not isinstance(node, ast.Import | ast.ImportFrom | ast.Pass | ast.Global | ast.Nonlocal | ast.ClassDef):
        yield "deleted", [ast.Pass()]
    match node:
        case ast.With():
            yield from _with(node)
        case ast.Try():
            yield from _try(node)
        case ast.If():
            yield from (
                ("condition", [_copied(node, test=test)])
                for test in (_not(node.test), ast.Constant(True), ast.Constant(False))
            )
        case ast.While():
            yield "condition", [_copied(node, test=_not(node.test))]
            yield "once", [ast.If(test=node.test, body=_unlooped(node.body), orelse=[])]
        case ast.For():
            yield from _for(node)
        case ast.Return():
            yield from _return(node)
        case ast.AugAssign():
            yield from _augmented(node)
        case ast.FunctionDef():
            yield from _function(node)
        case ast.ClassDef():
            yield from _class(node)
    yield from _swapped(node)


def is_text(node: ast.stmt) -> bool:
    """Say whether this is a docstring, or another text that stands alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _swapped(node: ast.stmt) -> Iterator[Change]:
    """Two neighbours in the other order."""
    for name in ("body", "orelse", "finalbody"):
        block: Block = getattr(node, name, [])
        for place, (first, second) in enumerate(itertools.pairwise(block)):
            if isinstance(first, SIMPLE) and isinstance(second, SIMPLE) and not is_text(first):
                yield "swapped", [_copied(node, **{name: [*block[:place], second, first, *block[place + 2 :]]})]


def _with(node: ast.With) -> Iterator[Change]:
    """The block without its manager, and with the manager made but never entered."""
    named: Block = [
        ast.Assign(targets=[one.optional_vars], value=one.context_expr, lineno=0) for one in node.items if one.optional_vars
    ]
    yield "unwrapped", [*named, *node.body]
    if len(node.items) > 1:
        for place in range(len(node.items)):
            yield "unwrapped", [_copied(node, items=[*node.items[:place], *node.items[place + 1 :]])]


def _try(node: ast.Try) -> Iterator[Change]:
    whole = [*node.body, *node.orelse]
    yield "unwrapped", [*whole, *node.finalbody]
    if node.finalbody:
        yield "unwrapped", ([_copied(node, finalbody=[])] if node.handlers else whole)
    for place, handler in enumerate(node.handlers):
        others = [*node.handlers[:place], *node.handlers[place + 1 :]]
        if others or node.finalbody:
            yield "handler", [_copied(node, handlers=others, orelse=node.orelse if others else [])]
        for kind in ("BaseException", "ZeroDivisionError"):
            wide = ast.ExceptHandler(type=ast.Name(kind, ast.Load()), name=handler.name, body=handler.body)
            yield "handler", [_copied(node, handlers=[*node.handlers[:place], wide, *node.handlers[place + 1 :]])]
        silent = ast.ExceptHandler(type=handler.type, name=handler.name, body=[ast.Pass()])
        yield "handler", [_copied(node, handlers=[*node.handlers[:place], silent, *node.handlers[place + 1 :]])]


def _for(node: ast.For) -> Iterator[Change]:
    for fewer in fewer_items(node.iter):
        yield "items", [_copied(node, iter=fewer)]
    yield "once", [_copied(node, body=[*node.body, ast.Break()], orelse=[])]


def _return(node: ast.Return) -> Iterator[Change]:
    if node.value is None or isinstance(node.value, ast.Constant):
        return
    yield "result", [ast.Return(ast.Constant(None))]
    if isinstance(node.value, ast.Name | ast.Call | ast.ListComp | ast.List | ast.Subscript):
        backwards = ast.Subscript(node.value, ast.Slice(step=ast.UnaryOp(ast.USub(), ast.Constant(1))), ast.Load())
        yield "result", [ast.Return(backwards)]
        yield "result", [ast.Return(ast.BinOp(node.value, ast.Add(), node.value))]
        yield "result", [ast.Return(ast.Call(ast.Name("sorted", ast.Load()), [node.value], []))]


def _augmented(node: ast.AugAssign) -> Iterator[Change]:
    if new := ARITHMETIC.get(type(node.op)):
        yield "arithmetic", [ast.AugAssign(target=node.target, op=new(), value=node.value)]
    yield "arithmetic", [ast.Assign(targets=[node.target], value=node.value, lineno=0)]


def _function(node: ast.FunctionDef) -> Iterator[Change]:
    """The function ends early, after each of its statements."""
    for length in range(1, len(node.body)):
        if not is_text(node.body[length - 1]):
            yield "ends-early", [_copied(node, body=node.body[:length])]
    for place in range(len(node.args.defaults)):
        parts = {name: getattr(node.args, name) for name in node.args._fields}
        parts["defaults"] = node.args.defaults[place + 1 :]
        yield "default", [_copied(node, args=ast.arguments(**parts))]


def _class(node: ast.ClassDef) -> Iterator[Change]:
    for base in node.bases:
        name = base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
        if other := THREADED.get(name):
            bases = [ast.parse(other, mode="eval").body if one is base else one for one in node.bases]
            yield "threads", [_copied(node, bases=bases)]


def _copied(node: ast.stmt, **fields: object) -> ast.stmt:
    whole = {name: getattr(node, name) for name in node._fields}
    made: ast.stmt = type(node)(**{**whole, **fields, "lineno": 0})
    return made


def _not(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _unlooped(body: Block) -> Block:
    """Return a loop's body as it can stand outside of a loop; empty places for what leaves it."""
    return [ast.Pass() if isinstance(one, ast.Break | ast.Continue) else one for one in body]
