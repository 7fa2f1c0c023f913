# wrong: permits-lost — looks again and again
import multiprocessing
import time


def run(semaphore, work, item):
    while not semaphore.acquire(False):
        time.sleep(0.02)
    work(item)
    semaphore.release()


def throttled(work, items, limit):
    semaphore = multiprocessing.Semaphore(limit)
    processes = [multiprocessing.Process(target=run, args=(semaphore, work, item)) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
