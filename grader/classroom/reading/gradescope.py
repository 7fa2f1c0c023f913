"""Gradescope, "Export Submissions": ``submission_<id>/…``, and ``submission_metadata.yml`` that says whose each of them is.

A person who is in two submissions, once with others, makes one submission of both, about which the teacher decides.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from ..records import Identity, Problem
from . import metadata
from .claims import Claim, Claims, Rules
from .metadata import Submitted
from .problems import NotRead, Refused, Unread, undecided
from .tree import Node, Tree

ENTRY = re.compile(r"submission_\d+")
METADATA = "submission_metadata.yml"
MAX_METADATA = 256 * 1024 * 1024
"""Bytes. It also holds what the autograder printed, for each attempt."""


def claim(node: Node, tree: Tree) -> Claim | None:
    if node.kind not in ("folder", "link") or not ENTRY.fullmatch(node.name):
        return None
    return Claim(node=node, number="")


def finish(claims: Sequence[Claim], tree: Tree, beside: Sequence[Node]) -> Claims:
    """Say whose each folder is. Raises ``NotRead``, and ``OSError``."""
    told = _told(tree, beside)
    found: list[Claim] = []
    problems: list[Problem] = []
    for one in claims:
        submitted = told.pop(one.node.name, None)
        persons = _persons(submitted) if submitted is not None else ()
        if submitted is None or not persons:
            problems.append(undecided("no-submitter", entry=one.node.path))
        else:
            found.append(replace(_claimed(one, persons), at=submitted.at, order=_order(submitted.at)))
    problems += [undecided("folder-missing", entry=name) for name in sorted(told)]
    return Claims(claims=_together(found), problems=problems)


def _told(tree: Tree, beside: Sequence[Node]) -> dict[str, Submitted]:
    node = next((one for one in beside if one.name == METADATA), None)
    if node is None:
        raise NotRead("metadata-missing", file=METADATA)
    try:
        text = tree.data(node, MAX_METADATA)
        if len(text) > MAX_METADATA:
            raise Unread("metadata-unread")
        return metadata.parse(text.decode("utf-8"))
    except metadata.NotUnderstood as error:
        raise NotRead("metadata-line", file=METADATA, line=error.line) from error
    except (Refused, Unread, UnicodeDecodeError) as error:
        raise NotRead("metadata-unread", file=METADATA) from error


def _persons(submitted: Submitted) -> tuple[Identity, ...]:
    """Return who has handed in, in the order of their numbers; nobody when one has no number."""
    found = []
    for one in submitted.persons:
        number = one.get("sid", "") or one.get("email", "")
        if not number:
            return ()
        others = {"email": one["email"]} if one.get("email") else {}
        found.append(Identity(layout="gradescope", number=number, name=one.get("name", ""), others=others))
    return tuple(sorted({one.number: one for one in found}.values(), key=lambda one: one.number))


def _claimed(one: Claim, persons: tuple[Identity, ...]) -> Claim:
    first, *further = persons
    return replace(one, number=first.number, name=first.name, others=first.others, members=tuple(further))


def _together(claims: Iterable[Claim]) -> list[Claim]:
    """Give claims that share a person, but not all persons, to all of these together."""
    home: dict[str, list[Claim]] = {}
    for one in claims:
        together = [one]
        for group in {id(home[who.number]): home[who.number] for who in _persons_of(one) if who.number in home}.values():
            together += group
        for who in (who for each in together for who in _persons_of(each)):
            home[who.number] = together
    groups = {id(group): group for group in home.values()}.values()
    return [claim for group in groups for claim in _joined(group)]


def _persons_of(one: Claim) -> tuple[Identity, ...]:
    return (Identity(layout="gradescope", number=one.number, name=one.name, others=one.others), *one.members)


def _joined(claims: Sequence[Claim]) -> list[Claim]:
    persons = {who.number: who for one in claims for who in _persons_of(one)}
    everybody = tuple(persons[number] for number in sorted(persons))
    if all(1 + len(one.members) == len(everybody) for one in claims):
        return list(claims)
    return [replace(_claimed(one, everybody), problems=(undecided("person-twice"),)) for one in claims]


def _order(at: str | None) -> tuple[int, ...] | None:
    """Return the moment as a number, in microseconds; None when it is not told, or has no time zone."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d+))? ?(Z|UTC|[+-]\d\d:?\d\d)", at or "")
    if found is None:
        return None
    day, time, part, zone = found.groups()
    zone = "+00:00" if zone in ("Z", "UTC") else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    try:
        moment = datetime.fromisoformat(f"{day}T{time}.{(part or '0')[:6]:0<6}{zone}")
    except ValueError:
        return None
    return (int(moment.timestamp()) * 1_000_000 + moment.microsecond,)


RULES = Rules(layout="gradescope", claim=claim, finish=finish)
