"""Opens the results of a class, new or begun before, writes down what was handed in, and has it graded.

The same call goes on where the one before has ended, however it ended. Each step is durable before the next one needs it.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ..judge import system, tidy
from ..judge.folder import PARENT
from . import lines, lock, roster, scratch, sets, settling, state, work
from .canary import EVERY, Canary
from .conduct import Conductor
from .disk import DISK, Disk, folder, keeping, put
from .jobs import How
from .journal import NAME, Journal, Replay, mend
from .pool import JOBS, Events, Pool
from .problem import ClassProblem
from .proposing import Apart, Wish, propose
from .records import Course, Reading
from .state import History
from .store import Store
from .work import Key, Work

COURSE, FOLDER, OUTPUT = "course.json", "folder", "output"

OWN = {NAME, lock.NAME, lock.HOLDER, roster.SECRET, COURSE}
"""What may be in the folder when a first start was killed before the journal had its first line."""

FIXED = {
    "kit": "other-kit", "layout": "other-layout", "exercises": "other-exercises", "method": "other-method",
    "sandbox": "other-sandbox", "python": "other-python", "platform": "other-platform", "budget": "other-budget",
}  # fmt: skip
"""What is the same from the first start to the last, since marks of one class must all be made alike, and the sentence that
says that it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """With what a class is graded. command: starts a server. environment: theirs. size: how many of them, at most.

    silence, every, until, last_moments, unchanged: see ``How``. listening: what makes Ctrl-C a ``Stop`` for this queue.
    """

    command: Sequence[str]
    environment: dict[str, str]
    size: int
    canaries: Sequence[Canary]
    key: Callable[[Course], Key] = work.key_of
    silence: float
    every: float = EVERY
    until: float | None = None
    last_moments: float = 10.0
    unchanged: Callable[[], bool] = lambda: True
    jobs: int = JOBS
    pool: Callable[..., Pool] = Pool
    disk: Disk = DISK
    patience: float = scratch.PATIENCE
    listening: Callable[[Events], AbstractContextManager[object]] = lambda events: nullcontext()


NOTHING = Setup(command=(), environment={}, size=0, canaries=(), silence=0.0)
"""For who opens results and grades nothing."""


def grade(
    reading: Reading, results: Path, wanted: Course, setup: Setup, tell: Callable[[Conductor], None] = lambda _: None,
    wish: Wish | None = None,
) -> bool:  # fmt: skip
    """Grade what is waiting in a class; return whether nothing is left that waits. False: somebody has stopped it.

    The first grading that comes to its end makes the marks. From then on what has changed is graded as a proposal. wanted: as
    it would be graded today; its seed does not count. wish: what is to be graded again. Raises ``ClassProblem``.
    """
    with opened(results, setup) as held:
        held, works = seen(held, reading, results, wanted, setup, wish)
        done = graded(held, works, results, setup, tell)
        if done and wish is None:
            with keeping(results):
                settling.settle(results, held.history, held.journal, setup.disk)
        return done


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Results that this process alone writes to. history: what the journal says. place: the folder for temporary files."""

    journal: Journal
    store: Store
    history: History
    place: Path

    def write(self, what: str, **facts: Any) -> None:
        """Add a line to the journal, and know what it says."""
        self.journal.add(what, **facts)
        self.history.take(self.journal.last)


def current(held: Opened, results: Path, disk: Disk = DISK) -> Opened:
    """Return the same with the proposal that there is in the place of the marks, which no line changes then."""
    if (view := held.history.proposal) is None:
        return held
    held.journal.always = {"proposal": view.number}
    return replace(held, store=Apart(results, view, disk), history=view)


@contextmanager
def opened(results: Path, setup: Setup) -> Iterator[Opened]:
    """Make the results' folder or put it in order, and keep others out of it meanwhile. Raises ``ClassProblem``."""
    run = secrets.token_hex(8)
    with keeping(results):
        _prepare(results, setup.disk)
    with lock.locked(results):
        scratch.clear(results, setup.patience)
        store = Store(results, setup.disk)
        store.tidy()
        with keeping(results):
            replay = Replay(results / NAME)
            history = state.told(replay)
            mend(results, replay, setup.disk)
        with ExitStack() as undo:
            with keeping(results):
                place = undo.enter_context(scratch.scratch(results, run, setup.disk))
                journal = undo.enter_context(closing(Journal(results, run, replay.count, setup.disk)))
            yield Opened(journal=journal, store=store, history=history, place=place)


def remember(results: Path, folder: Path, disk: Disk = DISK) -> None:
    """Keep where the class was read, so that it can be graded again without being told."""
    data = os.fsencode(os.path.abspath(folder))
    if not (results / FOLDER).is_file() or (results / FOLDER).read_bytes() != data:
        with keeping(results):
            put(data, results / FOLDER, disk)


def remembered(results: Path) -> Path | None:
    """Return where the class was read; None where that is not known."""
    try:
        return Path(os.fsdecode((results / FOLDER).read_bytes()))
    except (OSError, ValueError):
        return None


