# wrong: pool-left
import multiprocessing


def pool_map(func, items, processes=2):
    return multiprocessing.Pool(processes).map(func, items)
