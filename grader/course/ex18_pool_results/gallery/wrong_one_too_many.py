# wrong: too-many-together
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes + 1) as pool:
        return pool.map(func, items)
