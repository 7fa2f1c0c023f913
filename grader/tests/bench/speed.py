"""How fast the kit is, as ratios from one run: ``nox -s bench``.

The floor is the same plays with no grader, so many side by side as there are processors.
"""

import functools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[2]))

from grader.course.catalogue import Exercise, exercises
from grader.files import COURSE, ROOT, SOLUTIONS
from grader.judge.places import python
from grader.judge.plan import Plan
from grader.judge.run import Run
from grader.judge.runner import ScenarioRunner
from grader.tests import kit

ROUNDS = 5
REFUTED = (
    ("ex02_start_and_join", "wrong_start_and_join_in_one_loop"),
    ("ex10_pipeline", "wrong_no_sentinel"),
    ("ex14_value", "wrong_bare_addition"),
    ("ex17_pool", "wrong_apply"),
)


def seconds(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of an act."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def run(command: Sequence[str], *, limit: float = 300, **options: object) -> bool:
    """Run a command; say whether it ended in time."""
    try:
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=limit, **options)  # type: ignore[call-overload]
    except subprocess.TimeoutExpired:
        return False
    return True


def grade(*words: str) -> Callable[[], bool]:
    return lambda: run([sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "grade", *words])


def plays(exercise: Exercise) -> list[Plan]:
    """Return what the grading of this exercise's solution plays."""
    played: list[Plan] = []
    original = ScenarioRunner.play

    def noted(runner: ScenarioRunner, plan: Plan) -> Run:
        played.append(plan)
        return original(runner, plan)

    ScenarioRunner.play = noted  # type: ignore[assignment,method-assign]
    try:
        kit.verdicts(exercise, exercise.solution.read_bytes())
    finally:
        ScenarioRunner.play = original  # type: ignore[method-assign]
    return played


def bare(plan: Plan) -> bool:
    """Play it with no grader; say whether it comes to an end so. Some plays do not: the judge orders what happens in them."""
    told = {"exercise": plan.exercise, "scenario": plan.scenario, "args": plan.args, "method": plan.method}
    path = os.pathsep.join(map(str, (HERE, ROOT / "grader", SOLUTIONS)))
    return run([python(), "-S", "-m", "bare_play", json.dumps(told)], limit=5, env={"PYTHONPATH": path, "PATH": os.defpath})


def submitted(folder: Path, exercise: str, file: str) -> str:
    """Put a file of the gallery where it can be graded."""
    target = folder / file
    target.mkdir()
    (target / f"{exercise}.py").write_bytes((COURSE / exercise / "gallery" / f"{file}.py").read_bytes())
    return str(target)


def through_nox() -> tuple[float, float]:
    """Return the seconds for nox to grade one exercise, and to run pytest on nothing; nothing needs installing."""
    nox = [sys.executable, "-m", "nox"]
    run([*nox, "-s", "grade", "--", "2", "--from", "solutions"], cwd=ROOT)
    graded = seconds(lambda: run([*nox, "-s", "grade", "--", "2", "--from", "solutions"], cwd=ROOT))
    with tempfile.TemporaryDirectory() as name:
        text = "import nox\n@nox.session(venv_backend='none')\ndef empty(session):\n"
        Path(name, "noxfile.py").write_text(
            f"{text}    session.run({sys.executable!r}, '-m', 'pytest', success_codes=[0, 5])\n", encoding="utf-8"
        )
        return graded, seconds(lambda: run([*nox, "-s", "empty"], cwd=name))


def save_to_verdict(saves: int = 20) -> float:
    """Return the median seconds from a save of ex02's solution to the verdict on the screen of ``watch``."""
    times = []
    with tempfile.TemporaryDirectory() as name:
        for part in ("grader", "exercises", "docs"):
            shutil.copytree(ROOT / part, Path(name, part), ignore=shutil.ignore_patterns("tests", "__pycache__"))
        file = Path(name, "exercises", "ex02_start_and_join.py")
        right = Exercise(file.stem).solution.read_text("utf-8")
        command = [sys.executable, "-P", str(Path(name, "grader", "__main__.py")), "watch", "ex02"]
        watch = subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        assert watch.stdout is not None
        for number in range(saves):
            _until(watch.stdout, "Ctrl-C")
            time.sleep(1.5)  # a student reads; meanwhile the next grader gets ready
            began = time.perf_counter()
            file.write_text(f"{right}# {number}\n", "utf-8")
            _until(watch.stdout, "passed.")
            times.append(time.perf_counter() - began)
        watch.terminate()
        watch.wait()
    return statistics.median(times)


def _until(stream: IO[str], wanted: str) -> None:
    for line in stream:
        if wanted in line:
            return
    raise EOFError(wanted)


def growth() -> None:
    """Print how long the solutions take by how many they are, and by how many are graded side by side."""
    names = [one.name for one in exercises()]
    for count in (1, 8, 16, len(names)):
        took = seconds(grade(*names[:count], "--from", "solutions"), rounds=3)
        print(f"the first {count} solutions: {took:.1f} s, {took / count:.2f} s each")
    alone = 0.0
    for workers in (1, 2, 4):
        took = seconds(grade(*names[:16], "--from", "solutions", "-n", str(workers)), rounds=3)
        alone = alone or took
        print(f"the first 16 with -n {workers}: {took:.1f} s = {took / alone:.2f} x -n 1")


def main() -> None:
    one = Exercise("ex02_start_and_join")
    its = plays(one)
    floor = sum(seconds(functools.partial(bare, plan)) for plan in its)
    single = seconds(functools.partial(bare, its[0]))
    graded = seconds(grade("2", "--from", "solutions"))
    print(f"ex02: its {len(its)} plays bare take {floor:.2f} s, the first of them {single:.2f} s; graded {graded:.2f} s")
    print(f"      graded = {graded / floor:.1f} x its plays bare, {graded / single:.1f} x the first of them")
    graded, empty = through_nox()
    print(f"through nox {graded:.2f} s = {graded / empty:.1f} x nox with an empty pytest session ({empty:.2f} s)")
    print(f"watch: from save to verdict {save_to_verdict():.2f} s")
    with tempfile.TemporaryDirectory() as name:
        for exercise, file in REFUTED:
            wrong = submitted(Path(name), exercise, file)
            print(f"{exercise[:4]}: {file} is refuted in {seconds(grade(exercise, '--from', wrong)):.2f} s")
    growth()
    everything = [plan for exercise in exercises() for plan in plays(exercise)]
    playable = [plan for plan in everything if bare(plan)]
    workers = os.cpu_count() or 1

    def all_bare() -> None:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(bare, playable))

    least = seconds(all_bare, rounds=3)
    course = seconds(grade("--from", "solutions", "--strict"), rounds=3)
    print(f"all {len(exercises())} solutions: {len(everything)} plays")
    print(f"      the {len(playable)} that can be played bare, {workers} at once, take {least:.1f} s")
    print(f"      graded {course:.1f} s = {course / least:.1f} x that")


if __name__ == "__main__":
    main()
