# wrong: too-many-at-work — acquire(False) says no, and nobody looks
import multiprocessing


def run(semaphore, work, item):
    got = semaphore.acquire(False)
    work(item)
    if got:
        semaphore.release()


def throttled(work, items, limit):
    semaphore = multiprocessing.Semaphore(limit)
    processes = [multiprocessing.Process(target=run, args=(semaphore, work, item)) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
