# tries: a long sleep as a nap in place of an event that gives the signal.
# exercise: ex24_event
# holds: the kernel tells how long the sleep is, and the judge waits for it.
# codes: begins-too-early
import multiprocessing
import time


def nap(seconds):
    time.sleep(6)


def later(work, i):
    nap(0.45)
    work(i)


def start_together(work, count):
    processes = [multiprocessing.Process(target=later, args=(work, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
