# tries: a long sleep as a nap in place of a barrier.
# exercise: ex26_barrier
# holds: the kernel tells how long the sleep is, and the judge waits for it.
# codes: second-too-early
import multiprocessing
import time


def nap(seconds):
    time.sleep(6)


def both(first, second, i):
    first(i)
    nap(0.4)
    second(i)


def two_phases(first, second, count):
    processes = [multiprocessing.Process(target=both, args=(first, second, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
