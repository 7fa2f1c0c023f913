"""What can be changed in one expression: a constant, a comparison, a call, the items that are gone through."""

import ast
from collections.abc import Callable, Iterator, Mapping

Change = tuple[str, ast.AST]
"""The operator's name, and what stands in the place of the old node."""

ITERABLES = {"items", "nums", "tasks", "inputs", "texts", "requests", "lines"}
NUMBERS = {"processes", "workers", "consumers", "limit", "count", "times", "max_workers", "per_child", "length", "amount"}
"""Names of parameters in the contracts that are gone through, and that say how many."""

COMPARISONS: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq, ast.Is),
    ast.NotEq: (ast.Eq, ast.IsNot),
    ast.Is: (ast.IsNot, ast.Eq),
    ast.IsNot: (ast.Is, ast.NotEq),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
}
METHODS: Mapping[str, tuple[str, ...]] = {
    "start": ("run",),
    "apply_async": ("apply",),
    "apply": ("apply_async",),
    "imap_unordered": ("imap", "map"),
    "imap": ("imap_unordered", "map"),
    "map": ("imap_unordered", "map_async"),
    "map_async": ("map",),
    "starmap": ("starmap_async",),
    "close": ("terminate",),
    "terminate": ("close", "kill"),
    "kill": ("terminate",),
    "append": ("extend",),
    "get": ("get_nowait",),
    "send": ("send_bytes",),
    "acquire": ("release",),
    "set": ("clear",),
}
"""Methods, by their name, and what is called in their place."""

WAITS = {"join", "get", "wait", "acquire", "result", "put"}
SHORT = 0.01
"""Seconds: the timeout that a wait without one gets."""

THREADED = {
    "Process": "multiprocessing.dummy.Process",
    "Pool": "multiprocessing.dummy.Pool",
    "ProcessPoolExecutor": "concurrent.futures.ThreadPoolExecutor",
}
IMPORTS = "import multiprocessing.dummy\nimport concurrent.futures\n"
"""What stands for a process in threads of one, and what that needs."""

WEAKER = {"Lock": "RLock", "RLock": "Lock", "JoinableQueue": "Queue", "Semaphore": "Lock", "Queue": "SimpleQueue"}


def changed(node: ast.AST) -> Iterator[Change]:
    """Yield each change of this one node, not of the nodes in it."""
    for kind, change in _CHANGES.items():
        if isinstance(node, kind):
            yield from change(node)


def _constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    others: tuple[bool | int | float | str, ...] = ()
    if isinstance(value, bool):
        others = (not value,)
    elif isinstance(value, int):
        others = (0, 1, value + 1, value - 1)
    elif isinstance(value, float):
        others = (0.0, value * 100)
    elif isinstance(value, str):
        others = (value + "x",)
    elif value is None:
        others = (0,)
    yield from (("constant", ast.Constant(other)) for other in others if (type(other), other) != (type(value), value))


def _compare(node: ast.Compare) -> Iterator[Change]:
    for place, old in enumerate(node.ops):
        for new in COMPARISONS[type(old)]:
            turned = [*node.ops[:place], new(), *node.ops[place + 1 :]]
            yield "comparison", ast.Compare(left=node.left, ops=turned, comparators=node.comparators)


def _boolean(node: ast.BoolOp) -> Iterator[Change]:
    yield "boolean", ast.BoolOp(op=ast.Or() if isinstance(node.op, ast.And) else ast.And(), values=node.values)
    for place in range(len(node.values)):
        left = [*node.values[:place], *node.values[place + 1 :]]
        yield "boolean", left[0] if len(left) == 1 else ast.BoolOp(op=node.op, values=left)


def _not(node: ast.UnaryOp) -> Iterator[Change]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield "boolean", node.operand


def _arithmetic(node: ast.BinOp) -> Iterator[Change]:
    if new := ARITHMETIC.get(type(node.op)):
        yield "arithmetic", ast.BinOp(left=node.left, op=new(), right=node.right)


def _either(node: ast.IfExp) -> Iterator[Change]:
    yield from (("branch", node.body), ("branch", node.orelse))


def _slice(node: ast.Slice) -> Iterator[Change]:
    for part in ("lower", "upper", "step"):
        if getattr(node, part) is not None:
            yield "slice", ast.Slice(**{**{name: getattr(node, name) for name in ("lower", "upper", "step")}, part: None})


