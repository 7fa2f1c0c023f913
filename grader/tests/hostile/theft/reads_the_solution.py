# tries: find the kit from where the stage's files are, and read the solution.
# exercise: ex02_start_and_join
# holds: in the sandbox the stage's files stand alone.
# codes: exception
# only: bubblewrap; tree: exit 1, reached
import os
import sys


def run_workers(worker, nums):
    stage = os.path.dirname(os.path.realpath(sys.modules["stage.wire"].__file__))
    with open(os.path.join(stage, "..", "..", "solutions", "ex02_start_and_join.py")) as file:
        raise RuntimeError("REACHED" if "def run_workers" in file.read() else "empty")
