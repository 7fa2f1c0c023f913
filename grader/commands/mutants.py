"""``mutants``: the kit's own examination. Each small change to a right answer must be refuted, or listed with its reason."""

import argparse
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..authoring.mutants import examining, listed
from ..authoring.mutants.examining import Task
from ..authoring.mutants.journal import Journal, Judged
from ..course.catalogue import NAME, Exercise, exercises, find
from ..faults import NotUnderstood
from ..files import ROOT
from ..grading import capacity
from ..statuses import GOOD, GRADER_FAILED, WRONG

ROOMS = ("grader/judge/", "grader/stage/", "grader/checking/", "grader/grading/")
"""What is played and judged with: a change there concerns every exercise."""


def run(options: argparse.Namespace) -> int:
    """Grade mutants, and print a table and whatever survives; return the exit status."""
    named = tuple(find(name) for name in options.names) or exercises()
    if options.changed is not None:
        changed = touched(_changed(options.changed))
        named = tuple(one for one in named if one in changed)
    every = examining.tasks(named, gallery=True)
    whole = [one for one in every if options.all or one.mutant.file.startswith("solutions/")]
    if options.sample is not None:
        whole = examining.sample(whole, options.sample, options.seed)
    journal = Journal()
    wrong = [one for one in _examined(examining.originals(whole), options, journal) if one[1].outcome != "survived"]
    for task, judged in wrong:
        print(f"{task.mutant.file} is no right answer here, so its mutants are left out: {judged.check}: {judged.code}\n")
    failing = {task.mutant.file for task, _ in wrong}
    whole = [one for one in whole if one.mutant.file not in failing]
    status = _told(named, every, _examined(whole, options, journal))
    return max(status, *(WRONG if judged.outcome == "refuted" else GRADER_FAILED for _, judged in wrong), GOOD)


def _examined(whole: Sequence[Task], options: argparse.Namespace, journal: Journal) -> list[tuple[Task, Judged]]:
    found: list[tuple[Task, Judged]] = []
    for one in examining.examine(whole, capacity.choose(options.sandbox), options.workers, journal):
        found.append(one)
        _progress(len(found), len(whole))
    return found


def touched(paths: Iterable[str]) -> set[Exercise]:
    """Return the exercises whose verdicts may have changed with these files, named from the kit's folder."""
    paths = tuple(paths)
    course = exercises()
    own = {match.group() for path in paths for part in path.split("/") if (match := NAME.match(part.partition(".")[0]))}
    common = [path for path in paths if path.startswith(ROOMS) and not NAME.search(path)]
    return {one for one in course if common or one.name in own}


def _changed(since: str) -> list[str]:
    """Return the files that differ from a commit. Raises ``NotUnderstood`` where git cannot say that."""
    asked = ["git", "-C", str(ROOT), "diff", "--name-only", since, "--"]
    try:
        return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        raise NotUnderstood("no-commit", name=since) from None


def _progress(done: int, whole: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {whole}", end="" if done < whole else "\n", file=sys.stderr, flush=True)


def _told(named: Sequence[Exercise], every: Sequence[Task], found: Sequence[tuple[Task, Judged]]) -> int:
    """Print the table, then what must be looked at; return the exit status."""
    counts: Mapping[str, Counter[str]] = defaultdict(Counter)
    print(f"{'exercise':28}{'mutants':>8}{'refuted':>8}{'listed':>8}{'survive':>8}{'faults':>8}{'stale':>8}")
    blocks = []
    for exercise in named:
        known, count = listed.equivalents(exercise), counts[exercise.name]
        mine = [(task.mutant, judged) for task, judged in found if task.exercise == exercise]
        refuted = [mutant for mutant, judged in mine if judged.outcome == "refuted"]
        old = listed.stale(known, (one.mutant for one in every if one.exercise == exercise), refuted)
        count["mutants"], count["refuted"], count["stale"] = len(mine), len(refuted), len(old)
        blocks += [f"{listed.place(exercise).relative_to(ROOT)}: no longer so:\n{one.change.strip()}" for one in old]
        for mutant, judged in mine:
            if judged.outcome == "survived" and listed.reason(mutant, known) is not None:
                count["listed"] += 1
            elif judged.outcome != "refuted":
                count[judged.outcome] += 1
                why = f" ({judged.check}: {judged.code})" if judged.outcome == "fault" else ""
                nth = f", nth = {mutant.nth}" if mutant.nth else ""
                blocks.append(f"{mutant.file}{nth}: {mutant.operator} {judged.outcome}{why}\n{mutant.change}")
        print(_row(exercise.name, count))
    print(_row("all", sum(counts.values(), Counter())))
    print("\n".join(f"\n{block}" for block in blocks))
    if any(judged.outcome == "fault" for _, judged in found):
        return GRADER_FAILED
    return WRONG if blocks else GOOD


def _row(name: str, count: Mapping[str, int]) -> str:
    columns = ("mutants", "refuted", "listed", "survived", "fault", "stale")
    return f"{name:28}" + "".join(f"{count[column]:8}" for column in columns)
