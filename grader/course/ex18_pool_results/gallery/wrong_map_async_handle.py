# wrong: wrong-value — the handle, and the block ends the work
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(processes) as pool:
        return pool.map_async(func, items)
