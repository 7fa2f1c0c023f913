# wrong: one-at-a-time
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(1) as pool:
        return pool.map(func, items)
