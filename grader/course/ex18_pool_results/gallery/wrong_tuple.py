# wrong: wrong-value — a tuple is not a list
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return tuple(pool.map(func, items))
