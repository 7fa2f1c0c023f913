# wrong: child-exception-line — works under fork only
import multiprocessing

semaphore = None


def run(work, item):
    with semaphore:
        work(item)


def throttled(work, items, limit):
    global semaphore
    semaphore = multiprocessing.Semaphore(limit)
    processes = [multiprocessing.Process(target=run, args=(work, item)) for item in items]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
