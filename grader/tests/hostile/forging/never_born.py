# tries: let copies made past Python's hooks call the worker, so that nothing of multiprocessing has taken part.
# exercise: ex02_start_and_join
# holds: a call by a process that has not said that it was born does not count.
# codes: odd-message
import ctypes
import os


def run_workers(worker, nums):
    fork = ctypes.PyDLL(None).fork
    started = []
    for num in nums:
        pid = fork()
        if pid == 0:
            worker(num)
            os._exit(0)
        started.append(pid)
    for pid in started:
        os.waitpid(pid, 0)
    print("All processes finished")
