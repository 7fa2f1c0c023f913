# right: another name, and one parameter more
import multiprocessing
import time


def pool_map(func, items, workers=2, chunksize=1):
    with multiprocessing.Pool(workers) as pool:  # whatever happens inside, the block ends the pool
        return pool.map(func, items, chunksize=chunksize)
