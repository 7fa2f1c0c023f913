"""Decides what of a student's files counts for each exercise, and whether that is certain."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from ...course.catalogue import Exercise
from ...grading import submissions
from ..records import File, Handed, Identity, Layout, Problem
from . import onlinetext
from .candidates import Candidate, Found, Search
from .claims import Claim
from .problems import Refused, Unread, noted, undecided
from .tree import Node, Tree

MAX_COMPARED = 8
"""Files for one exercise that are compared; more are too many anyway."""

MAX_PAGE = 1024 * 1024
"""Bytes of a page with text that are read."""

LISTED = 5
"""Names that a sentence tells; further ones are counted."""

FOLDER = "submission"
"""What messages to students call the folder: its real name may tell who they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was read for an exercise. same: equal for files with the same effect. blank: nothing is written into it yet."""

    file: File
    same: object
    blank: bool


@dataclass(slots=True)
class Sorting:
    """What is decided so far about one student. used: the claims that something was taken from."""

    files: dict[Exercise, Taken] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    used: list[Claim] = field(default_factory=list)
    open: set[Exercise] = field(default_factory=set)

    def take(self, exercise: Exercise, taken: Taken, claim: Claim) -> None:
        self.files[exercise] = taken
        self.used.append(claim)


def handed(layout: Layout, claims: Sequence[Claim], search: Search, tree: Tree, wanted: Sequence[Exercise]) -> Handed:
    """Return what the claims of one student come to."""
    found, sorting = Found(), Sorting()
    try:
        for claim in claims:
            if claim.role == "work":
                search.look(claim, found)
        candidates: defaultdict[Exercise, list[Candidate]] = defaultdict(list)
        for one in found.candidates:
            candidates[one.exercise].append(one)
        for exercise in sorted(candidates):
            _exercise(exercise, candidates[exercise], sorting, found)
    finally:
        for archive in found.archives:
            archive.close()
    _pages(claims, sorting, tree, wanted)
    lacking = any(one not in sorting.files and one not in sorting.open for one in wanted)
    sorting.problems += found.partly
    sorting.problems += [one if lacking else noted(one.key, **one.facts) for one in found.unread]
    sorting.problems += [problem for claim in claims for problem in claim.problems]
    if found.strange:
        sorting.problems.append(noted("strange", count=len(found.strange), files=_listed(found.strange)))
    return _result(layout, claims, sorting)


def _result(layout: Layout, claims: Sequence[Claim], sorting: Sorting) -> Handed:
    used = sorting.used or claims
    lates = {one.late for one in claims} - {None}
    if len(lates) > 1:
        sorting.problems.append(noted("late-and-in-time"))
    ambiguous = any(one.decide for one in sorting.problems)
    nothing = all(one.blank for one in sorting.files.values())
    who = next((one for one in claims if one.name), claims[0])
    last = max(used, key=lambda one: (one.order or (), one.at or ""))
    return Handed(
        student=Identity(layout=layout, number=who.number, name=who.name, members=who.members, others=who.others),
        state="ambiguous" if ambiguous else "nothing" if nothing else "waiting",
        entries=tuple(dict.fromkeys(one.node.path for one in claims)),
        files=tuple(taken.file for _, taken in sorted(sorting.files.items(), key=lambda one: one[0])),
        late=any(one.late for one in used) if lates else None,
        at=last.at,
        problems=tuple(dict((str(one), one) for one in sorting.problems).values()),
    )


def _exercise(exercise: Exercise, candidates: Sequence[Candidate], sorting: Sorting, found: Found) -> None:
    """Take one of the files for an exercise, or say why none."""
    strong = [one for one in candidates if not one.near]
    weak = [one for one in candidates if one.near]
    try:
        chosen = _chosen(exercise, strong, sorting) if strong else weak[0] if weak else None
        if chosen is not None:
            sorting.take(exercise, _taken(chosen), chosen.claim)
    except Unread as error:
        _lost(exercise, undecided(error.key, entry=_own(strong or weak)), sorting)
    except OSError as error:
        text = error.strerror or type(error).__name__
        _lost(exercise, undecided("unreadable", entry=_own(strong or weak), text=text), sorting)
    found.strange += [one.claim.own(one.entry) for one in (weak if strong else weak[1:])]


def _lost(exercise: Exercise, problem: Problem, sorting: Sorting) -> None:
    sorting.open.add(exercise)
    sorting.problems.append(problem)


def _own(candidates: Sequence[Candidate]) -> str:
    return _listed([one.claim.own(one.entry) for one in candidates])


def _chosen(exercise: Exercise, candidates: Sequence[Candidate], sorting: Sorting) -> Candidate | None:
    """Return the one file that counts: the newest where the layout proves an order, else the only one with something in it.

    None when several are left; then that is among the problems. Raises ``Unread`` and ``OSError``.
    """
    orders = [one.claim.order for one in candidates]
    if None not in orders:
        newest = max(order for order in orders if order is not None)
        older = [one for one in candidates if one.claim.order != newest]
        candidates = [one for one in candidates if one.claim.order == newest]
        if older:
            sorting.problems.append(noted("older", name=exercise.name, files=_dated(older), taken=_dated(candidates)))
    if len(candidates) == 1:
        return candidates[0]
    if len(candidates) <= MAX_COMPARED:
        read = [(one, _taken(one)) for one in candidates]
        begun = [(one, taken) for one, taken in read if not taken.blank]
        if len({taken.same for _, taken in begun}) <= 1:
            return (begun or read)[0][0]
    _lost(exercise, undecided("several", name=exercise.name, count=len(candidates), files=_dated(candidates)), sorting)
    return None


def _dated(candidates: Iterable[Candidate]) -> str:
    """Return the names of files; those from entries with a date have it too."""
    return _listed([f"{one.claim.own(one.entry)}{f' ({one.claim.at})' if one.claim.at else ''}" for one in candidates])


def _listed(names: Sequence[str]) -> str:
    return ", ".join([*names[:LISTED], *(["…"] if len(names) > LISTED else [])])


def _taken(one: Candidate) -> Taken:
    """Read a file and judge it as a grading would. Raises ``Unread`` and ``OSError``."""
    facts: dict[str, object] = {"file": f"{one.exercise.name}.py", "folder": FOLDER, "name": one.exercise.name}
    try:
        source = one.data()
    except Refused as error:
        return _refused(one, error.code, facts)
    if one.near:
        return _refused(one, "submission-misnamed", facts | {"near": PurePosixPath(one.name).name})
    return _judged(one.exercise, one.entry, source, facts)


def _judged(exercise: Exercise, entry: str, source: bytes, facts: dict[str, object]) -> Taken:
    seen = submissions.of_bytes(exercise, exercise.file, source, facts)
    file = File(exercise=exercise.name, entry=entry, source=seen.source, problem=seen.problem, facts=seen.facts)
    return Taken(file=file, same=seen.problem or seen.source, blank=seen.untouched)


def _refused(one: Candidate, code: str, facts: dict[str, object]) -> Taken:
    return Taken(file=File(exercise=one.exercise.name, entry=one.entry, problem=code, facts=facts), same=code, blank=False)


def _pages(claims: Sequence[Claim], sorting: Sorting, tree: Tree, wanted: Sequence[Exercise]) -> None:
    """See to what was typed in. A file counts more. A program is taken from the text only if there is just one exercise."""
    for claim in claims:
        if claim.role == "link":
            told: Callable[..., Problem] = noted if sorting.files else undecided
            sorting.problems.append(told("web-link", entry=claim.own(claim.node.path)))
        if claim.role not in ("text", "about"):
            continue
        entry = claim.own(claim.node.path) if claim.file else "onlinetext.html"
        try:
            text = _typed(claim, tree)
        except (Unread, Refused, OSError):
            sorting.problems.append(undecided("page-unread", entry=entry))
            continue
        meant = [one for one in wanted if onlinetext.defines(text, one.lesson.names)]
        lacking = [one for one in meant if one not in sorting.files and one not in sorting.open]
        if lacking and len(wanted) == 1 and claim.role == "text":
            sorting.take(lacking[0], _judged(lacking[0], claim.node.path, text.encode(), _facts(lacking[0])), claim)
            sorting.problems.append(noted("text-taken", entry=entry))
        elif lacking:
            sorting.problems.append(undecided("text-unclear", entry=entry, name=_listed([one.name for one in lacking])))
        elif claim.role == "text" and text.strip():
            sorting.problems.append(noted("text-left", entry=entry))


def _typed(claim: Claim, tree: Tree) -> str:
    if claim.node.kind == "folder":  # of Moodle: the page has a folder of its own
        pages = [one for one in tree.below(claim.node) if one.kind == "file" and one.name.endswith((".html", ".htm"))]
        return "\n".join(onlinetext.text(_page(one, tree)) for one in pages)
    source = _page(claim.node, tree)
    return onlinetext.text(source) if claim.role == "text" else source.decode("utf-8-sig", "replace")


def _page(node: Node, tree: Tree) -> bytes:
    source = tree.data(node, MAX_PAGE)
    if len(source) > MAX_PAGE:
        raise Unread("page-unread")
    return source


def _facts(exercise: Exercise) -> dict[str, object]:
    return {"file": f"{exercise.name}.py", "folder": FOLDER, "name": exercise.name}
