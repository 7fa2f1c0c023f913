"""Moodle, "Download all submissions": ``<name>_<number>_assignsubmission_file/…``, or with each file's name behind it.

The number is the assignment's own of the participant, and follows the first such mark: what comes later is a student's text.
Without folders, a group that has no number is the one of all who are in no group.
"""

import re

from .claims import Claim, Rules
from .tree import Node, Tree

ENTRY = re.compile(
    r"(?P<name>(?:(?!_assignsubmission_).)*?)_(?P<number>\d+)_assignsubmission_(?P<plugin>[a-z0-9]+)(?:_(?P<file>.*))?",
    re.DOTALL,
)
NAMELESS = re.compile(r"(?P<name>[^_]*)_assignsubmission_(?P<plugin>[a-z0-9]+)(?:_(?P<file>.*))?", re.DOTALL)

NO_NUMBER = ""
"""Of a claim that is nobody's."""


def claim(node: Node, tree: Tree) -> Claim | None:
    found = ENTRY.fullmatch(node.name) or NAMELESS.fullmatch(node.name)
    if found is None:
        return None
    file = found["file"] or ""
    if (node.kind == "folder" and file) or (node.kind == "file" and not file):
        return None
    number = found.groupdict().get("number", NO_NUMBER)
    text = found["plugin"] == "onlinetext" and (not file or file == "onlinetext.html")
    return Claim(node=node, number=number, name=found["name"], file=file, role="text" if text else "work")


RULES = Rules(layout="moodle", claim=claim)