def _comprehension(node: ast.comprehension) -> Iterator[Change]:
    def other(**fields: object) -> ast.comprehension:
        whole = {"target": node.target, "iter": node.iter, "ifs": node.ifs, "is_async": 0}
        return ast.comprehension(**{**whole, **fields})  # type: ignore[arg-type]

    for place in range(len(node.ifs)):
        yield "filter", other(ifs=[*node.ifs[:place], *node.ifs[place + 1 :]])
    yield from (("items", other(iter=fewer)) for fewer in fewer_items(node.iter))


def fewer_items(node: ast.expr) -> Iterator[ast.expr]:
    """Yield expressions for all items of an iterable but the first, and but the last."""
    yield from (_made(f"list(it){part}", it=node) for part in ("[1:]", "[:-1]"))


def _name(node: ast.Name) -> Iterator[Change]:
    if not isinstance(node.ctx, ast.Load):
        return
    if node.id in ITERABLES:
        for text in ("set(it)", "list(it)[::-1]", "list(it)[1:]", "list(it)[:-1]", "list(dict.fromkeys(it))", "list(it) * 2"):
            yield "items", _made(text, it=node)
    elif node.id in NUMBERS:
        yield from (("number", _made(text, it=node)) for text in ("1", "it + 1", "it - 1"))


def _call(node: ast.Call) -> Iterator[Change]:
    for place, one in enumerate(node.args):
        if not (isinstance(one, ast.JoinedStr | ast.Constant) and _called(node) == "print"):
            yield "argument", _again(node, args=[*node.args[:place], *node.args[place + 1 :]])
    for place, keyword in enumerate(node.keywords):
        if keyword.arg not in UNSEEN:
            yield "keyword", _again(node, keywords=[*node.keywords[:place], *node.keywords[place + 1 :]])
    if len(node.args) == 1 and not node.keywords and isinstance(node.func, ast.Name):
        yield "call", node.args[0]
    yield from _method(node)
    if other := THREADED.get(_called(node)):
        yield "threads", _again(node, func=_made(other))
    if _called(node) == "Process" and "daemon" not in [one.arg for one in node.keywords]:
        yield "daemon", _again(node, keywords=[*node.keywords, ast.keyword(arg="daemon", value=ast.Constant(True))])
    yield from _range(node)


UNSEEN = ("flush", "name", "encoding")
"""Keywords that change nothing that a check may ask for."""


def _range(node: ast.Call) -> Iterator[Change]:
    if _called(node) == "range" and len(node.args) == 1:
        yield from (("range", _made(text, it=node.args[0])) for text in ("range(it + 1)", "range(it - 1)", "range(1, it)"))


def _method(node: ast.Call) -> Iterator[Change]:
    name = _called(node)
    if other := WEAKER.get(name):
        yield "weaker", _again(node, func=_renamed(node.func, other))
    if not isinstance(node.func, ast.Attribute):
        return
    yield from (("method", _again(node, func=_renamed(node.func, other))) for other in METHODS.get(name, ()))
    if name in ("map", "imap", "imap_unordered", "starmap") and len(node.args) >= 2:
        star = "*" if name == "starmap" else ""
        yield "serial", _made(f"[function({star}one) for one in it]", function=node.args[0], it=node.args[1])
    if name in WAITS and not node.keywords and len(node.args) == (name == "put"):
        yield "timeout", _again(node, keywords=[ast.keyword(arg="timeout", value=ast.Constant(SHORT))])


def _called(node: ast.Call) -> str:
    """Return the last name of what is called; empty when it has none."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _renamed(function: ast.expr, name: str) -> ast.expr:
    if isinstance(function, ast.Attribute):
        return ast.Attribute(value=function.value, attr=name, ctx=ast.Load())
    return _made(f"multiprocessing.{name}")


def _again(node: ast.Call, **fields: object) -> ast.Call:
    whole = {"func": node.func, "args": node.args, "keywords": node.keywords}
    return ast.Call(**{**whole, **fields})  # type: ignore[arg-type]


def _made(text: str, **parts: ast.expr) -> ast.expr:
    """Return the expression that a text stands for, with these parts in the place of their names."""

    class Fill(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.AST:
            return parts.get(node.id, node)

    made: ast.expr = Fill().visit(ast.parse(text, mode="eval")).body
    return made


_CHANGES: Mapping[type[ast.AST], Callable[..., Iterator[Change]]] = {
    ast.Constant: _constant,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.UnaryOp: _not,
    ast.BinOp: _arithmetic,
    ast.IfExp: _either,
    ast.Slice: _slice,
    ast.comprehension: _comprehension,
    ast.Name: _name,
    ast.Call: _call,
}
