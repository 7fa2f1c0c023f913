# tries: open the stage's own files for writing. It writes nothing.
# exercise: ex02_start_and_join
# holds: in the sandbox they can only be read.
# codes: exception
# only: bubblewrap; tree: exit 1, reached
import sys


def run_workers(worker, nums):
    with open(sys.modules["stage.wire"].__file__, "r+b"):
        raise RuntimeError("REACHED")
