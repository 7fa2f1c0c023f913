# tries: leave the interpreter with exit status 0 from inside the function.
# exercise: ex02_start_and_join
# holds: a function that does not return has not passed.
# codes: died never-called
import os


def run_workers(worker, nums):
    print("All processes finished", flush=True)
    os._exit(0)
