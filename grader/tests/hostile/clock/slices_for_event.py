# tries: many short sleeps as a nap in place of an event that gives the signal.
# exercise: ex24_event
# holds: one sleep after another may be a single nap, so they are waited for some seconds.
# codes: begins-too-early
import multiprocessing
import time


def nap(seconds):
    for _ in range(25):
        time.sleep(0.02)


def later(work, i):
    nap(0.45)
    work(i)


def start_together(work, count):
    processes = [multiprocessing.Process(target=later, args=(work, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
