# wrong: too-many-at-work — goes on without a permit when there is none in time
import multiprocessing


def run(semaphore, work, item):
    semaphore.acquire(timeout=1)
    work(item)
    semaphore.release()


def throttled(work, items, limit):
    semaphore = multiprocessing.Semaphore(limit)
    processes = [multiprocessing.Process(target=run, args=(semaphore, work, item)) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
