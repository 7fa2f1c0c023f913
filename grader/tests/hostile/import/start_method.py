# tries: choose a start method while it is loaded, for everybody.
# exercise: ex02_start_and_join
# holds: it is a finding, and the judge's own is another process's.
# codes: sets-start-method
import multiprocessing

multiprocessing.set_start_method("spawn", force=True)


def run_workers(worker, nums):
    print("All processes finished")
