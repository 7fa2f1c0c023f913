# right: acquire() and release() in finally; daemons
import multiprocessing


def run(semaphore, work, item):
    semaphore.acquire()
    try:
        work(item)
    finally:
        semaphore.release()


def throttled(work, items, limit):
    semaphore = multiprocessing.BoundedSemaphore(limit)
    processes = [multiprocessing.Process(target=run, args=(semaphore, work, item), daemon=True) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
