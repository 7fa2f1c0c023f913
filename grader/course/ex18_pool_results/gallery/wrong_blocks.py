# wrong: one-at-a-time — one chunk for everything, by hand
import multiprocessing


def all_of(func, items):
    return [func(item) for item in items]


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return pool.apply_async(all_of, (func, items)).get()
