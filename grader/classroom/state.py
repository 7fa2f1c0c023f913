"""What the journal says: replayed line by line, also while another process adds to it. Nothing is written here."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import journal, lines, lock
from .lines import Line
from .problem import ClassProblem
from .records import Canary, ClassState, Course, Decision, Problem, State, Student

ATTEMPTS = 3
"""Attempts at a submission that the grader fails at, before it is given up as undecided."""

SUSPECT = 2
"""Attempts that failed after which a submission runs alone, and last: it may be what ends the grader."""


@dataclass(slots=True, kw_only=True)
class Seen:
    """What is known of one submission. files: the key of each exercise's verdict.

    failed: attempts that count. spent: its budget was, with these files. gone: it is no longer in the folder.
    running: whether it is being graded alone; None when it is not being graded. ended: the line that said last how it ended.
    """

    pseudonym: str
    state: State
    files: Mapping[str, str]
    late: bool | None
    at: str | None
    problems: tuple[Problem, ...]
    failed: int = 0
    spent: bool = False
    gone: bool = False
    running: bool | None = None
    ended: int = 0


@dataclass(slots=True)
class History:
    """All that the journal's lines have said so far.

    accepted: the verdicts, by key; doubtful: those that decide nothing. proved: the last line at which all canaries were good.
    times: of the first and the last line of each start.
    """

    course: Course | None = None
    students: dict[str, Seen] = field(default_factory=dict)
    accepted: dict[str, Decision] = field(default_factory=dict)
    doubtful: dict[str, Decision] = field(default_factory=dict)
    canaries: list[Canary] = field(default_factory=list)
    disagreements: dict[str, None] = field(default_factory=dict)
    proved: int = 0
    times: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, line: Line) -> None:
        """Take in one line more. What a newer kit of the same format tells beside these is left out."""
        when = _seconds(line["t"])
        first, last = self.times.get(line["run"], (when, when))
        self.times[line["run"]] = (min(first, when), max(last, when))
        if (read := _KINDS.get(line["what"])) is not None:
            read(self, line)

    def pending(self, one: Seen) -> dict[str, str]:
        """Return the exercises that a submission has no verdict for, with their keys."""
        return {exercise: key for exercise, key in one.files.items() if key not in self.accepted}

    def state(self, one: Seen) -> State:
        """Return what is to be said of a submission."""
        if one.gone or one.state != "waiting":
            return "gone" if one.gone else one.state
        if all(key in self.accepted for key in one.files.values()):
            return "decided"
        if one.spent:
            return "spent"
        return "undecided" if one.failed >= ATTEMPTS else "waiting"

    # What each kind of line says

    def _course(self, line: Line) -> None:
        self.course = lines.course(line)

    def _start(self, line: Line) -> None:
        """The process before this one has been killed while these were running."""
        for one in self.students.values():
            if one.running is not None:
                # Whoever pulls the plug again and again must not cost anybody a verdict: only who was alone counts to the end.
                one.failed = one.failed + 1 if one.running else max(one.failed, min(one.failed + 1, SUSPECT))
                one.running = None

    def _seen(self, line: Line) -> None:
        name, before = line["student"], self.students.get(line["student"])
        one = Seen(
            pseudonym=name, state=line["state"], files=line["files"], late=line["late"], at=line["at"],
            problems=lines.problems(line),
        )  # fmt: skip
        if before is not None and before.files == one.files:  # the same work: what was tried with it still counts
            one.failed, one.spent = before.failed, before.spent
        self.students[name] = one

    def _gone(self, line: Line) -> None:
        self.students[line["student"]].gone = True

    def _begin(self, line: Line) -> None:
        self.students[line["student"]].running = bool(line["alone"])

    def _verdict(self, line: Line) -> None:
        told = lines.decision(line)
        if told.status == lines.UNDECIDED:
            self.doubtful[told.key] = told
        else:
            self.accepted.setdefault(told.key, told)

    def _end(self, line: Line) -> None:
        one = self.students[line["student"]]
        one.running, one.ended = None, line["n"]
        one.failed += line["how"] in lines.COUNTED
        one.spent = one.spent or line["how"] == "budget"

    def _stop(self, line: Line) -> None:
        """The machine was broken: what failed on it is nobody's attempt, and what came after it was proved is not believed."""
        for name in line["forgiven"]:
            self.students[name].failed, self.students[name].running = 0, None
        if (since := line["since"]) is not None:
            self.accepted = {key: one for key, one in self.accepted.items() if one.n <= since}
            self.doubtful = {key: one for key, one in self.doubtful.items() if one.n <= since}
            for one in self.students.values():
                if one.ended > since:
                    one.failed, one.spent = 0, False

    def _canary(self, line: Line) -> None:
        self.canaries.append(lines.canary(line))
        self.proved = line["n"] if line["proved"] else self.proved

    def _disagreement(self, line: Line) -> None:
        self.disagreements[line["key"]] = None


_KINDS = {
    "course": History._course, "start": History._start, "seen": History._seen, "gone": History._gone,
    "begin": History._begin, "verdict": History._verdict, "end": History._end, "stop": History._stop,
    "canary": History._canary, "disagreement": History._disagreement,
}  # fmt: skip


def told(read: Iterable[Line]) -> History:
    """Return what these lines say."""
    history = History()
    for line in read:
        history.take(line)
    return history


def load(run: Path) -> ClassState:
    """Return the state of a class's grading by its results folder. Raises ``ClassProblem`` when that holds none."""
    running = lock.is_held(run)  # asked first: what ends meanwhile has written so
    history = told(journal.Replay(run / journal.NAME))
    if history.course is None:
        raise ClassProblem("no-results", folder=str(run))
    return snapshot(history, running=running)


def snapshot(history: History, *, running: bool) -> ClassState:
    """Return the state that a history has come to. running: whether a process is grading now."""
    if (course := history.course) is None:
        raise ValueError("a history without a course")
    students = tuple(_student(history, history.students[name], course) for name in sorted(history.students))
    return ClassState(
        course=course,
        students=students,
        canaries=tuple(history.canaries),
        running=tuple(one.pseudonym for one in history.students.values() if running and one.running is not None),
        disagreements=tuple(history.disagreements),
        seconds=sum(last - first for first, last in history.times.values()),
        ended=all(one.state != "waiting" for one in students),
    )


def _student(history: History, one: Seen, course: Course) -> Student:
    state = history.state(one)
    decisions: dict[str, Decision] = {}
    for info in course.exercises if state not in ("ambiguous",) else ():
        key = one.files.get(info.name)
        if key is None:
            decisions[info.name] = _not_started(info.name, info.max_points)
        elif (found := history.accepted.get(key) or history.doubtful.get(key)) is not None:
            decisions[info.name] = found
    return Student(
        pseudonym=one.pseudonym, state=state, decisions=decisions, late=one.late, at=one.at, problems=one.problems
    )  # fmt: skip


def _not_started(exercise: str, points: float) -> Decision:
    """Return the verdict on what was not handed in. No line has it: it follows from what was seen."""
    return Decision(
        n=0, key="", exercise=exercise, status="not_started", points=0.0, max_points=points, checks=(), seconds=0.0, source=""
    )


def _seconds(text: Any) -> float:
    """Return the time of a line in seconds since the epoch. The clock may have been set meanwhile: only people read it."""
    return datetime.datetime.fromisoformat(text).timestamp()
