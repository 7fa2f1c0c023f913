# tries: an event that nobody sets as a nap in place of a barrier.
# exercise: ex26_barrier
# holds: a wait with a timeout is waited for.
# codes: second-too-early
import multiprocessing
import threading


def nap(seconds):
    threading.Event().wait(seconds)


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
