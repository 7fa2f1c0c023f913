# right: the default size of chunks is one here
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, items)
