# tries: leave folders in each other, deeper than any stack, too deep for a path to name them, and locked.
# exercise: ex02_start_and_join
# holds: they are removed one by one, without a path and without recursion; the verdict stands.
# codes: never-called too-much-stored
import os


def run_workers(worker, nums):
    here = os.open(".", os.O_RDONLY)
    for name in ("d", "x" * 200):
        for _ in range(900):
            os.mkdir(name)
            os.chdir(name)
        os.chmod(".", 0)
        os.fchdir(here)
    os.chmod(".", 0)
    print("All processes finished")
