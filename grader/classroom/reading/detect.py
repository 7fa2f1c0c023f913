"""How a folder is laid out. A layout is taken when every entry fits it that is not known to be of no use."""

import contextlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ...course.catalogue import exercises
from ..records import Layout
from . import blackboard, brightspace, canvas, folders, gradescope, moodle
from .claims import Claim, Rules
from .filenames import TOP, Names
from .problems import NotRead
from .tree import Node, Tree

SPECIFIC = (moodle.RULES, blackboard.RULES, brightspace.RULES, gradescope.RULES, folders.GIT, canvas.RULES)
"""The layouts that entries tell by themselves. An assignment's name at Blackboard can have two numbers in it, as at Canvas,
and a submission of any platform can be a clone."""

ALL = {one.layout: one for one in (*SPECIFIC, folders.RULES)}

AROUND: dict[Layout, re.Pattern[str]] = {
    "gradescope": re.compile(r"assignment_\d+_export"),
    "git": re.compile(r".+-submissions"),
}
"""The folders that platforms and their tools put all submissions into."""

SHOWN = 60
"""Letters of a name that is shown as an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """How a folder is laid out. beside: what lies beside the submissions. misfits: what does not fit what was asked for."""

    rules: Rules
    claims: Sequence[Claim]
    beside: Sequence[Node]
    misfits: Sequence[Node] = ()


def laid(tree: Tree, wanted: Layout | None, *, stem: str | None) -> Laid:
    """Say how a tree is laid out. stem: the name of the archive that it is, without its ending.

    Raises ``NotRead`` when no layout fits, and ``OSError``.
    """
    entries, beside = _split(tree.below(None), tree)
    inner = _inner(tree, entries, wanted, stem)
    if inner is not None:
        entries, more = _split(inner, tree)
        beside = [*beside, *more]
    if not entries:
        raise NotRead("no-entries")
    if wanted is not None:
        claims, misfits = _claims(ALL[wanted], entries, tree)
        if not claims:
            raise NotRead("none-fits", layout=wanted, example=_shown(entries[0]))
        return Laid(rules=ALL[wanted], claims=claims, beside=beside, misfits=misfits)
    rules = _found(entries, tree)
    return Laid(rules=rules, claims=_claims(rules, entries, tree)[0], beside=beside)


def _split(nodes: Sequence[Node], tree: Tree) -> tuple[list[Node], list[Node]]:
    """Return what may be submissions, and what is known not to be."""
    entries: list[Node] = []
    beside: list[Node] = []
    for one in nodes:
        known = TOP.fullmatch(unicodedata.normalize("NFC", one.name).casefold()) is not None
        (beside if known or _results(one, tree) else entries).append(one)
    return entries, beside


def _results(node: Node, tree: Tree) -> bool:
    """Say whether a folder holds the results of a class. Its name counts too: a student could make what is in it."""
    if node.kind != "folder" or not node.name.endswith(".results"):
        return False
    with contextlib.suppress(OSError):
        return any(one.name == "journal.jsonl" for one in tree.below(node))
    return False


def _inner(tree: Tree, entries: Sequence[Node], wanted: Layout | None, stem: str | None) -> Sequence[Node] | None:
    """Return what is in the one folder that holds all submissions, if there is one; None when the entries are the submissions.

    That is certain when a platform's tool calls it so, when an archive has been made of a folder of its own name, or when the
    layout was asked for. Otherwise it could as well be the folder of the only student: then ``NotRead`` asks.
    """
    if len(entries) != 1 or entries[0].kind != "folder" or _fitting(entries, tree):
        return None
    try:
        inside = tree.below(entries[0])
    except OSError:
        return None
    below, name = _split(inside, tree)[0], entries[0].name
    fitting = [one.layout for one in _fitting(below, tree)] if below else []
    if wanted in fitting or (below and stem is not None and name.casefold() == stem.casefold()):
        return inside
    if wanted is not None or not fitting:
        return None
    if any(one in fitting and form.fullmatch(name) for one, form in AROUND.items()):
        return inside
    raise NotRead("inner", folder=_shown(entries[0]), layout=fitting[0], count=len(below))


def _claims(rules: Rules, entries: Sequence[Node], tree: Tree) -> tuple[list[Claim], list[Node]]:
    claims, misfits = [], []
    for node in entries:
        claim = rules.claim(node, tree)
        if claim is None:
            misfits.append(node)
        else:
            claims.append(claim)
    return claims, misfits


def _fitting(entries: Sequence[Node], tree: Tree) -> list[Rules]:
    return [one for one in SPECIFIC if all(one.claim(node, tree) is not None for node in entries)]


def _found(entries: Sequence[Node], tree: Tree) -> Rules:
    fitting = _fitting(entries, tree)
    for weak in (canvas.RULES, folders.GIT):  # what can be in another's entries too
        if len(fitting) > 1 and weak in fitting:
            fitting.remove(weak)
    if len(fitting) == 1:
        return fitting[0]
    fits = {one.layout: _claims(one, entries, tree) for one in ALL.values()}
    named = [one.layout for one in SPECIFIC if fits[one.layout][0] and one.layout != "git"]
    if not fitting and not named and not fits["folders"][1]:
        return folders.RULES
    some: list[tuple[str, dict[str, object]]] = [
        ("fits", {"layout": name, "count": len(claims), "example": _shown(misfits[0]) if misfits else "-"})
        for name, (claims, misfits) in fits.items()
        if claims
    ]
    if not some and any(Names(exercises()).exercise(one.name) for one in entries):
        raise NotRead("one-student")
    raise NotRead("unclear", *some, count=len(entries), example=_shown(entries[0]))


def _shown(node: Node) -> str:
    return node.name if len(node.name) <= SHOWN else node.name[:SHOWN] + "…"
