# tries: keep more shared memory than a play may use, in blocks of which no process has a page at hand.
# exercise: ex02_start_and_join
# holds: what a process has mapped counts by what the kernel has stored for it; where others grade, only the machine's memory is watched.
# codes: too-much-stored never-called
import mmap
import time

KEPT = []


def run_workers(worker, nums):
    for _ in range(10):
        block = mmap.mmap(-1, 60 * 1024**2)
        for at in range(0, len(block), 4096):
            block[at] = 1
        block.madvise(mmap.MADV_DONTNEED)
        KEPT.append(block)
    time.sleep(60)
