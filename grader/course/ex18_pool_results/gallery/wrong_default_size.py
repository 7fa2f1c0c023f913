# wrong: too-few-together
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(2) as pool:
        return pool.map(func, items, chunksize=1)
