# wrong: too-many-together
import multiprocessing


def pool_map(func, items, processes=2):
    with multiprocessing.Pool(max(1, len(items))) as pool:
        return pool.map(func, items)
