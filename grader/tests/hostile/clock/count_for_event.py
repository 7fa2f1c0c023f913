# tries: a count of some seconds as a nap in place of an event that gives the signal.
# exercise: ex24_event
# holds: who uses the processor is not at rest: it is waited for as long as ten seconds of it take.
# codes: begins-too-early one-after-another
import multiprocessing
import time


def nap(seconds):
    end = time.process_time() + 2
    while time.process_time() < end:
        pass


def later(work, i):
    nap(0.45)
    work(i)


def start_together(work, count):
    processes = [multiprocessing.Process(target=later, args=(work, i)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
