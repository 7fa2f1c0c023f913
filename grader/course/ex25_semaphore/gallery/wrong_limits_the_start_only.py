# wrong: too-many-at-work — the permit is given back when the process has been started
import multiprocessing


def run(semaphore, work, item):
    work(item)


def throttled(work, items, limit):
    semaphore = multiprocessing.Semaphore(limit)
    processes = [multiprocessing.Process(target=run, args=(semaphore, work, item)) for item in items]
    for process in processes:
        with semaphore:
            process.start()
    for process in processes:
        process.join()
