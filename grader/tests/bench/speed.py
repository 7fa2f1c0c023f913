"""How fast the kit is, as ratios from one run: ``nox -s bench``. The bare plays are what no grader could go below."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[3]))

from grader.checking import methods
from grader.course import GALLERY, ROOT, SOLUTIONS, exercises

ROUNDS = 5
NAME = "ex02_start_and_join"
BARE = """
import multiprocessing, sys
sys.path.append({folder!r})
multiprocessing.set_start_method({method!r})
import {name}, bare
{name}.run_workers(bare.worker, {nums})
"""


def seconds(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of an act."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def run(command: Sequence[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def grade(*words: str) -> Callable[[], None]:
    return lambda: run([sys.executable, "-P", str(ROOT / "grader" / "__main__.py"), "grade", *words])


def bare(folder: Path, method: str, nums: Sequence[int]) -> Callable[[], None]:
    """Return the scenario with no grader: the same student's file, a worker that does nothing."""
    code = BARE.format(folder=str(folder), method=method, name=NAME, nums=list(nums))
    return lambda: run([sys.executable, "-c", code])


def submitted(folder: Path, exercise: str, file: str) -> Path:
    """Put a file of the gallery where it can be graded."""
    target = folder / file
    target.mkdir()
    (target / f"{exercise}.py").write_bytes((GALLERY / exercise / f"{file}.py").read_bytes())
    return target


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"{NAME}.py").write_bytes((SOLUTIONS / f"{NAME}.py").read_bytes())
        (folder / "bare.py").write_text("def worker(num):\n    pass\n")
        one = seconds(bare(folder, methods()[0], [4, 5, 6]))
        plays = [(method, [4, 5, 6]) for method in methods()] + [(methods()[0], [1, 2]), (methods()[0], [])]
        same = sum(seconds(bare(folder, method, nums)) for method, nums in plays)
        graded = seconds(grade("2", "--from", "solutions"))
        print(f"ex02, one bare play ({methods()[0]}):        {one:6.2f} s")
        print(f"ex02, its {len(plays)} plays bare:            {same:6.2f} s")
        print(f"ex02, graded:                    {graded:6.2f} s")
        print(f"   = {graded / same:.1f} x its plays bare, {graded / one:.1f} x one of them")
        for exercise, file in (
            (NAME, "wrong_start_and_join_in_one_loop"),
            ("ex10_pipeline", "wrong_no_sentinel"),
        ):
            if (GALLERY / exercise / f"{file}.py").exists():
                wrong = submitted(folder, exercise, file)
                print(f"{exercise[:4]}, {file}: {seconds(grade(exercise, '--from', str(wrong))):.2f} s to the verdict")
        course = seconds(grade("--from", "solutions", "--strict"), rounds=3)
        print(f"all {len(exercises())} solutions in one run:    {course:6.2f} s")


if __name__ == "__main__":
    main()
