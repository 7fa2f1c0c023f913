"""What the stub promises of each parameter that may be left out, and whether the student's function keeps it."""

import ast
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..judge.run import Run
from ..judge.seen import Parameter, shorten
from ..judge.wire import Other
from .marks import Mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A parameter with a default: which one it is, and the default, as a value and as it is written."""

    place: int
    name: str
    default: Any
    text: str


def keeps_defaults(run: Run, contract: Iterable[str]) -> None:
    """Each default of the contract is that of the student's function too, in value and type.

    A parameter may have another name, if it stands in the same place; more parameters may follow. Where a function takes all
    that comes (``*args``), its defaults cannot be seen. Raises ``Mistake``.
    """
    for call in contract:
        name = call.partition("(")[0]
        for promise in promises(call):
            own = _own(run.signatures.get(name, ()), promise)
            if own is not None and not (own.optional and same(own.default, promise.default)):
                written = f"{own.name}={shorten(own.default)}" if own.optional else own.name
                wanted = f"{promise.name}={promise.text}"
                raise Mistake("wrong-default", file=run.file, name=name, written=written, wanted=wanted)


@functools.cache
def promises(call: str) -> tuple[Promise, ...]:
    """Return the parameters with defaults of a call as contracts have it, such as ``producer(queue, items=range(5))``."""
    [function] = ast.parse(f"def {call}: ...").body
    assert isinstance(function, ast.FunctionDef)
    names, defaults = function.args.args, function.args.defaults
    first = len(names) - len(defaults)
    return tuple(
        Promise(place=place, name=names[place].arg, default=eval(text := ast.unparse(node), {}), text=text)
        for place, node in enumerate(defaults, first)
    )


def same(told: Any, wanted: Any) -> bool:
    """Say whether a default is the one that is wanted. ``1`` is not ``True``; a whole number may stand for a float."""
    if type(wanted) is range:  # the only one of no plain type
        return bool(told == Other("range", repr(wanted)))
    if type(wanted) is float and type(told) is int:
        return bool(told == wanted)
    return type(told) is type(wanted) and repr(told) == repr(wanted)


def _own(parameters: Iterable[Parameter], promise: Promise) -> Parameter | None:
    """Return the parameter that stands for a promised one: that of the name, or else the one in its place."""
    parameters = tuple(parameters)
    if named := next((one for one in parameters if one.name == promise.name and one.kind != "rest"), None):
        return named
    plain = [one for one in parameters if one.kind == "plain"]
    return plain[promise.place] if promise.place < len(plain) else None
