"""What of a claim could be graded: each file that is for an exercise, wherever it lies in a folder or an archive."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ...course.catalogue import Exercise, exercises
from ...grading.submissions import MAX_SIZE
from ..records import Problem
from .archive import MAX_ARCHIVE, Archive, inside
from .claims import Claim
from .filenames import ARCHIVE, OTHER_ARCHIVE, Names, left
from .problems import Refused, Unread, undecided
from .tree import Node, Tree

MAX_FILES = 20_000
"""Files and folders of one submission that are looked at."""

MAX_DEPTH = 40
"""Folders within folders that are looked at."""

MAX_ARCHIVES = 20
"""Archives of one submission that are looked into; each takes memory until the submission is read."""

KIT = {"exercises", "grader"}
"""What is in a copy of the kit. Of one, only the student's own files are theirs: the solutions have the same names."""

KITS_OWN = re.compile(r"README\.md|LICENSE|C[A-Z]+\.md|SECURITY\.md|Dockerfile|noxfile\.py|pyproject\.toml|mkdocs.*\.yml|\..*")
"""The files of a kit's top folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file that may be the answer to an exercise. data: reads it, raises as ``Tree.data``. near: it is not called so."""

    exercise: Exercise
    entry: str
    name: str
    claim: Claim
    data: Callable[[], bytes]
    near: bool = False


@dataclass(slots=True)
class Found:
    """All that the claims of one student hold.

    unread: what cannot be looked into, so that an answer may be in it. partly: what was not looked through to its end, so that
    also what was found is not certain. strange: the student's own names of files that are for no exercise. archives: to be
    closed. seen: how many files and folders were looked at.
    """

    candidates: list[Candidate] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)
    partly: list[Problem] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    archives: list[Archive] = field(default_factory=list)
    seen: int = 0

    def stop(self, entry: str) -> None:
        """Say that there is too much to look at; saying it once is enough."""
        if not any(one.key == "too-many" for one in self.partly):
            self.partly.append(undecided("too-many", entry=entry))


@dataclass(frozen=True, slots=True)
class Place:
    """Where is looked: in a tree, for one claim. within: the folder that no link may lead out of. packed: in an archive."""

    tree: Tree
    claim: Claim
    within: Node | None = None
    packed: bool = False


class Search:
    """Looks for the answers to some exercises."""

    def __init__(self, tree: Tree, wanted: Sequence[Exercise]) -> None:
        self._tree = tree
        self.names = Names(wanted)
        self._others = Names(one for one in exercises() if one not in wanted)

    def look(self, claim: Claim, found: Found) -> None:
        """Add what a claim of the role ``work`` holds."""
        node = claim.node
        if node.kind == "folder":
            self._walk(node, Place(self._tree, claim, node), found)
        else:
            self._file(node, claim.file or node.name, Place(self._tree, claim), found)

    def _walk(self, top: Node | None, place: Place, found: Found) -> None:
        """Go through a folder and all below it, in the order of the names. top: None for the whole tree."""
        claim = place.claim
        todo: list[tuple[Node | None, int]] = [(top, 0)]
        while todo:
            folder, depth = todo.pop()
            where = claim.own(claim.node.path if folder is None else folder.path)
            try:
                nodes = place.tree.below(folder)
            except OSError as error:
                found.partly.append(undecided("unreadable", entry=where, text=error.strerror or type(error).__name__))
                continue
            found.seen += len(nodes)
            if found.seen > MAX_FILES or depth > MAX_DEPTH:
                found.stop(where)
                return
            kit = {one.name for one in nodes} >= KIT
            for node in nodes:
                if left(node.name) or (kit and _kits(node)):
                    continue
                self._file(node, node.name, place, found)
                if node.kind == "folder":
                    todo.append((node, depth + 1))

    def _file(self, node: Node, name: str, place: Place, found: Found) -> None:
        """Add a file if it is for an exercise, look into it if it is an archive, or say that it is neither."""
        exercise = self.names.exercise(name)
        meant = exercise if exercise is not None or node.kind == "folder" else self.names.near(name)
        lower = name.lower().strip()
        if meant is not None:
            found.candidates.append(
                Candidate(
                    exercise=meant,
                    entry=node.path,
                    name=name,
                    claim=place.claim,
                    data=lambda: place.tree.data(node, MAX_SIZE, place.within),
                    near=exercise is None or node.kind == "folder",
                )
            )
        elif node.kind == "file" and (ARCHIVE.search(lower) or OTHER_ARCHIVE.search(lower)):
            self._archive(node, lower, place, found)
        elif node.kind == "link":
            found.unread.append(undecided("link", entry=place.claim.own(node.path)))
        elif node.kind != "folder" and self._others.exercise(name) is None:
            found.strange.append(place.claim.own(node.path))

    def _archive(self, node: Node, name: str, place: Place, found: Found) -> None:
        entry = place.claim.own(node.path)
        if place.packed or OTHER_ARCHIVE.search(name):
            found.unread.append(undecided("archive-nested" if place.packed else "archive-other", entry=entry))
            return
        if len(found.archives) >= MAX_ARCHIVES or found.seen > MAX_FILES:
            found.stop(entry)
            return
        try:
            if node.size > MAX_ARCHIVE:
                raise Unread("archive-large")
            archive = inside(place.tree.data(node, MAX_ARCHIVE), node.path)
        except (Unread, Refused) as error:
            found.unread.append(undecided(error.key if isinstance(error, Unread) else "archive-broken", entry=entry))
        except OSError as error:
            found.partly.append(undecided("unreadable", entry=entry, text=error.strerror or type(error).__name__))
        else:
            found.archives.append(archive)
            for name in archive.bad:
                self._outside(name, place.claim.own(name), found)
            self._walk(None, Place(archive, place.claim, packed=True), found)

    def _outside(self, name: str, own: str, found: Found) -> None:
        """Tell of a member whose name leads elsewhere: that it may be an answer, or that it is none."""
        last = name.partition("\0")[0].rpartition("/")[2]
        if self.names.exercise(last) or self.names.near(last) or ARCHIVE.search(last.lower()):
            found.unread.append(undecided("member-outside", entry=own))
        else:
            found.strange.append(own)


def _kits(node: Node) -> bool:
    """Say whether something in the top folder of a copy of the kit is the kit's own."""
    return bool(KITS_OWN.fullmatch(node.name)) or (node.kind == "folder" and node.name != "exercises")
