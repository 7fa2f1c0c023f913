"""Classes that nobody has taught: states of a grading from a seed, with the course's own exercises, checks and codes."""

import hashlib
import json
import random
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from grader.checking import methods
from grader.classroom.records import Canary, Check, ClassState, Course, Decision, ExerciseInfo, Problem, State, Student
from grader.course.catalogue import Exercise, exercises
from grader.grading.evidence import Bar, Evidence, Wait

COMMON = (
    "stalled", "returned-early", "one-after-another", "exception", "missing-name", "not-joined", "wrong-value", "line-missing",
    "called-not-passed", "not-written-yet", "too-few-together", "call-missing",
)  # fmt: skip
"""What students get wrong, the most frequent first."""


class MadeUp:
    """A class of so many students. The same seed gives the same class; ``state`` is what its journal would tell."""

    def __init__(self, students: int, seed: int = 1, exercises_used: int | None = None) -> None:
        self.chance = random.Random(f"class {seed}")
        self.course = exercises()[:exercises_used]
        self.plans = {one.name: _plan(one) for one in self.course}
        self.verdicts: dict[str, dict[str, Any]] = {}
        self.hard = {one.name: self.chance.betavariate(2, 2) for one in self.course}
        made = tuple(self._student(n) for n in range(students))
        self.state = ClassState(
            course=Course(
                kit="5d41402abc4b2a76b9719d911017c592", python="3.11.9", platform="linux", sandbox="bubblewrap", method="fork",
                exercises=tuple(
                    ExerciseInfo(name=name, max_points=round(sum(points for _, points in plan), 4))
                    for name, plan in self.plans.items()
                ),
                budget=1200.0, began="2026-11-26T17:40:02Z",
            ),
            students=made, seconds=students * 7.4, ended=True, load=1.25,
            canaries=tuple(Canary(name=f"canary {n}", good=True, at="2026-11-26T17:40:02Z") for n in range(4)),
        )  # fmt: skip

    def verdict(self, key: str) -> Mapping[str, Any] | None:
        """Return the stored verdict of a key."""
        return self.verdicts.get(key)

    def _student(self, n: int) -> Student:
        chance = self.chance
        pseudonym = pseudonym_of(n)
        kind = chance.random()
        state: State = (
            "nothing" if kind < 0.03 else "undecided" if kind < 0.034 else "ambiguous" if kind < 0.037 else "decided"
        )
        if state in ("nothing", "ambiguous"):
            problems = (Problem(key="two-files", facts={"file": "ex07.py"}),) if state == "ambiguous" else ()
            return Student(pseudonym=pseudonym, state=state, decisions={}, problems=problems)
        skill, habit = chance.betavariate(3, 2), chance.choice(COMMON)
        reached = len(self.course) if chance.random() < 0.7 else chance.randint(1, len(self.course))
        names = [one.name for one in self.course]
        decisions = {
            name: self._decision(pseudonym, name, skill if place < reached else -1.0, habit)
            for place, name in enumerate(names)
        }
        if state == "undecided":
            name = chance.choice(names)
            decisions[name] = self._lost(decisions[name])
        return Student(pseudonym=pseudonym, state=state, decisions=decisions, late=chance.random() < 0.1)

    def _decision(self, pseudonym: str, name: str, skill: float, habit: str) -> Decision:
        """Make up one verdict. skill: 0 to 1; below 0 nothing was begun."""
        chance, plan = self.chance, self.plans[name]
        key = hashlib.sha256(f"{pseudonym} {name}".encode()).hexdigest()
        right = chance.random() < 0.15 + 0.8 * skill + 0.35 * (0.5 - self.hard[name])
        bad = set() if right else set(chance.sample(range(len(plan)), chance.randint(1, min(2, len(plan)))))
        code = habit if chance.random() < 0.35 else COMMON[min(int(chance.expovariate(0.35)), len(COMMON) - 1)]
        checks = tuple(
            Check(
                name=check, method=methods()[0], max_points=points,
                outcome="not_run" if skill < 0 else "failed" if place in bad else "passed",
                points=0.0 if skill < 0 or place in bad else points,
                code=code if place in bad and skill >= 0 else None, seconds=round(chance.lognormvariate(-1.5, 0.5), 3),
            )
            for place, (check, points) in enumerate(plan)
        )  # fmt: skip
        status = "not_started" if skill < 0 else "passed" if right else "failed"
        decision = Decision(
            n=1, key=key, exercise=name, status=status, checks=checks, source=key[::-1],  # type: ignore[arg-type]
            points=round(sum(one.points for one in checks), 4), max_points=round(sum(one.max_points for one in checks), 4),
            seconds=0.0 if skill < 0 else round(sum(one.seconds for one in checks), 3),
            file=f"verdicts/{key[:2]}/{key}.json.gz",
        )  # fmt: skip
        if status == "failed" and len(self.verdicts) < 500:
            self.verdicts[key] = stored(decision)
        return decision

    def _lost(self, decision: Decision) -> Decision:
        checks = tuple(replace(one, outcome="grader_error", points=0.0, code="grader-fault") for one in decision.checks)
        return replace(decision, status="grader_error", points=0.0, checks=checks)


def pseudonym_of(n: int) -> str:
    """Return ten signs, as a grading makes them from an identity."""
    digest = hashlib.sha256(f"student {n}".encode()).digest()
    return "".join("abcdefghijklmnopqrstuvwxyz234567"[byte % 32] for byte in digest[:10])


def _plan(exercise: Exercise) -> list[tuple[str, float]]:
    return [(name, marks.points) for name, (marks, _) in exercise.checks().items()]


def stored(decision: Decision, text: str = "worker(4)") -> dict[str, Any]:
    """Return the content of the verdict file of a decision, as JSON gives it back."""
    checks = [
        {
            "name": one.name, "method": one.method, "outcome": one.outcome, "points": one.points, "max_points": one.max_points,
            "code": one.code, "seconds": one.seconds, "retried": False, "evidence": asdict(evidence(text)),
            "facts": {"call": f"start_and_join({text})", "name": "worker", "line": 7, "source": "process.join()", "count": 3,
                      "error": "ValueError", "text": text, "file": "ex02.py", "have": text, "want": "Worker 1 started",
                      "peak": 1, "parties": 4, "missing": "3, 4"},
        }
        for one in decision.checks
    ]  # fmt: skip
    verdict = {
        "status": decision.status, "points": decision.points, "max_points": decision.max_points, "seconds": 1.0,
        "checks": checks,
    }  # fmt: skip
    return dict(json.loads(json.dumps(verdict)))


def evidence(text: str) -> Evidence:
    """Return three processes, two of them at work one after another, the first one waiting."""
    return Evidence(
        start_method="fork", end="stuck", processes={10: "main", 11: "process 1", 12: "process 2"},
        timeline=(
            Bar(pid=10, label="", start=0.0, end=1.0), Bar(pid=11, label="", start=0.1, end=0.45),
            Bar(pid=11, label=text, start=0.15, end=0.42), Bar(pid=12, label="", start=0.5, end=0.9),
            Bar(pid=12, label=text, start=0.55, end=0.88),
        ),
        waits=(Wait(pid=10, name="main", inside="", line=7, source="    process.join()", what="process"),),
    )  # fmt: skip
