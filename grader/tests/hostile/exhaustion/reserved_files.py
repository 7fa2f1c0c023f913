# tries: fill the disk with files that are reserved, not written, and have no name.
# exercise: ex02_start_and_join
# holds: the play is stopped at the limit.
# codes: too-much-stored
import os
import tempfile
import time


def run_workers(worker, nums):
    kept = []
    for _ in range(16):
        kept.append(tempfile.TemporaryFile())
        os.posix_fallocate(kept[-1].fileno(), 0, 60_000_000)
    time.sleep(30)
