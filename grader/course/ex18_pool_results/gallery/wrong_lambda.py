# wrong: not-picklable
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(lambda item: func(item), items)
