# wrong: one-at-a-time — one chunk for everything
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, items, chunksize=max(1, len(items)))
