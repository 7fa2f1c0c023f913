# tries: fork, and let both copies return from the function, so that two report.
# exercise: ex02_start_and_join
# holds: one process reports, and it has called no worker.
import os


def run_workers(worker, nums):
    os.fork()
    os.fork()
    print("All processes finished")
