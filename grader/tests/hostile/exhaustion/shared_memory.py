# tries: fill the shared memory of the machine with files that are written and never mapped.
# exercise: ex02_start_and_join
# holds: the play is stopped at the limit, and the sandbox's memory goes with it.
# codes: too-much-stored
# only: bubblewrap; tree: exit 1, strays
import os
import time


def run_workers(worker, nums):
    block, kept = bytes(1_000_000), []
    for number in range(12):
        kept.append(open(f"/dev/shm/mh-hostile-{number}", "wb", buffering=0))
        for _ in range(40):
            kept[-1].write(block)
        if number % 2:
            os.unlink(f"/dev/shm/mh-hostile-{number}")
    time.sleep(30)
