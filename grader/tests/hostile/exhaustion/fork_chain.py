# tries: start processes that each leave the session and start one more, so that no parent lives.
# exercise: ex02_start_and_join
# holds: the play is stopped at the limit, and all of them are ended.
# codes: too-many-processes
import ctypes
import os
import time


def run_workers(worker, nums):
    libc = ctypes.CDLL(None)
    for _ in range(300):
        if libc.fork() == 0:
            os.setsid()
            if libc.fork():
                os._exit(0)
            time.sleep(30)
            os._exit(0)
    time.sleep(30)
