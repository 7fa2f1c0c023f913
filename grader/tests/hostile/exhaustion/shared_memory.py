# tries: fill the shared memory of the machine with files that nobody maps.
# exercise: ex02_start_and_join
# holds: the play is stopped at the limit.
# codes: too-much-stored
import os
import time


def run_workers(worker, nums):
    block = bytes(1_000_000)
    for number in range(20):
        with open(f"/dev/shm/mh-hostile-{number}", "wb", buffering=0) as file:
            for _ in range(40):
                file.write(block)
        os.unlink(f"/dev/shm/mh-hostile-{number}") if number % 2 else None
    time.sleep(30)
