# wrong: wrong-value — 0 may be a result
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return list(filter(None, pool.map(func, items)))
