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
from typing import Any

from .. import messages
from ..course.catalogue import Exercise, exercises
from ..files import DOCS
from ..grading.verdict import Player, Verdict, judge
from ..judge.play import House
from ..judge.run import Run
from ..judge.sandbox import Sandbox
from ..report import svg

FOLDER = DOCS / "pictures"

_NAMED = re.compile(r'--8<-- "docs/pictures/en/(ex\d\d_\w+)\.(\w+)\.svg"')


def named() -> Mapping[Exercise, tuple[str, ...]]:
    """Return the pictures that the pages name, by exercise: ``right``, and names of files in the gallery."""
    found: dict[Exercise, tuple[str, ...]] = {}
    for one in exercises():
        pages = [*DOCS.joinpath("en").glob("*.md"), *DOCS.joinpath("en", "concepts").glob("*.md"), one.page()]
        names = (match for page in pages for match in _NAMED.findall(page.read_text("utf-8")))
        found[one] = tuple(dict.fromkeys(name for exercise, name in names if exercise == one.name))
    return found


def picture(exercise: Exercise, name: str, language: str) -> Path:
    """Return where a picture is."""
    return FOLDER / language / f"{exercise.name}.{name}.svg"


def write(sandbox: Sandbox, only: str = "") -> Iterator[Path]:
    """Play what the pages show and write the pictures; return each file that was written."""
    house = House(sandbox)
    try:
        for exercise, names in named().items():
            if only in exercise.name:
                yield from _write(exercise, names, house, sandbox)
    finally:
        house.close()


def _write(exercise: Exercise, names: tuple[str, ...], house: House, sandbox: Sandbox) -> Iterator[Path]:
    right = _played(exercise, exercise.solution, house, sandbox)
    path = exercise.model
    kept = {check: _picture(verdict) for check, verdict in right.items() if verdict.evidence}
    path.write_text(json.dumps(kept, separators=(",", ":")) + "\n", "utf-8", newline="\n")
    yield path
    for name in names:
        if name == "right":
            checks = exercise.checks()
            check = max((one for one in kept if _busy(kept[one])), key=lambda one: (checks[one][0].points, _busy(kept[one])))
            evidence = kept[check]
        else:
            found = _played(exercise, exercise.gallery / f"{name}.py", house, sandbox)
            check = next(one for one, verdict in found.items() if verdict.outcome != "passed")
            evidence = _picture(found[check])
        for language in messages.LANGUAGES:
            path = picture(exercise, name, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_figure(exercise, check, evidence, language), "utf-8", newline="\n")
            yield path


def _figure(exercise: Exercise, check: str, evidence: Mapping[str, Any], language: str) -> str:
    title = exercise.check_title(check, language)
    drawn = svg.drawn(evidence, messages.Words(language), title=title)
    return f'<figure class="timeline" tabindex="0">\n{drawn}\n</figure>\n'


def _picture(verdict: Verdict) -> dict[str, Any]:
    evidence = verdict.evidence or {}
    return {name: evidence.get(name, default) for name, default in (("processes", {}), ("timeline", []))}


def _busy(evidence: Mapping[str, Any]) -> int:
    return sum(bool(bar["label"]) for bar in evidence["timeline"])


def _played(exercise: Exercise, path: Path, house: House, sandbox: Sandbox) -> dict[str, Verdict]:
    """Judge a file under the default start method, check by check; return the verdicts up to the first that fails."""
    module = importlib.import_module(exercise.check_module)
    source, runs, found = path.read_bytes(), dict[str, Run](), dict[str, Verdict]()
    for planned in exercise.plan():
        if planned.check in found:
            continue  # under another start method
        player = Player(exercise, source, planned.method, sandbox, house, runs)
        found[planned.check] = judge(functools.partial(getattr(module, planned.check), play=player), player)
        if found[planned.check].outcome != "passed":
            break
    return found
