# tries: a select on a pipe of its own as a nap in place of a lock.
# exercise: ex14_value
# holds: a wait with a short timeout is waited for.
# earns: test_adds test_workers_at_once test_total test_add_fails
# codes: lost-update
import multiprocessing
import os
import select


def nap(seconds):
    select.select([os.pipe()[0]], [], [], seconds)


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
