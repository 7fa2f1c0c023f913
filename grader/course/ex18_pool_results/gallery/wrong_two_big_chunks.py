# wrong: too-few-together — two big chunks for three workers
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(func, items, chunksize=max(1, len(items) // 2))
