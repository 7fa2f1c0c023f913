# wrong: exception — a pool of no processes
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(min(processes, len(items))) as pool:
        return pool.map(func, items)
