# tries: make files without an end, to use up the file system's entries.
# exercise: ex02_start_and_join
# holds: the play is stopped at the limit.
# codes: too-much-stored
import time


def run_workers(worker, nums):
    for number in range(30_000):
        open(f"f{number}", "x").close()
    time.sleep(30)
