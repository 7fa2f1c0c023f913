# right: tries with a timeout, again and again
import multiprocessing


def run(semaphore, work, item):
    while not semaphore.acquire(timeout=0.05):
        pass
    try:
        work(item)
    finally:
        semaphore.release()


def throttled(work, items, limit):
    semaphore = multiprocessing.Semaphore(limit)
    processes = [multiprocessing.Process(target=run, args=(semaphore, work, item)) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
