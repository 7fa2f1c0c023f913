# tries: start together without an Event: each process says that one is about to be started, and the judge holds that.
# exercise: ex24_event
# holds: what is told of the caller while its function runs is taken from the caller only.
# codes: odd-message
import multiprocessing
import sys


def wait_and_work(work, i, count):
    for _ in range(count + 1):
        sys.modules["stage.probes"].Probe("process start").tell()
    work(i)


def start_together(work, count):
    processes = [multiprocessing.Process(target=wait_and_work, args=(work, i, count)) for i in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
