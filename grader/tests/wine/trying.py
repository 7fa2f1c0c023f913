"""Tries the kit under a Windows Python and prints a table: trying.py [--all] [FOLDER]. Ends with 1 when something is not as it
should be, and with 0, after a line that says so, where Wine or the wheel cannot be had.

It is an alarm for what breaks on Windows, and no proof: Wine shows no states of threads, no consoles and no limits.
"""

import argparse
import json
import re
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from .commands import ROOT, Line, commands, first_line, last_line, run
from .making import CannotBeMade, windows_python

GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
PACKAGES = [word for name in ("grade", "watch", "tests", "run") for word in GROUPS[name] if isinstance(word, str)]
PLAIN_TESTS = (
    "wire", "timeline", "languages", "names", "protocol", "scheduler", "stall", "formats", "marking", "cutting", "markdown",
    "told", "windows",
)  # fmt: skip
SOLUTIONS = ("ex01", "ex02", "ex04", "ex05", "ex08", "ex13", "ex23", "ex28")
FIRST, STEP = 4, 84
"""Of the gallery's files, in the order of their names, one in so many is tried, from that on; one in nine with ``--all``."""
EXPECTED = re.compile(rb"# (?P<kind>right|wrong)(?:: (?P<code>[\w-]+))?")

EXPLAINED = {
    "ex02_start_and_join/wrong_sets_start_method": ("raises-at-import", "there is no fork that could be set"),
    "ex07_deadline/wrong_sleeps_the_grace": ("no-progress", "how long a program sleeps is not told"),
    "ex13_pipe/wrong_inherited_end": ("passed", "nobody inherits an end under spawn, so it is right"),
    "ex20_as_finished/wrong_terminate_without_join": (
        "error-unanswered",
        "who is terminated has ended at once; this is wrong too",
    ),
    "ex30_shared_memory/wrong_no_join": (
        "never-called child-exception-line",
        "a segment that nobody has open has gone at once",
    ),
    "ex32_shutdown/wrong_time_for_each": ("passed", "nobody is deaf, so nobody takes the whole time"),
    "ex34_map_reduce/right_files_and_partitions": ("exception", "it knows who was killed by an exit code below 0"),
    "ex34_map_reduce/wrong_process_per_input": ("grader-fault", "so many processes make Wine too slow to decide"),
}
"""Files of the gallery that get another verdict, or another code, than on Linux: which (one of several), and why."""

AT_ONCE = 3
"""Gradings at a time. They wait most of their time."""


def main() -> int:
    """Try everything; return the exit status."""
    options = argparse.ArgumentParser()
    options.add_argument("--all", action="store_true")
    options.add_argument("folder", nargs="?", default=str(ROOT / ".nox" / "windows-python"))
    wanted = options.parse_args()
    try:
        python = windows_python(Path(wanted.folder), PACKAGES)
    except CannotBeMade as error:
        print(f"skipped: {error}")
        return 0
    bad = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for line in [*map(_call, _first(python)), *pool.map(_call, _gradings(python, whole=wanted.all))]:
            bad += not line.good
        for line in commands(python, whole=wanted.all):
            bad += not _show(line).good
    print(f"{bad} are not as they should be" if bad else "all as it should be")
    return 1 if bad else 0


def _call(trial: Callable[[], Line]) -> Line:
    return _show(trial())


def _show(line: Line) -> Line:
    print(f"{'ok ' if line.good else 'BAD'} {line.seconds:6.1f} s  {line.what:54} {line.found}", flush=True)
    return line


def _first(python: Sequence[str]) -> Iterator[Callable[[], Line]]:
    yield lambda: first_line("a Windows Python", [*python, "-c", "import sys; print(sys.version)"])
    files = [f"grader/tests/test_{name}.py" for name in PLAIN_TESTS]
    yield lambda: last_line("tests that play nothing", [*python, "-m", "pytest", "-q", "-n", "2", *files])


def _gradings(python: Sequence[str], *, whole: bool) -> Iterator[Callable[[], Line]]:
    for name in _exercises() if whole else SOLUTIONS:
        yield partial(_solution, python, name)
    for file in _gallery(9 if whole else STEP):
        yield partial(_from_gallery, python, file)


def _exercises() -> list[str]:
    return sorted(path.name[:4] for path in (ROOT / "solutions").glob("ex*.py"))


def _gallery(step: int) -> list[Path]:
    return sorted((ROOT / "grader" / "course").glob("ex*/gallery/*.py"))[FIRST::step]


def _graded(python: Sequence[str], name: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Grade an exercise; yield outcome and code of each check."""
    with tempfile.TemporaryDirectory() as place:
        kept = Path(place, "results.json")
        done = run(
            [
                *python,
                "-P",
                "grader/__main__.py",
                "grade",
                name,
                "--from",
                str(folder),
                "--sandbox",
                "tree",
                "--json",
                str(kept),
            ]
        )
        if not kept.is_file():
            yield "none", ((done.stderr or done.stdout).strip().splitlines() or ["nothing"])[-1]
            return
        for exercise in json.loads(kept.read_text("utf-8"))["exercises"]:
            for check in exercise["checks"]:
                yield check["outcome"], check.get("code") or ""


def _solution(python: Sequence[str], name: str) -> Line:
    began = time.monotonic()
    found = set(_graded(python, name, ROOT / "solutions"))
    bad = sorted(f"{outcome} {code}" for outcome, code in found if outcome != "passed")
    return Line(what=f"solution {name}", found=", ".join(bad) or "passed", good=not bad, seconds=time.monotonic() - began)


def _from_gallery(python: Sequence[str], file: Path) -> Line:
    began = time.monotonic()
    expected = EXPECTED.match(file.read_bytes())
    assert expected is not None, file
    want = (expected["code"] or b"passed").decode() if expected["kind"] == b"wrong" else "passed"
    exercise = file.parent.parent.name
    with tempfile.TemporaryDirectory() as place:
        Path(place, f"{exercise}.py").write_bytes(file.read_bytes())
        found = [one for one in _graded(python, exercise, Path(place)) if one[0] not in ("passed", "not_run")]
    have = (found[0][1] or found[0][0]) if found else "passed"
    name = f"{exercise}/{file.stem}"
    due, why = EXPLAINED.get(name, (want, ""))
    good = have in due.split()
    other = "" if have == want else f", and not {want}" + (f": {why}" if good else "")
    return Line(what=name, found=have + other, good=good, seconds=time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
