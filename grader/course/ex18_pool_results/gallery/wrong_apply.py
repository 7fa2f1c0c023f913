# wrong: one-at-a-time
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return [pool.apply(func, (item,)) for item in items]
