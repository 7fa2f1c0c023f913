# wrong: too-many-at-work — each process has a semaphore of its own
import multiprocessing


def run(limit, work, item):
    with multiprocessing.Semaphore(limit):
        work(item)


def throttled(work, items, limit):

    processes = [multiprocessing.Process(target=run, args=(limit, work, item)) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
