"""Whose an entry of the folder is. Each layout has rules for it, in a module of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..records import Identity, Layout, Problem
from .tree import Node, Tree

Role = Literal["work", "text", "link", "about"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An entry, and whose it is. number, name, members, others: as in ``Identity``. problems: their facts tell nobody's name.

    file: the student's own name for it, where the platform puts something before. role: ``text`` is a page with what was typed
    in, ``link`` one with an address, ``about`` what the platform says of a submission. order: claims of one person that all
    have one were handed in in this order; None where that is not known.
    """

    node: Node
    number: str
    name: str = ""
    file: str = ""
    role: Role = "work"
    late: bool | None = None
    at: str | None = None
    order: tuple[int, ...] | None = None
    members: tuple[Identity, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def own(self, path: str) -> str:
        """Return the student's own name for something in this claim, without what the platform, or the teacher, puts first."""
        rest = path.removeprefix(self.node.path)
        return self.file + rest if self.file else rest.lstrip("/") or "."


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """All claims of a folder. problems: each names, as the fact ``entry``, an entry that is nobody's."""

    claims: Sequence[Claim]
    problems: Sequence[Problem] = ()


def as_they_are(claims: Sequence[Claim], tree: Tree, beside: Sequence[Node]) -> Claims:
    """Where each entry tells all by itself."""
    return Claims(claims=claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a layout is read.

    claim: returns whose an entry is; None when the entry does not fit the layout. finish: what only all entries together tell.
    It gets the claims, and the nodes that lie beside the submissions.
    """

    layout: Layout
    claim: Callable[[Node, Tree], Claim | None]
    finish: Callable[[Sequence[Claim], Tree, Sequence[Node]], Claims] = as_they_are
