# wrong: too-many-at-work
import multiprocessing


def throttled(work, items, limit):
    with multiprocessing.Pool(limit * 2) as pool:
        pool.map(work, items, chunksize=1)
        pool.close()
        pool.join()
