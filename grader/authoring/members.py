"""The table of what an author can ask of a ``Run`` and its like, made from their docstrings."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from ..checking import Lesson, Mistake, Run
from ..messages import Message, Words

SHOWN = (Run, Lesson, Mistake, Message)

_FIELDS = re.compile(r"^(?P<names>\w+(?:, \w+)*): (?P<text>.+?)$", re.MULTILINE)


def table(say: Words) -> str:
    """Return a table of the public members of each class that an author works with."""
    lines = [say.of("pages", "members"), "|---|---|"]
    for kind in SHOWN:
        lines += [f"| `{kind.__name__}.{name}` | {_flat(text)} |" for name, text in members(kind)]
    return "\n".join(lines)


def members(kind: type) -> Iterator[tuple[str, str]]:
    """Yield each public member of a class, a method with its parameters, and what its docstring says of it."""
    told = {
        name: found["text"] for found in _FIELDS.finditer(inspect.getdoc(kind) or "") for name in found["names"].split(", ")
    }
    yield from told.items()
    if is_dataclass(kind):
        yield from ((field.name, "") for field in fields(kind) if field.name not in told)
    for name, member in vars(kind).items():
        if name.startswith("_") or isinstance(member, classmethod):
            continue
        if isinstance(member, property):
            yield name, inspect.getdoc(member) or ""
        elif inspect.isfunction(member):
            yield f"{name}{_parameters(member)}", inspect.getdoc(member) or ""


def _parameters(function: object) -> str:
    """Return the parameters of a method as a call shows them: without ``self``, types and defaults."""
    signature = inspect.signature(function)  # type: ignore[arg-type]
    names = [str(one.replace(annotation=inspect.Parameter.empty)) for one in list(signature.parameters.values())[1:]]
    return f"({', '.join(names)})"


def _flat(text: str) -> str:
    """Return the first paragraph of a docstring as the cell of a table."""
    flat = " ".join(text.partition("\n\n")[0].split()).replace("``", "`").replace("|", "\\|")
    return flat[:1].upper() + flat[1:]
