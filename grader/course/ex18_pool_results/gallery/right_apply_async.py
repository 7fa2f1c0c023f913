# right: keeps the handles in order
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        waiting = [pool.apply_async(func, (item,)) for item in items]
        return [one.get() for one in waiting]
