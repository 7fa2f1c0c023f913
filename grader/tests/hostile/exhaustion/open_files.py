# tries: open pipes without an end.
# exercise: ex02_start_and_join
# holds: the kernel refuses more than the limit, and the message says so.
# codes: too-many-open-files
import os


def run_workers(worker, nums):
    kept = []
    while True:
        kept.append(os.pipe())
