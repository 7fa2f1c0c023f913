# wrong: pool-left
import multiprocessing


def pool_map(func, items, processes=2):
    pool = multiprocessing.Pool(processes)
    return pool.map(func, items)
