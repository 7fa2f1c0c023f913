# right: starmap
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(func, [(item,) for item in items], chunksize=1)
