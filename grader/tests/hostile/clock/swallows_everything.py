# tries: catch whatever could end it, and go on.
# exercise: ex02_start_and_join
# holds: it is ended from outside.
# codes: no-progress never-called
import time


def run_workers(worker, nums):
    while True:
        try:
            time.sleep(0.05)
        except BaseException:
            pass
