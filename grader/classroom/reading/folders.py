"""A folder for each student, whose name is the number; clones of repositories are the same, with ``.git`` in each."""

import re

from .claims import Claim, Rules
from .tree import Node, Tree

NOBODY = re.compile(r"\.|__pycache__|__MACOSX")
"""How folders begin that programs make for themselves."""


def claim(node: Node, tree: Tree) -> Claim | None:
    if node.kind not in ("folder", "link") or NOBODY.match(node.name):
        return None
    return Claim(node=node, number=node.name)


def cloned(node: Node, tree: Tree) -> Claim | None:
    if node.kind != "folder":
        return None
    try:
        inside = tree.below(node)
    except OSError:
        return None
    return claim(node, tree) if any(one.name == ".git" for one in inside) else None


RULES = Rules(layout="folders", claim=claim)
GIT = Rules(layout="git", claim=cloned)
