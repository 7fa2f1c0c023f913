# tries: end the interpreter while it is loaded, with success.
# exercise: ex02_start_and_join
# holds: nothing is earned.
# codes: died-at-import
import os

print("All processes finished", flush=True)
os._exit(0)


def run_workers(worker, nums):
    pass
