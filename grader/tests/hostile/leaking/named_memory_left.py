# tries: leave named shared memory and semaphores behind.
# exercise: ex02_start_and_join
# holds: they are removed when the play is over.
# codes: never-called
# options: --start-method spawn
import multiprocessing
import os
from multiprocessing import shared_memory

kept = []


def run_workers(worker, nums):
    kept.append(shared_memory.SharedMemory("mh-hostile-left", create=True, size=4096))
    kept.append([multiprocessing.Semaphore() for _ in range(3)])
    print("All processes finished", flush=True)
    os._exit(0) if not nums else None
