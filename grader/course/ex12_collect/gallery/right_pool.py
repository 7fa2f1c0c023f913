# right: as many workers as items
import multiprocessing


def collect(func, items):
    if not items:
        return []
    with multiprocessing.Pool(len(items)) as pool:
        return pool.map(func, items, chunksize=1)