def _prepare(results: Path, disk: Disk) -> None:
    """Make the folder. Raises ``ClassProblem`` where there is something else already: it is somebody's."""
    if results.is_dir():
        inside = {path.name for path in results.iterdir() if not path.name.endswith(".part")}
        if NAME not in inside and not inside <= OWN:
            raise ClassProblem("folder-in-use", folder=str(results))
    elif results.exists():
        raise ClassProblem("folder-in-use", folder=str(results))
    else:
        results.parent.mkdir(parents=True, exist_ok=True)
        folder(results, disk)


def seen(
    held: Opened, reading: Reading, results: Path, wanted: Course, setup: Setup, wish: Wish | None = None
) -> tuple[Opened, list[Work]]:
    """Write down what is to be graded, and how; return it, with the marks or the proposal that it is for.

    What was written down before is only compared.
    """
    history, write = held.history, held.write
    with keeping(results):
        secret = roster.secret(results, fresh=history.course is None, disk=setup.disk)
        if history.course is None:
            write("course", **lines.of_course(replace(wanted, seed=_seed(secret))))
        made = sets.last(history) is not None
        if wish is not None and not made:
            raise ClassProblem("no-set", step="regrade", folder=str(results))
        course = wanted if wish is not None else _same((history.proposal or history).course, wanted, results)
        _keep_course(results, history.course, setup.disk)
        left = [one for one in reading.handed if roster.pseudonym(secret, one.student) not in history.forgotten]
        entries = {one.pseudonym: one for one in (roster.entry(secret, one) for one in left)}
        known = {**roster.read(results), **entries}
        roster.write(results, known.values(), setup.disk)
        write("start", workers=setup.size)
        works = work.plan(replace(reading, handed=tuple(left)), secret, course, setup.key(course))
        if made:
            works = propose(held.journal, history, works, course, wish, known)
            return current(held, results, setup.disk), works
        for one in works:
            if _differs(history, one):
                write("seen", **one.seen())
        for name in sorted(set(history.students) - {one.pseudonym for one in works}):
            if not history.students[name].gone:
                write("gone", student=name)
    return held, works


def _keep_course(results: Path, course: Course | None, disk: Disk) -> None:
    assert course is not None
    text = json.dumps(asdict(course), indent=1, sort_keys=True).encode("ascii") + b"\n"
    if not (results / COURSE).is_file() or (results / COURSE).read_bytes() != text:
        put(text, results / COURSE, disk)


def _seed(secret: bytes) -> int:
    """Return what is dealt from: nobody can know it before, and all are dealt the same."""
    return int.from_bytes(hmac.digest(secret, b"seed", hashlib.sha256)[:8], "big") >> 11


def _same(begun: Course | None, wanted: Course, results: Path) -> Course:
    """Return the course as it was begun. Raises ``ClassProblem`` when it would be graded in another way now."""
    assert begun is not None
    for name, key in FIXED.items():
        then, now = getattr(begun, name), getattr(wanted, name)
        if name == "python":
            then, now = (text.split(".")[:2] for text in (then, now))
        if then != now:
            raise ClassProblem(key, folder=str(results), then=_shown(then), now=_shown(now))
    return begun


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(one.name[:4] for one in value)
    if isinstance(value, float):
        return f"{value:g}"
    return ".".join(value) if isinstance(value, list) else str(value)[:12]


def _differs(history: History, one: Work) -> bool:
    """Say whether something is to be written down anew. Then only what has changed is graded: its keys have changed."""
    before = history.students.get(one.pseudonym)
    if before is None or before.gone:
        return True
    problems = tuple((problem.key, problem.decide) for problem in before.problems)
    now = (one.state, dict(one.keys), one.late, one.at, one.problems)
    return (before.state, dict(before.files), before.late, before.at, problems) != now


def output(results: Path, history: History) -> Path:
    """Return the folder for what programs print. That of a proposal must not take the place of what marks speak of."""
    return results.resolve() / (f"{OUTPUT}-{history.number}" if history.number else OUTPUT)


def graded(
    held: Opened, works: Sequence[Work], results: Path, setup: Setup, tell: Callable[[Conductor], None] = lambda _: None
) -> bool:
    """Grade what is waiting of these, as was written down; return whether nothing is left that waits."""
    history = held.history
    assert history.course is not None
    how = How(
        budget=history.course.budget, seed=history.course.seed, output=output(results, history),
        kit=history.course.kit, silence=setup.silence, every=setup.every, until=setup.until,
        last_moments=setup.last_moments, unchanged=setup.unchanged,
    )  # fmt: skip
    there = tidy.below()
    system.adopt_orphans()
    pool = setup.pool(
        command=setup.command, environment={**setup.environment, PARENT: str(held.place)}, size=setup.size,
        log=held.place / "servers.txt", there=there, jobs=setup.jobs,
    )  # fmt: skip
    conductor = Conductor(held.journal, held.store, history, pool, how, works, setup.canaries, tell)
    with setup.listening(pool.events):
        try:
            return conductor.run()
        finally:
            pool.close()
