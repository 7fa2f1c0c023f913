# tries: double its processes nine times, past Python's own fork.
# exercise: ex02_start_and_join
# holds: the play is stopped at the limit, all of them are ended, the machine answers.
# codes: too-many-processes
import ctypes
import os
import time


def run_workers(worker, nums):
    libc = ctypes.CDLL(None)
    for _ in range(9):
        libc.fork()
    time.sleep(30)
    os._exit(0)
