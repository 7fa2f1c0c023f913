"""What the kit's tests share: grading one source text without pytest in between, so that each test pays for its plays only."""

import functools
import os
import re
import tempfile
from pathlib import Path

from grader.course import Exercise, Wanted
from grader.judge import sandbox as boxes
from grader.judge.run import Run
from grader.verdict import Player, Verdict, judge

EXPECTED = re.compile(rb"# (?P<kind>right|wrong)(?:: (?P<code>[\w-]+))?(?: .*)?\n")


@functools.cache
def sandbox() -> boxes.Sandbox:
    """Return the sandbox to test with: the one named in MANY_HANDS_SANDBOX, else the strongest that works."""
    if (named := os.environ.get("MANY_HANDS_SANDBOX")) in ("tree", "bubblewrap"):
        return "tree" if named == "tree" else "bubblewrap"
    with tempfile.TemporaryDirectory(prefix="mh-", dir="/tmp") as name:
        folder = Path(name)
        boxes.install_stage("bubblewrap", folder)
        (folder / "work").mkdir()
        return "bubblewrap" if boxes.works("bubblewrap", folder) else "tree"


def verdicts(exercise: Exercise, source: bytes, wanted: Wanted = "default", *, stop: bool = True) -> dict[str, Verdict]:
    """Grade a text; return the verdicts by check, up to the first that is not passed unless ``stop`` is False."""
    import importlib

    module = importlib.import_module(f"grader.checks.test_{exercise.name}")
    runs: dict[str, Run] = {}
    found: dict[str, Verdict] = {}
    for planned in exercise.plan(wanted):
        player = Player(exercise, source, planned.method, sandbox(), runs)
        function = getattr(module, planned.check)
        verdict = found[planned.key] = judge(functools.partial(function, play=player), player)
        if stop and verdict.outcome != "passed":
            break
    return found


def first_failure(found: dict[str, Verdict]) -> tuple[str, Verdict] | None:
    """Return the first check that was not passed, with its verdict."""
    return next(((key, verdict) for key, verdict in found.items() if verdict.outcome != "passed"), None)
