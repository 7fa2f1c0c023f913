# tries: take the whole machine: all processors, the best priority, and busy children left behind.
# exercise: ex02_start_and_join
# holds: they are a finding, and they are ended.
# codes: returned-early never-called
import multiprocessing
import os


def busy():
    while True:
        pass


def run_workers(worker, nums):
    for what in (lambda: os.nice(-20), lambda: os.sched_setaffinity(0, range(os.cpu_count()))):
        try:
            what()
        except OSError:
            pass
    for _ in range(3):
        multiprocessing.Process(target=busy).start()
    print("All processes finished")
