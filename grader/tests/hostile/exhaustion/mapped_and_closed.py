# tries: store much in files that have no name, that no process holds open, and that are only mapped.
# exercise: ex02_start_and_join
# holds: in the sandbox all in its folders counts; else what a process has mapped, where who grades is root.
# codes: too-much-stored never-called
import mmap
import tempfile
import time

KEPT = []


def run_workers(worker, nums):
    for _ in range(10):
        with tempfile.TemporaryFile() as file:
            file.write(bytes(60 * 1024**2))
            file.flush()
            KEPT.append(mmap.mmap(file.fileno(), 0))
            KEPT[-1].madvise(mmap.MADV_DONTNEED)
    time.sleep(60)
