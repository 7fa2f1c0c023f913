"""Pictures from real runs, for the pages and for the report: ``python -m grader pictures`` plays and draws them anew.

A page names its pictures: ``docs/pictures/en/EXERCISE.right.svg`` for the solution, or ``EXERCISE.FILE.svg`` for a file of
the gallery. The right answer's evidence is kept for the report too, which draws it beside a student's own.
"""

import functools
import importlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from .. import messages
from ..course.catalogue import Exercise, exercises
from ..files import DOCS
from ..grading.evidence import Evidence
from ..grading.player import Player
from ..grading.verdict import Verdict, judge
from ..judge.run import Run
from ..judge.runner import ScenarioRunner
from ..judge.sandbox import Sandbox
from ..report import svg

FOLDER = DOCS / "pictures"

_NAMED = re.compile(r'--8<-- "docs/pictures/en/(ex\d\d_\w+)\.(\w+)\.svg"')


def named() -> Mapping[Exercise, tuple[str, ...]]:
    """Return the pictures that the pages name, by exercise: ``right``, and names of files in the gallery."""
    pictures: dict[Exercise, tuple[str, ...]] = {}
    for one in exercises():
        pages = [*DOCS.joinpath("en").glob("*.md"), *DOCS.joinpath("en", "concepts").glob("*.md"), one.page()]
        names = (match for page in pages for match in _NAMED.findall(page.read_text("utf-8")))
        pictures[one] = tuple(dict.fromkeys(name for exercise, name in names if exercise == one.name))
    return pictures


def picture(exercise: Exercise, name: str, language: str) -> Path:
    """Return where a picture is."""
    return FOLDER / language / f"{exercise.name}.{name}.svg"


def write(sandbox: Sandbox, only: str = "") -> Iterator[Path]:
    """Play what the pages show and write the pictures; return each file that was written."""
    runner = ScenarioRunner(sandbox)
    try:
        for exercise, names in named().items():
            if only in exercise.name:
                yield from _write(exercise, names, runner, sandbox)
    finally:
        runner.close()


def _write(exercise: Exercise, names: tuple[str, ...], runner: ScenarioRunner, sandbox: Sandbox) -> Iterator[Path]:
    right = _played(exercise, exercise.solution, runner, sandbox)
    path = exercise.model
    seen = {check: verdict.evidence for check, verdict in right.items() if verdict.evidence}
    pictures = {check: evidence.encode_picture() for check, evidence in seen.items()}
    path.write_text(json.dumps(pictures, separators=(",", ":")) + "\n", "utf-8", newline="\n")
    yield path
    for name in names:
        if name == "right":
            checks = exercise.checks()
            check = max((one for one in seen if _busy(seen[one])), key=lambda one: (checks[one][0].points, _busy(seen[one])))
            evidence = seen[check]
        else:
            verdicts = _played(exercise, exercise.gallery / f"{name}.py", runner, sandbox)
            check = next(one for one, verdict in verdicts.items() if verdict.outcome != "passed")
            evidence = verdicts[check].evidence or Evidence()
        for language in messages.LANGUAGES:
            path = picture(exercise, name, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_figure(exercise, check, evidence, language), "utf-8", newline="\n")
            yield path


def _figure(exercise: Exercise, check: str, evidence: Evidence, language: str) -> str:
    title = exercise.check_title(check, language)
    drawn = svg.drawn(evidence, messages.Words(language), title=title)
    return f'<figure class="timeline" tabindex="0">\n{drawn}\n</figure>\n'


def _busy(evidence: Evidence) -> int:
    return sum(bool(bar.label) for bar in evidence.timeline)


def _played(exercise: Exercise, path: Path, runner: ScenarioRunner, sandbox: Sandbox) -> dict[str, Verdict]:
    """Judge a file under the default start method, check by check; return the verdicts up to the first that fails."""
    module = importlib.import_module(exercise.check_module)
    source, runs, verdicts = path.read_bytes(), dict[str, Run](), dict[str, Verdict]()
    for planned in exercise.planned_checks():
        if planned.check in verdicts:
            continue  # under another start method
        player = Player(exercise, source, planned.method, sandbox, runner, runs, seed=0)
        verdicts[planned.check] = judge(functools.partial(getattr(module, planned.check), play=player), player)
        if verdicts[planned.check].outcome != "passed":
            break
    return verdicts
