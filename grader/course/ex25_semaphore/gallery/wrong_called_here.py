# wrong: in-the-caller
import multiprocessing


def throttled(work, items, limit):
    semaphore = multiprocessing.Semaphore(limit)
    for item in items:
        with semaphore:
            work(item)
