# tries: open the memory of the process that starts the stages, to change what later plays do. It writes nothing.
# exercise: ex02_start_and_join
# holds: that process lets nobody look into it.
# codes: exception
# only: bubblewrap; tree: exit 1, perhaps reached
import os


def run_workers(worker, nums):
    with open(f"/proc/{os.getppid()}/mem", "r+b"):
        raise RuntimeError("REACHED")
