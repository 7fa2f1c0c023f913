# wrong: one-after-another
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return [pool.apply(func, (item,)) for item in items]
