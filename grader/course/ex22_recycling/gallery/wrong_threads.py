# wrong: threads
from multiprocessing.pool import ThreadPool


def recycled(func, items, processes=2, per_child=3):
    with ThreadPool(processes) as pool:
        return pool.map(func, items, chunksize=1)
