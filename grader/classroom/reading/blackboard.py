"""Blackboard, "Assignment file download": flat, ``<assignment>_<user>_attempt_<time>_<file>``, and a ``.txt`` of each attempt.

That one says whose it is, and what the student had called the files: the platform gives some another name. Its labels are
translated, so nothing here looks at them. A user name with ``_`` in it is told from the assignment's by the .txt alone.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from .claims import Claim, Claims, Rules
from .problems import Refused, Unread, undecided
from .tree import Node, Tree

ENTRY = re.compile(
    r"(?P<prefix>(?:(?!_attempt_\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d[_.]).)+)_attempt_(?P<time>\d{4}(?:-\d\d){5})"
    r"(?:\.txt|_(?P<file>.+))",
    re.DOTALL,
)
PERSON = re.compile(r"[^:：]*[:：]\s*(?P<name>.*?)\s*[(（](?P<user>[^()（）]+)[)）]\s*")
LABELLED = re.compile(r"[^:：]*[:：]\s*(?P<value>.+)")

MAX_ABOUT = 1024 * 1024
"""Bytes of a .txt that are read; what comes later is the student's comment."""

MAX_LINE = 1000
"""Letters of the line with the name that are looked at."""


def claim(node: Node, tree: Tree) -> Claim | None:
    found = ENTRY.fullmatch(node.name)
    if found is None or node.kind == "folder" or "_" not in found["prefix"]:
        return None
    return Claim(
        node=node,
        number=found["prefix"].rpartition("_")[2],
        file=found["file"] or f"{found['time']}.txt",
        role="work" if found["file"] else "about",
        at=found["time"],
        order=tuple(map(int, found["time"].split("-"))),
    )


def finish(claims: Sequence[Claim], tree: Tree, beside: Sequence[Node]) -> Claims:
    """Say by the .txt of each attempt whose it is, and what its files were called."""
    persons: dict[str, tuple[str, str]] = {}
    called: dict[str, str] = {}
    attempts: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for one in claims:
        attempts[_prefix(one), one.at or ""].append(one)
    for (prefix, _), together in attempts.items():
        for text in (_about(one, tree) for one in together if one.role == "about"):
            person = PERSON.fullmatch(text[0][:MAX_LINE]) if text else None
            if person is not None and prefix.endswith(f"_{person['user']}"):
                persons[prefix] = person["user"], person["name"]
            called |= _called(text, {one.node.name for one in together})
    assignments = {prefix.removesuffix(f"_{user}") for prefix, (user, _) in persons.items()}
    whose = {prefix: _whose(prefix, persons, assignments) for prefix, _ in attempts}
    return Claims(claims=[_told(one, whose[_prefix(one)], called) for one in claims])


def _told(one: Claim, person: tuple[str, str] | None, called: Mapping[str, str]) -> Claim:
    file = called.get(one.node.name, one.file) if one.role == "work" else one.file
    if person is None:
        return replace(one, file=file, problems=(undecided("user-unclear"),))
    return replace(one, number=person[0], name=person[1], file=file)


def _prefix(one: Claim) -> str:
    found = ENTRY.fullmatch(one.node.name)
    assert found is not None
    return found["prefix"]


def _whose(prefix: str, persons: Mapping[str, tuple[str, str]], assignments: Collection[str]) -> tuple[str, str] | None:
    """Return the user name and the name. None when the user name could begin at more than one place."""
    if prefix in persons:
        return persons[prefix]
    for before in assignments if len(assignments) == 1 else ():
        if prefix.startswith(f"{before}_"):
            return prefix[len(before) + 1 :], ""
    return None if prefix.count("_") > 1 else (prefix.rpartition("_")[2], "")


def _about(one: Claim, tree: Tree) -> list[str]:
    """Return the lines of an attempt's .txt that have something; none when it cannot be read."""
    try:
        text = tree.data(one.node, MAX_ABOUT)
    except (OSError, Refused, Unread):
        return []
    return [line.strip() for line in text.decode("utf-8-sig", "replace").splitlines() if line.strip()]


def _called(text: Iterable[str], names: set[str]) -> dict[str, str]:
    """Return what the student had called each of these files: that stands in the line before the file's name."""
    found, before = {}, ""
    for line in text:
        labelled = LABELLED.fullmatch(line)
        value = labelled["value"] if labelled else ""
        if value in names and before:
            found[value] = before
        before = value
    return found


RULES = Rules(layout="blackboard", claim=claim, finish=finish)
