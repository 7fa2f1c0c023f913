# wrong: too-many-at-work
import multiprocessing


def run(semaphore, work, item):
    with semaphore:
        work(item)


def throttled(work, items, limit):
    semaphore = multiprocessing.Semaphore(limit + 1)
    processes = [multiprocessing.Process(target=run, args=(semaphore, work, item)) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
