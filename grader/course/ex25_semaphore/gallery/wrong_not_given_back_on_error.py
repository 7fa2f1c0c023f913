# wrong: permits-lost
import multiprocessing


def run(semaphore, work, item):
    semaphore.acquire()
    work(item)
    semaphore.release()


def throttled(work, items, limit):
    semaphore = multiprocessing.Semaphore(limit)
    processes = [multiprocessing.Process(target=run, args=(semaphore, work, item)) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
