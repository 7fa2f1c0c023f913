# wrong: too-few-together — two items at a time, also when there is just one for each worker
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, items, chunksize=2)
