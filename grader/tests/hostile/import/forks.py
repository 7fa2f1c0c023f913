# tries: fork while it is loaded, so that the scenario runs twice.
# exercise: ex02_start_and_join
# holds: the copy is ended, and is a finding.
# codes: work-at-import never-called
import os

os.fork()


def run_workers(worker, nums):
    print("All processes finished")
