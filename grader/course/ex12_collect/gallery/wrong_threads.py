# wrong: threads
from multiprocessing.pool import ThreadPool


def collect(func, items):
    if not items:
        return []
    with ThreadPool(len(items)) as pool:
        return pool.map(func, items, chunksize=1)
