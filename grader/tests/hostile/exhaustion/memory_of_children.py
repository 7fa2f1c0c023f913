# tries: take memory in many children, each below what one process may have.
# exercise: ex02_start_and_join
# holds: the limit is on all of them together.
# codes: too-much-memory
import multiprocessing
import time


def eat():
    kept = [b"x" * 10_000_000 for _ in range(40)]
    time.sleep(30)
    return kept


def run_workers(worker, nums):
    processes = [multiprocessing.Process(target=eat) for _ in range(12)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
