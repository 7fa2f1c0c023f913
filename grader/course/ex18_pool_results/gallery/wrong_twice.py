# wrong: call-twice — once to try, once for the result
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        pool.map(func, items[:1])
        return pool.map(func, items)
