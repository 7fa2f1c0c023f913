# tries: a count of some seconds as a nap in place of a lock.
# exercise: ex14_value
# holds: who uses the processor is not at rest: it is waited for as long as ten seconds of it take.
# earns: test_adds test_workers_at_once test_total test_add_fails
# codes: lost-update
import multiprocessing
import os
import time


def nap(seconds):
    end = time.process_time() + 2
    while time.process_time() < end:
        pass


def add_many(counter, times):
    if os.getpid() % 2:
        nap(0.6)
    for _ in range(times):
        counter.value += 1


def count_with(add, workers, times):
    counter = multiprocessing.Value("i", 0)
    processes = [multiprocessing.Process(target=add, args=(counter, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return counter.value
